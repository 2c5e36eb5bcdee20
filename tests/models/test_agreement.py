"""Yeses and agreements: what is missing, whose yes counts, and what of an agreement holds today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.agreement import (
    Agreement,
    AgreementState,
    Requirement,
    Withdrawal,
    Yes,
    agreement_between,
    agreement_id_of,
    blockers,
    covers,
    current_agreement,
    default_review,
    ends_with_debrief,
    is_signed,
    may_be_withdrawn,
    missing_in_document,
    valid_agreements,
)
from app.models.base import ItemId
from app.models.clause import ClauseKind, DraftSources, lay_out
from app.models.limits import Outcome, SharedItem
from app.models.outline import Draft, DraftKind, DraftSection, Scope
from tests.models.agreeing import SOURCES, agree_on, agreement_of, read, scene_of
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY, shared_lists
from tests.support import factories as make


def everyone(_yes: Yes) -> bool:
    """A check of signatures that finds all of them right."""
    return True


def test_what_blocks_is_exactly_what_is_missing() -> None:
    bare = Draft(id=ItemId("d"), kind=DraftKind.SCENE)
    document = lay_out(bare, DraftSources(), CATALOGUE)
    needs = [(b.need, b.person) for b in blockers(document, PEOPLE, ())]
    assert needs == [
        (Requirement.VERBAL_RED, None),
        (Requirement.SPEECHLESS_RED, None),
        (Requirement.AFTERCARE, ALEX),
        (Requirement.AFTERCARE, SAM),
        (Requirement.CAP, None),
        (Requirement.READING, ALEX),
        (Requirement.READING, SAM),
    ]
    whole = lay_out(scene_of(()), SOURCES, CATALOGUE)
    assert missing_in_document(whole, PEOPLE) == ()
    rules = lay_out(bare.evolve(kind=DraftKind.GROUND_RULES), SOURCES, CATALOGUE)
    assert missing_in_document(rules, PEOPLE) == ()


@given(shared_lists(), st.integers(0, 3))
def test_a_withdrawn_item_is_no_longer_listed(shared: tuple[SharedItem, ...], which: int) -> None:
    agreed = agreement_of(shared)
    clause_id = f"item:i{which}"
    out = Withdrawal(id=ItemId("w"), agreement_id=agreed.id, clause_ids=(clause_id,))
    now = current_agreement(agreed, (out,), (), TODAY)
    assert now.state is AgreementState.IN_FORCE
    assert clause_id not in {clause.id for clause in now.clauses}
    assert {c.id for c in now.clauses} | {c.id for c in now.withdrawn} == {c.id for c in agreed.document.clauses}


@given(shared_lists(), st.integers(-400, 400))
def test_every_yes_lapses_after_the_review_day(shared: tuple[SharedItem, ...], days: int) -> None:
    agreed = agreement_of(shared)
    review = agreed.document.review_on
    assert review is not None
    now = current_agreement(agreed, (), (), review + timedelta(days=days))
    assert (now.state is AgreementState.IN_FORCE) == (days <= 0)
    if days > 0:
        assert all(clause.kind is not ClauseKind.PERMISSION for clause in now.clauses)
        assert any(clause.section is DraftSection.SIGNALS for clause in now.clauses)


@given(shared_lists())
def test_withdrawing_all_leaves_no_permission(shared: tuple[SharedItem, ...]) -> None:
    agreed = agreement_of(shared)
    now = current_agreement(agreed, (Withdrawal(id=ItemId("w"), agreement_id=agreed.id),), (), TODAY)
    assert now.state is AgreementState.WITHDRAWN
    assert now.items == ()


def test_the_default_review_is_three_months_on() -> None:
    assert default_review(date(2026, 11, 23)) == date(2027, 2, 23)
    assert default_review(date(2026, 11, 30)) == date(2027, 2, 28)


def test_a_yes_covers_one_version_with_every_clause() -> None:
    draft, yes = read(scene_of(()), ALEX, {}, set())
    document = lay_out(draft, SOURCES, CATALOGUE)
    assert covers(yes, document)
    assert not covers(yes.evolve(draft_id=ItemId("e")), document)
    assert not covers(yes.evolve(clauses=yes.clauses - {document.clauses[0].digest}), document)
    assert not covers(yes.evolve(review_on=None), document)
    assert not covers(yes, lay_out(draft.evolve(title="Sunday"), SOURCES, CATALOGUE))


def test_it_takes_two_yeses_for_the_same_number() -> None:
    draft, first = read(scene_of(()), ALEX, {}, set())
    draft, second = read(draft, SAM, {}, set())
    assert agree_on(draft, first) is None
    assert agree_on(draft, first, first) is None
    assert agree_on(draft, first, second.evolve(number=2)) is None
    assert agreement_between(lay_out(draft, SOURCES, CATALOGUE), (ALEX,), (first,), number=1, on=TODAY) is None
    agreed = agree_on(draft, first, second)
    assert agreed is not None
    assert agreed.id == agreement_id_of(draft.id, 1, agreed.document.version)


def test_it_is_signed_when_both_signatures_are_right_and_for_this_id() -> None:
    agreed = agreement_of()
    assert is_signed(agreed, PEOPLE, everyone)
    assert not is_signed(agreed, PEOPLE, lambda yes: yes.person == ALEX)
    assert not is_signed(agreed.evolve(yeses=agreed.yeses[:1]), PEOPLE, everyone)
    assert not is_signed(agreed, (ALEX,), everyone)
    assert not is_signed(agreed.evolve(id=ItemId("copy")), PEOPLE, everyone)
    assert not is_signed(agreed.evolve(number=2), PEOPLE, everyone)


def _numbered(agreed: Agreement, number: int) -> Agreement:
    own_id = agreement_id_of(agreed.document.draft_id, number, agreed.document.version)
    yeses = tuple(yes.evolve(number=number) for yes in agreed.yeses)
    return agreed.evolve(id=own_id, number=number, yeses=yeses)


def test_the_newest_signed_agreement_of_each_draft_is_valid() -> None:
    first = agreement_of()
    second, forged = _numbered(first, 2), first.evolve(number=3)
    assert valid_agreements((second, forged, first), PEOPLE, everyone) == (second,)
    assert valid_agreements((first, forged), PEOPLE, everyone) == (first,)
    assert valid_agreements((), PEOPLE, everyone) == ()


@given(shared_lists())
def test_a_limit_opened_later_ends_the_yes_to_its_pairing(shared: tuple[SharedItem, ...]) -> None:
    agreed = agreement_of(shared)
    limits = tuple(item.evolve(outcome=Outcome.NOT_NOW) for item in shared)
    now = current_agreement(agreed, (), limits, TODAY)
    assert now.state is AgreementState.IN_FORCE
    assert now.items == ()
    assert {clause.section for clause in now.withdrawn} <= {DraftSection.ITEMS}


def test_an_agreement_that_ended_has_no_permission() -> None:
    agreed = agreement_of((make.shared_item(),))
    assert current_agreement(agreed, (), (), TODAY).items
    ended = current_agreement(agreed.evolve(ended_on=TODAY), (), (), TODAY)
    assert ended.state is AgreementState.ENDED
    assert all(clause.kind is not ClauseKind.PERMISSION for clause in ended.clauses)
    assert ended.clauses


def test_a_withdrawal_from_a_different_agreement_changes_nothing() -> None:
    agreed = agreement_of()
    other = Withdrawal(id=ItemId("w"), agreement_id=ItemId("other"))
    assert current_agreement(agreed, (other,), (), TODAY).state is AgreementState.IN_FORCE


def test_permissions_are_withdrawn_by_one_and_protections_are_not() -> None:
    for clause in agreement_of((make.shared_item(),)).document.clauses:
        assert may_be_withdrawn(clause) == (clause.kind is ClauseKind.PERMISSION)


@pytest.mark.parametrize("scope", Scope)
def test_only_a_scene_for_once_ends_with_its_debrief(scope: Scope) -> None:
    agreed = agreement_of()
    assert ends_with_debrief(agreed.evolve(document=agreed.document.evolve(scope=scope))) == (scope is Scope.ONCE)
