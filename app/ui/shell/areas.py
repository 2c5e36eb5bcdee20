"""The areas of the window, and how the keyboard goes between them: F6, and back to the page after a visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.kit.keyboard import in_sight, stops_tab
from app.ui.kit.notice import Notice
from app.ui.timer import single_shot

if TYPE_CHECKING:
    from app.ui.page import Page


class Areas(QObject):
    """Goes round the areas; each is entered where it was left, or at its first control."""

    def __init__(self, areas: Sequence[Callable[[], QWidget | None]], parent: QWidget) -> None:
        super().__init__(parent)
        self._areas = areas
        self._window = parent

    def on_next(self) -> None:
        """Go to the next area that has something to focus."""
        there = [area() for area in self._areas]
        focused = self._window.window().focusWidget()
        at = next((place for place, area in enumerate(there) if area is not None and holds(area, focused)), -1)
        for step in range(1, len(there) + 1):
            area = there[(at + step) % len(there)]
            if area is not None and enter(area):
                return


def holds(area: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget is the area or inside it."""
    return widget is not None and (area is widget or area.isAncestorOf(widget))


def enter(area: QWidget) -> bool:
    """Focus what was focused in an area last, or its first control; whether there was one."""
    last = area.focusWidget()
    first = (each for each in in_sight(area) if stops_tab(each))
    wanted = last if last is not None and last.isVisible() and last.isEnabled() else next(first, None)
    if wanted is not None:
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
    return wanted is not None


class FocusKeeper(QObject):
    """If what has the focus vanishes from a page, gives the focus to what is next to its place there.

    Of itself, Qt goes on to the next control of the window, which may be in the sidebar.
    """

    def __init__(self, page: Callable[[], Page | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._last: QWidget | None = None
        self._on: Page | None = None
        """The page that it was on, and where."""
        self._place = QPoint()
        self._vanished_at: QPoint | None = None
        """Where what had the focus was, if Qt went on within the page."""
        self._has_gone = False
        self._soon = single_shot(self, 0, self._on_turn)

    def on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The focus is somewhere else; called however it was moved."""
        page = self._page()
        if page is not None and now is not None and holds(page, now):
            if self._last is not None and not _can_hold(self._last):
                # Qt went on by itself. What it went on to is looked at later: while a control is being hidden, nothing
                # around it may be touched, or PySide ends the process a while after.
                self._vanished_at, self._has_gone = self._place, False
                self._soon.start()
            self._last, self._on, self._place = now, page, now.mapTo(page, QPoint())
        elif self._last is not None and not self._soon.isActive():
            # Asked now, as what is bound to the next thing vanishes and is there again.
            self._has_gone = not _can_hold(self._last)
            self._soon.start()

    def _on_turn(self) -> None:
        page, last, window = self._page(), self._last, cast("QWidget", self.parent()).window()
        now, vanished_at, self._vanished_at = window.focusWidget(), self._vanished_at, None
        if page is None or last is None or not window.isActiveWindow():
            return
        if now is not None and holds(page, now):
            if vanished_at is not None and page is self._on and _is_in_notice(now):
                _nearest(page, vanished_at)
            return
        if not page.isVisible():
            return  # covered while the device is handed over; the passphrase is asked for there
        self._last = None
        if not self._has_gone and _can_hold(last):
            return  # whoever is here went elsewhere
        if page is self._on:
            _nearest(page, self._place)


def _can_hold(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()


def _is_in_notice(widget: QWidget) -> bool:
    """What tells of an act took nobody's place."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Notice):
        around = around.parentWidget()
    return around is not None


def _nearest(page: Page, place: QPoint) -> None:
    stops = [each for each in in_sight(page) if stops_tab(each) and each is not page and not _is_in_notice(each)]
    there = [each for each in stops if not each.visibleRegion().isEmpty()]
    if there:
        nearest = min(there, key=lambda each: (each.mapTo(page, QPoint()) - place).manhattanLength())
        nearest.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        page.focus_first()
