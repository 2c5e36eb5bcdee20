"""What Linux and macOS have in common."""

from __future__ import annotations

import fcntl
import os
import resource
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Posix:
    """The part of `Platform` that is the same on both."""

    moves_open_folders = True
    stop_signals: tuple[str, ...] = ("SIGINT", "SIGTERM", "SIGHUP")
    has_signal_pipe = True

    def is_own(self, found: os.stat_result) -> bool:
        return found.st_uid == os.getuid()

    def lock_file(self, file: IO[bytes], *, wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def claim(self, descriptor: int) -> bool:
        return True

    def sync_file(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def forbid_core_dumps(self) -> bool:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
