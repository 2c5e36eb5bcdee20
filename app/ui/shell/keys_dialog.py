"""F1: the way to the manual, and what every key does, everywhere and on the pages that have keys of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.labels import body, strong
from app.ui.prompts import Dialog
from app.ui.shell.commands import Command

tr = partial(QCoreApplication.translate, "Keys")


Keys = tuple[tuple[str, str], ...]
"""Each key, and what it does."""
KeysOfPages = tuple[tuple[str, Keys], ...]
"""A page, and its keys."""


def keys_everywhere() -> Keys:
    """What works on every page, besides the commands."""
    return (
        (tr("Enter"), tr("Press whatever is focused")),
        (tr("Esc"), tr("Back, or not now")),
        (tr("Tab"), tr("Next control; the sidebar counts as one")),
        (tr("Arrows"), tr("Move within places, lists, chips and choices")),
        (tr("Page Up and Page Down"), tr("Scroll; Home and End go to the ends")),
        (tr("Menu key, or Shift+F10"), tr("Actions for a row, such as copying its words")),
        ("Ctrl+C", tr("Copy the words of the row")),
        (tr("Alt+V"), tr("Show or hide a passphrase while typing it")),
    )


def keys_of_pages() -> KeysOfPages:
    """The pages that have keys of their own, and these."""
    return (*_keys_alone(), *_keys_together())


def _keys_alone() -> KeysOfPages:
    return (
        (
            tr("My list"),
            (
                ("1 – 6", tr("Answer and go on")),
                ("7", tr("Know more first, and go on")),
                ("0", tr("Does not apply, and go on")),
                ("E", tr("Either way: one answer for both sides")),
                (tr("Backspace"), tr("Back to the previous side or card")),
                (tr("Delete"), tr("Clear the answer")),
                ("N", tr("Private note")),
                (tr("Up and Down"), tr("From one side to the other")),
                (tr("Left and Right"), tr("Previous and next card")),
                (tr("Enter"), tr("Next card; on an answer, choose it")),
                ("Ctrl+F", tr("Search")),
            ),
        ),
        (
            tr("My reading"),
            (
                ("Y", tr("Yes, or I have read it, then the next one")),
                ("T", tr("Take it out, or not in this one, then the next one")),
            ),
        ),
        (
            tr("Journal"),
            (
                ("Ctrl+N", tr("New entry")),
                ("Ctrl+F", tr("Search")),
                (tr("Shift+Up and Down, Ctrl+A"), tr("Choose several entries")),
                (tr("Delete"), tr("Move what is chosen to the bin")),
            ),
        ),
    )


def _keys_together() -> KeysOfPages:
    return (
        (tr("Open together"), ((tr("Left and Right"), tr("Previous and next card")),)),
        (
            tr("While a scene runs"),
            (
                (tr("G or 1"), tr("Green: all is well")),
                (tr("Y or 2"), tr("Yellow: pause and talk")),
                (tr("R or 3"), tr("Red: everything stops, even while locked or hidden")),
            ),
        ),
    )


class KeysDialog(Dialog):
    """Two columns: the key, and what it does. Emits `manual_asked` once it is closed."""

    manual_asked = Signal()

    def __init__(self, design: Design, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(design, tr("Help and keys"), parent)
        own = tuple((command.key, command.words) for command in commands)
        for heading, keys in ((tr("Everywhere"), (*keys_everywhere(), *own)), *keys_of_pages()):
            self.body.addWidget(strong(heading))
            self.body.addLayout(_grid(keys))
        self.add_button(quiet(design, tr("How to use Accord"), self._on_manual))
        close = primary(design, tr("Close"), self.accept)
        close.setDefault(True)
        self.add_button(close)
        close.setFocus()

    def _on_manual(self) -> None:
        self.accept()
        self.manual_asked.emit()


def _grid(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for number, (key, words) in enumerate(keys):
        grid.addWidget(strong(key), number, 0)
        grid.addWidget(body(words), number, 1)
    return grid
