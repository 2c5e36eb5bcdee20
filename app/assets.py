"""Loads the files that come with the program.

Reading texts and resources need the standard library only, as they open before anything is unlocked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from app.models.library import ReadingText, Resource
from app.paths import FALLBACK_LANGUAGE, asset_file

if TYPE_CHECKING:
    from app.models.base import Asset

A = TypeVar("A", bound="Asset")


def load(kind: type[A], language: str = FALLBACK_LANGUAGE) -> A:
    """The words of a kind in a language."""
    return kind.model_validate_json(asset_file(kind.folder, language).read_bytes())


def load_reading(language: str = FALLBACK_LANGUAGE) -> tuple[ReadingText, ...]:
    """The reading texts, in order."""
    return tuple(ReadingText(**text) for text in _read("reading", language)["texts"])


def load_resources(language: str = FALLBACK_LANGUAGE) -> tuple[Resource, ...]:
    """The places to turn to, grouped by country, in the order of the file."""
    data = _read("resources", language)
    groups = {group["id"]: group["title"] for group in data["countries"]}
    return tuple(
        Resource(
            **{**entry, "contacts": tuple(entry["contacts"])},
            group=groups[entry["country"]],
            note=data["note"] if entry["shipped"] and entry["last_checked"] is None else "",
        )
        for entry in data["resources"]
    )


def _read(folder: str, language: str) -> Any:
    return json.loads(asset_file(folder, language).read_bytes())
