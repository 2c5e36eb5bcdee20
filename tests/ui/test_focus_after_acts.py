"""Whatever is done, the keyboard stays there: every button, menu and field of every page and dialog is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.exceptions import TimeoutError as NeverCame
from pytestqt.qtbot import QtBot

from app.errors import WrongPassphrase
from app.services import sharing
from app.ui.kit.buttons import Button
from app.ui.kit.surfaces import ClickRow
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.shell.areas import holds
from app.ui.shell.shell import Shell
from app.ui.vault_access import Failed
from app.ui.window import MainWindow
from tests.screenshots.shots import SHOTS, START, Shot, join_window, shot_window, start_window
from tests.support.every_dialog import DIALOGS
from tests.support.leaks import settle
from tests.support.prompts import Asked, FakePrompts
from tests.support.sight import called
from tests.support.vault_access import FakeVaultAccess
from tests.support.vaults import PASSPHRASES, SHARED, TestVault, vault_for

PATIENCE = 5_000
"""Milliseconds after which a focus that did not come is taken for lost."""
LEFT_OUT = ("Print",)
"""Begins the name of what opens the dialog of the system's printers, which waits for an answer."""
SHOTS_OF = {page: [shot for shot in SHOTS if shot.page is page] for page in PageId if page in {s.page for s in SHOTS}}
ANSWERS: dict[str, Any] = {"confirm": True, "text": "Some words", "passphrase": PASSPHRASES[0], "files": ()}

Vaults = Callable[..., TestVault]
ONE_OF = 8
"""How many rows of a long list that are alike are one row here."""


class Agreeable(FakePrompts):
    """Every question is answered at once."""

    def _next(self, asked: Asked) -> Any:
        return ANSWERS.get(asked.kind)


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("support.workspace", "screenshots.shots"):
        monkeypatch.setattr(f"tests.{module}.FakePrompts", Agreeable)

    def refuse(_access: FakeVaultAccess, failed: Failed) -> bool:
        failed(WrongPassphrase())
        return True

    monkeypatch.setattr(FakeVaultAccess, "_refused", refuse)


@pytest.fixture
def vaults(tmp_path: Path) -> Iterator[Vaults]:
    """Makes vaults with the sample in them, and what is done then."""
    with ExitStack() as stack:
        numbers = count()

        def make(then: Callable[[TestVault], object] | None = None) -> TestVault:
            vault = stack.enter_context(vault_for(tmp_path / str(next(numbers)) / "vault"))
            vault.fill_with_sample(then)
            return vault

        yield make


def see_few(vault: TestVault) -> None:
    """Alex takes back most of what Sam sees; what is left has all kinds of rows."""
    with vault.unit() as uow:
        today = vault.clock().astimezone().date()
        items = sharing.everything_seen(uow, person=vault.alex, base=vault.catalogue, today=today).items
    with vault.unit(SHARED) as uow:
        sharing._take_back(uow, vault.alex, tuple(each.pairing.key for n, each in enumerate(items) if n % ONE_OF))
        uow.commit(erase=True)


PREPARED = {PageId.SEEN: see_few}


