"""Where the program's own files are."""

from __future__ import annotations

from pathlib import Path

FALLBACK_LANGUAGE = "en"


def assets_dir() -> Path:
    """The folder with catalogue, texts, page templates and icons."""
    return Path(__file__).resolve().parent.parent / "assets"


def picture_file(name: str, *, is_dark: bool) -> Path:
    """The file of a picture in a text, in the colours of a theme."""
    return assets_dir() / "manual" / f"{name}-{'dark' if is_dark else 'light'}.png"


def asset_file(folder: str, language: str) -> Path:
    """The file of a language in a folder of assets; the English one if the language has none."""
    file = assets_dir() / folder / f"{language}.json"
    return file if file.is_file() else file.with_name(f"{FALLBACK_LANGUAGE}.json")
