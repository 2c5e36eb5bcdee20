"""How long Accord waits before it locks: alone, each their own, at most 15 minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.changes import ChangeKind
from app.models.person import Person
from app.services.locking import alone_minutes
from app.ui.kit.labels import Label
from app.ui.settings.page import SettingsPage
from tests.support.show_page import show_page
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault
from tests.support.widgets import click, is_shown
from tests.support.workspace import workspace_over


def settings(qtbot: QtBot, vault: TestVault, *here: Person) -> SettingsPage:
    return show_page(qtbot, SettingsPage(workspace_over(vault, here)))


def saved(vault: TestVault) -> tuple[int, int]:
    """The minutes of both."""
    with vault.unit() as uow:
        return alone_minutes(uow, person=vault.alex), alone_minutes(uow, person=vault.sam)


def test_a_shorter_time_holds_at_once(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    announced: list[object] = []
    page.ws.session.changed.connect(lambda changes, _by: announced.append(changes.kinds))
    assert page.locking.alone.value() == 5
    page.locking.alone.setValue(3)
    assert not page.locking.passphrase.isVisible()
    assert saved(vault) == (3, 5)
    assert announced == [{ChangeKind.PREFS}]


def test_a_longer_time_asks_for_ones_own_passphrase(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    page.locking.alone.setValue(12)
    assert page.locking.passphrase.isVisible()
    assert saved(vault) == (5, 5)
    for words in ("", SAM_WORDS):
        page.locking.passphrase.edit.setText(words)
        click("Stay unlocked longer", page)
        assert saved(vault) == (5, 5)
    assert page.locking.notice.isVisible(), "a wrong passphrase is told"
    page.locking.passphrase.edit.setText(ALEX_WORDS)
    click("Stay unlocked longer", page)
    assert saved(vault) == (12, 5)
    assert not page.locking.passphrase.isVisible()
    assert page.locking.passphrase.text() == ""
    page.locking.alone.setValue(11)
    assert saved(vault) == (11, 5)


def test_more_than_a_quarter_of_an_hour_cannot_be_chosen(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    page.locking.alone.setValue(99)
    assert page.locking.alone.value() == 15


def test_typing_twelve_does_not_choose_one(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    page.locking.alone.selectAll()
    QTest.keyClicks(page.locking.alone, "12")
    QTest.keyClick(page.locking.alone, Qt.Key.Key_Return)
    assert page.locking.alone.value() == 12
    assert saved(vault) == (5, 5)
    assert page.locking.passphrase.isVisible()


def test_what_was_not_confirmed_is_dropped_when_the_page_is_left(qtbot: QtBot, vault: TestVault) -> None:
    page = settings(qtbot, vault, vault.people[0])
    page.locking.alone.setValue(12)
    page.locking.passphrase.edit.setText(ALEX_WORDS)
    page.left()
    assert (page.locking.alone.value(), page.locking.passphrase.text()) == (5, "")
    assert saved(vault) == (5, 5)


def test_nothing_of_it_is_the_partners_to_see(qtbot: QtBot, vault: TestVault) -> None:
    alex, sam = vault.people
    settings(qtbot, vault, alex).locking.alone.setValue(2)
    assert settings(qtbot, vault, sam).locking.alone.value() == 5
    together = settings(qtbot, vault, alex, sam)
    assert not together.locking.alone.isVisible()
    assert is_shown(Label, "You can each set your own when you are alone.", together)
    assert together.locking.together.value() == 20
    together.ws.settings.sync()
    ini = vault.folder.parent / "accord.ini"
    assert "alone" not in (ini.read_text(encoding="utf-8") if ini.exists() else "")


def test_it_is_shown_again_to_who_stays(qtbot: QtBot, vault: TestVault) -> None:
    alex, sam = vault.people
    settings(qtbot, vault, alex).locking.alone.setValue(2)
    page = settings(qtbot, vault, sam)
    page.ws.session.set_presence(page.ws.session.presence.evolve(here=vault.pair))
    page.on_presence_changed()
    assert page.locking.alone.value() == 5, "hidden or not, it is nobody's now"
    page.ws.session.set_presence(page.ws.session.presence.evolve(here=(alex.id,)))
    page.on_presence_changed()
    assert page.locking.alone.isVisible()
    assert page.locking.alone.value() == 2
