"""Signals: together both say the same rows; alone, a person's own are beside what both said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import InputError, NeedsBoth
from app.models.agreement import YES
from app.models.base import ItemId
from app.models.said_kinds import PRACTISED, SIGNAL, SIGNAL_LEFT_OUT
from app.models.signal import Level, SafetySignal
from app.models.signal_lines import SignalSet
from app.services import printing, signals
from tests.attacks.tampering import unlock
from tests.support import factories as make
from tests.support.couples import draft_named, read_and_say_yes
from tests.support.vaults import SHARED, TestVault, vault_for

RED = make.signal("1" * 32, expression="Red")
YELLOW = make.signal("2" * 32, Level.YELLOW, expression="Yellow")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        with made.unit(SHARED) as uow:
            signals.save_signals(uow, signals=(RED, YELLOW), new_id=made.ids)
        yield made


def found(vault: TestVault) -> SignalSet:
    with vault.unit() as uow:
        return signals.all_signals(uow)


def save(vault: TestVault, signal: SafetySignal) -> str:
    with vault.unit(SHARED) as uow:
        return signals.save_signal(uow, signal=signal, new_id=vault.ids).ids[0]


def delete(vault: TestVault, signal_id: str) -> None:
    with vault.unit(SHARED) as uow:
        signals.delete_signal(uow, signal_id=signal_id)


def alone(vault: TestVault) -> None:
    vault.service.leave(vault.sam)


def test_together_an_edit_is_the_same_row_in_both_parts(vault: TestVault) -> None:
    assert save(vault, RED.evolve(meaning="now")) == RED.id
    with vault.unit() as uow:
        mine, theirs = (uow.parts.get(person, SIGNAL, RED.id) for person in vault.pair)
    assert mine is not None
    assert theirs is not None
    assert mine.body == theirs.body
    assert found(vault).current == (RED.evolve(meaning="now"), YELLOW)
    delete(vault, RED.id)
    assert found(vault).current == (YELLOW,)


def test_alone_a_changed_signal_stands_beside_what_both_said(vault: TestVault) -> None:
    alone(vault)
    own = save(vault, RED.evolve(level=Level.YELLOW))
    assert own != RED.id
    assert found(vault).current == (RED, YELLOW)
    assert save(vault, RED.evolve(level=Level.GREEN)) == own, "their own line is changed; none is added"
    shown = found(vault).find(own)
    assert shown is not None
    assert (shown.instead_of, shown.by, shown.counts) == (RED.id, vault.alex, False)
    delete(vault, own)
    assert found(vault).find(own) is None


def test_alone_leaving_out_is_a_mark_and_can_be_taken_back(vault: TestVault) -> None:
    alone(vault)
    delete(vault, RED.id)
    assert found(vault).current == (RED, YELLOW)
    assert found(vault).proposed == (YELLOW,)
    save(vault, RED)
    assert found(vault).proposed == (RED, YELLOW)
    with vault.unit() as uow:
        assert uow.parts.all(SIGNAL_LEFT_OUT) == ()


def test_in_their_own_turn_somebody_speaks_for_themselves_although_both_are_here(vault: TestVault) -> None:
    with vault.unit() as uow:
        sams = uow.parts.of(vault.sam, SIGNAL)
    with vault.unit(SHARED) as uow:
        signals.save_signal(uow, signal=RED.evolve(level=Level.YELLOW), new_id=vault.ids, by=vault.alex)
    with vault.unit(SHARED) as uow:
        signals.delete_signal(uow, signal_id=YELLOW.id, by=vault.alex)
    with vault.unit(SHARED) as uow:
        signals.save_signals(uow, signals=(), new_id=vault.ids, by=vault.alex)
    assert found(vault).current == (RED, YELLOW)
    with vault.unit() as uow:
        assert uow.parts.of(vault.sam, SIGNAL) == sams
        assert uow.parts.count(vault.sam, SIGNAL_LEFT_OUT) == 0


def test_a_proposal_that_both_want_replaces_what_was(vault: TestVault) -> None:
    alone(vault)
    own = save(vault, RED.evolve(expression="Lighthouse"))
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        signals.accept_signal(uow, signal_id=own)
    unlock(vault, vault.sam)
    with vault.unit(SHARED) as uow:
        signals.accept_signal(uow, signal_id=own)
    assert [signal.expression for signal in found(vault).current] == ["Lighthouse", "Yellow"]
    assert [shown.by for shown in found(vault).shown] == [None, None]


def test_a_way_to_stop_added_alone_counts_and_five_are_the_most(vault: TestVault) -> None:
    alone(vault)
    added = {save(vault, make.signal(vault.ids(), expression=f"word {number}")) for number in range(5)}
    assert len(found(vault).current) == 2 + 5
    with vault.unit() as uow:
        assert printing.signal_card(uow, signal_id="", base=vault.catalogue).new_signals == added
    with pytest.raises(InputError):
        save(vault, make.signal(vault.ids(), expression="one more"))
    same = save(vault, make.signal(vault.ids(), Level.GREEN, expression=" RED"))
    shown = found(vault).find(same)
    assert shown is not None
    assert shown.instead_of == RED.id, "words in use are a change"


def test_practising_takes_both_and_a_changed_signal_is_no_longer_practised(vault: TestVault) -> None:
    day = vault.clock().date()
    with vault.unit(SHARED) as uow:
        signals.practised(uow, on=day, signal_ids=(RED.id,))
    assert [signal.practised_on for signal in found(vault).current] == [day, None]
    save(vault, RED.evolve(response="both wait"))
    assert [signal.practised_on for signal in found(vault).current] == [None, None]
    alone(vault)
    with vault.unit(SHARED) as uow, pytest.raises(NeedsBoth):
        signals.practised(uow, on=day)


def test_practising_what_one_added_makes_it_both_s(vault: TestVault) -> None:
    alone(vault)
    own = save(vault, make.signal(vault.ids(), expression="Lighthouse"))
    unlock(vault, vault.sam)
    with vault.unit(SHARED) as uow:
        signals.practised(uow, on=vault.clock().date())
    shown = found(vault).find(own)
    assert shown is not None
    assert shown.by is None
    with vault.unit() as uow:
        assert uow.parts.count(vault.sam, PRACTISED) == uow.parts.count(vault.alex, PRACTISED) == 3


def test_what_two_say_differently_under_one_id_is_settled_together(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        line = uow.parts.get(vault.sam, SIGNAL, RED.id)
        assert line is not None
        uow.parts.say(vault.sam, SIGNAL, line.body.evolve(signal=RED.evolve(expression="Blue")), RED.id)
        uow.commit()
    two = [shown for shown in found(vault).shown if shown.by is not None]
    assert sorted(shown.signal.expression for shown in two) == ["Blue", "Red"]
    blue = next(shown for shown in two if shown.signal.expression == "Blue")
    delete(vault, blue.signal.id)
    assert found(vault).current == (RED, YELLOW)
    assert found(vault).shown[0].by is None


def test_an_empty_word_is_refused(vault: TestVault) -> None:
    for words in ("", "  ", "\u202e"):
        with pytest.raises(InputError):
            save(vault, make.signal(ItemId(vault.ids()), expression=words))


@pytest.fixture
def couple(tmp_path: Path) -> Iterator[TestVault]:
    """Two people who have agreed to ground rules, and to a scene."""
    with vault_for(tmp_path / "couple") as made:
        made.fill_with_sample()
        yield made


def test_while_something_is_agreed_a_change_waits_for_two_readings(couple: TestVault) -> None:
    before = found(couple).current
    assert len(before) == 6
    assert found(couple).proposed == before
    red = before[0]
    save(couple, red.evolve(expression="Lighthouse"))
    delete(couple, before[-1].id)
    assert found(couple).current == before
    assert found(couple).proposed[0].expression == "Lighthouse"
    assert len(found(couple).proposed) == 5
    save(couple, found(couple).proposed[0].evolve(id=f"{red.id}/next", expression="Beacon"))
    assert found(couple).proposed[0].expression == "Beacon"
    rules = draft_named(couple, "")
    for person in couple.pair:
        read_and_say_yes(couple, person, rules.id)
    after = found(couple).current
    assert after[0].expression == "Beacon"
    assert len(after) == 5
    assert found(couple).proposed == after
    assert [signal.practised_on is None for signal in after] == [True, False, False, False, False]


def test_taking_a_change_of_what_is_agreed_out_again(couple: TestVault) -> None:
    before = found(couple)
    red = before.current[0]
    save(couple, red.evolve(expression="Lighthouse"))
    delete(couple, f"{red.id}/next")
    assert found(couple) == before
    delete(couple, red.id)
    assert found(couple).current == before.current
    save(couple, red)
    assert found(couple) == before


def test_agreed_signals_stay_whatever_has_ended_and_whatever_the_partner_erases(couple: TestVault) -> None:
    before = [signal.evolve(practised_on=None) for signal in found(couple).current]
    with couple.unit(SHARED) as uow:
        for kind in (YES, SIGNAL, PRACTISED):
            for said in uow.parts.of(couple.sam, kind):
                uow.parts.erase(couple.sam, kind, said.key)
        uow.commit()
    couple.service.leave(couple.sam)
    assert list(found(couple).current) == before
