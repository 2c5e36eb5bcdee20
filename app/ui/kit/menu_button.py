"""A quiet button that shows what is chosen and opens the choices as a menu."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.buttons import Button, ButtonKind


class MenuButton(Button):
    """Words such as *Up to medium*; pressing them opens the choices."""

    picked = Signal(object)
    """The key."""

    def __init__(
        self, design: Design, on: Callable[[object], object] | None = None, *, icon: str = "caret-down"
    ) -> None:
        """`on` gets the key that is picked."""
        super().__init__(design, "", lambda: open_below(self, self._menu), icon, kind=ButtonKind.QUIET)
        self.set_icon_size(Size.ICON_SMALL)
        self.set_compact()
        self.set_icon(icon, Colour.INK_FAINT)
        self._menu = QMenu(self)
        self._group = QActionGroup(self._menu)
        self._options: tuple[tuple[Hashable, str], ...] = ()
        self.key: Hashable | None = None
        """The key of what is chosen."""
        if on is not None:
            self.picked.connect(on)

    @property
    def choices(self) -> tuple[QAction, ...]:
        """The actions of the menu, in order."""
        return tuple(self._menu.actions())

    def show_options(self, options: Sequence[tuple[Hashable, str]], current: Hashable | None, words: str = "") -> None:
        """Offer these (key, words) with `current` checked; the button says `words`, or those of the current option."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._menu.clear()
            for key, offered in options:
                self._add(key, offered)
        self.key = current
        for (key, _offered), action in zip(self._options, self.choices, strict=True):
            action.setChecked(key == current)
        self.show_text(words or dict(self._options).get(current, ""))

    def _add(self, key: Hashable, words: str) -> None:
        action = self._menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        self._group.addAction(action)
        action.triggered.connect(lambda _checked=False: self.picked.emit(key))


def open_below(button: QWidget, menu: QMenu) -> None:
    """Open a menu below a button."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
