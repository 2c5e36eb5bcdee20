"""Prefilled words, reading texts and resources: complete, short, and safe to show first."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from app.assets import load, load_reading, load_resources
from app.models.aftercare import CareKind
from app.models.library import ReadingText
from app.models.outline import Phase
from app.models.signal import Channel, Level, has_speechless_red, has_verbal_red
from app.models.texts import Texts
from app.paths import assets_dir
from tests.models.test_catalogue import NEVER_BUILT_IN

TEXTS = load(Texts)
READING = load_reading()
RESOURCES = load_resources()

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

READING_IDS = [
    "how_to_talk",
    "talking_about_talking",
    "consent_models",
    "red_flags",
    "green_flags",
    "harm_reduction",
    "drop",
    "your_own_words",
    "power_and_voice",
    "what_this_is_not",
    "privacy",
    "went_wrong",
    "feeling_unsafe",
]

NUMBERS: dict[str, str] = {
    "United States": "911; 1-800-799-7233; START to 88788; 800-656-4673; 988; HOME to 741741; 877-565-8860",
    "United Kingdom": "999; 0808 2000 247; 0808 801 0327; 0800 999 5428; 0808 802 4040; 116 123",
    "Ireland": "112; 999; 1800 341 900",
    "Germany": "112; 116 016; 0800 123 99 00",
    "Canada": "911; 9-8-8; sheltersafe.ca",
    "Australia": "000; 1800RESPECT; 0458 737 732; 13 11 14; 13 92 76; 1800 184 527",
    "New Zealand": "111; 0800 733 843; 0800 044 334",
    "Education": "National Coalition for Sexual Freedom; kinkguidelines.com; techsafety.org",
}

COUNTS = {
    "United States": 6,
    "United Kingdom": 6,
    "Ireland": 2,
    "Germany": 3,
    "Canada": 3,
    "Australia": 5,
    "New Zealand": 3,
    "Education": 3,
}


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


def test_reading_has_every_text() -> None:
    assert [text.id for text in READING] == READING_IDS


@pytest.mark.parametrize("text", READING, ids=lambda text: text.id)
def test_reading_is_short_and_in_light_markdown(text: ReadingText) -> None:
    assert text.title
    assert text.summary.endswith(".")
    assert 120 <= len(text.body.split()) <= 350
    assert not re.search(r"^(#|###+|\*|\d+\.|>) |[`<>]|\]\(|\*\*", text.body, re.MULTILINE)
    for line in text.body.splitlines():
        assert line == line.strip()
        assert line.count("*") % 2 == 0
        assert not line.startswith("#") or line.startswith("## ")


def test_reading_names_the_four_models_and_the_flags() -> None:
    bodies = {text.id: text.body for text in READING}
    for word in ("4Cs", "RACK", "SSC", "FRIES"):
        assert f"## {'The ' if word == '4Cs' else ''}{word}" in bodies["consent_models"]
    assert bodies["red_flags"].count("\n- ") >= 9
    assert bodies["green_flags"].count("\n- ") >= 4


@pytest.mark.parametrize("group", NUMBERS)
def test_resources_hold_exactly_the_list(group: str) -> None:
    here = [resource for resource in RESOURCES if resource.group == group]
    assert len(here) == COUNTS[group]
    text = "\n".join(f"{r.name} {' '.join(r.contacts)}" for r in here)
    assert [number for number in NUMBERS[group].split("; ") if number not in text] == []


def test_resources_are_grouped_marked_and_unchecked() -> None:
    groups = [resource.group for resource in RESOURCES]
    assert list(dict.fromkeys(groups)) == list(NUMBERS)
    assert groups == sorted(groups, key=list(NUMBERS).index)
    assert len({resource.id for resource in RESOURCES}) == len(RESOURCES) == sum(COUNTS.values())
    for resource in RESOURCES:
        assert resource.shipped
        assert resource.last_checked is None
        assert resource.note.startswith("Check before relying on it")
        assert resource.contacts
        assert all(resource.contacts)
        assert resource.about.endswith(".")


def test_reading_and_resources_load_without_anything_heavy() -> None:
    code = (
        "import sys, app.assets as a; a.load_reading(); a.load_resources();"
        "print([m for m in ('pydantic', 'sqlalchemy', 'PySide6', 'cryptography') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
