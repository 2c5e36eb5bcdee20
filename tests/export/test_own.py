"""A page of one person's words: nothing withheld, no notes, nothing of the partner."""

from __future__ import annotations

import pytest

from app.export.own import answers_in_order
from app.export.page import PagePart, Points, Run
from app.models.answer import Answer, Stance, TermWords, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from tests.export.materials import CATALOGUE, WORDS, own_material, parts, pieces_of, section, texts_of, whole
from tests.support import factories as make

TICKLING = ActivityId("sensation.tickling")
AVOID = next(entry.id for entry in CATALOGUE.entries if entry.kind == "term")


def limit(stance: Stance, **changes: object) -> Answer:
    return make.answer(TICKLING, stance, Direction.PASSIVE, **changes)


def test_a_page_has_limits_conditions_terms_aftercare_and_questions() -> None:
    page = whole(
        own_material(
            answers=(limit(Stance.HARD_LIMIT), make.answer(make.HUGS, Stance.ONLY_IF)),
            terms=(TermWords(entry_id=AVOID, words="pet names"),),
            aftercare=(make.plan(),),
            questions=("What helps?",),
        )
    )
    wanted = [PagePart.LIMITS, PagePart.TALK, PagePart.TERMS, PagePart.AFTERCARE, PagePart.QUESTIONS, PagePart.NOTES]
    assert parts(page) == wanted
    assert [(piece.by, piece.named) for piece in page.details] == [(make.ALEX, True)]
    (term,) = pieces_of(section(page, PagePart.TERMS))
    assert (term.text, term.own) == ("pet names", True)
    assert "water and a blanket" in texts_of(page)


def test_limits_are_named_with_their_side_under_no_and_not_now() -> None:
    answers = (limit(Stance.HARD_LIMIT), make.answer(TICKLING, Stance.SOFT_LIMIT, Direction.ACTIVE))
    runs = section(whole(own_material(answers=answers)), PagePart.LIMITS).blocks
    said = [(run.label, each.text, each.aside[0].words) for run in runs if isinstance(run, Run) for each in run.pieces]
    assert said == [(WORDS.off, "Tickling", "receiving"), (WORDS.not_now, "Tickling", "giving")]


@pytest.mark.parametrize("stance", [Stance.WANT, Stance.WILLING, Stance.CURIOUS, Stance.NOT_APPLICABLE])
def test_other_stances_are_not_on_it(stance: Stance) -> None:
    assert parts(whole(own_material(answers=(make.answer(stance=stance),)))) == [PagePart.NOTES]


def test_what_is_never_disclosed_and_every_note_is_left_out() -> None:
    withheld = limit(Stance.HARD_LIMIT, visibility=Visibility.NEVER)
    term = TermWords(entry_id=AVOID, words="zqxterm", never_shared=True)
    assert parts(whole(own_material(answers=(withheld,), terms=(term,)))) == [PagePart.NOTES]
    noted = whole(own_material(answers=(limit(Stance.HARD_LIMIT, note="zqxnote"),)))
    assert "zqxnote" not in noted.model_dump_json()


def test_an_only_if_without_conditions_is_not_said_yet() -> None:
    blank = make.answer(make.HUGS, Stance.ONLY_IF, conditions=" ")
    assert parts(whole(own_material(answers=(blank,)))) == [PagePart.NOTES]


def test_what_one_would_like_to_know_more_about_is_named_without_what_was_said_before() -> None:
    answer = make.answer(make.MASSAGE, Stance.MORE_FIRST, Direction.PASSIVE, conditions="slowly")
    (piece,) = pieces_of(section(whole(own_material(answers=(answer,))), PagePart.TALK))
    assert piece.text.endswith(" (receiving): would like to know more first")
    never = answer.evolve(visibility=Visibility.NEVER)
    assert parts(whole(own_material(answers=(never,)))) == [PagePart.NOTES]


def test_a_condition_is_the_persons_words() -> None:
    answer = make.answer(make.HUGS, Stance.ONLY_IF, conditions="slowly")
    (piece,) = pieces_of(section(whole(own_material(answers=(answer,))), PagePart.TALK))
    assert piece.text.endswith(": only if: slowly")
    assert piece.own


@pytest.mark.parametrize(
    ("conditions", "said"),
    [("slowly", "only if: slowly"), ("Only if slowly", "Only if slowly"), (" only IF x", " only IF x")],
)
def test_a_stance_is_not_said_twice(conditions: str, said: str) -> None:
    answer = make.answer(make.HUGS, Stance.ONLY_IF, conditions=conditions)
    (piece,) = pieces_of(section(whole(own_material(answers=(answer,))), PagePart.TALK))
    assert piece.text.partition(": ")[2] == said


def test_answers_are_in_the_order_of_the_catalogue() -> None:
    ids = [entry.id for entry in CATALOGUE.entries if entry.directions][:5]
    given = [make.answer(entry_id, direction=Direction.ACTIVE) for entry_id in reversed(ids)]
    found = answers_in_order([*given, make.answer("own.deleted")], CATALOGUE)
    assert [answer.activity_id for answer in found] == ids


def test_empty_questions_are_left_out() -> None:
    (block,) = section(whole(own_material(questions=("One?", " ", "Two?"))), PagePart.QUESTIONS).blocks
    assert isinstance(block, Points)
    assert block.numbered
    assert texts_of(block) == ["One?", "Two?"]
    assert PagePart.QUESTIONS not in parts(whole(own_material(questions=("", " "))))
