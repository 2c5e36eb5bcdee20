"""A quiet button that says what is chosen and offers the others in a menu."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.buttons import Button, Kind


class MenuButton(Button):
    """Words such as *Up to: medium*; pressing them drops the choices down."""

    picked = Signal(object)
    """The key."""

    def __init__(self, design: Design, *, icon: str = "caret-down", parent: QWidget | None = None) -> None:
        super().__init__(design, "", Kind.QUIET, icon=icon, parent=parent)
        self.set_icon_size(Size.ICON_SMALL)
        self.set_compact()
        self.set_icon(icon, Colour.INK_FAINT)
        self._menu = QMenu(self)
        self._group: QActionGroup | None = None
        self._key: Hashable | None = None
        self.clicked.connect(self.on_clicked)

    @property
    def key(self) -> Hashable | None:
        """The key of what is chosen."""
        return self._key

    @property
    def choices(self) -> tuple[QAction, ...]:
        """What the menu offers."""
        return tuple(self._menu.actions())

    def show_options(self, options: Sequence[tuple[Hashable, str]], current: Hashable | None, words: str = "") -> None:
        """Offer these (key, words), one of them chosen; `words` is what the button says, else those of the chosen."""
        self._menu.clear()
        self._group = QActionGroup(self._menu)
        self._key = current
        for key, offered in options:
            action = self._menu.addAction(offered.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == current)
            self._group.addAction(action)
            action.triggered.connect(lambda _checked=False, key=key: self.picked.emit(key))
        self.show_text(words or next((offered for key, offered in options if key == current), ""))

    def on_clicked(self) -> None:
        """Drop the menu down."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
