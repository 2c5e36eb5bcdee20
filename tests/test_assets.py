"""The files that come with the program: complete in every language, and English where a language has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from app.assets import load, load_reading, load_resources
from app.export.journal_page import JournalWords
from app.export.page_words import PageWords
from app.models.aftercare import CareKind
from app.models.base import Asset
from app.models.catalogue import Catalogue
from app.models.check_in import BuiltInDimension, CheckInTexts
from app.models.foreign_words import ForeignWords
from app.models.journal import Boundary, EntryKind
from app.models.journal_texts import JournalTexts
from app.models.live import MOST_STOP_LINES
from app.models.notices import BundleNotices
from app.models.outline import Phase, Role
from app.models.pattern_texts import PatternTexts
from app.models.patterns import EvidenceKind, PatternKind
from app.models.sample import SampleCouple
from app.models.scene_day import ReadyAsk, SceneDayTexts
from app.models.texts import Texts
from app.paths import FALLBACK_LANGUAGE, asset_file, assets_dir

KINDS = [
    Catalogue,
    Texts,
    JournalTexts,
    CheckInTexts,
    PatternTexts,
    SceneDayTexts,
    SampleCouple,
    PageWords,
    JournalWords,
    ForeignWords,
    BundleNotices,
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_without_a_file_falls_back_to_english(kind: type[Asset]) -> None:
    assert load(kind, "xx") == load(kind, FALLBACK_LANGUAGE) == load(kind)


@pytest.mark.parametrize("read", [load_reading, load_resources])
def test_reading_falls_back_to_english_too(read: Callable[..., object]) -> None:
    assert read("xx") == read(FALLBACK_LANGUAGE) == read()


def test_a_file_of_a_language_is_found_by_its_code() -> None:
    assert asset_file("texts", "en") == assets_dir() / "texts" / "en.json"


def languages(kind: type[Asset]) -> list[str]:
    return sorted(path.stem for path in (assets_dir() / kind.folder).glob("*.json"))


def once(ids: Iterable[str]) -> bool:
    found = list(ids)
    return len(set(found)) == len(found)


@pytest.mark.parametrize("language", languages(SceneDayTexts))
def test_every_question_before_a_scene_is_there_in_order(language: str) -> None:
    texts = load(SceneDayTexts, language)
    assert list(texts.ready) == list(ReadyAsk)
    assert 0 < len(texts.stopping) <= MOST_STOP_LINES


@pytest.mark.parametrize("language", languages(Texts))
def test_texts_have_every_kind_in_order_and_each_id_once(language: str) -> None:
    texts = load(Texts, language)
    assert texts.language == language
    assert list(texts.care) == list(CareKind)
    assert list(texts.phases) == list(Phase)
    assert list(texts.roles) == list(Role)
    assert once(signal.id for signal in texts.signals)
    assert once(need.id for need in texts.needs)
    assert once(texts.debrief_questions)


@pytest.mark.parametrize("language", languages(JournalTexts))
def test_every_kind_of_entry_has_prompts_and_no_template_chooses_a_boundary(language: str) -> None:
    texts = load(JournalTexts, language)
    assert list(texts.prompts) == list(EntryKind)
    assert once(template.id for template in texts.templates)
    assert {template.text.boundary for template in texts.templates} == {Boundary.STAYS}


@pytest.mark.parametrize("language", languages(PatternTexts))
def test_every_observation_has_words_and_each_flag_is_there_once(language: str) -> None:
    texts = load(PatternTexts, language)
    assert list(texts.kinds) == list(PatternKind)
    assert set(texts.evidence) == set(EvidenceKind)
    assert once(flag.id for flag in texts.self_check.flags)


@pytest.mark.parametrize("language", languages(CheckInTexts))
def test_every_dimension_is_there_in_order(language: str) -> None:
    assert [each.id for each in load(CheckInTexts, language).dimensions] == [each.value for each in BuiltInDimension]
