"""Finds widgets as a person finds them: by their accessible name, among those that are visible."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from app.ui.design.tokens import TextRole
from app.ui.kit.check_list import CheckList
from app.ui.kit.notice import Notice
from app.ui.kit.painted_row import TextLines
from app.ui.shell.go_anywhere import GoAnywhere

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def name_of(widget: QWidget) -> str:
    """The accessible name; without one, what a screen reader takes instead: a button's or a label's text."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text().strip().replace("&&", "&")
    return widget.text() if isinstance(widget, QLabel) else ""


def find_all(
    kind: type[AnyWidget], within: QWidget, name: str | None = None, *, hidden: bool = False
) -> list[AnyWidget]:
    """Every widget of this kind below `within`, parents before their children.

    `name` keeps those that are called exactly so; `hidden` adds those that are not visible.
    """
    found = (each for each in within.findChildren(kind) if hidden or each.isVisibleTo(within))
    return [each for each in found if name is None or name_of(each) == name]


def find(kind: type[AnyWidget], name: str, within: QWidget, *, hidden: bool = False) -> AnyWidget:
    """The one widget of this kind with this name; if there is none, or several, fails with the names there are."""
    found = find_all(kind, within, name, hidden=hidden)
    if len(found) != 1:
        names = [name_of(each) for each in find_all(kind, within, hidden=hidden)]
        raise AssertionError(f"{len(found)} x {kind.__name__} {name!r}; there are {names}")
    return found[0]


def is_shown(kind: type[QWidget], name: str, within: QWidget) -> bool:
    """Whether at least one widget of this kind and name is visible."""
    return bool(find_all(kind, within, name))


def button(name: str, within: QWidget) -> QAbstractButton:
    """The visible button of this name."""
    return find(QAbstractButton, name, within)


def click(name: str, within: QWidget) -> None:
    """Click the visible button of this name, which must be enabled."""
    found = button(name, within)
    assert found.isEnabled(), f"the button {name!r} is disabled"
    found.click()


def said_in(notice: Notice) -> str:
    """The message; empty while the notice is hidden."""
    return "" if notice.isHidden() else notice.accessibleName()


def labels_in(widget: QWidget) -> str:
    """The words of all labels that can be seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def lines_in(widget: QWidget) -> str:
    """The words of labels and of rows that are painted, in a widget that need not be on a screen."""
    QApplication.processEvents()  # Laid out by the event loop
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    rows = [row.accessibleName() for row in widget.findChildren(TextLines) if row.isVisibleTo(widget)]
    return "\n".join([*labels, *rows])


def tick(rows: CheckList, key: str, on: bool) -> None:
    """Tick the row of this key, or take its tick away."""
    (row,) = (row for row in map(rows.item, range(rows.count())) if row.data(Qt.ItemDataRole.UserRole) == key)
    row.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def offered_by(dialog: GoAnywhere) -> list[str]:
    """The places that match what is typed."""
    (places,) = dialog.findChildren(QListWidget)
    return [row.text() for row in map(places.item, range(places.count())) if not row.isHidden()]


def write(words: str, name: str, within: QWidget) -> None:
    """Replace what is in the visible field of this name by typing; leaving the field commits it."""
    fields: list[QLineEdit | QPlainTextEdit] = [
        *find_all(QLineEdit, within, name),
        *find_all(QPlainTextEdit, within, name),
    ]
    assert len(fields) == 1, f"{len(fields)} fields {name!r}"
    (field,) = fields
    field.selectAll()
    if not words:
        QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, words)


def groups_in(code: QWidget) -> list[str]:
    """The groups of a recovery code that is shown."""
    return [label.text() for label in code.findChildren(QLabel) if label.objectName() == TextRole.LEAD]
