"""Vaults that can only be read: on a medium that is read-only, or in a folder that belongs to somebody else."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import VaultUnwritable

ONLY_TO_READ = ".only-to-read"
"""The file in a folder of ours that says so."""


def is_read_only(folder: Path) -> bool:
    """Whether nothing can or may be written to a folder, whatever the files in it allow."""
    return folder.is_dir() and (not os.access(folder, os.W_OK) or (folder / ONLY_TO_READ).exists())


def place_to_open(path: Path) -> tuple[str, bool]:
    """How SQLite is to open a file, and whether that is a URI.

    On a medium that is read-only nobody else writes, so no lock and no journal are needed, for which there is no place.
    A journal that a killed process left there cannot be played back: VaultUnwritable.
    """
    if not is_read_only(path.parent):
        return str(path), False
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise VaultUnwritable(path.name)
    how = "mode=ro&immutable=1" if _is_mounted_read_only(path.parent) else "mode=ro"
    return f"{path.absolute().as_uri()}?{how}", True


def _is_mounted_read_only(folder: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
