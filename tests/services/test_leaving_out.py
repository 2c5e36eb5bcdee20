"""Leaving an activity out of one text or of everything: with a withdrawal, at a reading, in the outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import LeftOut, NotOnSharedList
from app.models.agreement import CurrentAgreement
from app.models.base import ItemId, PersonId
from app.models.leaving_out import LeavingOut
from app.models.pairing import Pairing
from app.models.reading import ClauseReply, Reading
from app.services import agreements, drafts, reading, sharing
from app.services.leaving_out import held_elsewhere
from app.services.shared_list import resting, shared_items
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.vaults import SHARED, TestVault, vault_for

RESTS = LeavingOut(rests=True)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """An activity is agreed in two scenes."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample(then=_agree_in_two_scenes)
        yield made


def _agree_in_two_scenes(made: TestVault) -> None:
    pairing = pairing_of(made)
    save(made, draft_named(made, OUTLINE).evolve(cap_minutes=60))
    propose(made, made.alex, pairing, OUTLINE)
    for person in made.pair:
        read_and_say_yes(made, person, draft_named(made, OUTLINE).id)
    assert pairing in agreed(made, OUTLINE)


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def pairing_of(vault: TestVault) -> Pairing:
    item = held(vault).items[0].item
    assert item is not None
    return item.pairing


def agreed(vault: TestVault, title: str = AGREED) -> set[Pairing]:
    return {clause.item.pairing for clause in held(vault, title).items if clause.item is not None}


def propose(vault: TestVault, person: PersonId, pairing: Pairing, title: str = AGREED) -> None:
    draft_id = draft_named(vault, title).id
    with vault.unit(SHARED) as uow:
        if any(item.pairing == pairing for item in draft_named(vault, title).items):
            return
        drafts.propose_item(uow, draft_id=draft_id, pairing=pairing, by=person, new_id=vault.ids)


def clause_id_of(vault: TestVault, pairing: Pairing) -> str:
    clauses = view_of(vault, draft_named(vault, AGREED).id).document.clauses
    return next(clause.id for clause in clauses if clause.item is not None and clause.item.pairing == pairing)


def by_withdrawing(vault: TestVault, pairing: Pairing, how: LeavingOut) -> None:
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.sam,
            agreement_id=held(vault).agreement.id,
            clause_ids=(clause_id_of(vault, pairing),),
            now=vault.clock(),
            leaving=how,
        )


def unfinished(vault: TestVault, pairing: Pairing, how: LeavingOut) -> Reading:
    with vault.unit() as uow:
        view = reading.begin(
            uow,
            draft_id=draft_named(vault, AGREED).id,
            person=vault.sam,
            base=vault.catalogue,
            today=today(vault),
        )
    out = next(c for c in view.document.clauses if c.item is not None and c.item.pairing == pairing)
    replies = {c.digest: ClauseReply.TAKE_OUT if c == out else ClauseReply.YES for c in view.document.clauses}
    return Reading(draft_id=view.draft.id, person=vault.sam, replies=replies, leaving={out.digest: how})


def at_a_reading(vault: TestVault, pairing: Pairing, how: LeavingOut) -> None:
    said = unfinished(vault, pairing, how)
    seen = view_of(vault, said.draft_id).document.version
    with vault.unit(SHARED) as uow:
        reading.say_yes(uow, reading=said, seen=seen, base=vault.catalogue, now=vault.clock(), new_id=vault.ids)


def in_the_outline(vault: TestVault, pairing: Pairing, how: LeavingOut) -> None:
    draft = draft_named(vault, AGREED)
    item = next(item for item in draft.items if item.pairing == pairing)
    with vault.unit(SHARED) as uow:
        drafts.remove_item(uow, draft_id=draft.id, item_id=item.id, by=vault.sam, leaving=how)


Way = Callable[[TestVault, Pairing, LeavingOut], None]
WAYS = [by_withdrawing, at_a_reading, in_the_outline]


@pytest.mark.parametrize("way", WAYS)
def test_not_in_this_one_bars_it_here_alone_and_its_author_puts_it_back(vault: TestVault, way: Way) -> None:
    pairing = pairing_of(vault)
    way(vault, pairing, LeavingOut())
    with pytest.raises(LeftOut):
        propose(vault, vault.alex, pairing)
    assert pairing in agreed(vault, OUTLINE)
    with vault.unit() as uow:
        assert any(item.pairing == pairing for item in shared_items(uow)), "it stays on the list"
    left = agreed(vault)
    propose(vault, vault.sam, pairing)
    assert agreed(vault) == left, "putting it back revives nothing"
    assert any(item.pairing == pairing for item in draft_named(vault, AGREED).items)


@pytest.mark.parametrize("way", WAYS)
def test_not_any_more_takes_it_off_the_list_until_its_author_wakes_it(vault: TestVault, way: Way) -> None:
    pairing = pairing_of(vault)
    way(vault, pairing, RESTS)
    with vault.unit() as uow:
        assert not any(item.pairing == pairing for item in shared_items(uow))
        assert (resting(uow, vault.sam), resting(uow, vault.alex)) == ((pairing,), ())
    for person in vault.pair:
        with pytest.raises((NotOnSharedList, LeftOut)):
            propose(vault, person, pairing)
    assert pairing in agreed(vault, OUTLINE), "it was not ticked"
    left = agreed(vault)
    with vault.unit(SHARED) as uow:
        sharing.wake_entry(uow, person=vault.sam, entry_id=pairing.activity_id)
    assert agreed(vault) == left, "waking revives nothing"
    assert all(item.pairing != pairing for item in draft_named(vault, AGREED).items)
    with vault.unit() as uow:
        assert any(item.pairing == pairing for item in shared_items(uow))


@pytest.mark.parametrize("way", WAYS)
def test_what_is_ticked_ends_in_the_same_breath(vault: TestVault, way: Way) -> None:
    pairing = pairing_of(vault)
    with vault.unit() as uow:
        elsewhere = held_elsewhere(uow, draft_id=draft_named(vault, AGREED).id, pairing=pairing, today=today(vault))
    assert [each.title for each in elsewhere] == [OUTLINE]
    way(vault, pairing, LeavingOut(also=frozenset({ItemId(elsewhere[0].agreement_id)})))
    assert pairing not in agreed(vault, OUTLINE)
    with pytest.raises(LeftOut):
        propose(vault, vault.alex, pairing, OUTLINE)


def test_a_yes_that_waits_elsewhere_is_asked_about_too(vault: TestVault) -> None:
    pairing, outline = pairing_of(vault), draft_named(vault, OUTLINE)
    save(vault, outline.evolve(place="the sofa"))
    read_and_say_yes(vault, vault.alex, outline.id)
    with vault.unit() as uow:
        elsewhere = held_elsewhere(uow, draft_id=draft_named(vault, AGREED).id, pairing=pairing, today=today(vault))
    assert len(elsewhere) == 2
    by_withdrawing(vault, pairing, LeavingOut(also=frozenset(each.agreement_id for each in elsewhere)))
    assert pairing not in agreed(vault, OUTLINE)
    assert view_of(vault, outline.id).yeses == ()


def test_a_reading_that_is_not_finished_writes_nothing(vault: TestVault) -> None:
    pairing = pairing_of(vault)
    said = unfinished(vault, pairing, RESTS)
    with vault.unit(vault.sam) as uow:
        reading.keep(uow, reading=said)
    assert pairing in agreed(vault)
    assert any(item.pairing == pairing for item in draft_named(vault, AGREED).items)
    with vault.unit() as uow:
        assert resting(uow, vault.sam) == ()
