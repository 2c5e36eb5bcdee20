"""How agreements end, on real files: by one person, by their day, with their debrief, by a newer version."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import LeftOut, NeedsBoth, NotReady, Stale
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ItemId, PersonId
from app.models.clause import ClauseKind
from app.models.ending import Ending
from app.models.leaving_out import LeavingOut
from app.models.outline import DraftField, DraftSection, Line, PersonWords
from app.models.said_kinds import CONTACTS
from app.services import agreements, drafts, reading, sharing, taking_back
from app.services.clock_check import note_visit
from app.services.shared_list import resting, shared_items
from app.services.signals import all_signals
from app.storage.databases import private_space
from app.storage.spaces import SHARED as SHARED_SPACE
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault

pytestmark = pytest.mark.sample


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def withdraw(vault: TestVault, person: PersonId | None, agreement_id: str, clause_ids: tuple[str, ...] | None) -> None:
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=person, agreement_id=agreement_id, clause_ids=clause_ids, now=vault.clock())


def test_one_item_is_withdrawn_by_one_at_once(vault: TestVault) -> None:
    before = held(vault)
    item = before.items[0]
    withdraw(vault, vault.sam, before.agreement.id, (item.id,))
    after = held(vault)
    assert after.state is AgreementState.AGREED
    assert item not in after.clauses
    assert item in after.ended
    assert after.agreement == before.agreement
    assert all(f"item:{one.id}" != item.id for one in draft_named(vault, AGREED).items)


def test_what_one_withdrew_cannot_be_proposed_there_again(vault: TestVault) -> None:
    before = held(vault)
    item = before.items[0].item
    assert item is not None
    withdraw(vault, vault.sam, before.agreement.id, (before.items[0].id,))
    draft = draft_named(vault, AGREED)
    with vault.unit(SHARED) as uow, pytest.raises(LeftOut):
        drafts.propose_item(uow, draft_id=draft.id, pairing=item.pairing, by=vault.alex, new_id=vault.ids)


def test_the_shared_space_keeps_it_unnamed_in_words_and_undated(vault: TestVault) -> None:
    before = held(vault)
    withdraw(vault, vault.sam, before.agreement.id, (before.items[0].id,))
    with vault.unit() as uow:
        assert Ending(before.agreement.id, before.items[0].id) in uow.parts.endings(before.agreement.id)
        rows = uow.connection(SHARED_SPACE).exec_driver_sql("SELECT * FROM ended").mappings().all()
    assert {frozenset(row) for row in rows} == {frozenset({"author", "agreement", "clause", "above", "proof"})}


def test_everything_can_be_withdrawn_and_what_protects_stays_readable(vault: TestVault) -> None:
    before = held(vault)
    withdraw(vault, vault.alex, before.agreement.id, None)
    after = held(vault)
    assert after.state is AgreementState.ENDED
    assert after.items == ()
    assert all(clause.kind is not ClauseKind.PERMISSION for clause in after.clauses)
    assert view_of(vault, draft_named(vault, AGREED).id).agreed_now is None
    with pytest.raises(Stale):
        withdraw(vault, vault.sam, before.agreement.id, None)


def test_whoever_ends_a_protection_ends_all_that_was_allowed_inside_it(vault: TestVault) -> None:
    before = held(vault)
    protection = next(
        clause
        for clause in before.clauses
        if clause.kind is ClauseKind.PROTECTION and clause.section is not DraftSection.LIMITS
    )
    withdraw(vault, vault.sam, before.agreement.id, (protection.id,))
    after = held(vault)
    assert after.items == ()
    assert protection in after.ended
    assert all(clause.kind is not ClauseKind.PERMISSION for clause in after.clauses)


def test_with_the_ground_rules_the_scenes_that_were_read_with_them_end(vault: TestVault) -> None:
    rules, scene = held(vault, ""), held(vault)
    assert scene.agreement.document.rules == rules.agreement.id
    withdraw(vault, vault.alex, rules.agreement.id, None)
    assert held(vault).state is AgreementState.ENDED


def test_newer_ground_rules_end_no_scene_and_nothing_revives(vault: TestVault) -> None:
    draft = draft_named(vault, "")
    save(vault, draft.evolve(place="anywhere"))
    read_and_say_yes(vault, vault.alex, draft.id)
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None
    assert held(vault).state is AgreementState.AGREED
    withdraw(vault, vault.sam, held(vault).agreement.id, None)
    assert held(vault).state is AgreementState.ENDED


def test_the_review_date_lapses_every_yes_and_keeps_what_protects(vault: TestVault) -> None:
    review_on = held(vault).agreement.document.review_on
    assert review_on is not None
    vault.clock.advance(days=(held(vault, "").agreement.document.review_on - today(vault)).days)  # type: ignore[operator]
    vault.clock.advance(days=1)
    assert held(vault).items == (), "the ground rules it was read with have lapsed"
    vault.clock.advance(days=(review_on - today(vault)).days)
    vault.clock.advance(days=1)
    after = held(vault)
    assert after.state is AgreementState.LAPSED
    assert after.items == ()
    assert any(clause.signal is not None for clause in after.clauses)
    assert today(vault) == review_on + timedelta(days=1)


def test_a_scene_once_ends_with_its_debrief(vault: TestVault) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    read_and_say_yes(vault, vault.alex, outline.id)
    agreement = read_and_say_yes(vault, vault.sam, outline.id)
    assert agreement is not None
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=agreement.id)
    assert held(vault, OUTLINE).state is AgreementState.ENDED
    assert held(vault, OUTLINE).items == ()


def test_a_scene_once_is_over_at_the_end_of_the_day_after(vault: TestVault) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60, review_on=today(vault) + timedelta(days=2)))
    read_and_say_yes(vault, vault.alex, outline.id)
    assert read_and_say_yes(vault, vault.sam, outline.id) is not None
    vault.clock.advance(days=3)
    assert held(vault, OUTLINE).state is AgreementState.AGREED
    vault.clock.advance(days=1)
    assert held(vault, OUTLINE).state is AgreementState.LAPSED


def test_a_new_version_replaces_the_old_one(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    read_and_say_yes(vault, vault.alex, draft.id)
    assert held(vault).agreement.number == 1
    read_and_say_yes(vault, vault.sam, draft.id)
    versions = view_of(vault, draft.id).versions
    assert [version.agreement.number for version in versions] == [2, 1]
    assert [version.state for version in versions] == [AgreementState.AGREED, AgreementState.ENDED]


def agree(vault: TestVault, title: str, **changes: object) -> CurrentAgreement:
    """Both read the scene with these changes and agree it."""
    draft = draft_named(vault, title)
    save(vault, draft.evolve(**changes))
    read_and_say_yes(vault, vault.alex, draft.id)
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None
    return held(vault, title)


NO_PHOTOS = Line(id=ItemId("1" * 32), text="no photos")


@pytest.mark.parametrize("at_a_reading", [False, True])
def test_a_protection_taken_out_is_a_proposal_and_ends_nothing_until_both_agree_without_it(
    vault: TestVault, at_a_reading: bool
) -> None:
    before = agree(vault, OUTLINE, cap_minutes=60, exclusions=(NO_PHOTOS,), substances="none before or during")
    draft = draft_named(vault, OUTLINE)
    out = [c.id for c in before.clauses if c.text in ("no photos", "none before or during")]
    assert len(out) == 2
    if at_a_reading:
        assert read_and_say_yes(vault, vault.alex, draft.id, out=out) is None
    else:
        with vault.unit(SHARED) as uow:
            gone = draft.evolve(exclusions=(), substances="")
            drafts.save_draft(uow, draft=gone, by=vault.alex, new_id=vault.ids)
        read_and_say_yes(vault, vault.alex, draft.id)
    assert held(vault, OUTLINE) == before
    assert read_and_say_yes(vault, vault.sam, draft.id) is not None
    after = held(vault, OUTLINE)
    assert after.agreement.number == 2
    assert not {clause.id for clause in after.clauses} & set(out)


def test_letting_a_protection_allow_something_takes_two(vault: TestVault) -> None:
    before = agree(vault, OUTLINE, cap_minutes=60, stop_criteria=(NO_PHOTOS,), substances="none")
    draft = draft_named(vault, OUTLINE)
    loosened = draft.evolve(
        stop_criteria=(draft.stop_criteria[0].evolve(allows=True),), allowing=frozenset({DraftField.SUBSTANCES})
    )
    with vault.unit(SHARED) as uow:
        drafts.save_draft(uow, draft=loosened, by=vault.alex, new_id=vault.ids)
    read_and_say_yes(vault, vault.alex, draft.id)
    assert held(vault, OUTLINE) == before
    with vault.unit() as uow:
        turn = reading.begin(uow, draft_id=draft.id, person=vault.sam, base=vault.catalogue, today=today(vault))
    changed = {clause.text for clause in turn.to_read}
    assert changed == {"no photos", "none"}
    assert {clause.kind for clause in turn.to_read} == {ClauseKind.PERMISSION}
    out = [clause.id for clause in turn.to_read]
    read_and_say_yes(vault, vault.sam, draft.id, out=out)
    assert held(vault, OUTLINE) == before, "what Sam took out was a proposal; the agreed line still protects"


def sam_was_here(vault: TestVault, days_on: int) -> None:
    with vault.unit(vault.sam) as uow:
        note_visit(uow, vault.sam, today(vault) + timedelta(days=days_on))
        uow.commit()


def test_while_the_day_is_in_doubt_nothing_counts_and_all_can_be_withdrawn(vault: TestVault) -> None:
    before = held(vault)
    sam_was_here(vault, 40)
    assert held(vault).state is AgreementState.UNSURE
    assert held(vault).items == ()
    withdraw(vault, vault.sam, before.agreement.id, None)
    sam_was_here(vault, 0)
    assert held(vault).state is AgreementState.ENDED


@pytest.mark.parametrize("days_on", [40, -800], ids=["set back", "far ahead"])
def test_while_the_day_is_in_doubt_a_single_clause_can_be_withdrawn(vault: TestVault, days_on: int) -> None:
    before = held(vault)
    item = before.items[0]
    sam_was_here(vault, days_on)
    doubted = held(vault)
    assert doubted.state is AgreementState.UNSURE
    assert item in doubted.unsure
    assert item not in doubted.ended
    withdraw(vault, vault.sam, before.agreement.id, (item.id,))
    assert item in held(vault).ended
    sam_was_here(vault, 0)
    assert held(vault).state is AgreementState.AGREED
    assert held(vault).items == before.items[1:]
    with pytest.raises(Stale):
        withdraw(vault, vault.sam, before.agreement.id, (item.id,))


def test_a_protection_that_was_withdrawn_is_no_question_of_the_day(vault: TestVault) -> None:
    before = held(vault)
    guard = next(clause for clause in before.clauses if clause.signal is not None)
    sam_was_here(vault, 40)
    withdraw(vault, vault.sam, before.agreement.id, (guard.id,))
    assert held(vault).state is AgreementState.ENDED
    assert held(vault).unsure == ()


def test_together_both_withdraw_and_both_leave_it_out(vault: TestVault) -> None:
    before = held(vault)
    item = before.items[0].item
    assert item is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=None,
            agreement_id=before.agreement.id,
            clause_ids=(before.items[0].id,),
            now=vault.clock(),
            leaving=LeavingOut(rests=True),
        )
    assert before.items[0] in held(vault).ended
    with vault.unit(SHARED) as uow:
        rows = uow.connection(SHARED_SPACE).exec_driver_sql("SELECT DISTINCT author FROM ended").scalars()
        assert set(rows) == {*vault.pair}
        assert [resting(uow, person) for person in vault.pair] == [(item.pairing,), (item.pairing,)]
        sharing.wake_entry(uow, person=vault.alex, entry_id=item.pairing.activity_id)
    with vault.unit(SHARED) as uow:
        assert not [on_list for on_list in shared_items(uow) if on_list.pairing == item.pairing], "it rests for Sam"
        sharing.wake_entry(uow, person=vault.sam, entry_id=item.pairing.activity_id)
    with vault.unit() as uow:
        assert [on_list for on_list in shared_items(uow) if on_list.pairing == item.pairing]


def test_a_support_friend_is_taken_back_by_whoever_named_them_and_everything_allowed_ends(vault: TestVault) -> None:
    friend = PersonWords(person=vault.sam, text="A friend who lives nearby")
    before = agree(vault, OUTLINE, cap_minutes=60, contacts=(friend,))
    assert before.items
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        taking_back.take_back(uow, person=vault.sam, kind=CONTACTS.name, key=before.agreement.document.draft_id)
    after = held(vault, OUTLINE)
    assert after.state is AgreementState.ENDED
    assert after.items == ()
    assert "nearby" not in after.model_dump_json()


def test_the_partner_ends_their_yes_to_a_support_friend_with_all_it_protects(vault: TestVault) -> None:
    friend = PersonWords(person=vault.sam, text="A friend who lives nearby")
    before = agree(vault, OUTLINE, cap_minutes=60, contacts=(friend,))
    withdraw(vault, vault.alex, before.agreement.id, (f"contacts:{vault.sam}",))
    assert held(vault, OUTLINE).items == ()


def delete(vault: TestVault, current: CurrentAgreement) -> None:
    with vault.unit(SHARED) as uow:
        agreements.delete_text(uow, agreement_id=current.agreement.id, today=today(vault))


def test_both_delete_an_ended_version_with_the_words_that_only_it_had(vault: TestVault) -> None:
    only_there, still_read = "zqx only there", "zqx still read"
    friend = PersonWords(person=vault.sam, text=only_there)
    health = PersonWords(person=vault.sam, text=still_read)
    first = agree(vault, OUTLINE, cap_minutes=60, contacts=(friend,), health=(health,))
    with pytest.raises(Stale):
        delete(vault, first)
    second = agree(vault, OUTLINE, contacts=(friend.evolve(text="somebody else"),), place="the sofa")
    vault.service.leave(vault.alex)
    with pytest.raises(NeedsBoth):
        delete(vault, first)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    delete(vault, first)
    versions = view_of(vault, draft_named(vault, OUTLINE).id).versions
    assert [version.agreement.id for version in versions] == [second.agreement.id]
    assert versions[0].clauses == second.clauses
    for space in (SHARED_SPACE, *map(private_space, vault.pair)):
        with vault.unit() as uow:
            data = b"".join(uow.connection(space).exec_driver_sql("SELECT data FROM said").scalars())
        assert only_there.encode() not in data
        assert (still_read.encode() in data) is (space != private_space(vault.alex))


def test_what_still_counts_of_an_ended_version_keeps_it(vault: TestVault) -> None:
    with vault.unit() as uow:
        before = all_signals(uow)
    rules, scene = held(vault, ""), held(vault)
    draft = draft_named(vault, "")
    save(vault, draft.evolve(place="anywhere"))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    with pytest.raises(NotReady):
        delete(vault, rules)
    assert held(vault) == scene.evolve(rules_changed=True), "the scene is read with the older rules"
    newest = held(vault, "")
    withdraw(vault, vault.sam, newest.agreement.id, None)
    with pytest.raises(NotReady):
        delete(vault, newest)
    with vault.unit() as uow:
        assert all_signals(uow) == before, "the signals that both agreed last"
    withdraw(vault, vault.alex, scene.agreement.id, None)
    delete(vault, rules)
    assert [version.agreement.id for version in view_of(vault, draft.id).versions] == [newest.agreement.id]
