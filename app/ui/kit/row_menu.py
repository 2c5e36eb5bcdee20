"""The menu of a row: what its own buttons do, so that both never differ, and its words to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.keyboard import in_sight
from app.ui.kit.painted_row import PaintedRow
from app.ui.kit.strings import BREAK
from app.ui.kit.surfaces import ClickRow

MOST_ACTS = 8
"""What has more buttons is no row."""
_ACTS = frozenset((ButtonKind.PRIMARY, ButtonKind.SECONDARY, ButtonKind.QUIET, ButtonKind.DANGER, ButtonKind.ICON))
Copy = Callable[[str], object]


def row_around(widget: QWidget | None, page: QWidget) -> QWidget | None:
    """The row that a widget of a page is in: the nearest thing around it that can do something."""
    while widget is not None and widget is not page:
        if acts := acts_of(widget):
            return widget if len(acts) <= MOST_ACTS else None
        widget = widget.parentWidget()
    return None


def acts_of(row: QWidget) -> list[tuple[str, Callable[[], object]]]:
    """What can be done with a row: to press it, and what its buttons do; a choice is none of it."""
    acts: list[tuple[str, Callable[[], object]]] = []
    if isinstance(row, ClickRow):
        acts.append((QCoreApplication.translate("RowMenu", "Open"), row.press))
    for button in row.findChildren(Button):
        if button.isVisible() and button.isEnabled() and button.kind in _ACTS and not button.isCheckable():
            acts.append((button.accessibleName(), button.click))
    return acts


def words_of(row: QWidget) -> str:
    """The words of a row, as they are read."""
    said = []
    for each in in_sight(row):
        if isinstance(each, PaintedRow):
            said.append(each.accessibleName())
        elif isinstance(each, QLabel):
            said.append(each.text().replace(BREAK, ""))
    return "\n".join(words for words in said if words.strip())


def open_row_menu(row: QWidget, at: QPoint, copy: Copy | None = None) -> None:
    """Open the menu of a row at a place on the screen."""
    menu = QMenu(row)
    menu.aboutToHide.connect(menu.deleteLater)
    for words, act in acts_of(row):
        menu.addAction(words.replace("&", "&&"), act)
    if copy is not None and (words := words_of(row)):
        menu.addSeparator()
        menu.addAction(QCoreApplication.translate("RowMenu", "Copy the words"), lambda: copy(words))
    menu.popup(at)
