"""Opens regular files to read; imports the standard library only, as the unlock page reads the keyring with it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from functools import partial
from io import BufferedReader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def open_regular(path: Path, *, follow: bool = True) -> Iterator[BufferedReader]:
    """Open a file to read. OSError if it isn't a regular one: reading from a pipe or a device might never end.

    `follow`: open what a symbolic link leads to, instead of raising OSError.
    """
    with open(path, "rb", opener=partial(_without_waiting, follow=follow)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        yield file


def _without_waiting(path: str, flags: int, *, follow: bool) -> int:
    no_link = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | no_link)


def read_up_to(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None if there are more than `limit`. OSError."""
    with open_regular(path) as file:
        raw = file.read(limit + 1)
    return raw if len(raw) <= limit else None
