"""Stop signals stay: whatever the partner writes, erases or forges, what stopped before stops now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.models.agreement import YES, agreement_id_of, yes_key
from app.models.canonical import encode
from app.models.said_kinds import PRACTISED, SIGNAL, SIGNAL_LEFT_OUT, BareMark, Practised, SignalLine
from app.models.signal import Channel, Level, SafetySignal
from app.models.signal_lines import signal_digest
from app.services import printing, signals
from tests.attacks.tampering import changed, plant, plant_everywhere, tamper
from tests.support import factories as make
from tests.support.couples import today
from tests.support.vaults import SHARED, TestVault, vault_for

WORD = make.signal("1" * 32, expression="Red")
TAPS = make.signal("2" * 32, Level.RED, Channel.NONVERBAL)
SLOW = make.signal("3" * 32, Level.YELLOW, expression="Yellow")
BOTH = (WORD, TAPS, SLOW)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Both said and practised three signals; Alex is alone with them."""
    with vault_for(tmp_path / "vault") as made:
        with made.unit(SHARED) as uow:
            signals.save_signals(uow, signals=BOTH, new_id=made.ids)
        with made.unit(SHARED) as uow:
            signals.practised(uow, on=made.clock().date())
        made.service.leave(made.sam)
        yield made


def shown(vault: TestVault) -> tuple[SafetySignal, ...]:
    with vault.unit() as uow:
        current = signals.all_signals(uow).current
        card = printing.signal_card(uow, signal_id="", base=vault.catalogue).signals
    assert card == current
    return current


def stops(vault: TestVault) -> set[str]:
    return {signal.expression for signal in shown(vault) if signal.level is Level.RED}


def line(signal: SafetySignal, instead_of: str = "") -> bytes:
    return encode(SignalLine(signal=signal, instead_of=instead_of, place=0))


@pytest.mark.parametrize("signal", BOTH, ids=lambda signal: signal.expression)
def test_every_field_of_the_partners_half(vault: TestVault, signal: SafetySignal) -> None:
    for data in changed(SignalLine(signal=signal, place=BOTH.index(signal))):
        plant(vault, vault.sam, SIGNAL, data, signal.id)
        assert {WORD.expression, TAPS.expression} <= stops(vault)
        now = {one.expression: one.practised_on for one in shown(vault)}
        for other in BOTH:
            assert other is signal or now[other.expression] is not None


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("signal", BOTH[:2], ids=lambda signal: signal.expression)
def test_reworded_lowered_or_left_out_by_the_partner_alone(
    vault: TestVault, signal: SafetySignal, level: Level
) -> None:
    before = shown(vault)
    for key, words in (("4" * 32, signal.expression), ("5" * 32, "something else")):
        changed_ = signal.evolve(id=key, level=level, expression=words)
        plant(vault, vault.sam, SIGNAL, line(changed_, signal.id), key)
        assert shown(vault) == before
    plant(vault, vault.sam, SIGNAL_LEFT_OUT, encode(BareMark()), signal.id)
    assert shown(vault) == before


def test_everything_of_the_partners_gone(vault: TestVault) -> None:
    tamper(vault, "DELETE FROM said WHERE author = :partner", partner=vault.sam)
    assert stops(vault) == {WORD.expression, TAPS.expression}
    assert len(shown(vault)) == 3
    assert all(signal.practised_on is None for signal in shown(vault)), "a lone half of a practice counts for nothing"
    no = make.signal("6" * 32, Level.YELLOW, expression="No")
    plant(vault, vault.sam, SIGNAL, line(no), no.id)
    assert "No" not in {signal.expression for signal in shown(vault)}
    assert stops(vault) == {WORD.expression, TAPS.expression}


def test_a_forged_practice(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        uow.parts.erase(vault.alex, PRACTISED, WORD.id)
        uow.commit()
    done = encode(Practised(on=vault.clock().date(), digest=signal_digest(WORD)))
    for person in vault.pair:
        plant(vault, person, PRACTISED, done, WORD.id)
    assert {one.expression for one in shown(vault) if one.practised_on} == {TAPS.expression, SLOW.expression}


def test_a_practice_of_other_words(vault: TestVault) -> None:
    done = Practised(on=vault.clock().date(), digest=signal_digest(WORD))
    for data in changed(done):
        plant(vault, vault.sam, PRACTISED, data, WORD.id)
        assert next(one for one in shown(vault) if one.id == WORD.id).practised_on is None


def test_a_hundred_planted_ways_to_stop_are_five(vault: TestVault) -> None:
    for number in range(100):
        one = make.signal(f"{number:032x}", expression=f"word {number}")
        plant(vault, vault.sam, SIGNAL, line(one), one.id)
    assert len(shown(vault)) == 3 + 5
    assert {WORD.expression, TAPS.expression} <= stops(vault)


def lowered(signal: SafetySignal) -> SafetySignal:
    """What stopped everything only slows down."""
    return signal.evolve(level=Level.YELLOW) if signal.level is Level.RED else signal


def reworded(signal: SafetySignal) -> SafetySignal:
    """What stopped everything has different words."""
    return signal.evolve(expression="Blue") if signal.level is Level.RED else signal


@pytest.mark.parametrize("change", [lowered, reworded])
@pytest.mark.parametrize("days", [-400, 0, 400])
@pytest.mark.parametrize("keeps", [True, False], ids=["beside it", "in its place"])
@pytest.mark.parametrize("alone", [False, True], ids=["both here", "I am here alone"])
def test_a_yes_in_the_partners_own_file_that_never_met_mine_changes_no_signal(
    tmp_path: Path, change: Callable[[SafetySignal], SafetySignal], days: int, keeps: bool, alone: bool
) -> None:
    """The signals that count are those of a yes that both hold."""
    with vault_for(tmp_path / "couple") as couple:
        couple.fill_with_sample()
        before = shown(couple)
        with couple.unit() as uow:
            genuine = uow.parts.of(couple.sam, YES)
        last = max(genuine, key=lambda row: row.n).body
        forged = tuple(c.evolve(signal=change(c.signal)) if c.signal is not None else c for c in last.text.clauses)
        body = last.evolve(
            text=last.text.evolve(clauses=forged), met=today(couple) + timedelta(days=days), act="f" * 32
        )
        if not keeps:
            with couple.unit(SHARED) as uow:
                for row in genuine:
                    uow.parts.erase(couple.sam, YES, row.key)
                uow.commit()
        plant_everywhere(couple, couple.sam, YES, body, yes_key(body.draft_id, agreement_id_of(body)))
        if alone:
            couple.service.leave(couple.sam)
        red = {signal.expression for signal in before if signal.level is Level.RED}
        assert red <= stops(couple)
        if keeps or alone:
            assert shown(couple) == before
