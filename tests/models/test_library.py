"""Reading texts and resources: complete, short, easy to read, and each with where it comes from."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.assets import load_countries, load_reading, load_resources
from app.models.library import ALWAYS, EVERYWHERE, Fact, ReadingText, Resource
from tests.support.reading_level import grade, words_of

READING = load_reading()
RESOURCES = load_resources()
TITLES = {text.title for text in READING}

EARLIER_TEXTS = {
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
}
"""Their ids never change: other screens open them."""

EARLIER_NUMBERS = {
    "United States": "911; 1-800-799-7233; START to 88788; 800-656-4673; 988; HOME to 741741; 877-565-8860",
    "United Kingdom": "999; 0808 2000 247; 0808 801 0327; 0800 999 5428; 0808 802 4040; 116 123",
    "Ireland": "112; 999; 1800 341 900",
    "Germany": "112; 116 016; 0800 123 99 00",
    "Canada": "911; 9-8-8; sheltersafe.ca",
    "Australia": "000; 1800RESPECT; 0458 737 732; 13 11 14; 13 92 76; 1800 184 527",
    "New Zealand": "111; 0800 733 843; 0800 044 334",
    "Everywhere": "National Coalition for Sexual Freedom; kinkguidelines.com; techsafety.org",
}

SHORTEST, LONGEST = 150, 300
HARDEST = 6.5
"""A school year: no text is harder than this to read."""

SCREENS = {
    "For my therapist",
    "Hide now",
    "Limits",
    "My list",
    "My patterns",
    "New keys",
    "Only me",
    "Print and export",
    "Scenes",
    "Settings",
    "What I would share",
}

CAN_BE_LOOKED_UP = re.compile(
    r"\b(\d+|hours|study|nerve|stroke|HIV|viral|law|lawful|offence|ICD|blood pressure|reflex|pharmac\w+|fingerprint)\b"
)
"""What a text says of the body, the law or a number is a fact, and has to name where it is from."""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text) <= date(2100, 1, 1)
    except ValueError:
        return False


def lacks(text: ReadingText) -> list[str]:
    """What keeps a text from being shipped."""
    length = len(words_of(text.body))
    facts_needed = CAN_BE_LOOKED_UP.search(text.body) is not None
    rules = {
        "a topic": bool(text.topic),
        "a title": bool(text.title),
        "a summary": text.summary.endswith("."),
        "its length": SHORTEST <= length <= LONGEST,
        "plain words": length > 0 and grade(text.body) <= HARDEST,
        "light Markdown": not re.search(r"^(#|###+|\*|\d+\.|>) |[`<>]|\]\(|\*\*|--|[\"']", text.body, re.MULTILINE),
        "tidy lines": all(
            line == line.strip() and line.count("*") % 2 == 0 and (not line.startswith("#") or line.startswith("## "))
            for line in text.body.splitlines()
        ),
        "pages that exist": set(re.findall(r"\*(.+?)\*", text.body)) <= TITLES | SCREENS,
        "where it is from": bool(text.facts) or not facts_needed,
        "complete facts": all(
            fact.says and fact.source and fact.where and _is_day(fact.checked) for fact in text.facts
        ),
    }
    return [rule for rule, holds in rules.items() if not holds]


def resource_lacks(resource: Resource) -> list[str]:
    """What keeps a resource from being shipped."""
    places = {country.id for country in load_countries()}
    rules = {
        "a country": resource.country in places | EVERYWHERE and bool(resource.group),
        "parts of its country": all(
            part in places and part.startswith(f"{resource.country}.") for part in resource.parts
        ),
        "what it is for": bool(resource.kinds),
        "a name": bool(resource.name.strip()),
        "a sentence": resource.about.endswith("."),
        "contacts": bool(resource.contacts) and all(resource.contacts),
        "hours": resource.hours == ALWAYS or len(resource.hours.split()) > 3,
        "a source": len(resource.source) > 3 and "." in resource.source,
        "what kind of source": resource.against in ("page", "lists"),
        "a date": _is_day(resource.checked),
        "a warning": resource.note.startswith("Check before relying on it"),
    }
    return [rule for rule, holds in rules.items() if not holds]


@pytest.mark.parametrize("text", READING, ids=lambda text: text.id)
def test_every_text_is_complete_short_and_easy_to_read(text: ReadingText) -> None:
    assert lacks(text) == []


FACT = Fact("It is so.", "A hospital", "hospital.org", "2026-11-29")
FLAWS: dict[str, dict[str, Any]] = {
    "a topic": {"topic": ""},
    "a title": {"title": ""},
    "a summary": {"summary": "no full stop"},
    "its length": {"body": "Too short to be of use."},
    "plain words": {"body": "Interpersonal intentionality necessitates continual renegotiation. " * 30},
    "light Markdown": {"body": READING[0].body + "\n\n1. a numbered list"},
    "tidy lines": {"body": READING[0].body + "\n "},
    "pages that exist": {"body": READING[0].body + "\n*No such page*"},
    "where it is from": {"body": READING[0].body + "\nWithin 72 hours.", "facts": ()},
    "complete facts": {"facts": (replace(FACT, checked="yesterday"),)},
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_an_incomplete_text_is_found(flaw: str) -> None:
    whole = replace(READING[0], facts=(FACT,))
    assert lacks(whole) == []
    assert flaw in lacks(replace(whole, **FLAWS[flaw]))


def test_texts_are_in_topics_and_none_of_the_earlier_ones_is_gone() -> None:
    ids = [text.id for text in READING]
    assert len(set(ids)) == len(ids) >= 25
    assert set(ids) >= EARLIER_TEXTS
    topics = [text.topic for text in READING]
    assert topics == sorted(topics, key=list(dict.fromkeys(topics)).index), "the texts of a topic follow each other"
    assert max(topics.count(topic) for topic in topics) <= 6
    assert len({text.title for text in READING}) == len(ids)


def test_what_must_be_said_is_said() -> None:
    bodies = {text.id: text.body for text in READING}
    for word in ("4Cs", "RACK", "SSC", "FRIES"):
        assert f"## {'The ' if word == '4Cs' else ''}{word}" in bodies["consent_models"]
    assert bodies["red_flags"].count("\n- ") >= 9
    assert bodies["green_flags"].count("\n- ") >= 4
    for text_id, words in {
        "how_to_talk": ("When nobody answers at once",),
        "substances": ("Poppers with erection medicines", "GHB or GBL with alcohol"),
        "in_time": ("up to five days", "within 72 hours"),
        "first_aid": ("any pressure on the neck", "take the rope off"),
        "therapist": ("have to pass on",),
        "pictures": ("Do not pay",),
    }.items():
        assert [word for word in words if word not in bodies[text_id]] == []
    with_sentences = [text_id for text_id, text in bodies.items() if text.count("“") >= 3]
    assert len(with_sentences) >= 12


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.id)
def test_every_resource_is_complete(resource: Resource) -> None:
    assert resource_lacks(resource) == []


RESOURCE_FLAWS: dict[str, dict[str, Any]] = {
    "a country": {"country": "XX"},
    "parts of its country": {"parts": ("UK.SCT",)},
    "what it is for": {"kinds": ()},
    "a name": {"name": " "},
    "a sentence": {"about": ""},
    "contacts": {"contacts": ()},
    "hours": {"hours": ""},
    "a source": {"source": ""},
    "what kind of source": {"against": ""},
    "a date": {"checked": ""},
    "a warning": {"note": ""},
}


@pytest.mark.parametrize("flaw", RESOURCE_FLAWS)
def test_an_incomplete_resource_is_found(flaw: str) -> None:
    assert flaw in resource_lacks(replace(RESOURCES[0], **RESOURCE_FLAWS[flaw]))


def test_every_country_has_what_is_promised() -> None:
    groups = [resource.group for resource in RESOURCES]
    assert list(dict.fromkeys(groups)) == list(EARLIER_NUMBERS)
    assert groups == sorted(groups, key=list(EARLIER_NUMBERS).index)
    assert len({resource.id for resource in RESOURCES}) == len(RESOURCES)
    for group, numbers in EARLIER_NUMBERS.items():
        text = "\n".join(f"{r.name} {' '.join(r.contacts)}" for r in RESOURCES if r.group == group)
        assert [number for number in numbers.split("; ") if number not in text] == []
    for country in load_countries():
        here = [each for each in RESOURCES if each.is_in(country.id) and each.country not in EVERYWHERE]
        assert [each for each in here if each.id.endswith(".emergency") and each.hours == ALWAYS], country.title
        kinds = {kind for each in here for kind in each.kinds}
        assert kinds >= {"Emergency", "Violence and control", "Sexual violence", "In a crisis"}, country.title


def test_a_part_of_a_country_has_its_own_lines_and_those_of_the_whole() -> None:
    def names(place: str) -> set[str]:
        return {each.id for each in RESOURCES if each.is_in(place)}

    assert {"uk.emergency", "uk.galop", "uk.scotland_da", "uk.rape_crisis_scotland", "edu.ncsf"} <= names("UK.SCT")
    assert {"uk.live_fear_free", "uk.rape_crisis_ew"} <= names("UK.WLS")
    assert "uk.ni_helpline" in names("UK.NIR")
    assert not {"uk.dv_helpline", "uk.live_fear_free", "ie.emergency"} & names("UK.SCT")
    assert names("UK") > names("UK.SCT") | names("UK.ENG")
    assert names("") == {each.id for each in RESOURCES}


def test_what_is_searched_is_found_in_any_order() -> None:
    galop = next(each for each in RESOURCES if each.id == "uk.galop")
    assert galop.is_about("violence LGBT+")
    assert galop.is_about("")
    assert not galop.is_about("rope")
    substances = next(text for text in READING if text.id == "substances")
    assert substances.is_about("alcohol poppers")
    assert not substances.is_about("poppers zebra")


def test_reading_and_resources_load_without_anything_heavy() -> None:
    code = (
        "import sys, app.assets as a; a.load_reading(); a.load_resources(); a.load_countries();"
        "print([m for m in ('pydantic', 'sqlalchemy', 'PySide6', 'cryptography') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
