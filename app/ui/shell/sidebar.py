"""The sidebar: the pages in two groups, beside the page or over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import Button, ButtonKind, IconButton
from app.ui.kit.flow import column_in, row
from app.ui.kit.labels import Label, overline
from app.ui.kit.one_stop import OneStop
from app.ui.kit.scroll import RING_ROOM, Fade
from app.ui.kit.surfaces import IconLabel
from app.ui.page_id import PageId
from app.ui.shell.areas import holds
from app.ui.shell.navigation import Here, NavContext, NavGroup, NavItem

_BETWEEN = 2
"""Between two places, in pixels."""


class PlaceList(QWidget):
    """What holds the places."""

    spoken_as = "PageTabList"


class Sidebar(QFrame):
    """Shows the pages that exist now; emits `picked` with a page id."""

    picked = Signal(object)
    commands_asked = Signal()
    closed = Signal()

    def __init__(self, design: Design, items: Sequence[NavItem]) -> None:
        super().__init__()
        self._design = design
        self.setObjectName("sidebar")
        self._items = {item.page: item for item in items if item.group is not NavGroup.HIDDEN}
        self._now: NavContext | None = None
        self._is_low = False
        self._usual_height = 0
        self._buttons: dict[PageId, Button] = {}
        self._stops = OneStop(self._shown)
        self._headings = {NavGroup.OURS: overline(self.tr("OURS")), NavGroup.ONLY_ME: overline(self.tr("ONLY ME"))}
        self._build()
        design.follow(self._fit)

    def button(self, page: PageId) -> Button:
        """The button of a page."""
        return self._buttons[page]

    def show_items(self, now: NavContext) -> None:
        """Show the pages that exist now."""
        self._now = now
        shown: set[NavGroup] = set()
        for page, item in self._items.items():
            button, words = self._buttons[page], item.title(now)
            there = item.exists(now) and item.listed in now.here
            button.setVisible(there)
            button.show_text(words)
            if there:
                shown.add(item.group)
        # In a vault for one nothing is "ours".
        first = Space.S if NavGroup.FIRST in shown else 0
        self._headings[NavGroup.OURS].setContentsMargins(Space.M, first, 0, Space.XS)
        for group, heading in self._headings.items():
            heading.setVisible(group in shown and Here.OF_TWO in now.here)
        self._stop_somewhere()
        self._widen()

    def show_current(self, page: PageId) -> None:
        """Mark the current page; Tab stops at it."""
        for each, button in self._buttons.items():
            button.setChecked(each is page)
        self._stop_somewhere()
        self._to_current()

    def focus_current(self) -> None:
        """Focus the place where Tab stops."""
        for button in self._buttons.values():
            if button.focusPolicy() is Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_over(self, is_over: bool) -> None:
        """Over the page it is the menu as well: it has the commands, and can be closed."""
        self.commands.setVisible(is_over)
        self._close.setVisible(is_over)
        self._widen()

    def _build(self) -> None:
        beside = Space.M - RING_ROOM  # the places scroll, so the room for the ring has to be inside of what does
        outer = column_in(self, Space.XS, margins=(beside, Space.M, beside, beside))
        name = Label("Accord", TextRole.TITLE, wrap=False)
        self._close = IconButton(self._design, "x", self.tr("Close the menu"), self.closed.emit)
        self._close.set_compact()
        self._close.hide()
        head = row(IconLabel(self._design, "handshake", Colour.ACCENT, Size.ICON_LARGE), name, None, self._close)
        head.setContentsMargins(Space.S + RING_ROOM, Space.XS, RING_ROOM, Space.M - RING_ROOM)
        outer.addLayout(head)
        inner = PlaceList()
        inner.setAccessibleName(self.tr("Places"))
        self._column = column_in(inner, _BETWEEN, margins=RING_ROOM)
        self._add(NavGroup.FIRST)
        for group in (NavGroup.OURS, NavGroup.ONLY_ME):
            if group is NavGroup.ONLY_ME:
                self._column.addSpacing(Space.S)
            self._headings[group].setContentsMargins(Space.M, 0, 0, Space.XS)
            self._column.addWidget(self._headings[group])
            self._add(group)
        self._column.addStretch(1)
        self._add(NavGroup.BELOW)
        self.commands = Button(
            self._design, self.tr("Commands and keys"), self.commands_asked.emit, "keyboard", kind=ButtonKind.NAV
        )
        self.commands.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.commands.hide()
        self._column.addWidget(self.commands)
        self._scroller = scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(inner)
        inner.setAutoFillBackground(False)
        scroller.viewport().setAutoFillBackground(False)
        outer.addWidget(scroller, 1)
        for at_top in (False, True):
            Fade(self._design, scroller, Colour.SUNKEN, at_top=at_top)

    def _add(self, group: NavGroup) -> None:
        for item in self._items.values():
            if item.group is group:
                button = Button(self._design, icon=item.icon, kind=ButtonKind.NAV)
                button.set_icon(item.icon, Colour.INK_SOFT, checked=Colour.ACCENT)
                button.setCheckable(True)
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                page = item.page
                button.clicked.connect(lambda _checked=False, page=page: self._on_clicked(page))
                self._stops.join(button)
                self._buttons[page] = button
                self._column.addWidget(button)

    def _shown(self) -> list[Button]:
        return [button for button in self._buttons.values() if not button.isHidden()]

    def _stop_somewhere(self) -> None:
        """Let Tab stop at the current page, or at the first where that is not listed."""
        shown = self._shown()
        if shown:
            self._stops.stop_at(next((button for button in shown if button.isChecked()), shown[0]))

    def _to_current(self) -> None:
        """Scroll the current place into sight, clear of the fades; it may not be laid out yet."""
        current = next((button for button in self._shown() if button.isChecked()), None)
        if current is not None:
            QTimer.singleShot(0, current, lambda: self._scroller.ensureWidgetVisible(current, 0, Space.XL))

    def _on_clicked(self, page: PageId) -> None:
        # Pressing doesn't make it the current page; arriving there does.
        self._buttons[page].setChecked(not self._buttons[page].isChecked())
        self.picked.emit(page)

    def _fit(self) -> None:
        self.setFixedWidth(self._design.px(Size.SIDEBAR))
        self._widen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()
        self._to_current()

    def _fit_height(self) -> None:
        self._show_low(self._usual_height > self._scroller.viewport().height())

    def _show_low(self, is_low: bool) -> None:
        """Lower rows without gaps, for a window that is too low for all places, or the usual ones."""
        if is_low is not self._is_low:
            self._is_low = is_low
            self._column.setSpacing(0 if is_low else _BETWEEN)
            for button in (*self._buttons.values(), self.commands):
                button.set_compact(is_low)

    def _widen(self) -> None:
        """Fit the widest title, once the buttons have their style."""
        if not self.isVisible():
            return
        for button in self._buttons.values():
            button.ensurePolished()
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(self._design.px(Size.SIDEBAR), widest + 2 * Space.M + Space.S) + Size.BAR)
        self._show_low(False)
        self._usual_height = self._column.sizeHint().height()
        self._fit_height()
        self._to_current()


class FoldedPlaces:
    """Puts the sidebar beside the page, or over it while somebody asks for it."""

    def __init__(self, sidebar: Sidebar, line: QHBoxLayout, body: QWidget, opener: QWidget) -> None:
        self._sidebar, self._line, self._body, self._opener = sidebar, line, body, opener
        self.is_folded = False

    @property
    def is_open(self) -> bool:
        """Whether the list is over the page."""
        return self.is_folded and self._sidebar.isVisible()

    def fold(self, folded: bool) -> None:
        """Put the list beside the page, or let it wait until it is asked for."""
        if folded != self.is_folded:
            self.is_folded = folded
            if folded:
                self._line.removeWidget(self._sidebar)
            else:
                self._line.insertWidget(0, self._sidebar)
            self._sidebar.setVisible(not folded)
            self._sidebar.show_over(folded)
        elif self.is_open:
            self._cover()

    def open(self) -> None:
        """Show the list over the page, with the focus on the current place."""
        self._cover()
        self._sidebar.show()
        self._sidebar.raise_()
        self._sidebar.focus_current()

    def close(self) -> bool:
        """Hide the list, if it is over the page; whether it was."""
        was_open, had_focus = self.is_open, holds(self._sidebar, self._body.window().focusWidget())
        if was_open:
            if had_focus:
                self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self._sidebar.hide()
        return was_open

    def _cover(self) -> None:
        self._sidebar.setGeometry(0, 0, self._sidebar.width(), self._body.height())
