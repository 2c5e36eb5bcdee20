"""Tables and migrations say the same; older files are upgraded by copy once that is asked for, newer ones refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect

from app.errors import VaultAltered, VaultDamaged, VaultNewer, VaultOlder, VaultOlderReadOnly, VaultUnwritable
from app.models.vault_warning import VaultWarning
from app.services.long_work import Stopped
from app.storage import moves, schema
from app.storage.backup_file import BackupFile
from app.storage.backups import stored_backups
from app.storage.conflict_copies import read_own_copies
from app.storage.databases import make_engine, may_write, private_space
from app.storage.files import BACKUPS
from app.storage.keyring_file import KEYRING, LOCK
from app.storage.migrations import run
from app.storage.older_vault import OlderVault
from app.storage.other_copies import OtherCopies
from app.storage.restore import Restore
from app.storage.tables_private import JOURNAL_WORDS, private_metadata
from app.storage.tables_shared import shared_metadata
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Admission
from app.storage.watching import Step
from tests.storage.longer_history import SECOND, SECOND_HEAD, longer_history
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, Made, name_of, open_shared
from tests.storage.test_backups import take
from tests.support.clock import FakeIds
from tests.support.files import contents, put_files
from tests.support.processes import run_code
from tests.support.quick_vault import UPGRADED, QuickVault

KINDS = ("shared", "private")
UNSOUND = SECOND + "    op.execute(\"UPDATE meta SET canary = 'gone'\")\n"
METADATA = {"shared": shared_metadata, "private": private_metadata}


def file_of(made: Made, kind: str) -> Path:
    return made.shared_file if kind == "shared" else made.file(made.a)


def engine_of(made: Made, kind: str) -> Engine:
    unlocked = made.created.unlocked[0]
    key = unlocked.shared_key if kind == "shared" else unlocked.private_key
    assert key is not None
    return make_engine(file_of(made, kind), key)


def extra_in(connection: Connection) -> object:
    """What the second migration adds."""
    return connection.exec_driver_sql("SELECT extra FROM meta").scalar_one()


def stopping(number: int) -> Step:
    """Stops an act at one of its steps."""
    steps = iter(range(1, number))

    def step(_handled: int) -> None:
        if next(steps, None) is None:
            raise Stopped

    return step


def admitted(vault: QuickVault, number: int, made: Made) -> Admission:
    """Let one of them in, if no file of theirs is older."""
    with vault.admitting(made.created.unlocked[number]) as admission:
        return admission


def history(monkeypatch: pytest.MonkeyPatch, folder: Path, kind: str, second: str) -> None:
    """Replace the real history with a longer one."""
    target = longer_history(folder, kind, second)
    monkeypatch.setitem(schema.FOLDERS, kind, target)
    monkeypatch.setitem(schema.HEADS, kind, SECOND_HEAD)


@pytest.mark.parametrize("kind", KINDS)
def test_the_constant_is_the_newest_revision(kind: str) -> None:
    assert ScriptDirectory(str(schema.FOLDERS[kind])).get_heads() == [schema.HEADS[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_migrated_tables_are_the_tables_in_code(pair: Made, kind: str) -> None:
    engine = engine_of(pair, kind)
    try:
        with engine.connect() as connection:
            assert described(METADATA[kind]) == found(connection)
    finally:
        engine.dispose()


def described(metadata: MetaData) -> dict[str, object]:
    """The primary key and the columns of each table, with their types."""
    return {
        table.name: (
            [column.name for column in table.primary_key.columns],
            [(column.name, str(column.type)) for column in table.columns],
        )
        for table in metadata.sorted_tables
    }


def found(connection: Connection) -> dict[str, object]:
    """The same of a real database; neither the search index nor the tables that it keeps for itself."""
    look = inspect(connection)
    return {
        name: (
            look.get_pk_constraint(name)["constrained_columns"],
            [(column["name"], str(column["type"])) for column in look.get_columns(name)],
        )
        for name in look.get_table_names()
        if name != "alembic_version" and not name.startswith(JOURNAL_WORDS)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_code_without_migration_would_be_seen(pair: Made, kind: str) -> None:
    engine = engine_of(pair, kind)
    try:
        with may_write(engine.connect()) as connection:
            connection.exec_driver_sql("DROP TABLE said")
            assert described(METADATA[kind]) != found(connection)
    finally:
        engine.dispose()


def test_migrations_import_nothing_of_ours() -> None:
    for folder in schema.FOLDERS.values():
        for path in (folder / "versions").glob("0*.py"):
            assert not re.search(r"^\s*(from|import) app\b", path.read_text(), re.MULTILINE), path


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_make_what_setting_up_makes(pair: Made, kind: str) -> None:
    engine, empty = engine_of(pair, kind), create_engine("sqlite://", module=sqlcipher3.dbapi2)
    try:
        with engine.connect() as connection, empty.begin() as migrated:
            run.upgrade(migrated, kind)
            for query in ("SELECT type, name, sql FROM sqlite_master ORDER BY name", "SELECT * FROM alembic_version"):
                set_up = connection.exec_driver_sql(query).fetchall()
                assert set_up == migrated.exec_driver_sql(query).fetchall() != []
    finally:
        engine.dispose()
        empty.dispose()


def test_setting_up_and_opening_do_not_import_alembic(tmp_path: Path, home: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from tests.storage.longer_history import SECOND, SECOND_HEAD, longer_history
from tests.storage.made import ADA, BO, WORDS_A, make
made = make(Path({str(tmp_path / "vault")!r}), ADA, BO)
with made.open() as vault:
    vault.unlock(made.a, WORDS_A)
    assert len(vault.spaces.ids) == 2
print("alembic" in sys.modules)
"""
    done = run_code(code, home=home)
    assert done.stdout.strip() == "False", done.stderr


