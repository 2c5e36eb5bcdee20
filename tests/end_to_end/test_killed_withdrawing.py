"""Killed between the two halves of a withdrawal: what its author wrote is there, and the next unlock applies it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from app.models.agreement import CurrentAgreement
from app.storage.spaces import SHARED
from tests.support.couples import AGREED, draft_named, view_of
from tests.support.processes import run_python
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault, vault_for


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, AGREED).id).versions[0]


def unlock(vault: TestVault, person: str, passphrase: str) -> None:
    vault.service.admit(vault.service.derive(next(p.id for p in vault.people if p.id == person), passphrase))


@pytest.mark.parametrize("where", ["between", "writing"])
def test_the_next_unlock_applies_it(tmp_path: Path, home: Path, where: str) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        before = held(vault)
        item = before.items[0]
        vault.service.close()
        arguments = (str(vault.folder), str(tmp_path), before.agreement.id, where)
        done = run_python("-m", "tests.end_to_end.killed_withdrawing", *arguments, home=home)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert done.stdout.split() == ["killed"]

        vault.service.open(vault.folder)
        unlock(vault, vault.alex, ALEX_WORDS)
        assert item in held(vault).items, "the shared half was never written, and the other's space does not know"
        with vault.unit() as uow:
            assert uow.connection(SHARED).exec_driver_sql("PRAGMA cipher_integrity_check").fetchall() == []
        unlock(vault, vault.sam, SAM_WORDS)
        after = held(vault)
        assert item not in after.items
        assert item in after.withdrawn
        assert set(after.clauses) == set(before.clauses) - {item}, "nothing else went"
        with vault.unit() as uow:
            (own,) = [w for w in uow.private(vault.sam).withdrawals.all() if w.withdrawal.clause_ids == (item.id,)]
            shared = [w for w in uow.shared.withdrawals.all() if w.clause_ids == (item.id,)]
        assert shared == [own.withdrawal], "once, under the same id"
        unlock(vault, vault.sam, SAM_WORDS)
        with vault.unit() as uow:
            assert [w for w in uow.shared.withdrawals.all() if w.clause_ids == (item.id,)] == shared
