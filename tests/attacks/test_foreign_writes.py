"""My partner writes into the shared file from elsewhere while my session is open: I can withdraw, and nothing crashes.

I am Alex. Sam has the key of the shared file, an editor, and a way to put any bytes in its place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text

from app.errors import AccordError, SharedAltered
from app.models.agreement import AgreementState
from app.services import agreements, care, home, opening, printing, sharing
from app.services.agreement_store import all_agreements
from app.services.draft_store import all_drafts
from app.services.signals import all_signals
from app.storage import databases
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.agreed_scene import Moment, come, held, look
from tests.attacks.tampering import my_copies, my_space, unlock
from tests.support.couples import today
from tests.support.vaults import SAM_WORDS, TestVault, vault_for

SCHEMA = {
    "refuses": "CREATE TRIGGER t BEFORE INSERT ON ended BEGIN SELECT RAISE(ABORT, 'no'); END",
    "logs": "CREATE TRIGGER t AFTER INSERT ON ended BEGIN INSERT INTO said SELECT 'log', strftime('%s', 'now'), "
    "'', 1, 1, x'', x'', x''; END",
    "eats": "CREATE TRIGGER t AFTER INSERT ON ended BEGIN DELETE FROM ended; END",
    "no endings": "DROP TABLE ended",
    "nothing said": "DROP TABLE said",
    "renamed": "ALTER TABLE said RENAME TO told",
    "a column more": "ALTER TABLE ended ADD COLUMN at TEXT DEFAULT 'x'",
    "one row each": "CREATE UNIQUE INDEX one ON ended (author)",
    "a view": "CREATE VIEW v AS SELECT * FROM said",
}
ROWS = {
    "no rows": "DELETE FROM said",
    "no endings left": "DELETE FROM ended",
    "other rows": "UPDATE said SET data = x'7b7d', key = key || 'x'",
    "another vault": "UPDATE meta SET vault_id = 'x'",
    "vacuum": "VACUUM",
    "a version": "PRAGMA user_version = 9",
}


def garbage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(0)
        file.write(os.urandom(path.stat().st_size))


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def removed(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


FILES = (garbage, cut_off, emptied, removed, replaced)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestVault, Moment]]:
    with vault_for(tmp_path_factory.mktemp("foreign") / "vault") as made:
        made.fill_with_sample()
        look(made)
        yield made, Moment.of(made)


@pytest.fixture(params=[False, True], ids=["alone", "with my partner"])
def vault(kept: tuple[TestVault, Moment], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> TestVault:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)
    made, moment = kept
    moment.restore(made)
    come(made)
    if not request.param:
        made.service.leave(made.sam)
    return made


def shared_path(vault: TestVault) -> Path:
    return vault.folder / databases.file_name(SHARED)


def write(vault: TestVault, statement: str) -> None:
    """Run a statement through a separate connection."""
    key = vault.service.derive(vault.sam, SAM_WORDS).shared_key
    assert key is not None
    raw = sqlcipher3.dbapi2.connect(str(shared_path(vault)), isolation_level=None)
    try:
        databases.use_key(raw, key.reveal().hex())
        raw.execute(statement)
    finally:
        raw.close()


def look_at_pages(vault: TestVault) -> list[str]:
    """Read what the pages read; the kinds of what was refused. Anything else than an error for a person is a crash."""
    me, day = vault.alex, today(vault)
    pages: tuple[Callable[[UnitOfWork], object], ...] = (
        lambda uow: home.home(uow, base=vault.catalogue, today=day, me=me, people=vault.pair),
        care.answered_needs,
        lambda uow: printing.approvals(uow, page_digest="page"),
        all_signals,
        all_drafts,
        lambda uow: all_agreements(uow, day),
        lambda uow: opening.limits(uow, base=vault.catalogue),
        lambda uow: sharing.would_share(uow, person=me, base=vault.catalogue),
    )
    refused = []
    for page in pages:
        with vault.unit() as uow:
            try:
                page(uow)
            except AccordError as error:
                refused.append(type(error).__name__)
    return refused


def withdraw(vault: TestVault, agreement_id: str) -> None:
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.alex, agreement_id=agreement_id, clause_ids=None, now=vault.clock())


def require_ended_after_unlocking(vault: TestVault, agreement_id: str) -> None:
    """After leaving and coming back it has ended, in my space and in its copy."""
    for person in vault.service.present:
        vault.service.leave(person)
    unlock(vault, vault.alex)
    vault.service.check_part(vault.alex, today(vault))
    mine = my_space(vault)
    assert any(agreement_id in row for row in mine["ended"])
    assert my_copies(vault) == sorted([*mine["said"], *mine["ended"]])
    unlock(vault, vault.sam)
    assert held(vault).state is AgreementState.ENDED
    assert held(vault).items == ()


@pytest.mark.parametrize("how", [*SCHEMA, *ROWS])
def test_whatever_is_written_i_can_withdraw(vault: TestVault, how: str) -> None:
    agreement_id = held(vault).agreement.id
    write(vault, {**SCHEMA, **ROWS}[how])
    refused = look_at_pages(vault)
    assert set(refused) <= {SharedAltered.__name__}
    assert how in SCHEMA or not refused
    withdraw(vault, agreement_id)
    require_ended_after_unlocking(vault, agreement_id)
    with vault.unit() as uow:
        assert uow.connection(SHARED).execute(text("SELECT count(*) FROM said WHERE author = 'log'")).scalar_one() == 0


@pytest.mark.parametrize("how", FILES)
def test_whatever_becomes_of_the_file_nothing_crashes_and_i_can_withdraw(
    vault: TestVault, how: Callable[[Path], None]
) -> None:
    agreement_id = held(vault).agreement.id
    how(shared_path(vault))
    look_at_pages(vault)
    with suppress(AccordError):
        withdraw(vault, agreement_id)
    look_at_pages(vault)
    for person in vault.service.present:
        vault.service.leave(person)
    come(vault)
    with suppress(AccordError):  # it may have ended already
        withdraw(vault, agreement_id)
    require_ended_after_unlocking(vault, agreement_id)
