"""Reads one file that a person chose."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_chosen_file(path: Path, limit: int) -> bytes | None:
    """The bytes of a regular file; None if there are more than `limit`. Raises `OSError`."""
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a file")  # reading a pipe or a device might never end
        raw = file.read(limit + 1)
    return raw if len(raw) <= limit else None
