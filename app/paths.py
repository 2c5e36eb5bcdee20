"""Where the files that come with the program are."""

from __future__ import annotations

from pathlib import Path


def assets_dir() -> Path:
    """The folder with catalogue, texts, page templates and icons."""
    return Path(__file__).resolve().parent.parent / "assets"
