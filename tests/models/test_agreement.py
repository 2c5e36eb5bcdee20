"""Yeses and agreements: what is missing, whose yes counts, and what of an agreement counts today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.agreement import (
    AgreementState,
    agreement_id_of,
    agreements_between,
    current_agreement,
    default_review,
    ends_with_debrief,
    is_day_allowed,
    is_ended_alone,
    last_day,
    lone_yeses,
    rules_lapsed,
    yes_of,
)
from app.models.answer import Ceiling
from app.models.base import ItemId
from app.models.blockers import Requirement, blockers, missing_in_document
from app.models.clause import ClauseKind
from app.models.ending import Ending
from app.models.layout import DraftSources, lay_out
from app.models.limits import SharedItem
from app.models.outline import Draft, DraftKind, DraftSection, Scope
from tests.models.agreeing import (
    ERAS,
    SOURCES,
    SPACE,
    agree_on,
    agreement_of,
    read,
    row_of,
    said_to,
    scene_of,
    yes_to,
)
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY, shared_lists
from tests.support import factories as make


def test_what_blocks_is_exactly_what_is_missing() -> None:
    bare = Draft(id=ItemId("d"), kind=DraftKind.SCENE)
    document = lay_out(bare, DraftSources(), CATALOGUE)
    needs = [(b.need, b.person) for b in blockers(document, PEOPLE, (), TODAY)]
    assert needs == [
        (Requirement.VERBAL_RED, None),
        (Requirement.SPEECHLESS_RED, None),
        (Requirement.AFTERCARE, ALEX),
        (Requirement.AFTERCARE, SAM),
        (Requirement.CAP, None),
        (Requirement.DAY, None),
        (Requirement.READING, ALEX),
        (Requirement.READING, SAM),
    ]
    whole = lay_out(scene_of(()), SOURCES, CATALOGUE)
    assert missing_in_document(whole, PEOPLE, TODAY) == ()
    rules = lay_out(
        bare.evolve(kind=DraftKind.GROUND_RULES, scope=Scope.UNTIL_REVIEW, review_on=default_review(TODAY)),
        SOURCES,
        CATALOGUE,
    )
    assert missing_in_document(rules, PEOPLE, TODAY) == ()


@given(shared_lists(), st.integers(0, 3))
def test_a_withdrawn_item_is_no_longer_listed(shared: tuple[SharedItem, ...], which: int) -> None:
    agreed = agreement_of(shared)
    clause_id = f"item:i{which}"
    now = current_agreement(agreed, (Ending(agreed.id, clause_id),), TODAY)
    assert now.state is AgreementState.AGREED
    assert clause_id not in {clause.id for clause in now.clauses}
    assert {c.id for c in now.clauses} | {c.id for c in now.ended} == {c.id for c in agreed.document.clauses}


@given(shared_lists(), st.integers(-400, 400))
def test_every_yes_lapses_after_its_last_day(shared: tuple[SharedItem, ...], days: int) -> None:
    agreed = agreement_of(shared)
    last = last_day(agreed.document)
    assert last is not None
    now = current_agreement(agreed, (), last + timedelta(days=days))
    assert (now.state is AgreementState.AGREED) == (days <= 0)
    if days > 0:
        assert all(clause.kind is not ClauseKind.PERMISSION for clause in now.clauses)
        assert any(clause.section is DraftSection.SIGNALS for clause in now.clauses)


@pytest.mark.parametrize(("scope", "more"), [(Scope.ONCE, 1), (Scope.UNTIL_REVIEW, 0)])
def test_a_scene_for_once_ends_with_the_day_after_its_evening(scope: Scope, more: int) -> None:
    document = agreement_of().document.evolve(scope=scope, review_on=TODAY)
    assert last_day(document) == TODAY + timedelta(days=more)


@given(shared_lists())
def test_ending_all_leaves_no_permission(shared: tuple[SharedItem, ...]) -> None:
    agreed = agreement_of(shared)
    now = current_agreement(agreed, (Ending(agreed.id),), TODAY)
    assert now.state is AgreementState.ENDED
    assert now.items == ()
    assert now.clauses


@given(shared_lists(), st.data())
def test_without_a_protection_nothing_stays_allowed(shared: tuple[SharedItem, ...], data: st.DataObject) -> None:
    agreed = agreement_of(shared)
    guards = [c for c in agreed.document.clauses if c.kind is ClauseKind.PROTECTION]
    guard = data.draw(st.sampled_from(guards))
    now = current_agreement(agreed, (Ending(agreed.id, guard.id),), TODAY)
    assert now.items == ()
    assert guard in now.ended
    assert now.state is AgreementState.ENDED


@given(shared_lists(), st.sampled_from(Ceiling))
def test_above_a_ceiling_an_item_has_ended(shared: tuple[SharedItem, ...], above: Ceiling) -> None:
    agreed = agreement_of(shared)
    endings = [Ending(agreed.id, clause.id, str(int(above))) for clause in agreed.document.clauses]
    now = current_agreement(agreed, endings, TODAY)
    assert len(now.items) == len(current_agreement(agreed, (), TODAY).items)
    for clause in now.items:
        assert clause.item is not None
        assert clause.item.ceiling is not None
        assert clause.item.ceiling <= above


@pytest.mark.parametrize("above", ["", "0", "9", "x", "-1", "1.5", "٣"])
def test_a_ceiling_that_is_none_changes_no_ceiling(above: str) -> None:
    agreed = agreement_of((make.shared_item(),))
    (clause,) = current_agreement(agreed, (), TODAY).items
    now = current_agreement(agreed, (Ending(agreed.id, clause.id, above),), TODAY)
    assert now.items == (() if above == "" else (clause,))


def test_the_default_review_is_three_months_on() -> None:
    assert default_review(date(2026, 11, 23)) == date(2027, 2, 23)
    assert default_review(date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("kind", "scope", "day", "allowed"),
    [
        (DraftKind.GROUND_RULES, Scope.UNTIL_REVIEW, date(2026, 3, 14), False),
        (DraftKind.GROUND_RULES, Scope.UNTIL_REVIEW, date(2026, 3, 15), True),
        (DraftKind.GROUND_RULES, Scope.UNTIL_REVIEW, date(2027, 3, 14), True),
        (DraftKind.GROUND_RULES, Scope.UNTIL_REVIEW, date(2027, 3, 15), False),
        (DraftKind.SCENE, Scope.UNTIL_REVIEW, date(2026, 9, 14), True),
        (DraftKind.SCENE, Scope.UNTIL_REVIEW, date(2026, 9, 15), False),
        (DraftKind.SCENE, Scope.ONCE, date(2026, 3, 13), False),
        (DraftKind.SCENE, Scope.ONCE, date(2026, 3, 14), True),
        (DraftKind.SCENE, Scope.ONCE, date(2099, 3, 14), False),
    ],
)
def test_days_are_bounded(kind: DraftKind, scope: Scope, day: date, allowed: bool) -> None:
    assert is_day_allowed(kind, scope, day, date(2026, 3, 14)) == allowed


def test_a_yes_stands_only_under_the_id_of_all_that_it_says() -> None:
    document = lay_out(scene_of(()), SOURCES, CATALOGUE)
    said = said_to(document)
    key = row_of(ALEX, said).key
    assert yes_of(row_of(ALEX, said), SPACE, ERAS) is not None
    changes: list[dict[str, object]] = [
        {"draft_id": "e"},
        {"act": "b"},
        {"space": "elsewhere"},
        {"eras": ERAS[:1]},
        {"eras": tuple(era.evolve(era="older") for era in ERAS)},
        {"text": document.evolve(title="Sunday").sealed},
        {"text": document.evolve(review_on=None).sealed},
        {"text": document.evolve(rules="others").sealed},
        {"text": document.evolve(clauses=document.clauses[1:]).sealed},
        {"text": document},
    ]
    for change in changes:
        assert yes_of(row_of(ALEX, said.evolve(**change), key), SPACE, ERAS) is None, change
    assert yes_of(row_of(ALEX, said), "elsewhere", ERAS) is None
    assert yes_of(row_of(ALEX, said), SPACE, ERAS[:1]) is None


def test_every_field_of_a_yes_but_its_days_is_in_the_id() -> None:
    said = said_to(lay_out(scene_of(()), SOURCES, CATALOGUE))
    undated = {"on", "met"}
    other = {"draft_id": "e", "act": "b", "space": "x", "eras": (), "text": said.text.evolve(title="x")}
    assert other.keys() | undated == type(said).model_fields.keys()
    for name, value in other.items():
        assert agreement_id_of(said.evolve(**{name: value})) != agreement_id_of(said), name


def test_it_takes_the_same_yes_of_both_met_on_the_same_day() -> None:
    document = lay_out(scene_of(()), SOURCES, CATALOGUE)
    first, second = yes_to(document, ALEX), yes_to(document, SAM)
    assert agree_on(first) is None
    assert agree_on(first, first) is None
    assert agree_on(first, yes_to(document, SAM, act="another")) is None
    assert agree_on(first, second.evolve(met=None)) is None
    assert agree_on(first.evolve(met=None), second.evolve(met=None)) is None
    assert agree_on(first, second.evolve(met=TODAY - timedelta(days=1))) is None
    assert agreements_between((first, second), (ALEX,)) == ()
    agreed = agree_on(first, second)
    assert agreed is not None
    assert agreed == agree_on(second, first)
    assert (agreed.id, agreed.document, agreed.agreed_on) == (first.agreement_id, document.sealed, TODAY)


def test_agreements_of_a_draft_are_numbered_by_their_days() -> None:
    document = lay_out(scene_of(()), SOURCES, CATALOGUE)
    later = TODAY + timedelta(days=3)
    yeses = [yes_to(document, p, act=act, met=met) for p in PEOPLE for act, met in (("b", later), ("a", TODAY))]
    assert [(a.number, a.agreed_on) for a in agreements_between(yeses, PEOPLE)] == [(1, TODAY), (2, later)]


@pytest.mark.parametrize("days", [-1, 0, 14, 15])
def test_a_yes_waits_for_two_weeks(days: int) -> None:
    yes = yes_to(lay_out(scene_of(()), SOURCES, CATALOGUE), ALEX, met=None)
    assert yes.is_waiting(yes.on + timedelta(days=days)) == (0 <= days <= 14)


def test_a_half_that_was_marked_as_met_alone_still_waits() -> None:
    document = lay_out(scene_of(()), SOURCES, CATALOGUE)
    first, second = yes_to(document, ALEX), yes_to(document, SAM, met=None)
    assert lone_yeses((first, second), PEOPLE) == (first, second)
    assert lone_yeses((first, second.evolve(met=TODAY)), PEOPLE) == ()


def test_a_yes_to_a_scene_waits_until_its_evening() -> None:
    evening = TODAY + timedelta(days=2)
    document = lay_out(scene_of(()).evolve(review_on=evening), SOURCES, CATALOGUE)
    yes = yes_to(document, ALEX, met=None)
    assert yes.is_waiting(evening)
    assert not yes.is_waiting(evening + timedelta(days=1))


def test_a_text_is_the_same_in_any_order_of_its_lines() -> None:
    draft, yes = read(scene_of(()), ALEX, {}, set())
    document = lay_out(draft, SOURCES, CATALOGUE)
    turned = document.evolve(clauses=tuple(reversed(document.clauses)))
    assert turned.sealed == document.sealed == yes.text
    assert turned.version == document.version


def test_ground_rules_that_reached_their_day_end_what_was_read_with_them() -> None:
    rules = agreement_of()
    last = last_day(rules.document)
    assert last is not None
    newer = rules.evolve(id=ItemId("newer"), number=2, agreed_on=last)
    late = newer.evolve(agreed_on=last + timedelta(days=1))
    after = last + timedelta(days=9)
    assert not rules_lapsed(rules.id, {rules.id: rules}, last)
    assert rules_lapsed(rules.id, {rules.id: rules}, after)
    assert not rules_lapsed(rules.id, {rules.id: rules, newer.id: newer}, after)
    assert rules_lapsed(rules.id, {rules.id: rules, late.id: late}, after), "newer ones revive nothing"
    assert rules_lapsed("unknown", {rules.id: rules}, after), "ground rules that are missing guard nothing"


def test_an_ending_of_a_different_agreement_changes_nothing() -> None:
    agreed = agreement_of()
    assert current_agreement(agreed, (Ending("other"),), TODAY).state is AgreementState.AGREED


def test_everything_but_limits_can_be_ended_alone() -> None:
    for clause in agreement_of((make.shared_item(),)).document.clauses:
        assert is_ended_alone(clause) == (clause.section is not DraftSection.LIMITS)


@pytest.mark.parametrize("scope", Scope)
def test_only_a_scene_for_once_ends_with_its_debrief(scope: Scope) -> None:
    agreed = agreement_of()
    assert ends_with_debrief(agreed.evolve(document=agreed.document.evolve(scope=scope))) == (scope is Scope.ONCE)
