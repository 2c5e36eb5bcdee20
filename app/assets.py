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
    from app.models.check_in import CheckInTexts, SampleCheckIns
    from app.models.journal_texts import JournalTexts
    from app.models.pattern_texts import PatternTexts
    from app.models.sample import SampleCouple
    from app.models.sample_journal import SampleJournal
    from app.models.sample_patterns import SamplePatterns
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


def load_sample(language: str = FALLBACK) -> SampleCouple:
    """The made-up people of the sample vault."""
    from app.models.sample import SampleCouple

    return SampleCouple.model_validate_json(_file("sample", language).read_bytes())


def load_check_in_texts(language: str = FALLBACK) -> CheckInTexts:
    """The dimensions of a check-in and the words at their ends."""
    from app.models.check_in import CheckInTexts

    return CheckInTexts.model_validate_json(_file("check_ins", language).read_bytes())


def load_sample_check_ins(language: str = FALLBACK) -> SampleCheckIns:
    """The check-ins of the made-up people."""
    from app.models.check_in import SampleCheckIns

    return SampleCheckIns.model_validate_json(_file("sample_check_ins", language).read_bytes())


def load_patterns(language: str = FALLBACK) -> PatternTexts:
    """The words of *My patterns* and of the self-check."""
    from app.models.pattern_texts import PatternTexts

    return PatternTexts.model_validate_json(_file("patterns", language).read_bytes())


def load_sample_patterns(language: str = FALLBACK) -> SamplePatterns:
    """The past of the made-up people."""
    from app.models.sample_patterns import SamplePatterns

    return SamplePatterns.model_validate_json(_file("sample_patterns", language).read_bytes())


def load_sample_journal(language: str = FALLBACK) -> SampleJournal:
    """What the made-up people wrote for themselves."""
    from app.models.sample_journal import SampleJournal

    return SampleJournal.model_validate_json(_file("sample_journal", language).read_bytes())


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
