"""Saving pages as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.storage.files import write_export

_MOST_FILES = 1_000


def save_page(to: Path, data: bytes) -> None:
    """Write a file, owner-only and atomically; an existing link is replaced, not followed.

    Raises `VaultUnwritable`.
    """
    write_export(to, data)


def save_pages(to: Path, parts: Sequence[bytes]) -> tuple[Path, ...]:
    """Save the parts of a document: the first under `to`, the others numbered beside it, overwriting no other file.

    Writes all or none. Raises `VaultUnwritable`.
    """
    files = [to]
    number = 2
    while len(files) < len(parts) and number < _MOST_FILES:
        beside = to.with_name(f"{to.stem}-{number}{to.suffix}")
        if not beside.exists():
            files.append(beside)
        number += 1
    written: list[Path] = []
    try:
        # The one that may replace an existing file comes last: until then nothing is lost.
        for path, data in reversed(tuple(zip(files, parts, strict=True))):
            save_page(path, data)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(files)
