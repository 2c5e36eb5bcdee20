"""Prefilled words: complete, short, and safe to show first."""

from __future__ import annotations

import json
import re

import pytest

from app.assets import load
from app.models.aftercare import CareKind
from app.models.outline import Phase
from app.models.signal import Channel, Level, has_speechless_red, has_verbal_red
from app.models.texts import Texts
from app.paths import assets_dir
from tests.models.test_catalogue import NEVER_BUILT_IN

TEXTS = load(Texts)

NEEDS = [
    "control",
    "surrender",
    "trust",
    "closeness",
    "novelty",
    "being_seen",
    "being_cared_for",
    "play",
    "release",
    "rest",
    "belonging",
    "competence",
]


def _words_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [word for each in value.values() for word in _words_in(each)]
    return [word for each in value for word in _words_in(each)] if isinstance(value, list) else []


def test_signals_cover_every_level_with_and_without_words() -> None:
    signals = TEXTS.signals
    assert has_verbal_red(signals)
    assert has_speechless_red(signals)
    assert {(s.level, s.channel) for s in signals} == {(level, channel) for level in Level for channel in Channel}
    assert all(s.expression and s.meaning and s.response and s.practised_on is None for s in signals)
    assert "“Stop” and “no” always mean stop" in TEXTS.signals_always


def test_every_kind_of_aftercare_has_chips() -> None:
    for kind in CareKind:
        assert len(TEXTS.care[kind].chips) >= 4
    assert len(TEXTS.avoid) >= 6


def test_every_need_has_ways_to_meet_it() -> None:
    assert [need.id for need in TEXTS.needs] == NEEDS
    assert all(len(need.ways) >= 3 for need in TEXTS.needs)
    assert TEXTS.need("rest") is not None
    assert TEXTS.need("power") is None


@pytest.mark.parametrize(
    "field",
    [
        "ground_rules",
        "exclusions",
        "stop_criteria",
        "privacy",
        "places",
        "contacts",
        "health",
        "substances",
        "debriefs",
        "therapist_questions",
        "avoid",
    ],
)
def test_chips_are_short_and_stand_once(field: str) -> None:
    chips = getattr(TEXTS, field)
    assert len(chips) >= 4
    assert len(set(chips)) == len(chips)
    assert all(0 < len(chip) <= 80 and chip == chip.strip() for chip in chips)


def test_there_are_words_for_telling_the_partner() -> None:
    assert 3 <= len(TEXTS.withdrawal_scripts) <= 4
    assert all(len(script.text) <= 240 for script in TEXTS.withdrawal_scripts)


def test_phases_and_debrief_questions_are_complete() -> None:
    assert list(TEXTS.phases) == list(Phase)
    assert len(TEXTS.debrief_questions) == 8


def test_nothing_that_is_never_built_in() -> None:
    data = json.loads((assets_dir() / "texts" / "en.json").read_bytes())
    assert [words for words in _words_in(data) if NEVER_BUILT_IN.search(words)] == []


def test_only_the_name_is_a_placeholder() -> None:
    data = json.loads((assets_dir() / "texts" / "en.json").read_bytes())
    for words in _words_in(data):
        assert set(re.findall(r"\{.*?\}", words)) <= {"{name}"}
        assert words == words.strip()
        assert not re.search(r'[*_#<>"]|--', words) or words.replace("_", "").isalpha(), words
