"""The shared file never shrinks my part, and what is taken out of a draft leaves what is agreed as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models.agreement import AgreementState
from app.models.draft_lines import DRAFT_DELETED, LEFT_OUT, LINE
from app.models.said_kinds import BareMark
from app.services.agreement_store import all_agreements
from app.services.draft_store import all_drafts
from app.services.part_check import check_part
from app.storage.spaces import SHARED
from tests.attacks.tampering import my_space, tamper, unlock
from tests.support.couples import today
from tests.support.vaults import TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        shutil.copytree(made.folder, made.folder.parent / "empty")
        made.fill_with_sample()
        with made.unit(SHARED) as uow:
            check_part(uow, person=made.alex, today=today(made))
        made.service.leave(made.sam)
        yield made


def emptied(vault: TestVault) -> None:
    for table in ("said", "ended"):
        tamper(vault, f"DELETE FROM {table}")


def edited(vault: TestVault) -> None:
    tamper(vault, "UPDATE said SET data = x'7b7d', n = 9, salt = zeroblob(16)")
    tamper(vault, "UPDATE OR REPLACE ended SET clause = 'x'")


def renumbered(vault: TestVault) -> None:
    tamper(vault, "UPDATE said SET n = 9223372036854775807")


def planted(vault: TestVault) -> None:
    """As if I had ended everything, and let everything rest."""
    tamper(
        vault,
        "INSERT INTO ended SELECT :me, substr(key, instr(key, '/') + 1), '', '', zeroblob(32) FROM said "
        "WHERE kind = 'yes' AND author = :me",
        me=vault.alex,
    )
    tamper(
        vault,
        "INSERT INTO said SELECT :me, 'rests', key, 10000, 1, zeroblob(16), CAST('{}' AS BLOB), zeroblob(32) FROM said "
        "WHERE kind = 'disclosed.yes' AND author = :me",
        me=vault.alex,
    )


def exchanged(vault: TestVault) -> None:
    for old, new in ((vault.alex, "x"), (vault.sam, vault.alex), ("x", vault.sam)):
        for table in ("said", "ended"):
            tamper(vault, f"UPDATE {table} SET author = :new WHERE author = :old", old=old, new=new)


def old(vault: TestVault) -> None:
    vault.service.close()
    for extra in ("", "-wal", "-shm"):
        (vault.folder / f"shared.db{extra}").unlink(missing_ok=True)
    shutil.copy(vault.folder.parent / "empty" / "shared.db", vault.folder / "shared.db")
    vault.service.open(vault.folder)


@pytest.mark.parametrize("change", [emptied, edited, planted, renumbered, exchanged, old], ids=lambda act: act.__name__)
def test_the_shared_file_never_shrinks_my_part(vault: TestVault, change: Callable[[TestVault], None]) -> None:
    before = my_space(vault)
    assert before["said"]
    with vault.unit() as uow:
        agreed = all_agreements(uow, today(vault))
    assert any(version.state is AgreementState.AGREED for version in agreed)
    change(vault)
    if vault.alex in vault.service.present:
        vault.service.leave(vault.alex)
    unlock(vault, vault.alex)
    with vault.unit(SHARED) as uow:
        found = check_part(uow, person=vault.alex, today=today(vault))
    assert found.kinds, "I am told"
    assert my_space(vault) == before
    with vault.unit(SHARED) as uow:
        assert check_part(uow, person=vault.alex, today=today(vault)).kinds == ()
    unlock(vault, vault.sam)
    with vault.unit() as uow:
        assert all_agreements(uow, today(vault)) == agreed


def test_what_is_taken_out_of_a_draft_is_a_proposal(vault: TestVault) -> None:
    """Sam leaves out every line of every draft, theirs or mine, and deletes the drafts, as far as nothing is agreed."""
    unlock(vault, vault.sam)
    with vault.unit(SHARED) as uow:
        before = all_agreements(uow, today(vault))
        assert before
        for said in uow.parts.all(LINE):
            uow.parts.say(vault.sam, LEFT_OUT, BareMark(), said.key)
            uow.parts.erase(vault.sam, LINE, said.key)
        assert all_agreements(uow, today(vault)) == before
        for draft in all_drafts(uow):
            uow.parts.say(vault.sam, DRAFT_DELETED, BareMark(), draft.id)
        agreed = {version.agreement.document.draft_id for version in before}
        assert {draft.id for draft in all_drafts(uow)} == agreed, "what is agreed stays in reach"
        assert all_agreements(uow, today(vault)) == before
