"""Backups on screen: the card in Settings, Home when one failed, and restoring from the first pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import VaultForeign, VaultUnwritable
from app.models.backup import BackupScope
from app.models.person import Person
from app.models.presence import Presence
from app.platforms import current
from app.services.long_work import LongWork, Stopped
from app.storage.backup_file import BackupFile
from app.storage.backups import BackupWork, Restless, stored_backups
from app.storage.files import BACKUPS
from app.storage.keyring_file import read_people
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.home.page import HomePage
from app.ui.settings.page import SettingsPage
from app.ui.start.page import StartPage
from app.ui.start.restore_pages import RestoredView, RestoreView
from app.ui.start.unlock_view import UnlockView
from app.ui.vault_access import ShownMark
from app.ui.workspace import Workspace
from tests.screenshots.shots import REPORT
from tests.support.prompts import FakePrompts
from tests.support.vault_access import FakeVaultAccess
from tests.support.vaults import ALEX_WORDS, TestVault
from tests.support.widgets import click
from tests.support.workspace import workspace_over


def workspace(vault: TestVault, *here: Person) -> Workspace:
    return workspace_over(vault, here)


def settings(qtbot: QtBot, ws: Workspace) -> SettingsPage:
    page = SettingsPage(ws)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    return page


def prompts_of(ws: Workspace) -> FakePrompts:
    assert isinstance(ws.prompts, FakePrompts)
    return ws.prompts


def said(widget: QLabel | object) -> str:
    assert hasattr(widget, "findChildren")
    return " ".join(label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if label.isVisible())


def test_back_up_now_keep_some_and_copy_them_to_a_second_place(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = settings(qtbot, ws := workspace(vault, vault.people[0]))
    card, folder, stick = page.backups, vault.folder / BACKUPS, tmp_path / "stick"
    assert "There is no backup yet." in said(card)
    card.now.click()
    assert len(stored_backups(folder)) == 1
    assert "1 backup," in said(card)
    prompts_of(ws).answers.append(stick)
    card.choose.click()
    assert f"{stick}: not there at the moment." in said(card)
    card.now.click()
    assert "not there at the moment" in said(card), "which is no failure"
    stick.mkdir()
    card.kept.setValue(2)
    for _ in range(2):
        card.now.click()
    assert [each.number for each in stored_backups(folder)] == [4, 3]
    (there,) = stick.iterdir()
    assert [each.number for each in stored_backups(there)] == [4, 3]
    assert "the last backup is there as well" in said(card)
    with BackupFile(there / stored_backups(there)[0].name) as backup:
        backup.verify()
    card.no_second.click()
    assert ws.settings.second_place is None
    ws.backing_up.take_if_due()
    assert [each.number for each in stored_backups(folder)] == [4, 3], "there is one of today"


def test_a_second_place_that_has_come_back_gets_what_it_lacks(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    ws = workspace(vault, vault.people[0])
    home, stick = HomePage(ws), tmp_path / "stick"
    qtbot.addWidget(home)
    home.show()
    home.activate()
    quiet = said(home)
    ws.settings.second_place = stick
    ws.backing_up.take_if_due()
    ws.backing_up.take_if_due()
    assert said(home) == quiet, "nothing nags while it is not there"
    stick.mkdir()
    ws.backing_up.take_if_due()
    (there,) = stick.iterdir()
    assert [each.number for each in stored_backups(there)] == [1]
    assert len(stored_backups(vault.folder / BACKUPS)) == 1
    assert said(home) == quiet
    shutil.rmtree(there)
    there.write_text("in the way")
    ws.backing_up.take_if_due()
    assert "was not copied to the second place" in said(home)
    assert "The last backup failed" not in said(home)
    card = settings(qtbot, ws).backups
    assert "could not be copied there" in said(card)
    shutil.rmtree(stick, ignore_errors=True)
    card.activate()
    assert "The last backup could not be copied there" in said(card)
    stick.mkdir()
    ws.backing_up.take_if_due()
    assert said(home) == quiet
    card.activate()
    assert "the last backup is there as well" in said(card)
    (there / stored_backups(there)[0].name).rename(there / "0099-2026-11-29.accord")
    ws.backing_up.take_if_due()
    assert len(stored_backups(there)) == 1, "what is numbered higher there is not buried under what is not"


def test_a_drive_is_offered_until_it_is_used_or_declined(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives: list[Path] = []
    monkeypatch.setattr(type(current()), "removable_places", lambda _platform: tuple(drives))
    ws = workspace(vault, vault.people[0])
    home, stick = HomePage(ws), tmp_path / "stick"
    qtbot.addWidget(home)
    home.show()
    home.activate()
    drives.append(vault.folder.parent)
    ws.backing_up.take_if_due()
    assert "second copy" not in said(home), "the vault itself is on this one"
    stick.mkdir()
    drives.append(stick)
    ws.backing_up.take_if_due()
    assert f"“{stick}”" in said(home)
    click("No, thanks", home)
    ws.backing_up.take_if_due()
    assert "second copy" not in said(home)
    assert not list(stick.iterdir())
    ws.settings.second_declined = False
    ws.backing_up.take_if_due()
    ws.session.set_presence(Presence(here=vault.pair))
    home.on_presence_changed()
    assert "second copy" not in said(home), "it is for one person alone"
    ws.session.set_presence(Presence(here=(vault.alex,)))
    home.on_presence_changed()
    click("Copy backups there", home)
    (there,) = stick.iterdir()
    assert len(stored_backups(there)) == 1
    assert ws.settings.second_place == stick
    settings(qtbot, ws).backups.no_second.click()
    ws.backing_up.take_if_due()
    assert "second copy" not in said(home), "whoever stopped using one is not asked again"


@pytest.mark.parametrize("alone", [True, False])
def test_one_file_to_carry(qtbot: QtBot, vault: TestVault, tmp_path: Path, alone: bool) -> None:
    page = settings(qtbot, ws := workspace(vault, *vault.people[: 1 if alone else 2]))
    card, to = page.backups, tmp_path / "carried.accord"
    assert card.scope.isVisible() is alone, "one's own part is for one person alone"
    scopes = [BackupScope.WHOLE, BackupScope.OWN] if alone else [BackupScope.WHOLE]
    for scope in scopes:
        card.scope.show_choice(scope)
        prompts_of(ws).answers.append(to)
        card.save.click()
        with BackupFile(to) as backup:
            assert backup.manifest.scope is scope
            assert backup.manifest.has_space_of(vault.alex)
            assert backup.manifest.has_space_of(vault.sam) is (scope is BackupScope.WHOLE)
        assert "was checked and is complete" in said(card)
    assert not stored_backups(vault.folder / BACKUPS)


def test_one_that_failed_is_told_in_settings_and_on_home_until_one_succeeds(qtbot: QtBot, vault: TestVault) -> None:
    ws = workspace(vault, vault.people[0])
    home = home_of(qtbot, ws)
    shutil.rmtree(vault.folder / BACKUPS, ignore_errors=True)
    (vault.folder / BACKUPS).write_text("in the way")
    ws.backing_up.take_if_due()
    assert "The last backup failed" in said(home)
    card = settings(qtbot, ws).backups
    assert "This could not be saved" in said(card.notice)
    (vault.folder / BACKUPS).unlink()
    ws.backing_up.take_if_due()
    assert "The last backup failed" not in said(home)
    assert stored_backups(vault.folder / BACKUPS)


def test_who_dismisses_a_failure_on_home_reads_it_in_settings_and_their_partner_on_home(
    qtbot: QtBot, vault: TestVault
) -> None:
    ws = workspace(vault, vault.people[0])
    home = home_of(qtbot, ws)
    shutil.rmtree(vault.folder / BACKUPS, ignore_errors=True)
    (vault.folder / BACKUPS).write_text("in the way")
    ws.backing_up.take_if_due()
    (notice,) = (each for each in home.notices if "The last backup failed" in said(each))
    notice.dismissed.emit()
    home.activate()
    assert "The last backup failed" not in said(home)
    assert "This could not be saved" in said(settings(qtbot, ws).backups.notice)
    ws.session.set_presence(Presence(here=(vault.sam,)))
    home.on_presence_changed()
    assert "The last backup failed" in said(home)


def home_of(qtbot: QtBot, ws: Workspace) -> HomePage:
    home = HomePage(ws)
    qtbot.addWidget(home)
    home.show()
    home.activate()
    return home


def damage(path: Path) -> None:
    """Change a page near the end, which nothing reads on the way in."""
    raw = bytearray(path.read_bytes())
    raw[-2000] ^= 1
    with path.open("r+b") as file:
        file.write(raw)


def test_damage_of_a_page_that_nothing_read_is_told_to_its_owner_alone(qtbot: QtBot, vault: TestVault) -> None:
    """Both pages say so, and neither that the vault is as it was left; nothing of the check stays."""
    damage(vault.folder / f"{vault.sam}.db")
    ws = workspace(vault, vault.people[0])
    ws.backing_up.check_if_due(vault.pair)
    assert "damaged" not in said(home_of(qtbot, ws))
    assert "damaged" not in said(settings(qtbot, ws).backups.notice)
    ws = workspace(vault, vault.people[1])
    home = home_of(qtbot, ws)
    assert "A file of this vault is damaged" in said(home)
    assert "as you left it" not in said(home)
    assert "A file of this vault is damaged" in said(settings(qtbot, ws).backups.notice)
    assert ws.backing_up.checking is None
    assert not list((vault.folder / BACKUPS).iterdir())
    assert vault.service.backups.checked_on(vault.alex) == vault.clock().date()
    assert vault.service.backups.checked_on(vault.sam) is None


def test_what_a_backup_checked_or_was_checked_is_not_due_and_said_in_settings(qtbot: QtBot, vault: TestVault) -> None:
    ws = workspace(vault, vault.people[0])
    card = settings(qtbot, ws).backups
    assert "last checked" not in said(card)
    seen: list[bool] = []
    ws.backing_up.changed.connect(lambda: seen.append("is being checked" in said(card)))
    ws.backing_up.check_if_due(vault.pair)
    assert any(seen)
    assert "Every page of your own file was last checked on" in said(card)
    seen.clear()
    ws.backing_up.check_if_due(vault.pair)
    assert not any(seen), "it is not due"
    vault.clock.advance(days=8)
    ws.backing_up.take()
    assert vault.service.backups.checked_on(vault.sam) == vault.clock().date()
    ws.backing_up.check_if_due(vault.pair)
    assert not any(seen), "the backup did it"


def test_a_check_makes_way_and_what_fails_otherwise_is_not_told(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups, ws = vault.service.backups, workspace(vault, vault.people[0])
    assert backups.begin_check(LongWork(), vault.alex, vault.clock().date())
    backups.begin(LongWork())
    assert not backups.begin_check(LongWork(), vault.sam, vault.clock().date()), "a backup is being taken"
    backups.stop()
    for error in (VaultUnwritable("full"), Restless()):

        def fail(_work: BackupWork, _most: int | None = 3, error: Exception = error) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(BackupWork, "copy_open", fail)
            ws.backing_up.check_if_due(vault.pair)
        assert (backups.failure, backups.is_running, ws.backing_up.checking) == (None, False, None)
        assert not list((vault.folder / BACKUPS).iterdir())
    ws.backing_up.check_if_due(vault.pair)
    assert backups.checked_on(vault.sam) == vault.clock().date()


def test_stopped_it_says_so_and_nothing_is_kept(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = settings(qtbot, ws := workspace(vault, vault.people[0]))

    def stop(*_arguments: object) -> None:
        ws.backing_up.stop()
        assert ws.backing_up.work is not None
        ws.backing_up.work.step(1, 2)

    monkeypatch.setattr(vault.service.backups, "begin", stop)
    page.backups.now.click()
    assert "Nothing of this backup was kept." in said(page.backups.notice)
    assert ws.backing_up.work is None
    assert vault.service.backups.failure is None
    with pytest.raises(Stopped):
        vault.service.backups.copy()


@pytest.fixture
def backup(vault: TestVault, tmp_path: Path) -> Path:
    """One file, of both."""
    to = tmp_path / "carried.accord"
    ws = workspace(vault, vault.people[0])
    ws.backing_up.save(to, None, lambda: None, prompts_of(ws).show_error)
    return to


def first_page(qtbot: QtBot, place: Path, *answers: object) -> tuple[StartPage, FakeVaultAccess]:
    marks = (ShownMark("a" * 32, "circle", "person_a", "A"),)
    access = FakeVaultAccess(place, marks)
    page = StartPage(Design(Theme.LIGHT), access, FakePrompts(*answers))
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    page.activate()
    return page, access


def test_a_backup_is_restored_into_a_new_folder_and_unlocked_there(
    qtbot: QtBot, vault: TestVault, backup: Path, tmp_path: Path
) -> None:
    vault.service.close()
    page, access = first_page(qtbot, vault.folder, (backup,), tmp_path / "elsewhere")
    page.on_restore()
    view = page.view
    assert isinstance(view, RestoreView)
    assert "It contains the parts of both of you." in said(view)
    assert f"{vault.folder.name}-2" in said(view).replace("\u200b", "")
    view.choose_asked.emit()
    view.on_submit()
    assert "Whose passphrase is it?" in said(view.notice)
    next(iter(view._buttons.values())).click()
    view.passphrase.edit.setText("not this one")
    view.on_submit()
    assert page.view is view
    assert "does not open" in said(view.notice)
    assert not (tmp_path / "elsewhere").exists()
    view.passphrase.edit.setText(ALEX_WORDS)
    view.on_submit()
    restored = page.view
    assert isinstance(restored, RestoredView)
    assert "Nothing counts as agreed here until both of you say yes again." in said(restored)
    assert access.place == vault.folder, "until they go on"
    restored.accepted.emit()
    assert access.place == tmp_path / "elsewhere"
    assert len(read_people(access.place)) == 2
    last: object = page.view
    assert isinstance(last, UnlockView)


@pytest.mark.parametrize(
    ("own", "shared", "told"),
    [
        (True, True, "was found in a later copy, and still counts"),
        (False, True, "If you set other limits after that day, please do so again"),
        (False, False, "No later copy was found"),
    ],
)
def test_what_was_found_in_later_copies_is_told_apart(qtbot: QtBot, own: bool, shared: bool, told: str) -> None:
    view = RestoredView(Design(Theme.LIGHT), REPORT._replace(has_later=own, has_shared=shared), Path("vault"))
    qtbot.addWidget(view)
    view.show()
    assert told in said(view)


def test_what_is_no_backup_is_told_where_one_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "letter.accord"
    other.write_text("dear")
    page, access = first_page(qtbot, tmp_path / "vault", (other,))
    access.refuse = VaultForeign("letter.accord")
    page.on_restore()
    assert isinstance(page.view, UnlockView)
    assert page.view.notice.isVisible()
    cancelled, _access = first_page(qtbot, tmp_path / "vault", ())
    cancelled.on_restore()
    assert isinstance(cancelled.view, UnlockView)
