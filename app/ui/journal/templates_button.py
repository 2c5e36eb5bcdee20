"""The button that offers templates: those that come with the program, one's own, and keeping this entry as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.models.journal import EntryTemplate
from app.ui.design.design import Design
from app.ui.kit.buttons import Button, ButtonKind

MOST_SHOWN = 60
"""Characters of a name that the menu shows."""


class TemplatesButton(Button):
    """Drops the templates down."""

    picked = Signal(object)
    """Template."""
    save_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, design: Design, builtin: Sequence[EntryTemplate], parent: QWidget | None = None) -> None:
        super().__init__(design, "", ButtonKind.QUIET, icon="copy-simple", parent=parent)
        self.show_text(self.tr("Templates"))
        self.set_compact()
        self._builtin = tuple(builtin)
        self._menu = QMenu(self)
        self.show_own(())
        self.clicked.connect(self.on_clicked)

    @property
    def choices(self) -> tuple[QAction, ...]:
        """What the menu offers."""
        return tuple(action for action in self._menu.actions() if not action.isSeparator())

    def show_own(self, own: Sequence[EntryTemplate]) -> None:
        """Offer these besides those that come with the program."""
        self._menu.clear()
        for group in (self._builtin, tuple(own)):
            for template in group:
                action = self._menu.addAction(_shown(template.name))
                action.triggered.connect(lambda _checked=False, template=template: self.picked.emit(template))
            if group:
                self._menu.addSeparator()
        self._menu.addAction(self.tr("Save this entry as a template…"), self.save_wanted.emit)
        edit = self._menu.addAction(self.tr("Change my templates…"), self.edit_wanted.emit)
        edit.setEnabled(bool(own))

    def on_clicked(self) -> None:
        """Drop the menu down."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))


def _shown(name: str) -> str:
    """A name as a menu can hold it: one line, not too long."""
    line = " ".join(name.split())
    return (line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…").replace("&", "&&")
