"""The files that come with the program: a language without a file falls back to English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app import assets
from app.export.journal_page import load_journal_words
from app.export.page_words import load_words
from app.paths import FALLBACK_LANGUAGE, asset_file, assets_dir

LOADERS = [
    assets.load_catalogue,
    assets.load_texts,
    assets.load_journal_texts,
    assets.load_check_in_texts,
    assets.load_patterns,
    assets.load_sample,
    assets.load_reading,
    assets.load_resources,
    load_words,
    load_journal_words,
]


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_a_language_without_a_file_falls_back_to_english(load: Callable[..., object]) -> None:
    assert load("xx") == load(FALLBACK_LANGUAGE) == load()


def test_a_file_of_a_language_is_found_by_its_code() -> None:
    assert asset_file("texts", "en") == assets_dir() / "texts" / "en.json"
