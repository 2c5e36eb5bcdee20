"""Every field of what I say, changed in the shared file: I say the same as before, the copy is put right, I am told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.models.aftercare import CareKind, CareNeed, Giving, can_give
from app.models.answer import Ceiling
from app.models.narrower import NARROWER, Narrower
from app.models.said import SALT_SIZE, SaidKind
from app.models.said_kinds import (
    AFTERCARE,
    APPROVED,
    CAN_GIVE,
    PRACTISED,
    PROFILE,
    SIGNAL,
    SIGNAL_LEFT_OUT,
    Approval,
    BareMark,
    PartEra,
    Practised,
    SignalLine,
)
from app.services import care, printing
from app.services.people import people
from app.services.signals import all_signals
from tests.attacks.tampering import changed, come_back, plant, put_right, tamper, unlock
from tests.support import factories as make
from tests.support.vaults import SHARED, TestVault, vault_for

NEED = CareNeed(kind=CareKind.EMOTIONAL, text="To be held")
SAMPLES: list[tuple[SaidKind[Any], Any, str]] = [
    (PROFILE, make.person(make.ALEX, name="Alex", pronouns="they/them"), ""),
    (AFTERCARE, make.plan(make.ALEX, needs=(NEED,), avoid=("bright light",), words="Slowly."), ""),
    (CAN_GIVE, can_give(NEED, Giving.NOT_ME, "Not that day.", bytes(SALT_SIZE)), "need"),
    (SIGNAL, SignalLine(signal=make.signal("1" * 32), place=3), "1" * 32),
    (SIGNAL_LEFT_OUT, BareMark(), "1" * 32),
    (PRACTISED, Practised(on=make.TODAY, digest="d" * 64), "1" * 32),
    (NARROWER, Narrower(minutes=20, ceiling=Ceiling.LIGHT), "a/field:cap_minutes"),
    (APPROVED, Approval(eras=tuple(PartEra(person=person, era="a") for person in (make.ALEX, make.SAM))), "page"),
]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        yield made


def look_at_all(vault: TestVault) -> None:
    """Read what the screens of these kinds read."""
    with vault.unit() as uow:
        assert len(people(uow)) == 2
        care.aftercare(uow)
        care.answered_needs(uow)
        printing.approvals(uow, page_digest="page")
        all_signals(uow)


@pytest.mark.parametrize(("kind", "body", "key"), SAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_what_i_said_stays_said(vault: TestVault, kind: SaidKind[Any], body: Any, key: str) -> None:
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.alex, kind, body, key)
        uow.commit()
    come_back(vault, vault.alex)
    assert put_right(vault, vault.alex) == ()
    come_back(vault, vault.alex)
    for data in changed(body):
        plant(vault, vault.alex, kind, data, key)
        with vault.unit() as uow:
            said = uow.parts.get(vault.alex, kind, key)
            assert said is not None
            assert said.body == body, data[:200]
        assert put_right(vault, vault.alex) == (kind.name,), data[:200]
    tamper(vault, "DELETE FROM said WHERE kind = :kind", kind=kind.name)
    assert put_right(vault, vault.alex) == (kind.name,)
    assert put_right(vault, vault.alex) == ()


@pytest.mark.parametrize(("kind", "body", "key"), SAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_junk_in_the_part_of_somebody_who_is_away_raises_nothing(
    vault: TestVault, kind: SaidKind[Any], body: Any, key: str
) -> None:
    vault.service.leave(vault.sam)
    for data in changed(body):
        plant(vault, vault.sam, kind, data, key)
        look_at_all(vault)
    unlock(vault, vault.sam)
    assert kind.name in put_right(vault, vault.sam)
    look_at_all(vault)