class Round:
    """Tries all that can be done on a screen. It is opened again after it was left, or somebody else is here."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.tried: set[str] = set()
        self.wrong: list[str] = []

    def go(self, open_it: Callable[[], QWidget]) -> None:
        """Try what was not tried before; `open_it` makes a window."""
        while True:
            window = open_it()
            self._qtbot.addWidget(window)
            self._activate(window)
            begun = area_of(window), who_is_where(window)
            while (area_of(window), who_is_where(window)) == begun:
                left = (each for each in acts_in(area_of(window)) if called(each) not in self.tried)
                control = next(left, None)
                if control is None:
                    window.close()
                    return
                self._try(window, control)
            window.close()

    def _activate(self, window: QWidget) -> None:
        front = dialog_in_front() or window
        with self._qtbot.waitActive(front):
            front.activateWindow()
        self._qtbot.waitUntil(lambda: not any(page.is_filling for page in window.findChildren(Page)))
        settle()

    def _try(self, window: QWidget, control: QWidget) -> None:
        name = called(control)
        self.tried.add(name)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(control, QLineEdit):
            QTest.keyClicks(control, "Words")
        is_ours = isinstance(control, Button | ClickRow | QLineEdit)
        QTest.keyClick(control, Qt.Key.Key_Return if is_ours else Qt.Key.Key_Space)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            name = self._choose(menu, name)
        settle()
        self._activate(window)
        try:
            self._qtbot.waitUntil(lambda: is_there(window), timeout=PATIENCE)
        except NeverCame:
            now = QApplication.focusWidget()
            self.wrong.append(f"after {name}: {'nowhere' if now is None else called(now)}")

    def _choose(self, menu: QMenu, name: str) -> str:
        """Choose from a menu what was not chosen yet; its button is tried again until all was."""
        found = [each for each in menu.actions() if each.isEnabled() and each.text() and not each.menu()]
        left = [each for each in found if f"{name} > {each.text()}" not in self.tried]
        menu.close()
        if len(left) > 1:
            self.tried.remove(name)
        if left:
            name = f"{name} > {left[0].text()}"
            self.tried.add(name)
            left[0].trigger()
        return name


def dialog_in_front() -> QDialog | None:
    there = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
    return next(there, None)


def area_of(window: QWidget) -> QWidget:
    """Where the keyboard has to be: in the dialog in front, on the covering page, or on the page that is shown."""
    dialog, shell = dialog_in_front(), next(iter(window.findChildren(Shell)), None)
    if dialog is not None or shell is None:
        return dialog or window
    page = shell._handover.cover or shell.pages.current
    assert page is not None
    return page


def who_is_where(window: QWidget) -> object:
    """The page that is shown, and who is here."""
    shell = next(iter(window.findChildren(Shell)), None)
    return None if shell is None else (shell.pages.here, shell.ws.session.presence)


def acts_in(area: QWidget) -> list[QWidget]:
    """What can be pressed or typed in there."""
    found = [each for kind in (QAbstractButton, ClickRow, QLineEdit) for each in area.findChildren(kind)]
    return [each for each in found if each.isVisible() and each.isEnabled() and can_be_used(each)]


def can_be_used(widget: QWidget) -> bool:
    is_read_only = isinstance(widget, QLineEdit) and widget.isReadOnly()
    is_left_out = widget.accessibleName().startswith(LEFT_OUT)
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not is_read_only and not is_left_out


def is_there(window: QWidget) -> bool:
    settle()
    now = QApplication.focusWidget()
    return now is not None and now.isVisible() and now.isEnabled() and holds(area_of(window), now)


def must_stay(made: Round) -> None:
    assert made.tried
    assert not made.wrong, "\n".join(made.wrong)


@pytest.mark.parametrize("page", SHOTS_OF, ids=str)
def test_on_a_page(qtbot: QtBot, vaults: Vaults, page: PageId) -> None:
    made = Round(qtbot)
    for shot in SHOTS_OF[page]:
        made.go(partial(lambda each: shot_window(vaults(PREPARED.get(page)), each), shot))
    must_stay(made)


@pytest.mark.parametrize("name", START)
def test_before_anything_is_open(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    made = Round(qtbot)
    made.go(lambda: start_window(name, tmp_path))
    must_stay(made)


def test_while_somebody_joins(qtbot: QtBot, vaults: Vaults) -> None:
    made = Round(qtbot)
    made.go(lambda: join_window(vaults()))
    must_stay(made)


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_in_a_dialog(qtbot: QtBot, vaults: Vaults, kind: type[QDialog]) -> None:
    journal = next(shot for shot in SHOTS if shot.page is PageId.JOURNAL)

    def open_it() -> MainWindow:
        window = shot_window(vaults(), Shot("below", journal.page, journal.here))
        (shell,) = window.findChildren(Shell)
        dialog = DIALOGS[kind](shell)
        if dialog.parentWidget() is None:
            dialog.setParent(window, dialog.windowFlags())
        shell.ws.prompts.show(dialog)
        return window

    made = Round(qtbot)
    made.go(open_it)
    must_stay(made)
