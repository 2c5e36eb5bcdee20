"""*Know more first* is no answer wherever it could matter to anybody else: as if nothing had been said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import Answer, AnswerChange, Stance, allowed_visibilities
from app.models.catalogue import Direction
from app.models.facts import DatedFacts
from app.models.layout import lay_out
from app.models.limits import Disclosure, SharedItem
from app.models.opening import compare
from app.models.patterns import observe
from app.models.reading import conflicts_of, needs_met
from app.models.sealing import SealedAnswers, SharePreparation, share_rows
from tests.models.agreeing import SOURCES, by_key, scene_of
from tests.models.strategies import ALEX, CATALOGUE, answer_lists, sealed, sealed_from, shared_lists
from tests.models.strategies import SAM as PARTNER

NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
open_to_it = st.sampled_from([stance for stance in Stance if not stance.is_limit])


def marked(answers: tuple[Answer, ...], stance: Stance | None) -> tuple[Answer, ...]:
    """The same with every second answer replaced; what was written beside it stays."""
    fits = allowed_visibilities(stance)
    return tuple(
        each.evolve(stance=stance, visibility=each.visibility if each.visibility in fits else fits[0], ask_after=None)
        if number % 2 == 0
        else each
        for number, each in enumerate(answers)
    )


@given(answer_lists(), sealed(PARTNER), open_to_it)
def test_it_is_sealed_compared_and_offered_to_be_shared_like_no_answer(
    answers: tuple[Answer, ...], partner: SealedAnswers, disclosed: Stance
) -> None:
    more, none = marked(answers, Stance.MORE_FIRST), marked(answers, None)
    assert sealed_from(ALEX, more) == sealed_from(ALEX, none)
    assert compare(sealed_from(ALEX, more), partner, CATALOGUE) == compare(sealed_from(ALEX, none), partner, CATALOGUE)
    before = tuple((each.key, Disclosure(person=ALEX, stance=disclosed)) for each in answers)
    rows = [share_rows(SharePreparation(answers=each, disclosed=before), CATALOGUE, {}) for each in (more, none)]
    assert rows[0] == rows[1]


@given(shared_lists(), answer_lists())
def test_in_a_reading_nothing_meets_it(shared: tuple[SharedItem, ...], answers: tuple[Answer, ...]) -> None:
    more, none = by_key(marked(answers, Stance.MORE_FIRST)), by_key(marked(answers, None))
    for clause in lay_out(scene_of(shared), SOURCES, CATALOGUE).clauses:
        assert conflicts_of(clause, ALEX, more) == conflicts_of(clause, ALEX, none)
        assert needs_met(clause, ALEX, more, CATALOGUE) == needs_met(clause, ALEX, none, CATALOGUE)


@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from([*Stance]), st.booleans()), max_size=30))
def test_patterns_are_found_as_if_nothing_had_been_said(steps: list[tuple[int, Stance, bool]]) -> None:
    def changes(instead: Stance | None) -> tuple[AnswerChange, ...]:
        return tuple(
            AnswerChange(
                answer=Answer(activity_id=CATALOGUE.entries[0].id, direction=Direction.TOGETHER).with_stance(
                    instead if is_marked else stance
                ),
                at=NOW - timedelta(days=day),
            )
            for day, stance, is_marked in steps
        )

    more, none = (observe(DatedFacts(answers=changes(each)), NOW, UTC) for each in (Stance.MORE_FIRST, None))
    assert more == none
