"""Outlines: only what was opened can be proposed, and never beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotOnSharedList, OpenedLimit
from app.models.answer import Ceiling
from app.models.base import ItemId
from app.models.limits import Outcome, SharedItem, TalkResult, find_item
from app.models.opening import pairings_of
from app.models.outline import Draft, DraftKind, conform, duplicate, propose, revise_item
from app.models.pairing import Pairing
from tests.models.strategies import CATALOGUE, PEOPLE, shared_lists

EVERY_PAIRING = [p for e in CATALOGUE.entries for p in pairings_of(e.id, e.directions, PEOPLE)]
EMPTY = Draft(id=ItemId("d"), kind=DraftKind.SCENE)


def _outline(shared: tuple[SharedItem, ...], pairings: list[Pairing]) -> Draft:
    draft = EMPTY
    for number, pairing in enumerate(pairings):
        try:
            draft = propose(draft, shared, pairing, item_id=ItemId(str(number)), by=None)
        except (OpenedLimit, NotOnSharedList):
            continue
    return draft


@given(shared_lists(), st.lists(st.sampled_from(EVERY_PAIRING)))
def test_no_outline_holds_an_opened_limit_or_anything_unopened(
    shared: tuple[SharedItem, ...], wanted: list[Pairing]
) -> None:
    for item in _outline(shared, wanted).items:
        source = find_item(shared, item.pairing)
        assert source is not None
        assert not source.outcome.is_limit
        assert source.outcome is Outcome.YES or source.talk.result is TalkResult.AGREED


@given(
    shared_lists(),
    st.lists(st.sampled_from(EVERY_PAIRING)),
    st.none() | st.sampled_from(list(Ceiling)),
)
def test_no_outline_exceeds_an_opened_ceiling(
    shared: tuple[SharedItem, ...], wanted: list[Pairing], ceiling: Ceiling | None
) -> None:
    draft = _outline(shared, wanted)
    for item in draft.items:
        draft = revise_item(draft, shared, item.evolve(ceiling=ceiling, details="slowly"))
    for item in draft.items:
        source = find_item(shared, item.pairing)
        assert source is not None
        for disclosure in source.disclosures:
            if disclosure.ceiling is not None:
                assert item.ceiling is not None
                assert item.ceiling <= disclosure.ceiling
        assert item.details == "slowly"


@given(shared_lists(), shared_lists(), st.lists(st.sampled_from(EVERY_PAIRING)))
def test_a_draft_is_brought_in_line_when_the_shared_list_changes(
    before: tuple[SharedItem, ...], after: tuple[SharedItem, ...], wanted: list[Pairing]
) -> None:
    fitted = conform(_outline(before, wanted), after)
    for item in fitted.items:
        source = find_item(after, item.pairing)
        assert source is not None
        assert source.may_be_proposed
        assert not source.outcome.is_limit
        stated = [d.ceiling for d in source.disclosures if d.ceiling is not None]
        assert not stated or (item.ceiling is not None and item.ceiling <= min(stated))
    assert conform(fitted, after) == fitted
    copy = duplicate(fitted, draft_id=ItemId("e"), here=(), new_id=iter("abcdefghijklmnop").__next__)
    assert [item.pairing for item in copy.items] == [item.pairing for item in fitted.items]


@given(shared_lists(), st.sampled_from(EVERY_PAIRING))
def test_everything_that_is_not_proposable_gets_one_of_two_answers(
    shared: tuple[SharedItem, ...], pairing: Pairing
) -> None:
    """Nothing tells unanswered, withheld and declined apart; only an opened limit is named."""
    source = find_item(shared, pairing)
    if source is not None and source.may_be_proposed and not source.outcome.is_limit:
        assert propose(EMPTY, shared, pairing, item_id=ItemId("x"), by=None).items
    elif source is not None and source.outcome.is_limit:
        with pytest.raises(OpenedLimit):
            propose(EMPTY, shared, pairing, item_id=ItemId("x"), by=None)
    else:
        with pytest.raises(NotOnSharedList) as refused:
            propose(EMPTY, shared, pairing, item_id=ItemId("x"), by=None)
        assert refused.value.args == ("",)


def test_an_only_if_travels_word_for_word() -> None:
    from app.models.answer import Stance
    from app.models.limits import Disclosure, Talk
    from tests.models.strategies import ALEX, SAM, TODAY

    pairing = EVERY_PAIRING[0]
    words = "only on weekends,\n*and* I can call it off #by text"
    shared = SharedItem(
        pairing=pairing,
        outcome=Outcome.TALK,
        disclosures=(
            Disclosure(person=ALEX, stance=Stance.ONLY_IF, conditions=words),
            Disclosure(person=SAM, stance=Stance.WANT),
        ),
        opened_on=TODAY,
        talk=Talk(result=TalkResult.AGREED),
    )
    draft = propose(EMPTY, (shared,), pairing, item_id=ItemId("x"), by=SAM)
    tampered = draft.items[0].evolve(conditions=())
    (kept,) = revise_item(draft, (shared,), tampered).items
    assert [(c.person, c.words) for c in kept.conditions] == [(ALEX, words)]
