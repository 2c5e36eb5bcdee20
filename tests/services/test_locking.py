"""Minutes until the vault locks for a person who is alone."""

from __future__ import annotations

import pytest

from app.errors import NotYours
from app.services.locking import ALONE, alone_minutes, save_alone_minutes
from tests.support.vaults import TestVault


def minutes(vault: TestVault) -> int:
    with vault.unit() as uow:
        return alone_minutes(uow, person=vault.alex)


def save(vault: TestVault, chosen: int, *, is_proven: bool = False) -> None:
    with vault.unit(vault.alex) as uow:
        save_alone_minutes(uow, person=vault.alex, minutes=chosen, is_proven=is_proven)


def test_a_longer_time_needs_proof_and_a_shorter_does_not(vault: TestVault) -> None:
    assert minutes(vault) == 5
    with pytest.raises(NotYours):
        save(vault, 6)
    assert minutes(vault) == 5
    save(vault, 6, is_proven=True)
    save(vault, 2)
    with pytest.raises(NotYours):
        save(vault, 6)
    assert minutes(vault) == 2


@pytest.mark.parametrize(("chosen", "held"), [(0, 1), (-5, 1), (16, 15), (10**9, 15)])
def test_it_stays_between_one_and_fifteen(vault: TestVault, chosen: int, held: int) -> None:
    save(vault, chosen, is_proven=True)
    assert minutes(vault) == held


@pytest.mark.parametrize(
    ("row", "held"), [("", 5), ("soon", 5), ("7.5", 5), ("9" * 5_000, 5), ("120", 15), ("-1", 1), (" 7 ", 7)]
)
def test_whatever_is_stored_it_locks(vault: TestVault, row: str, held: int) -> None:
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).prefs.set(ALONE, row)
        uow.commit()
    assert minutes(vault) == held
