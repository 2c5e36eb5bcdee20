"""Where a new vault goes, for a folder that somebody chose or for the place of the one before."""

from __future__ import annotations

from itertools import count
from pathlib import Path


def place_in(folder: Path) -> Path:
    """The place of a new vault for a chosen folder: itself if it is new or empty, else a folder in it.

    A vault is made beside its place and then put there, which no root of a drive allows.
    """
    is_new = not folder.exists()
    return folder if is_new or not (any(folder.iterdir()) or folder.is_mount()) else folder / "Accord"


def place_beside(place: Path) -> Path:
    """A place for a restored vault: where the vault is to be if there is none, else a new folder beside it."""
    if not place.exists():
        return place
    names = (place.with_name(f"{place.name}-{number}") for number in count(2))
    return next(name for name in names if not name.exists())
