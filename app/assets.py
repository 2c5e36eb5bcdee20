"""Loads what comes with the program: the catalogue, reading texts, resources and prefilled words.

Reading texts and resources need the standard library only, as they open before anything is unlocked;
the models of the others are imported when they are asked for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.models.library import ReadingText, Resource
from app.paths import assets_dir

if TYPE_CHECKING:
    from app.models.catalogue import Catalogue
    from app.models.journal_texts import JournalTexts
    from app.models.sample import Sample
    from app.models.texts import Texts

FALLBACK = "en"


def load_catalogue(language: str = FALLBACK) -> Catalogue:
    """The built-in categories and entries, in English where the language has no file."""
    from app.models.catalogue import Catalogue

    return Catalogue.model_validate_json(_file("catalogue", language).read_bytes())


def load_texts(language: str = FALLBACK) -> Texts:
    """The prefilled proposals, chips and fixed words."""
    from app.models.texts import Texts

    return Texts.model_validate_json(_file("texts", language).read_bytes())


def load_journal_texts(language: str = FALLBACK) -> JournalTexts:
    """What comes with the journal: words to pick from, prompts, templates."""
    from app.models.journal_texts import JournalTexts

    return JournalTexts.model_validate_json(_file("journal", language).read_bytes())


def load_sample(language: str = FALLBACK) -> Sample:
    """The made-up people of the sample vault."""
    from app.models.sample import Sample

    return Sample.model_validate_json(_file("sample", language).read_bytes())


def load_reading(language: str = FALLBACK) -> tuple[ReadingText, ...]:
    """The texts to read, in their order."""
    return tuple(ReadingText(**text) for text in _read("reading", language)["texts"])


def load_resources(language: str = FALLBACK) -> tuple[Resource, ...]:
    """The places to turn to, grouped by country in the file's order."""
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
    return json.loads(_file(folder, language).read_bytes())


def _file(folder: str, language: str) -> Path:
    wanted = assets_dir() / folder / f"{language}.json"
    return wanted if wanted.is_file() else assets_dir() / folder / f"{FALLBACK}.json"
