"""Who begins a talk: whoever has words in it, else in turns."""

from __future__ import annotations

from app.models.answer import Stance
from app.models.limits import Disclosure, Outcome, SharedItem
from app.models.talk_turns import first_speaker
from tests.support import factories as make

PEOPLE = (make.ALEX, make.SAM)


def item(act: str = "act", alex: str = "", sam: str = "") -> SharedItem:
    disclosures = tuple(
        Disclosure(person=person, stance=Stance.CURIOUS, conditions=words)
        for person, words in zip(PEOPLE, (alex, sam), strict=True)
    )
    made = make.shared_item(outcome=Outcome.TALK)
    return made.evolve(disclosures=disclosures, act=act)


def test_the_one_whose_words_it_carries_begins() -> None:
    for began in (None, *PEOPLE):
        assert first_speaker(item(alex="slowly"), PEOPLE, None, began) == make.ALEX
        assert first_speaker(item(sam="slowly"), PEOPLE, None, began) == make.SAM
        assert first_speaker(item(), PEOPLE, make.SAM, began) == make.SAM


def test_else_they_begin_in_turns() -> None:
    for words in ("", "both have some"):
        assert first_speaker(item(alex=words, sam=words), PEOPLE, None, make.ALEX) == make.SAM
        assert first_speaker(item(alex=words, sam=words), PEOPLE, None, make.SAM) == make.ALEX


def test_the_first_of_an_evening_is_not_always_the_same() -> None:
    assert {first_speaker(item(f"act {n}"), PEOPLE, None, None) for n in range(20)} == set(PEOPLE)
