"""The service that takes backups: what stops one, what goes on where files are written, and what a failure leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import VaultUnwritable
from app.services import parting
from app.services.backups import Backups
from app.services.long_work import LongWork, Stopped
from app.storage.backups import BackupWork, Restless
from app.storage.files import BACKUPS
from tests.support.vaults import ALEX_WORDS, TestVault

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


def begun(vault: TestVault) -> Backups:
    backups = vault.service.backups
    backups.begin(LongWork())
    return backups


def _leave(vault: TestVault) -> None:
    vault.service.leave(vault.sam)


def _close(vault: TestVault) -> None:
    vault.service.close()
    vault.service.open(vault.folder)


def _renew(vault: TestVault) -> None:
    renewal = parting.new_keys(
        vault.service, person=vault.alex, passphrase=ALEX_WORDS, new_passphrase="five slow otters"
    )
    parting.renew(vault.service, renewal=renewal)


@pytest.mark.parametrize("act", [_leave, _close, _renew])
def test_whatever_moves_files_stops_it(vault: TestVault, act: Callable[[TestVault], None]) -> None:
    backups = begun(vault)
    act(vault)
    assert not backups.is_running
    for step in (backups.copy, backups.copy_at_rest, lambda: backups.finish(NOW, 7, None)):
        with pytest.raises(Stopped):
            step()
    assert not list((vault.folder / BACKUPS).iterdir())
    assert backups.failure is None


def test_what_is_written_too_often_is_copied_at_rest(vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    backups, copy_open = begun(vault), BackupWork.copy_open

    def restless(work: BackupWork, most_restarts: int | None = 3) -> None:
        if most_restarts is not None:
            raise Restless
        copy_open(work, most_restarts)

    monkeypatch.setattr(BackupWork, "copy_open", restless)
    assert not backups.copy()
    backups.copy_at_rest()
    assert len(backups.finish(NOW, 7, None).backups) == 1
    assert not backups.is_running


def test_a_failure_is_remembered_until_one_succeeds(vault: TestVault, tmp_path: Path) -> None:
    backups, stick = begun(vault), tmp_path / "stick"
    stick.mkdir()
    there = stick / f"accord-{vault.service.vault.vault_id[:8]}"
    there.write_text("in the way")
    assert backups.copy()
    status = backups.finish(NOW, 7, stick)
    assert isinstance(status.second_failure, VaultUnwritable)
    assert status.failure is None, "only the copy at the second place failed"
    assert len(status.backups) == 1
    there.unlink()
    there.mkdir()
    (there / "0041-2026-11-28.accord").write_bytes(b"of the vault before")
    assert begun(vault).copy()
    status = backups.finish(NOW, 7, stick)
    assert [each.number for each in status.second or ()] == [42, 41], "numbers go on above both"
    assert status.second_failure is None
    assert begun(vault).copy()
    status = backups.finish(NOW, 7, tmp_path / "nowhere")
    assert (status.failure, status.second, len(status.backups)) == (None, None, 3)


@pytest.mark.parametrize("by_locking", [True, False])
def test_a_copy_to_a_second_place_can_be_stopped_and_the_backup_itself_is_kept(
    vault: TestVault, tmp_path: Path, by_locking: bool
) -> None:
    backups, stick = vault.service.backups, tmp_path / "stick"
    stick.mkdir()

    class StoppedThere(LongWork):
        def step(self, done: int, total: int) -> None:
            if any(path.suffix == ".part" for path in stick.rglob("*")):
                stop = vault.service.interrupt if by_locking else self.stop
                stop()
            super().step(done, total)

    backups.begin(StoppedThere(), second=stick)
    assert backups.copy()
    status = backups.finish(NOW, 7, stick)
    assert isinstance(status.second_failure, Stopped)
    assert (status.failure, len(status.backups), status.second) == (None, 1, ())
    assert isinstance(backups.copy_newest(stick, 7, StoppedThere()).second_failure, Stopped)
    assert not [path for path in stick.rglob("*") if path.is_file()]
    work = LongWork()
    status = backups.copy_newest(stick, 7, work)
    assert status.second_failure is None
    assert work.total / 2 < work.done <= work.total
    assert [each.number for each in status.second or ()] == [1]


def test_progress_never_exceeds_what_there_is_to_do(vault: TestVault) -> None:
    seen: list[tuple[int, int]] = []

    class Watched(LongWork):
        def step(self, done: int, total: int) -> None:
            super().step(done, total)
            seen.append((done, total))

    work, backups = Watched(), vault.service.backups
    backups.begin(work)
    assert backups.copy()
    backups.finish(NOW, 7, None)
    assert seen == sorted(seen)
    assert len({total for _done, total in seen}) == 1
    assert seen[-1][0] <= seen[-1][1]
