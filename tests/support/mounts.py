"""Small file systems of one's own, where root may mount some."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_READ_ONLY, _REMOUNT, _DETACH = 1, 32, 2


@contextmanager
def small_disk(place: Path, kibibytes: int) -> Iterator[Path]:
    """A file system of this size in a new folder; skips the test where it can't be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    libc = ctypes.CDLL(None, use_errno=True)
    place.mkdir()
    if libc.mount(b"tmpfs", str(place).encode(), b"tmpfs", 0, f"size={kibibytes}k".encode()):
        pytest.skip("mounting is not allowed here")
    try:
        yield place
    finally:
        libc.umount2(str(place).encode(), _DETACH)


def make_read_only(place: Path) -> None:
    """Mount it again, to be read only."""
    _mount_again(place, _READ_ONLY)


def leave_room(place: Path, kibibytes: int) -> None:
    """Mount it again, with room for so much more than what is there."""
    disk = os.statvfs(place)
    used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // 1024
    _mount_again(place, 0, f"size={max(4, used + kibibytes)}k")  # 0 would be no limit


def _mount_again(place: Path, flags: int, options: str = "") -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.mount(b"tmpfs", str(place).encode(), b"tmpfs", _REMOUNT | flags, options.encode() or None) == 0
