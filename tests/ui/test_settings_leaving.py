"""New keys, taking one's space along, leaving, and deleting everything, by the buttons of Settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import Stale, VaultDamaged, VaultMissing, WrongPassphrase
from app.models.journal import JournalQuery
from app.models.person import Person
from app.services import parting
from app.services.long_work import LongWork
from app.services.vault_service import VaultService
from app.storage.open_files import OpenFiles
from app.ui.home.page import HomePage
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.passphrase import PassField
from app.ui.settings.new_keys import NewKeysCard
from app.ui.settings.page import SettingsPage
from app.ui.start.recovery_code import RecoveryCode
from app.ui.workspace import Workspace
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import ALEX, ALEX_WORDS, CHEAP, SAM_WORDS, TestVault, vault_for
from tests.support.widgets import click, groups_in, labels_in
from tests.support.workspace import make_workspace, workspace_over

pytestmark = pytest.mark.sample

NEW_WORDS = "seven new paper boats"


def settings(qtbot: QtBot, vault: TestVault, *here: Person) -> tuple[Workspace, SettingsPage]:
    for person in vault.people:
        if person not in here:
            vault.service.leave(person.id)
    ws = workspace_over(vault, here)
    return ws, show_page(qtbot, SettingsPage(ws))


def keep(offered: RecoveryCode | None) -> str:
    """Keep a code, having typed the group that is asked for."""
    assert offered is not None
    groups = groups_in(offered)
    click("I have written it down", offered)
    asked = int("".join(filter(str.isdigit, offered.typed.label.text())))
    QTest.keyClicks(offered.typed.edit, groups[asked - 1])
    QTest.keyClick(offered.typed.edit, Qt.Key.Key_Return)
    return "-".join(groups)


def type_new_keys(page: SettingsPage, now: str) -> None:
    card = page.new_keys
    card.now.edit.setText(now)
    for field in (card.new.first, card.new.again):
        field.edit.setText(NEW_WORDS)
    click("Make new keys", card)


def test_new_keys_once_the_new_code_was_kept(qtbot: QtBot, vault: TestVault) -> None:
    _ws, page = settings(qtbot, vault, vault.people[0])
    click("Make new keys", page.new_keys)
    assert page.new_keys.form.code is None
    type_new_keys(page, "not mine at all")
    assert page.new_keys.form.code is None
    assert "does not open" in labels_in(page.new_keys.notice) or "passphrase" in labels_in(page.new_keys.notice)
    type_new_keys(page, ALEX_WORDS)
    assert vault.service.check(vault.alex, ALEX_WORDS), "nothing is changed before the code was decided about"
    code = keep(page.new_keys.form.code)
    assert "You have new keys" in labels_in(page.new_keys)
    qtbot.waitUntil(lambda: len(list((vault.folder / "backups").glob("*.accord"))) == 1)
    with vault.unit() as uow:
        assert uow.private(vault.alex).journal.moments(JournalQuery(), most=10), "and goes on as it was"
    for _ in range(2):
        vault.service.open(vault.folder)
        with pytest.raises(WrongPassphrase):
            vault.service.derive(vault.alex, ALEX_WORDS)
        vault.service.admit(vault.service.derive_with_recovery(vault.alex, code, NEW_WORDS))


def test_new_keys_without_a_code(qtbot: QtBot, vault: TestVault) -> None:
    _ws, page = settings(qtbot, vault, vault.people[0])
    type_new_keys(page, ALEX_WORDS)
    click("Continue without a code", page.new_keys)
    assert "You have new keys" in labels_in(page.new_keys)
    assert not vault.service.has_recovery_code(vault.alex)


def test_if_files_cannot_be_opened_again_the_vault_locks(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_anything: object) -> None:
        raise VaultDamaged("file")

    ws, page = settings(qtbot, vault, vault.people[0])
    type_new_keys(page, ALEX_WORDS)
    monkeypatch.setattr(OpenFiles, "open_for", fails)
    with qtbot.waitSignal(ws.signals.lock_asked):
        click("Continue without a code", page.new_keys)


@pytest.mark.parametrize("act", ["renew", "take_along"])
def test_it_says_how_far_files_are_and_can_be_stopped_until_it_is_decided(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ws, page = settings(qtbot, vault, vault.people[0])
    card = page.new_keys if act == "renew" else page.leaving
    seen = []

    def ask() -> None:
        assert isinstance(ws.prompts, FakePrompts)
        if isinstance(card, NewKeysCard):
            type_new_keys(page, ALEX_WORDS)
        else:
            card.fields[0].edit.setText(ALEX_WORDS)
            ws.prompts.answers.append(str(tmp_path / "mine"))
            click("Take my space with me…", card)
        click("Continue without a code", card)

    def moves(*_vault: object, work: LongWork, **_arguments: object) -> None:
        work.step(421, 1000)
        card.moving.show_progress()
        seen.append(labels_in(card.moving))
        if len(seen) > 1:
            work.decide()
            card.moving.show_progress()
            seen.append(labels_in(card.moving))
            assert not card.moving.stop.isEnabled()
            raise VaultDamaged("file")
        card.activate()  # somebody came back to this page meanwhile
        click("Stop", card.moving)
        work.step(422, 1000)

    before = [path.read_bytes() for path in sorted(vault.folder.glob("*.json"))]
    monkeypatch.setattr(parting, act, moves)
    ask()
    assert seen == ["42% is copied and checked. If you stop now, nothing changes."]
    assert "Stopped" in labels_in(card)
    assert "othing" in labels_in(card.notice)
    assert [path.read_bytes() for path in sorted(vault.folder.glob("*.json"))] == before
    assert not card.moving.isVisible()
    ask()
    assert "can no longer be stopped" in seen[-1]
    assert "nothing changes" not in seen[-1]
    assert not card.moving.isVisible()


AT_ANY_TIME = {"Stop", "Choose a second place…", "What comes with Accord", "Somebody to talk to"}
"""What can be pressed in Settings while files move: it rewrites no keys and writes no files of the vault."""


@pytest.mark.parametrize("act", ["renew", "take_along"])
def test_nothing_else_can_begin_while_files_move_and_it_is_said_why(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ws, page = settings(qtbot, vault, vault.people[0])
    own = page.new_keys if act == "renew" else page.leaving

    def shown() -> list[Button]:
        acts = (ButtonKind.PRIMARY, ButtonKind.SECONDARY, ButtonKind.QUIET, ButtonKind.DANGER)
        buttons = [each for each in page.findChildren(Button) if each.isVisible() and each.words.strip()]
        return [each for each in buttons if each.kind in acts]

    def moves(*_vault: object, work: LongWork, **_arguments: object) -> None:
        work.step(421, 1000)
        page.left()
        page.activate()  # somebody came back to this page meanwhile
        assert {each.words.strip() for each in shown() if each.isEnabled()} <= AT_ANY_TIME
        grey = [each for each in shown() if not each.isEnabled() and each.words.strip() not in AT_ANY_TIME]
        assert len(grey) > 9
        assert [each.words for each in grey if "Your files are being copied" not in each.accessibleDescription()] == []
        for field in page.findChildren(PassField):
            if field.isVisible() and field.isEnabled():
                field.edit.setText(ALEX_WORDS)
                QTest.keyClick(field.edit, Qt.Key.Key_Return)
        assert [each.words for each in page.findChildren(Button) if each.words == "Checking…"] == []
        raise VaultDamaged("file")

    page.locking.alone.setValue(page.locking.alone.value() + 1)
    monkeypatch.setattr(parting, act, moves)
    if act == "renew":
        type_new_keys(page, ALEX_WORDS)
    else:
        assert isinstance(ws.prompts, FakePrompts)
        page.leaving.fields[0].edit.setText(ALEX_WORDS)
        ws.prompts.answers.append(str(tmp_path / "mine"))
        click("Take my space with me…", page.leaving)
    click("Continue without a code", own)
    assert "damaged" in labels_in(own.notice), "and not because of what was found meanwhile"
    assert all(each.isEnabled() for each in shown())


def test_taking_along_and_leaving(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    ws, page = settings(qtbot, vault, vault.people[0])
    assert isinstance(ws.prompts, FakePrompts)
    card, place = page.leaving, tmp_path / "mine"
    click("Take my space with me…", card)
    click("Leave this vault…", card)
    assert "Enter the passphrase first" in labels_in(card)
    card.fields[0].edit.setText(ALEX_WORDS)
    ws.prompts.answers.append(str(place))
    click("Take my space with me…", card)
    keep(card.form.code)
    assert f"It is in “{place}”" in labels_in(card)
    assert set(vault.service.present) == {vault.alex}, "and is still here"

    card.fields[0].edit.setText("not mine at all")
    ws.prompts.answers.append(True)
    click("Leave this vault…", card)
    assert vault.service.present == (vault.alex,)
    card.fields[0].edit.setText(ALEX_WORDS)
    ws.prompts.answers.extend(["resources", True])
    with qtbot.waitSignal(card.resources_wanted):
        click("Leave this vault…", card)
    with qtbot.waitSignal(ws.signals.lock_asked):
        click("Leave this vault…", card)
    question = ws.prompts.asked[-1].text
    assert "“Your partner has left this vault.” Below it they read what became of their own space" in question
    assert f"“{place}”" in question
    assert [mark.person_id for mark in vault.service.open(vault.folder).people] == [vault.sam]
    vault.service.close()

    own = VaultService(policy=CHEAP, ids=vault.ids)
    own.open(place)
    own.admit(own.derive(vault.alex, ALEX_WORDS))
    with own.unit() as uow:
        journal = uow.private(vault.alex).journal
        titles = [row.title for row in journal.rows(journal.moments(JournalQuery(), most=1000))]
    own.close()
    assert {title for title in titles if title.startswith("What ")} == {
        "What we had agreed: ground rules", "What we had agreed: A quiet Sunday", "What I had said in the shared space",
    }  # fmt: skip


def test_deleting_everything_alone_and_together(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    ws, page = settings(qtbot, vault, *vault.people)
    assert isinstance(ws.prompts, FakePrompts)
    fields = page.leaving.fields
    assert len(fields) == 2
    assert ButtonKind.FINAL not in {each.kind for each in page.leaving.findChildren(Button)}, "before it was asked"
    fields[0].edit.setText(ALEX_WORDS)
    click("Delete everything…", page.leaving)
    fields[1].edit.setText(ALEX_WORDS)
    ws.prompts.answers.extend([True, True])
    click("Delete everything…", page.leaving)
    assert vault.folder.exists(), "one passphrase was wrong"
    fields[1].edit.setText(SAM_WORDS)
    with qtbot.waitSignal(ws.signals.lock_asked):
        click("Delete everything…", page.leaving)
    assert not vault.folder.exists()
    with vault_for(tmp_path / "alone", ALEX) as solo:
        ws, page = settings(qtbot, solo, *solo.people)
        assert isinstance(ws.prompts, FakePrompts)
        page.leaving.fields[0].edit.setText(ALEX_WORDS)
        ws.prompts.answers.append(True)
        with qtbot.waitSignal(ws.signals.lock_asked):
            click("Delete everything…", page.leaving)
        assert not solo.folder.exists()
        with pytest.raises(VaultMissing):
            solo.service.open(solo.folder)


def test_what_was_typed_goes_with_the_page(qtbot: QtBot, vault: TestVault) -> None:
    _ws, page = settings(qtbot, vault, vault.people[0])
    page.leaving.fields[0].edit.setText(ALEX_WORDS)
    type_new_keys(page, ALEX_WORDS)
    shown = page.new_keys.findChildren(RecoveryCode)
    assert len(shown) == 1
    page.left()
    assert not any(each.isVisible() for each in shown)
    assert page.leaving.fields[0].text() == page.new_keys.now.text() == ""
    assert vault.service.check(vault.alex, ALEX_WORDS)


def test_home_tells_whoever_stays_in_one_line_without_a_day(qtbot: QtBot, vault: TestVault) -> None:
    vault.service.leave(vault.sam)
    parting.go(vault.service, going=parting.going(vault.service, person=vault.alex, passphrase=ALEX_WORDS))
    vault.service.open(vault.folder)
    with pytest.raises(Stale):
        vault.service.derive(vault.alex, ALEX_WORDS)
    vault.service.admit(vault.service.derive(vault.sam, SAM_WORDS))
    sam = vault.people[1]
    ws = make_workspace(
        vault.folder.parent, units=vault.unit, people=(sam,), here=(sam,), clock=vault.clock, vault=vault.service
    )
    from app.ui.settings.keepsakes import KeepsakeWriter

    writer = KeepsakeWriter(sam, ws.catalogue, ws.texts)
    parting.settle_left(vault.service, person=sam.id, keeping=writer.entry, now=vault.clock(), new_id=vault.ids)
    home = HomePage(ws)
    qtbot.addWidget(home)
    home.show()
    home.activate()
    assert "Your partner has left this vault" in labels_in(home)
    assert "Alex" not in labels_in(home)