def test_an_older_vault_is_upgraded_when_that_is_asked_for(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changes before; then every file has the new format and the same content, and a backup has the old ones.

    An older version restores that backup.
    """
    before = contents(pair.folder)
    with monkeypatch.context() as patch:
        for kind in KINDS:
            history(patch, tmp_path, kind, SECOND)
        with pair.open() as vault:
            for number, person in enumerate((pair.a, pair.b)):
                with pytest.raises(VaultOlder, match=f"{person}.db"):
                    admitted(vault, number, pair)
                assert vault.present == (pair.a,)[:number]
                OlderVault(vault, pair.created.unlocked[number]).upgrade(UPGRADED)
                admitted(vault, number, pair)
                assert not list(pair.folder.glob(".*.part*"))
            with UnitOfWork(vault.spaces) as uow:
                assert [name_of(uow, person) for person in (pair.a, pair.b)] == [ADA.name, BO.name]
                for space in vault.spaces.ids:
                    rows = uow.connection(space).exec_driver_sql("SELECT extra FROM meta").scalars().all()
                    assert rows == ["new"]
        after = contents(pair.folder)
        assert {name for name, raw in before.items() if name != LOCK and after[name] != raw} == {
            path.name for path in (pair.file(pair.a), pair.file(pair.b), pair.shared_file)
        }
        assert {path.stat().st_mode & 0o777 for path in pair.folder.glob("*.db")} == {0o600}
        with pair.open() as vault:
            for number in range(2):
                assert admitted(vault, number, pair).warnings == ()
    first, second = sorted((pair.folder / BACKUPS).iterdir())
    with BackupFile(first) as backup:
        backup.extract(f"{pair.b}.db", tmp_path / "theirs.db")
        assert (tmp_path / "theirs.db").read_bytes() == before[f"{pair.b}.db"]
    carried = shutil.copy(first, tmp_path / "carried.accord")
    restore = Restore(carried, pair.a, CHEAP, FakeIds(3))
    restore.into(tmp_path / "restored", restore.derive(WORDS_A))
    for place, words in ((tmp_path / "restored", (WORDS_A, WORDS_B)),):
        with QuickVault.open(place, policy=CHEAP, ids=FakeIds(4)) as vault:
            for person, passphrase in zip((pair.a, pair.b), words, strict=True):
                vault.unlock(person, passphrase)
            assert {path.name for path in (place / BACKUPS).glob("*")} == set(), "nothing was older"
    assert second.name > first.name


@pytest.mark.parametrize("number", [0, 1])
def test_a_backup_to_carry_may_come_first(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = contents(pair.folder)
    for kind in KINDS:
        history(monkeypatch, tmp_path, kind, SECOND)
    target = tmp_path / "carried.accord"
    with pair.open() as vault:
        OlderVault(vault, pair.created.unlocked[number]).back_up(target, UPGRADED)
        assert {**contents(pair.folder), LOCK: b""} == {**before, LOCK: b""}
    with BackupFile(target) as backup:
        backup.verify()
        verified = {part.name for part in backup.manifest.parts if part.is_verified}
        mine = (pair.a, pair.b)[number]
        assert verified == {KEYRING, f"{mine}.db"}
        assert backup.was_signed_by(mine, pair.created.unlocked[number].proof_key)


@pytest.mark.parametrize("kind", KINDS)
def test_stopped_at_any_step_each_file_is_old_or_new(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """What was stopped leaves nothing behind, and the next try gets through."""
    before = contents(pair.folder)
    unlocked = pair.created.unlocked[0]
    with monkeypatch.context() as patch:
        history(patch, tmp_path, kind, SECOND)
        stopped_at, is_through = 0, False
        while not is_through:
            put_files(pair.folder, before)
            shutil.rmtree(pair.folder / BACKUPS, ignore_errors=True)
            stopped_at += 1
            with pair.open() as vault:
                try:
                    OlderVault(vault, unlocked).upgrade(UPGRADED, stopping(stopped_at))
                    is_through = True
                except Stopped:
                    pass
                assert not list(pair.folder.glob("**/*.part*"))
                assert not list(pair.folder.glob("**/*.unfinished"))
                changed = {name for name, raw in before.items() if name != LOCK and contents(pair.folder)[name] != raw}
                file = file_of(pair, kind).name
                assert changed in (set(), {file})
                assert len(stored_backups(pair.folder / BACKUPS)) == len(changed), "kept if it is needed"
                assert vault.unlock(pair.a, WORDS_A).warnings == ()
        assert stopped_at > 8, "there were steps"
        assert changed == {file}


@pytest.mark.parametrize("how", [SECOND + "    raise RuntimeError('half way')\n", UNSOUND])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before = pair.file(pair.a).read_bytes()
    with monkeypatch.context() as patch:
        history(patch, tmp_path, "private", how)
        with pair.open() as vault, pytest.raises((RuntimeError, VaultDamaged)):
            vault.unlock(pair.a, WORDS_A)
    assert pair.file(pair.a).read_bytes() == before
    assert not list(pair.folder.glob(".*.part*"))
    with pair.open() as vault:
        for person, words in ((pair.a, WORDS_A), (pair.b, WORDS_B)):
            assert vault.unlock(person, words).warnings == ()


def test_a_shared_file_that_cannot_be_upgraded_keeps_nobody_out(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(monkeypatch, tmp_path, "shared", UNSOUND)
    with pair.open() as vault:
        assert VaultWarning.SHARED_MADE_AGAIN in vault.unlock(pair.a, WORDS_A).warnings
        vault.unlock(pair.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert [name_of(uow, person) for person in (pair.a, pair.b)] == [ADA.name, BO.name]


def test_an_older_file_with_more_in_it_is_refused_and_left(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Upgrading it would run what somebody planted."""
    engine = engine_of(pair, "private")
    with may_write(engine.connect()) as connection, connection.begin():
        connection.exec_driver_sql("CREATE TRIGGER planted AFTER UPDATE ON meta BEGIN DELETE FROM said; END")
    engine.dispose()
    before = contents(pair.folder)
    history(monkeypatch, tmp_path, "private", SECOND)
    with pair.open() as vault, pytest.raises(VaultAltered, match=f"{pair.a}.db"):
        vault.unlock(pair.a, WORDS_A)
    assert {**contents(pair.folder), LOCK: b""} == {**before, LOCK: b""}


@pytest.mark.parametrize("place", ["backup", "upgrade"])
def test_no_room_for_a_copy(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space")

    history(monkeypatch, tmp_path, "private", SECOND)
    where = "app.storage.older_vault.BackupWork.begin" if place == "backup" else "app.storage.files.sync_file"
    before = pair.file(pair.a).read_bytes()
    with monkeypatch.context() as patch, pair.open() as vault:
        patch.setattr(where, full)
        with pytest.raises((VaultUnwritable, OSError)):
            vault.unlock(pair.a, WORDS_A)
    assert pair.file(pair.a).read_bytes() == before
    assert not list(pair.folder.glob(".*.part*"))


def test_where_nothing_can_be_written_it_is_refused_by_name(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(monkeypatch, tmp_path, "private", SECOND)
    monkeypatch.setattr("app.storage.upgrading.is_read_only", lambda _folder: True)
    with pair.open() as vault, pytest.raises(VaultOlderReadOnly, match=f"{pair.a}.db"):
        vault.unlock(pair.a, WORDS_A)


@pytest.mark.parametrize("beside", ["vault", "newer backup", "nothing"])
def test_an_older_backup_is_restored(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str) -> None:
    """It is upgraded in the new folder, and so is each copy that tells what came later; the old files are unchanged."""
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        backup = take(vault)
        if beside == "newer backup":
            take(vault)
    if beside != "vault":
        shutil.move(pair.folder, tmp_path / "hidden")
        shutil.move(tmp_path / "hidden" / BACKUPS, tmp_path / BACKUPS)
        backup = tmp_path / BACKUPS / backup.name
    before = contents(backup.parent.parent)
    for kind in KINDS:
        history(monkeypatch, tmp_path, kind, SECOND)
    asked = OtherCopies.latest_of

    @contextmanager
    def latest_of(*given: Any) -> Iterator[Connection | None]:
        with asked(*given) as later:
            assert later is None or extra_in(later) == "new"
            yield later

    monkeypatch.setattr(OtherCopies, "latest_of", latest_of)
    restore = Restore(backup, pair.a, CHEAP, FakeIds(3))
    report = restore.into(tmp_path / "restored", restore.derive(WORDS_A))
    assert report.has_later is (beside != "nothing")
    kept = contents(backup.parent.parent)
    assert {name: raw for name, raw in kept.items() if name in before} == before
    with QuickVault.open(tmp_path / "restored", policy=CHEAP, ids=FakeIds(4)) as vault:
        with vault.admitting(restore.derive(WORDS_A).unlocked):
            pass
        vault.unlock(pair.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert [name_of(uow, person) for person in (pair.a, pair.b)] == [ADA.name, BO.name]


def test_a_copy_that_a_synchronised_folder_left_is_read_in_an_older_format(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = pair.folder / f"{pair.a} (1).db"
    shutil.copy(pair.file(pair.a), copy)
    before = copy.read_bytes()
    history(monkeypatch, tmp_path, "private", SECOND)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        own = vault.spaces.source(private_space(pair.a))
        found = read_own_copies(pair.folder, own, lambda copied: extra_in(copied.connection))
    assert found == (["new"], 0)
    assert copy.read_bytes() == before


def test_somebody_whose_partner_has_left_is_upgraded_before_their_way_out(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.go(vault, vault.keys.going(pair.a, WORDS_A))
    history(monkeypatch, tmp_path, "private", SECOND)
    with pair.open() as vault:
        unlocked = vault.keys.derive(pair.b, WORDS_B)
        assert unlocked.renewal is not None
        with pytest.raises(VaultOlder), vault.admitting(unlocked):
            pass
        assert vault.admit(unlocked).warnings == ()
        assert not vault.shared


def test_a_newer_file_is_refused_and_left(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        history(patch, tmp_path, "shared", SECOND)
        with pair.open() as vault:
            vault.unlock(pair.a, WORDS_A)
        assert (pair.folder / BACKUPS).exists()
    before = contents(pair.folder)
    with pytest.raises(VaultNewer, match=r"shared\.db"):
        open_shared(pair)
    assert contents(pair.folder) == before
