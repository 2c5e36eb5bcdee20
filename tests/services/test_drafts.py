"""Drafts on real files: proposing, refusing, keeping, copying, deleting."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InputError, NotOnSharedList, NotYours, OpenedLimit, Stale
from app.models.agreement import AgreementState
from app.models.answer import Ceiling
from app.models.base import LONGEST_LINE, ActivityId, ItemId, Model, PersonId
from app.models.blockers import Requirement
from app.models.canonical import is_plain
from app.models.draft_lines import DRAFT, DRAFT_DELETED, LEFT_OUT, LINE
from app.models.limits import Outcome
from app.models.outline import Draft, DraftKind, Line, Phase, Scope, own_words_of
from app.models.pairing import Pairing
from app.models.said import Said, SaidKind
from app.models.said_kinds import OWN_IN_DRAFTS
from app.services import draft_lists, drafts
from app.services.draft_store import find_draft, ground_rules_draft, require_draft
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, shared_item, today, view_of
from tests.support.texts import AWKWARD
from tests.support.vaults import SHARED, TestVault, vault_for

pytestmark = pytest.mark.sample


def propose(vault: TestVault, draft: Draft, pairing: Pairing) -> None:
    with vault.unit(SHARED) as uow:
        drafts.propose_item(uow, draft_id=draft.id, pairing=pairing, by=vault.alex, new_id=vault.ids)


def test_ground_rules_are_begun_once(tmp_path: Path) -> None:
    with vault_for(tmp_path / "new") as vault:
        with vault.unit() as uow:
            assert ground_rules_draft(uow) is None
        for _ in range(2):
            with vault.unit(SHARED) as uow:
                first = drafts.open_ground_rules(uow, new_id=vault.ids).draft
        with vault.unit() as uow:
            assert ground_rules_draft(uow) == first
        assert first.kind is DraftKind.GROUND_RULES
        assert first.scope is Scope.UNTIL_REVIEW


def test_a_shared_yes_can_be_proposed_and_carries_what_was_opened(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    source = next(
        item
        for item in view_of(vault, draft.id).shared
        if item.outcome is Outcome.YES and all(item.pairing != one.pairing for one in draft.items)
    )
    propose(vault, draft, source.pairing)
    item = draft_named(vault, OUTLINE).items[-1]
    assert item.pairing == source.pairing
    assert item.ceiling == source.ceiling
    assert item.proposed_by == vault.alex
    propose(vault, draft, source.pairing)
    assert len(draft_named(vault, OUTLINE).items) == len(draft.items) + 1


@pytest.mark.parametrize("outcome", [Outcome.OFF, Outcome.NOT_NOW])
def test_an_opened_limit_is_refused(vault: TestVault, outcome: Outcome) -> None:
    draft = draft_named(vault, OUTLINE)
    with pytest.raises(OpenedLimit, match=outcome.value):
        propose(vault, draft, shared_item(vault, outcome).pairing)
    assert draft_named(vault, OUTLINE) == draft


def test_unlisted_and_open_talks_get_the_same_refusal(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    for pairing in (
        Pairing(activity_id=ActivityId("setting.medication")),
        shared_item(vault, Outcome.TALK).pairing,
        shared_item(vault, Outcome.OFFERED).pairing,
    ):
        with pytest.raises(NotOnSharedList) as refusal:
            propose(vault, draft, pairing)
        assert str(refusal.value) == ""
    assert draft_named(vault, OUTLINE) == draft


def test_an_item_never_exceeds_the_opened_ceiling_and_keeps_its_conditions(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    item = next(item for item in draft.items if item.ceiling is Ceiling.MEDIUM)
    changed = item.evolve(ceiling=Ceiling.STRONG, conditions=(), phase=Phase.CLOSING, details="slowly")
    with vault.unit(SHARED) as uow:
        drafts.change_item(uow, draft_id=draft.id, item=changed)
    kept = draft_named(vault, OUTLINE).item(item.id)
    assert kept is not None
    assert kept.ceiling is Ceiling.MEDIUM
    assert kept.conditions == item.conditions
    assert (kept.phase, kept.details) == (Phase.CLOSING, "slowly")


def test_a_removed_item_comes_back_as_it_was_while_it_is_on_the_list(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    item = draft.items[0].evolve(phase=Phase.CLOSING, details="slowly")
    with vault.unit(SHARED) as uow:
        drafts.remove_item(uow, draft_id=draft.id, item_id=item.id)
    with vault.unit(SHARED) as uow:
        drafts.restore_item(uow, draft_id=draft.id, item=item, new_id=vault.ids)
    back = draft_named(vault, OUTLINE).items[-1]
    assert back.id != item.id
    assert back.evolve(id=item.id) == item


def move(vault: TestVault, item_id: str, to: int, by: PersonId | None = None) -> None:
    with vault.unit(SHARED) as uow:
        drafts.move_item(uow, draft_id=draft_named(vault, OUTLINE).id, item_id=item_id, to=to, by=by)


def test_an_activity_is_put_at_a_place_and_stays_its_proposers(vault: TestVault) -> None:
    source = next(
        item
        for item in view_of(vault, draft_named(vault, OUTLINE).id).shared
        if item.outcome is Outcome.YES
        and item.pairing not in {one.pairing for one in draft_named(vault, OUTLINE).items}
    )
    propose(vault, draft_named(vault, OUTLINE), source.pairing)
    before = list(draft_named(vault, OUTLINE).items)
    last = before.pop()
    assert last.proposed_by == vault.alex
    for to in (0, len(before), 1):
        move(vault, last.id, to)
        assert list(draft_named(vault, OUTLINE).items) == [*before[:to], last, *before[to:]]


def test_alone_one_moves_nothing_that_somebody_else_proposed(vault: TestVault) -> None:
    items = draft_named(vault, OUTLINE).items
    with pytest.raises(NotYours):
        move(vault, items[0].id, 1, by=vault.alex)
    with pytest.raises(Stale):
        move(vault, "no such item", 0)
    assert draft_named(vault, OUTLINE).items == items


def test_saving_a_draft_keeps_items_out_of_reach(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    save(vault, draft.evolve(items=(), place="elsewhere"))
    kept = draft_named(vault, OUTLINE)
    assert kept.items == draft.items
    assert kept.place == "elsewhere"


@pytest.mark.parametrize("text", [*(text for text in AWKWARD if not is_plain(text)), "x" * (LONGEST_LINE + 1)])
def test_what_has_no_form_is_refused_and_nothing_is_changed(vault: TestVault, text: str) -> None:
    before = draft_named(vault, OUTLINE)
    with pytest.raises((InputError, ValueError)):
        save(vault, before.evolve(place=text))
    assert draft_named(vault, OUTLINE) == before


def test_own_words_come_back_exactly(vault: TestVault) -> None:
    for text in (text[:LONGEST_LINE] for text in AWKWARD if is_plain(text)):
        lines = (Line(id=ItemId(vault.ids()), text=text),)
        save(vault, draft_named(vault, OUTLINE).evolve(place=text, exclusions=lines))
        kept = draft_named(vault, OUTLINE)
        assert kept.place == text
        assert kept.exclusions == lines


def test_missing_parts_are_named_until_they_are_there(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    assert {blocker.need for blocker in view_of(vault, draft.id).missing} == {Requirement.CAP, Requirement.READING}
    save(vault, draft.evolve(cap_minutes=90))
    assert {blocker.need for blocker in view_of(vault, draft.id).missing} == {Requirement.READING}


def test_the_list_tells_how_each_scene_stands(vault: TestVault) -> None:
    def rows() -> dict[str, draft_lists.SceneRow]:
        with vault.unit() as uow:
            found = draft_lists.scenes(uow, base=vault.catalogue, today=today(vault))
        return {row.draft.title: row for row in found}

    before = rows()
    held = before[AGREED].current
    assert held is not None
    assert held.state is AgreementState.AGREED
    assert before[AGREED].missing == 0
    assert before[OUTLINE].current is None
    assert before[OUTLINE].waits_for == ()
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    read_and_say_yes(vault, vault.alex, outline.id)
    assert rows()[OUTLINE].waits_for == (vault.sam,)


def test_what_still_holds_after_a_withdrawal_is_no_proposed_change(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    assert view_of(vault, draft.id).is_agreed_as_it_stands
    save(vault, draft.evolve(place="somewhere else"))
    assert not view_of(vault, draft.id).is_agreed_as_it_stands


def test_a_copy_starts_afresh_without_words_and_limits(vault: TestVault) -> None:
    source = draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow:
        copy = drafts.duplicate_scene(uow, draft_id=source.id, title="Again", new_id=vault.ids).draft
    assert copy.id != source.id
    assert [item.pairing for item in copy.items] == [item.pairing for item in source.items]
    assert copy.settled == frozenset()
    assert view_of(vault, copy.id).versions == ()


def test_in_their_own_turn_somebody_copies_and_deletes_for_themselves_although_both_are_here(vault: TestVault) -> None:
    """Nothing is said in the name of the partner, and none of their own words are copied or erased."""

    def of_sam() -> list[Said[Model]]:
        kinds: tuple[SaidKind[Model], ...] = (DRAFT, LINE, LEFT_OUT, DRAFT_DELETED, *OWN_IN_DRAFTS.values())
        with vault.unit() as uow:
            return [said for kind in kinds for said in uow.parts.of(vault.sam, kind)]

    before, outline = of_sam(), draft_named(vault, OUTLINE)
    assert outline != own_words_of(outline, (vault.alex,))
    with vault.unit(SHARED) as uow:
        drafts.new_scene(uow, title="A walk", new_id=vault.ids, by=vault.alex)
    with vault.unit(SHARED) as uow:
        copy = drafts.duplicate_scene(
            uow, draft_id=outline.id, title="Once more", new_id=vault.ids, by=vault.alex
        ).draft
    assert copy.items
    assert copy == own_words_of(copy, (vault.alex,))
    with vault.unit(SHARED) as uow:
        drafts.delete_draft(uow, draft_id=outline.id, by=vault.alex)
    with vault.unit() as uow:
        assert find_draft(uow, outline.id) is None
    with vault.unit(SHARED) as uow:
        drafts.restore_draft(uow, draft=outline, by=vault.alex, new_id=vault.ids)
    assert draft_named(vault, OUTLINE).items
    assert of_sam() == before


def test_only_what_was_never_agreed_can_be_deleted_and_comes_back(vault: TestVault) -> None:
    outline, agreed = draft_named(vault, OUTLINE), draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow, pytest.raises(Stale):
        drafts.delete_draft(uow, draft_id=agreed.id)
    with vault.unit(SHARED) as uow:
        drafts.delete_draft(uow, draft_id=outline.id)
    with vault.unit() as uow, pytest.raises(Stale):
        require_draft(uow, outline.id)
    with vault.unit(SHARED) as uow:
        drafts.restore_draft(uow, draft=outline)
    assert draft_named(vault, OUTLINE) == outline
