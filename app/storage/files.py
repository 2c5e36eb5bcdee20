"""Writing files of a vault: private from the first byte, whole or not at all, and on the disk before it is said so."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import VaultDamaged, VaultUnwritable

PART = ".part"
_MODE = 0o600
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn what the system says about a full or read-only place into VaultUnwritable."""
    try:
        yield
    except OSError:
        raise VaultUnwritable(name) from None


def create_owner_only(path: Path) -> int:
    """A new file, 0600, that must not exist yet; gives its descriptor."""
    return os.open(path, _FLAGS, _MODE)


def write_whole(path: Path, raw: bytes) -> None:
    """Replace a file: temporary file, fsync, read again, rename, fsync of the folder; VaultUnwritable if it fails."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    with writing(path.name):
        try:
            _write_synced(part, raw)
            if part.read_bytes() != raw:
                raise VaultDamaged(path.name)
            os.replace(part, path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def write_page(path: Path, raw: bytes) -> None:
    """Write a file that somebody asked for, in a folder of theirs: as `write_whole`, and a kill leaves nothing of it.

    Where the system can, it has no name before it is on the disk as a whole.
    """
    with writing(path.name):
        if _write_nameless(path, raw):
            return
    write_whole(path, raw)


def _write_nameless(path: Path, raw: bytes) -> bool:
    """False where there are no files without a name; nothing was written then."""
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
            # A folder's descriptor makes it follow the link; the path is absolute all the same.
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
    """Have the disk itself hold what was written."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename last; there is no such call on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_parts(folder: Path) -> None:
    """Remove what an interrupted write left; it was never in use."""
    for part in folder.glob(f".*{PART}"):
        with suppress(OSError):
            part.unlink()


def _write_synced(path: Path, raw: bytes) -> None:
    descriptor = create_owner_only(path)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        sync_file(file.fileno())
