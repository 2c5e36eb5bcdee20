"""A different program that locks a file, with no key and no SQLite."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

_PENDING = 2**30


class ForeignLock(Enum):
    """What is locked, as the first byte, the length and whether others may still read."""

    WHOLE_FILE = (0, 0, False)
    WRITING = (_PENDING + 1, 1, False)
    READING = (_PENDING + 2, 510, True)


_PROGRAM = """
import fcntl, sys
path, start, length, shared = sys.argv[1], *map(int, sys.argv[2:])
file = open(path, "r+b")
fcntl.lockf(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, length, start)
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path, lock: ForeignLock = ForeignLock.WHOLE_FILE) -> Iterator[None]:
    """Hold a lock from another process for a block."""
    start, length, shared = lock.value
    command = [sys.executable, "-I", "-S", "-c", _PROGRAM, str(path), str(start), str(length), str(int(shared))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "locked\n"
        yield
        program.communicate("")
