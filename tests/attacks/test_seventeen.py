"""What went wrong before each of the two spoke for themselves, 1 to 10; each was seen on real files.

Here I am Alex. Sam, my partner, has their own passphrase, every file and an editor. `test_seventeen_forged` has the
rest.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.errors import LeftOut, NotOnSharedList, NotReady
from app.models.agreement import AgreementState
from app.models.answer import Stance
from app.models.clause import ClauseKind
from app.models.draft_lines import LINE, DraftLine, ProposedItem
from app.models.ending import Ending
from app.models.leaving_out import LeavingOut
from app.models.outline import DraftSection, Scope
from app.models.reading import Reading
from app.models.said_kinds import TERM
from app.models.sealing import ShareChoice
from app.models.signal import Level
from app.models.vault_warning import VaultWarning
from app.services import agreements, drafts, printing, reading, sharing, signals
from app.services.part_check import check_part
from app.services.signals import all_signals
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import held, withdraw_all
from tests.attacks.tampering import come_back, plant_everywhere, tamper, unlock
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.openings import answer, open_and_accept, take_back
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def test_01_a_limit_that_is_taken_back_brings_no_activity_back(vault: TestVault) -> None:
    clause = held(vault).items[0]
    assert clause.item is not None
    pairing = clause.item.pairing
    direction = pairing.direction_of(vault.sam)
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=pairing.activity_id, direction=direction)
    key = (str(pairing.activity_id), direction.value)
    with vault.unit(vault.sam) as uow:
        sharing.choose(uow, person=vault.sam, keys=(key,), choice=ShareChoice.SHARE)
    open_and_accept(vault)
    assert clause.id not in {each.id for each in held(vault).items}
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, pairing.key)
    assert clause.id not in {each.id for each in held(vault).items}


@pytest.mark.parametrize("title", ["", AGREED], ids=["ground rules", "scene"])
def test_02_no_protection_is_dropped_while_what_it_protects_stays(vault: TestVault, title: str) -> None:
    before = held(vault, title)
    protections = [
        clause.id
        for clause in before.clauses
        if clause.kind is ClauseKind.PROTECTION and clause.section is not DraftSection.LIMITS
    ]
    assert protections
    assert any(clause.kind is ClauseKind.PERMISSION for clause in held(vault).clauses)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.sam,
            agreement_id=before.agreement.id,
            clause_ids=(protections[0],),
            now=vault.clock(),
        )
    assert [c for c in held(vault).clauses if c.kind is ClauseKind.PERMISSION] == []


@pytest.mark.parametrize("rests", [False, True], ids=["not in this one", "not any more"])
def test_03_what_i_withdrew_is_not_proposed_again_the_same_minute(vault: TestVault, rests: bool) -> None:
    before = held(vault)
    item = before.items[0].item
    assert item is not None
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.alex,
            agreement_id=before.agreement.id,
            clause_ids=(before.items[0].id,),
            now=vault.clock(),
            leaving=LeavingOut(rests=rests),
        )
    for title, refusal in ((AGREED, LeftOut), (OUTLINE, NotOnSharedList))[: 1 + rests]:
        draft_id = draft_named(vault, title).id
        with vault.unit(SHARED) as uow, pytest.raises(refusal):
            drafts.propose_item(uow, draft_id=draft_id, pairing=item.pairing, by=vault.sam, new_id=vault.ids)
        planted = DraftLine(place=0, section=DraftSection.ITEMS, item=ProposedItem(pairing=item.pairing))
        plant_everywhere(vault, vault.sam, LINE, planted, f"{draft_id}/planted")
        assert item.pairing not in {each.pairing for each in draft_named(vault, title).items}


def test_04_a_scene_for_once_is_not_agreed_sixty_days_later(vault: TestVault) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    draft = draft_named(vault, OUTLINE)
    assert draft.scope is Scope.ONCE
    read_and_say_yes(vault, vault.sam, draft.id)
    vault.clock.advance(days=60)
    assert read_and_say_yes(vault, vault.alex, draft.id) is None
    assert view_of(vault, draft.id).agreed_now is None


@pytest.mark.parametrize("days", [-1, 0, 184 * 2, 26_000])
def test_05_a_review_date_that_no_text_may_have_is_not_agreed(vault: TestVault, days: int) -> None:
    draft = draft_named(vault, AGREED)
    before = held(vault).agreement
    save(vault, draft.evolve(place="the sofa", review_on=today(vault) + timedelta(days=days)))
    for person in vault.pair:
        assert read_and_say_yes(vault, person, draft.id) is None
    assert held(vault).agreement == before


def test_06_after_a_lapse_nothing_is_renewed_by_passphrases_alone(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    vault.clock.advance(days=200)
    assert held(vault).state is AgreementState.LAPSED
    save(vault, draft_named(vault, AGREED).evolve(review_on=today(vault) + timedelta(days=30)))
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            view = reading.begin(uow, draft_id=draft.id, person=person, base=vault.catalogue, today=today(vault))
            assert view.to_read == view.document.clauses
            with pytest.raises(NotReady):
                reading.say_yes(
                    uow,
                    reading=Reading(draft_id=draft.id, person=person),
                    seen=view.document.version,
                    base=vault.catalogue,
                    now=vault.clock(),
                    new_id=vault.ids,
                )


def test_07_my_partner_alone_neither_rewords_nor_lowers_a_signal(vault: TestVault) -> None:
    with vault.unit() as uow:
        before = all_signals(uow).current
    red = next(signal for signal in before if signal.level is Level.RED)
    assert red.practised_on is not None
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        signals.save_signal(uow, signal=red.evolve(level=Level.YELLOW, expression="Reworded"), new_id=vault.ids)
    for person in (vault.sam, vault.alex):
        with vault.unit() as uow:
            assert all_signals(uow).current == before
            assert printing.signal_card(uow, signal_id="", base=vault.catalogue).signals == before
        if person == vault.sam:
            unlock(vault, vault.alex)
    with vault.unit(SHARED) as uow:
        signals.save_signal(uow, signal=red.evolve(expression="Reworded by both"), new_id=vault.ids)
    with vault.unit() as uow:
        assert all_signals(uow).current == before, "both read it first"


def test_08_a_term_that_is_taken_back_is_in_no_version(vault: TestVault) -> None:
    rules = held(vault, "")
    term = next(clause for clause in rules.clauses if clause.section is DraftSection.TERMS)
    assert term.text
    assert term.holder is not None
    with vault.unit(SHARED) as uow:
        assert uow.parts.take_back(term.holder, TERM, term.entry_id)
        uow.commit()
    for version in view_of(vault, draft_named(vault, "").id).versions:
        assert term.text not in version.model_dump_json()
    with vault.unit() as uow:
        for space in (SHARED, private_space(term.holder)):
            rows = uow.connection(space).execute(text("SELECT data FROM said")).scalars()
            assert not any(term.text.encode() in data for data in rows)


def test_09_an_ending_that_says_something_else_ends_the_same_and_is_told(vault: TestVault) -> None:
    before = held(vault)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.alex,
            agreement_id=before.agreement.id,
            clause_ids=(before.items[0].id,),
            now=vault.clock(),
        )
    left = held(vault).items
    come_back(vault, vault.alex)
    with vault.unit(SHARED) as uow:
        check_part(uow, person=vault.alex, today=today(vault))
    for change in ("clause = 'line:x'", "agreement = 'x'", "above = '2'", "author = 'x'"):
        tamper(vault, f"UPDATE OR REPLACE ended SET {change} WHERE author = :me", me=vault.alex)
        assert held(vault).items == left
        with vault.unit(SHARED) as uow:
            assert check_part(uow, person=vault.alex, today=today(vault)).kinds == ("ended",)
        with vault.unit() as uow:
            assert Ending(before.agreement.id, before.items[0].id) in uow.parts.endings(before.agreement.id)


TRIGGERS = {
    "eats": "CREATE TRIGGER t AFTER INSERT ON ended BEGIN DELETE FROM ended WHERE rowid = NEW.rowid; END",
    "logs": "CREATE TRIGGER t AFTER INSERT ON ended BEGIN INSERT INTO meta (id, canary, vault_id, database_id, space) "
    "VALUES (1000 + random() % 1000, strftime('%s', 'now'), '', '', ''); END",
    "refuses": "CREATE TRIGGER t BEFORE INSERT ON ended BEGIN SELECT RAISE(ABORT, 'no'); END",
}


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_10_a_planted_trigger_neither_eats_nor_logs_what_i_end(vault: TestVault, trigger: str) -> None:
    before = held(vault)
    tamper(vault, TRIGGERS[trigger])
    for person in vault.pair:
        vault.service.leave(person)
    unlock(vault, vault.alex)
    assert VaultWarning.SHARED_MADE_AGAIN in vault.service.visits.warnings(vault.alex)
    unlock(vault, vault.sam)
    withdraw_all(vault, before)
    with vault.unit() as uow:
        shared = uow.connection(SHARED)
        assert shared.execute(text("SELECT count(*) FROM ended WHERE author = :me"), {"me": vault.alex}).scalar_one()
        assert shared.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).scalar_one() == 0
        assert shared.execute(text("SELECT count(*) FROM meta")).scalar_one() == 1
    assert held(vault).state is AgreementState.ENDED
    assert held(vault).items == ()
