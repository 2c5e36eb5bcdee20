"""Writing files: owner-only, atomic, and fsynced before returning."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.errors import VaultDamaged, VaultUnwritable
from app.platforms import current

PART = ".part"
BACKUPS = "backups"
"""The folder of a vault with copies of its files."""
_MODE = 0o600
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn an OSError, such as a full or read-only disk, into VaultUnwritable."""
    try:
        yield
    except OSError:
        raise VaultUnwritable(name) from None


def identity_of(path: Path) -> tuple[int, int] | None:
    """The device and number of a file, which it keeps until it is replaced; None if it is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def create_owner_only(path: Path) -> int:
    """Create a file that must not exist yet, 0600; its descriptor."""
    return os.open(path, _FLAGS, _MODE)


def create_empty(path: Path) -> None:
    """Create an empty file that must not exist yet, 0600."""
    os.close(create_owner_only(path))


def empty(path: Path) -> None:
    """Replace a file by an empty one."""
    with writing(path.name):
        path.unlink(missing_ok=True)
        create_empty(path)


@contextmanager
def synced_file(path: Path) -> Iterator[BinaryIO]:
    """Create a file that must not exist yet, 0600, for a block to write; it is on disk once the block has ended."""
    with os.fdopen(create_owner_only(path), "wb") as file:
        yield file
        file.flush()
        sync_file(file.fileno())


@contextmanager
def replacing(path: Path, part: Path) -> Iterator[None]:
    """Let a block write and check `part`, then rename it. VaultUnwritable; if anything fails, nothing of it is left."""
    with writing(path.name):
        try:
            yield
            os.replace(part, path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def write_new(path: Path, raw: bytes) -> None:
    """Write a file that must not exist yet, 0600, fsynced."""
    with synced_file(path) as file:
        file.write(raw)


def write_atomically(path: Path, raw: bytes) -> None:
    """Replace a file: write a temporary file, fsync, read it back, rename, fsync the folder. VaultUnwritable."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    with replacing(path, part):
        write_new(part, raw)
        if part.read_bytes() != raw:
            raise VaultDamaged(path.name)


def write_export(path: Path, raw: bytes) -> None:
    """Write a file to a folder outside the vault: like `write_atomically`, but a killed process leaves no part of it.

    Where the system supports it, the file has no name until it is completely on disk.
    """
    with writing(path.name):
        if _write_unnamed(path, raw):
            return
    write_atomically(path, raw)


def _write_unnamed(path: Path, raw: bytes) -> bool:
    """Write through a file without a name. False, having written nothing, where the system has no such files."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    part = path.with_name(f".{secrets.token_hex(8)}{PART}")
    try:
        descriptor = os.open(path.parent, os.O_RDWR | os.O_TMPFILE, _MODE)
    except OSError:
        return False
    with os.fdopen(descriptor, "w+b") as file:
        file.write(raw)
        file.flush()
        sync_file(file.fileno())
        try:
            # Passing a descriptor makes os.link follow the symbolic link; the path is absolute, so it is not used.
            os.link(f"/proc/self/fd/{file.fileno()}", part, src_dir_fd=file.fileno())
        except OSError:
            return False
    try:
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def sync_file(descriptor: int) -> None:
    """Flush a file to the disk, its write cache included."""
    current().sync_file(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    current().sync_folder(folder)


def make_folder(folder: Path, *, parents: bool = False) -> None:
    """Make a folder unless it is there, 0700, with its parents if they may be missing; synced on return. OSError."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=parents, exist_ok=True)
    for each in reversed(new):
        sync_folder(each.parent)


def remove_parts(folder: Path) -> None:
    """Remove temporary files left by interrupted writes."""
    with suppress(OSError):
        for part in [*folder.glob(f".*{PART}"), *folder.glob(f".*{PART}-journal")]:
            with suppress(OSError):
                part.unlink()
