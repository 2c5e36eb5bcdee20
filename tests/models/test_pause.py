"""A pause before wider changes count: until its day nothing is allowed that was not, and no protection is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.agreement import Agreement, AgreementState, CurrentAgreement, current_agreement
from app.models.answer import Ceiling
from app.models.base import ItemId
from app.models.clause import Clause, ClauseKind, Document
from app.models.differences import DifferenceKind, differences
from app.models.ending import Ending
from app.models.layout import DraftSources, lay_out
from app.models.limits import Outcome
from app.models.outline import Draft, DraftField, Line, Scope
from app.models.pause import AT_ONCE, counting, paused
from tests.models.strategies import CATALOGUE
from tests.support import factories as make

TODAY = make.TODAY
DAY = TODAY + timedelta(days=7)
SOURCES = DraftSources(items=(make.shared_item(Outcome.OFF),), signals=make.signals(), aftercare=(make.plan(),))


def rule(number: int, words: str, *, allows: bool = False) -> Line:
    return Line(id=ItemId(f"r{number}"), text=words, allows=allows)


drafts = st.builds(
    lambda ceiling, cap, check_in, place, privacy, rules, allowing: make.draft(
        scope=Scope.UNTIL_REVIEW,
        items=() if ceiling == "none" else (make.outline_item(ceiling=ceiling),),
        cap_minutes=cap,
        check_in_minutes=check_in,
        place=place,
        privacy=privacy,
        rules=tuple(rule(n, words, allows=allows) for n, (words, allows) in enumerate(rules)),
        allowing=allowing,
    ),
    st.sampled_from(["none", None, *Ceiling]),
    st.sampled_from([30, 60, 90]),
    st.sampled_from([None, 10, 20]),
    st.sampled_from(["", "the study", "anywhere"]),
    st.sampled_from(["", "phones outside"]),
    st.lists(st.tuples(st.sampled_from(["no photos", "photos of hands"]), st.booleans()), max_size=2),
    st.sampled_from([frozenset(), frozenset({DraftField.PRIVACY})]),
)


def text_of(draft: Draft) -> Document:
    return lay_out(draft.evolve(review_on=TODAY + timedelta(days=90)), SOURCES, CATALOGUE)


def said(clauses: tuple[Clause, ...]) -> set[tuple[str, str]]:
    return {(clause.id, clause.digest) for clause in clauses}


def is_within(clause: Clause, agreed: tuple[Clause, ...]) -> bool:
    """Whether a clause is agreed so, or allows less than one that is."""
    before = next((each for each in agreed if each.id == clause.id), None)
    found = differences([before], [clause]) if before is not None else ()
    return before is not None and all(each.kind is DifferenceKind.NARROWER for each in found)


@given(drafts, drafts)
def test_until_its_day_nothing_more_is_allowed_and_nothing_less_protects(before: Draft, after: Draft) -> None:
    agreed, document = text_of(before).clauses, paused(text_of(after), text_of(before).clauses, DAY, TODAY)
    when = counting(document, DAY - timedelta(days=1))
    counted = (*when.now, *when.until_then)
    allowed = [clause for clause in counted if clause.kind is ClauseKind.PERMISSION]
    assert all(is_within(clause, agreed) for clause in allowed)
    for clause in agreed:
        if clause.kind is ClauseKind.PROTECTION and clause.section not in AT_ONCE:
            kept = [each for each in counted if each.id == clause.id and each.kind is ClauseKind.PROTECTION]
            assert any(each == clause or is_within(each, (clause,)) for each in kept)


@given(drafts, drafts)
def test_what_is_narrower_counts_at_once_and_from_its_day_all_of_it(before: Draft, after: Draft) -> None:
    agreed, plain = text_of(before).clauses, text_of(after)
    document = paused(plain, agreed, DAY, TODAY)
    assert counting(document, DAY) == (plain.clauses, (), ())
    when = counting(document, TODAY)
    for each in differences(agreed, plain.clauses):
        if each.kind is DifferenceKind.NARROWER:
            assert each.after in when.now
        if each.kind is DifferenceKind.TAKEN_OUT and each.clause.kind is ClauseKind.PERMISSION:
            assert each.before not in when.until_then
        if each.kind is DifferenceKind.ADDED and each.clause.kind is ClauseKind.PROTECTION:
            assert each.after in when.now
    assert when == counting(document, None), "while the day is in doubt, the pause is not over"
    assert document.sealed == document.sealed.sealed
    assert document.evolve(wider_from=None, wider=(), until_then=()) == plain


@given(drafts, drafts)
def test_there_is_no_pause_where_nothing_is_wider(before: Draft, after: Draft) -> None:
    agreed, plain = text_of(before).clauses, text_of(after)
    assert paused(plain, plain.clauses, DAY, TODAY) == plain
    assert paused(plain, None, DAY, TODAY) == plain, "nothing was agreed before"
    assert paused(plain, agreed, TODAY, TODAY) == plain, "its day has come"
    assert paused(plain, agreed, None, TODAY) == plain
    once = text_of(after.evolve(scope=Scope.ONCE))
    assert paused(once, agreed, DAY, TODAY) == once, "an evening has no pause"


RULE, WIDER = rule(1, "no photos"), rule(2, "photos of hands", allows=True)


def agreed_with_a_pause() -> Agreement:
    before = make.draft(scope=Scope.UNTIL_REVIEW, cap_minutes=60, rules=(RULE,), place="the study")
    after = before.evolve(cap_minutes=90, rules=(WIDER,))
    document = paused(text_of(after), text_of(before).clauses, DAY, TODAY)
    return Agreement(id=ItemId("a"), document=document, agreed_on=TODAY)


def now(days: int, *endings: Ending) -> CurrentAgreement:
    return current_agreement(agreed_with_a_pause(), endings, TODAY + timedelta(days=days))


def test_the_agreement_says_what_counts_later_and_what_until_then() -> None:
    current = now(6)
    assert {clause.id for clause in current.waiting} == {"field:cap_minutes", "line:r2"}
    assert {clause.id for clause in current.until_then} == {"field:cap_minutes", "line:r1"}
    assert [c.minutes for c in current.clauses if c.id == "field:cap_minutes"] == [60]
    assert said(current.as_written) == said(current.agreement.document.clauses)
    later = now(7)
    assert later.waiting == later.until_then == ()
    assert [c.minutes for c in later.clauses if c.id == "field:cap_minutes"] == [90]


@pytest.mark.parametrize("days", [6, 7, 30])
def test_whoever_ends_a_protection_of_the_pause_ends_all_that_was_allowed_for_good(days: int) -> None:
    current = now(days, Ending("a", "line:r1"))
    assert current.state is AgreementState.ENDED
    assert current.waiting == ()
    assert all(clause.kind is not ClauseKind.PERMISSION for clause in current.clauses)


def test_what_waits_can_be_ended_before_it_counts() -> None:
    for days in (6, 7):
        current = now(days, Ending("a", "line:r2"))
        assert current.state is AgreementState.AGREED
        assert "line:r2" in {clause.id for clause in current.ended}
        assert "line:r2" not in {clause.id for clause in (*current.clauses, *current.waiting)}


def test_a_yes_is_to_the_pause_too() -> None:
    document = agreed_with_a_pause().document
    assert document.sealed.version != document.evolve(wider_from=DAY + timedelta(days=1)).sealed.version
    assert document.sealed.version != document.evolve(until_then=()).sealed.version
