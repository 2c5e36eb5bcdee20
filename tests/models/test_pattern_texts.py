"""The words of *My patterns*: complete, calm, one question each, and nothing that judges."""

from __future__ import annotations

import json
import re

import pytest

from app.assets import load
from app.models.pattern_texts import Flag, PatternTexts
from app.models.patterns import EvidenceKind, PatternKind
from app.models.sample import SampleCouple
from app.paths import assets_dir
from tests.models.test_catalogue import NEVER_BUILT_IN

TEXTS = load(PatternTexts)
DATA = json.loads((assets_dir() / "patterns" / "en.json").read_bytes())
NAMES = {
    PatternKind.SOFTENED: {"activity", "before", "after", "days"},
    PatternKind.AGAIN: {"activity", "again", "refused"},
    PatternKind.TOGETHER_ONLY: {"changes", "sessions"},
    PatternKind.LONG: {"sessions", "hours"},
    PatternKind.LATE: {"sessions"},
    PatternKind.RUSHED: {"evenings"},
    PatternKind.SAME_ANSWERS: {"answers", "before", "now"},
    PatternKind.MORE_WILLING: {"yeses", "yeses_before", "willing", "willing_before"},
}
JUDGING = re.compile(
    r"\b(should|must|wrong|abus\w*|victim|toxic|unhealthy|danger\w*|warning|alarm\w*|score|risk|manipulat\w*|because)\b",
    re.IGNORECASE,
)


def places(words: str) -> set[str]:
    return set(re.findall(r"\{(.*?)\}", words))


def words_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [word for each in inside for word in words_in(each)]


@pytest.mark.parametrize("kind", PatternKind)
def test_each_kind_has_one_question_and_names_only_what_is_there(kind: PatternKind) -> None:
    text = TEXTS.kinds[kind]
    assert text.question.endswith("?")
    assert text.question.count("?") == 1
    assert places(text.sentence) | places(text.same) <= NAMES[kind]
    assert "?" not in text.sentence + text.same + text.title
    assert not JUDGING.search(f"{text.title} {text.sentence} {text.same} {text.question}")


def test_lines_name_only_what_is_there() -> None:
    allowed = {"name", "stance", "activity", "from", "until"}
    assert all(places(words) <= allowed for words in TEXTS.evidence.values())
    assert [seen for seen, words in TEXTS.evidence.items() if "name" in places(words)] == [EvidenceKind.PROPOSED]
    assert places(TEXTS.run) == {"count", "until"}


def test_nothing_is_said_of_what_the_partner_thinks_or_wants() -> None:
    inner = re.compile(r"\b(they|partner\w*|wants?|thinks?|feels?|hopes?|tries|pushes)\b", re.IGNORECASE)
    for kind, text in TEXTS.kinds.items():
        assert not inner.search(f"{text.sentence} {text.same} {text.question}".replace("Want", "")), kind


def test_the_self_check_has_all_flags_and_begins_and_goes_on_gently() -> None:
    flags = TEXTS.self_check.flags
    assert [flag.flag for flag in flags].count(Flag.RED) == 10
    assert [flag.flag for flag in flags].count(Flag.GREEN) >= 4
    assert flags[0].flag is Flag.GREEN
    for flag in flags:
        assert flag.ask.endswith("?")
        assert flag.text.endswith(".")
        assert len(flag.text.split()) <= 32
    assert len(TEXTS.self_check.after) >= 3


def test_plain_words_and_nothing_that_is_never_built_in() -> None:
    for words in words_in(DATA):
        assert words == words.strip()
        assert not re.search(r'[*#<>"]|--', words), words
        assert not NEVER_BUILT_IN.search(words), words


def test_the_sample_people_have_a_past_each() -> None:
    assert all(person.earlier or person.noticed or person.sessions for person in load(SampleCouple).people)
