"""A page or sheet that somebody wants as a file, where they chose."""

from __future__ import annotations

from pathlib import Path

from app.storage.files import write_page


def save_page(to: Path, data: bytes) -> None:
    """For nobody else to read, whole or not at all; a link that stands there is replaced, not followed.

    Raises `VaultUnwritable`.
    """
    write_page(to, data)
