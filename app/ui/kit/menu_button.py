"""Menus: a quiet button that shows what is chosen and opens the choices, and the menu of a row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.keyboard import in_sight
from app.ui.kit.painted_row import PaintedRow
from app.ui.kit.strings import BREAK, with_plain_spaces
from app.ui.kit.surfaces import ClickRow


class MenuButton(Button):
    """Words such as *Up to medium*; pressing them opens the choices."""

    picked = Signal(object)
    """The key."""

    def __init__(
        self, design: Design, on: Callable[[object], object] | None = None, *, icon: str = "caret-down"
    ) -> None:
        """`on` gets the key that is picked."""
        super().__init__(design, "", self._open, icon, kind=ButtonKind.QUIET)
        self.set_icon_size(Size.ICON_SMALL)
        self.set_compact()
        self.set_icon(icon, Colour.INK_FAINT)
        self._options: tuple[tuple[Hashable, str], ...] = ()
        self.key: Hashable | None = None
        """The key of what is chosen."""
        if on is not None:
            self.picked.connect(on)

    @property
    def choices(self) -> tuple[QAction, ...]:
        """The actions of the menu, in order."""
        return tuple(self._filled().actions())

    def show_options(self, options: Sequence[tuple[Hashable, str]], current: Hashable | None, words: str = "") -> None:
        """Offer these (key, words) with `current` checked; the button says `words`, or those of the current option."""
        is_made, is_same = "_menu" in vars(self), tuple(options) == self._options
        self._options = tuple(options)
        self.key = current
        if is_made:
            if not is_same:
                self._menu.clear()
            self._filled()
        self.show_text(words or dict(self._options).get(current, ""))

    @cached_property
    def _menu(self) -> QMenu:
        """Made when it is first opened: most of them never are."""
        return QMenu(self)

    @cached_property
    def _group(self) -> QActionGroup:
        return QActionGroup(self._menu)

    def _open(self) -> None:
        open_below(self, self._filled())

    def _filled(self) -> QMenu:
        """The menu with what can be chosen now."""
        menu = self._menu
        if menu.isEmpty():
            for key, words in self._options:
                action = menu.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                self._group.addAction(action)
                action.triggered.connect(lambda _checked=False, key=key: self.picked.emit(key))
        for (key, _words), action in zip(self._options, menu.actions(), strict=True):
            action.setChecked(key == self.key)
        return menu


def open_below(button: QWidget, menu: QMenu) -> None:
    """Open a menu below a button."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


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
    return with_plain_spaces("\n".join(words for words in said if words.strip()))


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
