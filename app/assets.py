"""Loads the files that come with the program.

Reading texts and resources need the standard library only, as they open before anything is unlocked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from app.models.library import EVERYWHERE, Country, Fact, ReadingText, Resource, TextPicture
from app.paths import FALLBACK_LANGUAGE, asset_file

if TYPE_CHECKING:
    from app.models.base import Asset

A = TypeVar("A", bound="Asset")


def load(kind: type[A], language: str = FALLBACK_LANGUAGE) -> A:
    """The words of a kind in a language."""
    return kind.model_validate_json(asset_file(kind.folder, language).read_bytes())


def load_reading(language: str = FALLBACK_LANGUAGE) -> tuple[ReadingText, ...]:
    """The reading texts by topic, in the order of the file."""
    data = _read("reading", language)
    topics = _titles(data["topics"])
    return tuple(
        ReadingText(
            **{
                **text,
                "topic": topics[text["topic"]],
                "facts": tuple(Fact(**fact) for fact in text["facts"]),
                "pictures": tuple(TextPicture(**picture) for picture in text.get("pictures", ())),
            }
        )
        for text in data["texts"]
    )


def load_resources(language: str = FALLBACK_LANGUAGE) -> tuple[Resource, ...]:
    """The places to turn to, grouped by country, in the order of the file."""
    data = _read("resources", language)
    groups, kinds = _titles(data["countries"]), _titles(data["kinds"])
    return tuple(
        Resource(
            **{
                **entry,
                "contacts": tuple(entry["contacts"]),
                "parts": tuple(entry.get("parts", ())),
                "kinds": tuple(kinds[kind] for kind in entry["kinds"]),
            },
            group=groups[entry["country"]],
            shipped=True,
            note=data["note"],
        )
        for entry in data["resources"]
    )


def load_countries(language: str = FALLBACK_LANGUAGE) -> tuple[Country, ...]:
    """The countries that have resources and their parts, to choose from."""
    found = _read("resources", language)["countries"]
    return tuple(Country(**each) for each in found if each["id"] not in EVERYWHERE)


def _titles(entries: list[dict[str, str]]) -> dict[str, str]:
    return {each["id"]: each["title"] for each in entries}


def _read(folder: str, language: str) -> Any:
    return json.loads(asset_file(folder, language).read_bytes())
