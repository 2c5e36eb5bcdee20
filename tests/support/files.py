"""Looking into files as someone would who found them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path relative to it, except the empty journals of open databases."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: data for name, data in found.items() if data or not name.endswith("-journal")}


def put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files hold exactly these, readable by their owner only."""
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    for name, data in files.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(data)


def find_markers(folders: Iterable[Path], markers: Iterable[str]) -> list[str]:
    """Where a marker is found in clear, in UTF-8 or UTF-16, in names or in bytes; ideally nowhere."""
    forms = [(marker, form) for marker in markers for form in _forms(marker)]
    found = []
    for folder in folders:
        for name, data in contents(folder).items():
            found += [f"{marker} in {folder / name}" for marker, form in forms if form in data or form in name.encode()]
    return found


def _forms(marker: str) -> tuple[bytes, bytes, bytes]:
    return marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-16-be")
