"""What a process does to the files below a folder: written down, or made to fail, call by call.

A small library of ours (disk_calls.c) stands between the process and the C library, so it sees the calls of SQLCipher
as well as those of Python. A process has it if it was started with `preloaded()` in its environment.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support.sources import ROOT

KILL = -1
"""In place of an error's number: the process is killed."""
CREATE, OPEN, WRITE, CUT, SYNC, RENAME, REMOVE, FOLDER, MARK = "cowtsrumM"
"""The kinds of calls. Opening a file that is not there yet creates it; a mark is one that the program made itself."""

_SOURCE = Path(__file__).with_name("disk_calls.c")
_HEAD = struct.Struct("<5q")


class Call(NamedTuple):
    """A call that succeeded: to a file or folder, with the new path, the place and what was written there."""

    kind: str
    path: str
    other: str
    offset: int
    data: bytes


def is_possible() -> bool:
    """Whether this system can put a library between a process and the C library."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def preloaded() -> dict[str, str]:
    """What a process needs in its environment; compiles the library if it has changed."""
    source = _SOURCE.read_bytes()
    library = ROOT / "build" / f"disk-calls-{hashlib.sha256(source).hexdigest()[:16]}.so"
    if not library.exists():
        library.parent.mkdir(exist_ok=True)
        mine = library.with_suffix(f".{os.getpid()}")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", mine, _SOURCE], check=True)
        mine.replace(library)
    return {"LD_PRELOAD": str(library)}


def watch(folder: Path, log: Path | None = None) -> None:
    """Watch what this process does to the files below a folder, and write it to a log."""
    file = -1 if log is None else os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    _library().disk_watch(str(folder).encode(), file)


def interrupt(at: int, error: int = KILL, kinds: str = "cowtsrum", *, lasting: bool = False) -> None:
    """Let call number `at` of these kinds fail with this error, or kill the process; with 0 none.

    `lasting`: all calls of these kinds that follow fail as well. What a full disk has no room for is written by half.
    """
    _library().disk_interrupt(ctypes.c_long(at), error, int(lasting), kinds.encode())


def seen() -> int:
    """How many calls there were that could have been interrupted, since `interrupt`."""
    return int(_library().disk_seen())


def mark(number: int) -> None:
    """Write a number to the log: what has been acknowledged by now."""
    _library().disk_mark(ctypes.c_long(number))


def read_log(log: Path) -> Iterator[Call]:
    """The calls in a log, in their order."""
    raw, at = log.read_bytes(), 0
    while at < len(raw):
        kind, offset, *sizes = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        texts = []
        for size in sizes:
            texts.append(raw[at : at + size])
            at += size
        path, other, data = texts
        yield Call(chr(kind), os.fsdecode(path), os.fsdecode(other), offset, data)


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.disk_seen.restype = ctypes.c_long
    return library
