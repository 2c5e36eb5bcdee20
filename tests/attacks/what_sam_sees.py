"""Everything that a partner's screens show: each widget that is visible, its place and size, its words and its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.sight import on_window
from tests.support.vaults import TestVault
from tests.support.widgets import name_of


class Place(NamedTuple):
    """A page, and what it is about."""

    page: PageId
    about: str | None = None


def what_sam_sees(vault: TestVault, places: Iterable[Place]) -> list[tuple[object, ...]]:
    """What these pages show while both are here, and then to Sam alone; Alex leaves."""
    found: list[tuple[object, ...]] = []
    wanted = tuple(places)
    for here in (vault.pair, (vault.sam,)):
        for person in set(vault.service.present) - set(here):
            vault.service.leave(person)
        ws = workspace_of(vault, vault.folder.parent, here=here)
        window, shell = MainWindow(ws.design), Shell(ws, nav_items())
        window.show_content(shell, dressed=True)
        window.resize(1024, 700)
        window.show()
        settle()
        for place in wanted:
            shell.pages.go(*place)
            settle()
            found += [(here, place, *row) for row in _widgets(window)]
        ws.keeper.forget()
        window.drop_content()
        window.close()
        window.deleteLater()
        ws.design.deleteLater()
        settle()
    return found


def _widgets(window: QWidget) -> Iterable[tuple[object, ...]]:
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible():
            yield (
                type(widget).__name__,
                on_window(widget).getRect(),
                name_of(widget),
                widget.accessibleDescription(),
                widget.toolTip(),
                widget.windowTitle(),
                widget.isEnabled(),
                _words(widget),
            )


def _words(widget: QWidget) -> object:
    if isinstance(widget, QAbstractButton):
        return widget.text(), widget.isChecked()
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit | QTextEdit) else ""
