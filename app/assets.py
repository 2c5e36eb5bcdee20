"""Loads the files that come with the program: the catalogue, texts, resources, and the sample people.

Reading texts and resources need the standard library only, as they open before anything is unlocked. The models of
the others are imported when they are asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.models.library import ReadingText, Resource
from app.paths import FALLBACK_LANGUAGE, asset_file

if TYPE_CHECKING:
    from app.models.catalogue import Catalogue
    from app.models.check_in import CheckInTexts
    from app.models.journal_texts import JournalTexts
    from app.models.pattern_texts import PatternTexts
    from app.models.sample import SampleCouple
    from app.models.texts import Texts


def load_catalogue(language: str = FALLBACK_LANGUAGE) -> Catalogue:
    """The built-in categories and entries."""
    from app.models.catalogue import Catalogue

    return Catalogue.model_validate_json(asset_file("catalogue", language).read_bytes())


def load_texts(language: str = FALLBACK_LANGUAGE) -> Texts:
    """Proposals, suggestions and fixed sentences."""
    from app.models.texts import Texts

    return Texts.model_validate_json(asset_file("texts", language).read_bytes())


def load_journal_texts(language: str = FALLBACK_LANGUAGE) -> JournalTexts:
    """Suggestions, prompts and templates of the journal."""
    from app.models.journal_texts import JournalTexts

    return JournalTexts.model_validate_json(asset_file("journal", language).read_bytes())


def load_check_in_texts(language: str = FALLBACK_LANGUAGE) -> CheckInTexts:
    """The dimensions of a check-in and the words for their ratings."""
    from app.models.check_in import CheckInTexts

    return CheckInTexts.model_validate_json(asset_file("check_ins", language).read_bytes())


def load_patterns(language: str = FALLBACK_LANGUAGE) -> PatternTexts:
    """The words of *My patterns* and of the self-check."""
    from app.models.pattern_texts import PatternTexts

    return PatternTexts.model_validate_json(asset_file("patterns", language).read_bytes())


def load_sample(language: str = FALLBACK_LANGUAGE) -> SampleCouple:
    """The made-up people of the sample vault."""
    from app.models.sample import SampleCouple

    return SampleCouple.model_validate_json(asset_file("sample", language).read_bytes())


def load_reading(language: str = FALLBACK_LANGUAGE) -> tuple[ReadingText, ...]:
    """The reading texts, in order."""
    return tuple(ReadingText(**text) for text in _read("reading", language)["texts"])


def load_resources(language: str = FALLBACK_LANGUAGE) -> tuple[Resource, ...]:
    """The places to turn to, grouped by country, in the order of the file."""
    data = _read("resources", language)
    groups = {group["id"]: group["title"] for group in data["countries"]}
    kinds = {kind["id"]: kind["title"] for kind in data["kinds"]}
    return tuple(
        Resource(
            **{**entry, "contacts": tuple(entry["contacts"])},
            group=groups[entry["country"]],
            kind_title=kinds[entry["kind"]],
            note=data["note"] if entry["shipped"] and entry["last_checked"] is None else "",
        )
        for entry in data["resources"]
    )


def _read(folder: str, language: str) -> Any:
    return json.loads(asset_file(folder, language).read_bytes())
