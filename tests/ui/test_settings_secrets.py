"""Settings for oneself: name, pronouns and mark, the passphrase with its meter, and a new recovery code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import WrongRecoveryCode
from app.models.base import PersonId
from app.models.person import MarkShape, Person
from app.models.presence import Presence
from app.services.people import people
from app.services.vault_service import NewCode
from app.ui.kit.buttons import Button
from app.ui.settings.page import SettingsPage
from app.ui.start.recovery_code import RecoveryCode
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import ALEX, ALEX_WORDS, SAM_WORDS, TestVault, vault_for
from tests.support.widgets import click, groups_in, labels_in
from tests.support.workspace import workspace_over

NEW_WORDS = "seven new paper boats"


def settings(qtbot: QtBot, vault: TestVault, *here: Person) -> SettingsPage:
    return show_page(qtbot, SettingsPage(workspace_over(vault, here)))


def _new_code(page: SettingsPage) -> RecoveryCode:
    page.secrets.now.edit.setText(ALEX_WORDS)
    click("Make a new recovery code", page)
    assert page.secrets.form.code is not None
    return page.secrets.form.code


def _type_group(offered: RecoveryCode, code: str) -> None:
    click("I have written it down", offered)
    asked = int("".join(filter(str.isdigit, offered.typed.label.text())))
    QTest.keyClicks(offered.typed.edit, code.split("-")[asked - 1])
    QTest.keyClick(offered.typed.edit, Qt.Key.Key_Return)


def _code_in(offered: RecoveryCode) -> str:
    return "-".join(groups_in(offered))


def test_a_new_code_is_the_page_of_set_up_and_the_old_one_works_until_it_is_kept(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    service, alex = vault.service, vault.alex
    first = service.new_recovery_code(alex, ALEX_WORDS)
    service.change_entry(first.change)
    page = settings(qtbot, vault, vault.people[0])
    offered = _new_code(page)
    code = _code_in(offered)
    assert "Your old code works until you confirm this one." in labels_in(page)
    assert page.secrets.now.text() == ""
    (keep,) = (each for each in offered.findChildren(Button) if each.words == "Keep the old code")
    assert keep.geometry().y() == offered.written.geometry().y(), "beside it, as everywhere in Settings"
    assert offered.written.x() == 0
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.append(tmp_path / "page.pdf")
    click("Save as PDF…", offered)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    service.derive_with_recovery(alex, first.code, NEW_WORDS)
    with pytest.raises(WrongRecoveryCode):
        service.derive_with_recovery(alex, code, NEW_WORDS)
    _type_group(offered, code)
    assert page.secrets.form.code is None
    assert "Your old code no longer works." in page.secrets.notice.accessibleName()
    service.derive_with_recovery(alex, code, NEW_WORDS)
    with pytest.raises(WrongRecoveryCode):
        service.derive_with_recovery(alex, first.code, NEW_WORDS)


@pytest.mark.parametrize("leave", ["decline", "leave"])
def test_a_code_that_was_not_kept_is_forgotten(qtbot: QtBot, vault: TestVault, leave: str) -> None:
    first = vault.service.new_recovery_code(vault.alex, ALEX_WORDS)
    vault.service.change_entry(first.change)
    page = settings(qtbot, vault, vault.people[0])
    offered = _new_code(page)
    code = _code_in(offered)
    if leave == "decline":
        click("Keep the old code", offered)
    else:
        page.left()
    settle()
    assert code[:9] not in "".join(label.text() for label in page.findChildren(QLabel))
    assert page.secrets.now.isVisible()
    vault.service.derive_with_recovery(vault.alex, first.code, NEW_WORDS)


@pytest.mark.parametrize("meanwhile", ["together", "partner", "left"])
def test_a_code_that_comes_too_late_is_shown_to_nobody(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    page, service = settings(qtbot, vault, vault.people[0]), vault.service
    made, session = service.new_recovery_code, page.ws.session
    codes: list[str] = []

    def slowly(person: PersonId, words: str) -> NewCode:
        if meanwhile == "left":
            page.left()
            page.hide()
        else:
            together = Presence(here=vault.pair)
            session.set_presence(together if meanwhile == "together" else together.handed_to(vault.sam))
            page.on_presence_changed()
        codes.append((found := made(person, words)).code)
        return found

    monkeypatch.setattr(service, "new_recovery_code", slowly)
    page.secrets.now.edit.setText(ALEX_WORDS)
    click("Make a new recovery code", page)
    settle()
    assert codes
    assert codes[0][:9] not in "".join(label.text() for label in page.findChildren(QLabel))
    assert page.secrets.form.code is None


def test_the_strength_of_a_new_passphrase_is_shown(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    QTest.keyClicks(page.secrets.new.first.edit, "password")
    qtbot.waitUntil(lambda: "one of the first" in page.secrets.new.verdict.text())


def _named(vault: TestVault) -> list[tuple[str, str]]:
    with vault.unit() as uow:
        return [(person.name, person.pronouns) for person in people(uow)]


def test_a_name_is_changed_by_its_owner_and_their_partner_is_told(qtbot: QtBot, vault: TestVault) -> None:
    for person in vault.pair:
        vault.service.check_part(person, page_day(vault))
    page = settings(qtbot, vault, vault.people[0])
    heard: list[object] = []
    page.ws.session.people_changed.connect(lambda: heard.append(page.ws.person(vault.alex).name))
    fields = page.about_me.fields
    assert (fields.name.text(), fields.pronouns.text(), fields.initial.text()) == ("Alex", "they/them", "A")
    fields.name.edit.clear()
    click("Save", page)
    assert fields.name.error.isVisible()
    QTest.keyClicks(fields.name.edit, "Robin")
    fields.pronouns.edit.clear()
    assert fields.initial.text() == "A", "the mark stays what it was"
    assert not page.about_me.passphrase.isVisible()
    click("Save", page)
    assert _named(vault) == [("Robin", ""), ("Sam", "she/her")]
    assert heard == ["Robin"]
    vault.people = vault.service.profiles()
    assert vault.service.check_part(vault.sam, page_day(vault))
    assert vault.service.visits.findings(vault.sam).former_name == "Alex"
    assert not vault.service.check_part(vault.alex, page_day(vault))


def page_day(vault: TestVault) -> date:
    return vault.clock().astimezone().date()


def test_a_mark_takes_the_passphrase_and_changes_inside_and_outside(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    about = page.about_me
    about.fields.shape.show_choice("diamond")
    about.fields.shape.chosen.emit("diamond")
    assert about.passphrase.isVisible()
    for words in ("", SAM_WORDS):
        about.passphrase.edit.setText(words)
        click("Save", page)
        assert vault.service.mark(vault.alex).shape is MarkShape.CIRCLE
    assert about.notice.isVisible(), "a wrong passphrase is told"
    about.passphrase.edit.setText(ALEX_WORDS)
    click("Save", page)
    assert vault.service.vault.people[0].shape == "diamond"
    assert page.ws.person(vault.alex).mark.shape is MarkShape.DIAMOND
    assert not about.passphrase.isVisible()
    assert about.passphrase.text() == ""


def test_a_partners_name_is_refused_and_the_mark_stays(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    about = page.about_me
    about.fields.name.edit.setText("sam")
    click("Save", page)
    assert "Your partner already has that name" in labels_in(page)
    about.fields.shape.show_choice("diamond")
    about.fields.shape.chosen.emit("diamond")
    about.passphrase.edit.setText(ALEX_WORDS)
    click("Save", page)
    assert vault.service.mark(vault.alex).shape is MarkShape.CIRCLE
    assert _named(vault) == [("Alex", "they/them"), ("Sam", "she/her")]


def test_what_is_ones_own_is_not_there_while_both_are_here(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, *vault.people)
    assert not page.about_me.fields.isVisible()
    assert not page.secrets.now.isVisible()


def test_alone_nothing_is_said_of_a_partner(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as solo:
        page = settings(qtbot, solo, solo.people[0])
        assert "your partner is told" not in labels_in(page)
        page.about_me.fields.name.edit.setText("Robin")
        click("Save", page)
        assert _named(solo) == [("Robin", "they/them")]
