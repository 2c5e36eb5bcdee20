"""Answers: visibility across changes of stance, and what counts as said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.models.answer import Answer, Stance, Visibility, allowed_visibilities
from app.models.base import ActivityId
from app.models.catalogue import Direction
from tests.models.strategies import ALEX, answers, days, sealed_from

stances = st.none() | st.sampled_from(list(Stance))


@given(answers(), st.lists(stances, min_size=1, max_size=5))
def test_never_survives_every_change_of_stance(answer: Answer, changes: list[Stance | None]) -> None:
    answer = answer.evolve(visibility=Visibility.NEVER)
    for stance in changes:
        answer = answer.with_stance(stance)
    assert answer.visibility is Visibility.NEVER


@given(answers(), stances)
def test_visibility_always_fits_the_stance(answer: Answer, stance: Stance | None) -> None:
    changed = answer.with_stance(stance)
    assert changed.visibility in allowed_visibilities(stance)


@given(answers())
def test_a_limit_that_softens_is_shown_only_if_mutual(answer: Answer) -> None:
    """The default 'always' of a limit must not carry over to a yes."""
    limit = answer.evolve(stance=Stance.HARD_LIMIT, visibility=Visibility.ALWAYS)
    assert limit.with_stance(Stance.WANT).visibility is Visibility.IF_MUTUAL


def test_a_limit_cannot_be_shown_only_if_mutual() -> None:
    with pytest.raises(ValidationError):
        Answer(
            activity_id=ActivityId("touch.hugs"),
            direction=Direction.TOGETHER,
            stance=Stance.HARD_LIMIT,
            visibility=Visibility.IF_MUTUAL,
        )


@given(answers(), days, days)
def test_a_limit_is_asked_about_again_after_its_day_and_stays(answer: Answer, day: date, today: date) -> None:
    limit = answer.evolve(stance=Stance.SOFT_LIMIT, visibility=Visibility.ALWAYS, ask_after=day)
    assert limit.is_asked_again(today) is (today > day)
    assert limit.with_stance(Stance.HARD_LIMIT).ask_after == day
    assert not limit.evolve(ask_after=None).is_asked_again(today)


@given(answers(), days, stances.filter(lambda stance: stance is None or not stance.is_limit))
def test_what_is_no_limit_any_more_is_never_asked_about_again(answer: Answer, day: date, stance: Stance | None) -> None:
    limit = answer.evolve(stance=Stance.HARD_LIMIT, visibility=Visibility.ALWAYS, ask_after=day)
    assert limit.with_stance(stance).ask_after is None
    assert not answer.evolve(stance=None, visibility=Visibility.NEVER, ask_after=day).is_asked_again(date.max)


@given(answers(), days)
def test_what_is_sealed_does_not_tell_when_somebody_wants_to_be_asked_again(answer: Answer, day: date) -> None:
    asked, never = answer.evolve(ask_after=day), answer.evolve(ask_after=None)
    assert sealed_from(ALEX, (asked,)) == sealed_from(ALEX, (never,))


@given(st.text(alphabet=" \t\n", max_size=4))
def test_only_if_without_conditions_is_not_said_yet(blank: str) -> None:
    answer = Answer(
        activity_id=ActivityId("touch.hugs"), direction=Direction.TOGETHER, stance=Stance.ONLY_IF, conditions=blank
    )
    assert not answer.is_complete
    assert answer.evolve(conditions="in daylight").is_complete


@given(answers(), st.text(max_size=50))
def test_evolve_validates_and_leaves_the_original(answer: Answer, note: str) -> None:
    before = answer.model_dump_json()
    assert answer.evolve(note=note).note == note
    with pytest.raises(ValidationError):
        answer.evolve(stance="maybe")
    assert answer.model_dump_json() == before
