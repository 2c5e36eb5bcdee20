"""A vault of an older version is upgraded once that is asked for, after a backup; stopped, it is old or new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import VaultOlder, VaultUnwritable
from app.models.vault_warning import VaultWarning
from app.services.long_work import Stopped
from app.storage import moves
from app.storage.backup_file import BackupFile
from app.storage.backups import stored_backups
from app.storage.files import BACKUPS
from app.storage.keyring_file import KEYRING, LOCK
from app.storage.older_vault import OlderVault
from app.storage.restore import Restore
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Admission
from app.storage.watching import Step
from tests.storage.longer_history import SECOND
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, Made, name_of
from tests.storage.test_migrations import KINDS, UNSOUND, file_of, history
from tests.support.clock import FakeIds
from tests.support.files import contents, put_files
from tests.support.quick_vault import UPGRADED, QuickVault


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
    carried = Path(shutil.copy(first, tmp_path / "carried.accord"))
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


def test_a_shared_file_that_cannot_be_upgraded_keeps_nobody_out(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(monkeypatch, tmp_path, "shared", UNSOUND)
    with pair.open() as vault:
        assert VaultWarning.SHARED_MADE_AGAIN in vault.unlock(pair.a, WORDS_A).warnings
        vault.unlock(pair.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert [name_of(uow, person) for person in (pair.a, pair.b)] == [ADA.name, BO.name]


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
