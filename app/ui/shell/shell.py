"""The shell: sidebar, header, the pages, and what is said above and below them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.models.changes import Changes
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import column_in, row_in, stack
from app.ui.kit.keyboard import in_sight
from app.ui.kit.labels import Label
from app.ui.kit.menu_button import open_below
from app.ui.kit.scroll import OnGrid
from app.ui.kit.surfaces import Panel
from app.ui.page_id import PageId
from app.ui.shell.areas import Areas, FocusKeeper, holds
from app.ui.shell.commands import Command, add_shortcuts, fill_menu
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.handover import Handover
from app.ui.shell.header_bar import HeaderBar
from app.ui.shell.idle_warning import IdleWarning
from app.ui.shell.messages import Messages
from app.ui.shell.navigation import NavItem
from app.ui.shell.open_pages import OpenPages
from app.ui.shell.open_reading import OpenReadingPresenter
from app.ui.shell.row_acts import RowActs
from app.ui.shell.sidebar import FoldedPlaces, Sidebar
from app.ui.text_size import resize_text
from app.ui.window import fill_screen
from app.ui.workspace import Workspace

MANUAL = "first_evening"
"""The reading text where the manual begins."""

_WITH_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With one of these, a key types nothing."""


class Shell(QWidget):
    """What is shown while somebody is here."""

    def __init__(
        self, ws: Workspace, items: Sequence[NavItem], banner: str = "", sidebar: Sidebar | None = None
    ) -> None:
        super().__init__()
        self.ws = ws
        self.sidebar = sidebar or Sidebar(ws.design, items)
        self.header = HeaderBar(ws.design, ws.signals)
        self.pages = OpenPages(ws, items)
        self._reading = OpenReadingPresenter(ws, self)
        self.messages = Messages(ws.design, self)
        self._build(banner)
        self._handover = Handover(ws, self, self._body, self.pages)
        self._rows = RowActs(ws, lambda: self.pages.active if self._handover.cover is None else None)
        self.areas = Areas((lambda: self.pages.current, lambda: self.sidebar, lambda: self.header), self)
        self.commands = self._commands()
        self._keeper = FocusKeeper(lambda: self.pages.current, self)
        for follow in (self._keeper.on_focus, self._on_focus):
            cast("QApplication", QApplication.instance()).focusChanged.connect(follow)
        self._connect()
        self._show_presence()
        self._reading.reload()

    @property
    def tab_first(self) -> tuple[QWidget, ...]:
        """What lies over the page and is in no layout."""
        over = (self._handover.cover, self.messages.made, self.sidebar if self._places.is_open else None)
        return tuple(each for each in over if each is not None)

    @cached_property
    def idle_warning(self) -> IdleWarning:
        """Made when somebody is let in, as Home is waited for."""
        warning = IdleWarning(self.ws)
        self._notices.add(warning)
        return warning

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def on_go_anywhere(self) -> None:
        """Show the searchable list of pages."""
        now = self.pages.context
        there = [(item.page, item.title(now), item.icon) for item in self.pages.items.values() if item.is_offered(now)]
        dialog = GoAnywhere(self.ws.design, there, self)
        dialog.picked.connect(self.on_picked)
        self.ws.prompts.show(dialog)

    def on_picked(self, page: PageId) -> None:
        """Go to a place; to My reading with the text that was begun."""
        self._places.close()
        begun = self._reading.reading if page is PageId.MY_READING else None
        self.pages.go(page, begun.draft_id if begun is not None else None)

    def _commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menu."""
        signals, resize = self.ws.signals, partial(resize_text, self.ws.design, self.ws.settings)
        return (
            Command(self.tr("Go to…"), ("Ctrl+K",), self.on_go_anywhere),
            Command(self.tr("Back"), ("Alt+Left",), self.pages.go_back),
            Command(self.tr("Next area: page, places, header"), ("F6",), self.areas.on_next, ends_group=True),
            Command(self.tr("Press the main button of the page"), ("Ctrl+Enter", "Ctrl+Return"), self.on_filled),
            Command(self.tr("Undo"), ("Ctrl+Z",), self.on_undo, is_taken=True),
            Command(self.tr("Print and export"), ("Ctrl+P",), partial(self.pages.go, PageId.EXPORT), ends_group=True),
            Command(self.tr("Larger text"), ("Ctrl++", "Ctrl+="), partial(resize, 1), is_taken=True),
            Command(self.tr("Smaller text"), ("Ctrl+-",), partial(resize, -1), is_taken=True),
            Command(self.tr("Normal text"), ("Ctrl+0",), partial(resize, 0), is_taken=True),
            Command(
                self.tr("Full screen"), ("F11",), lambda: fill_screen(self.window()), ends_group=True, is_taken=True
            ),
            Command(self.tr("Help and keys"), ("F1",), self.on_keys),
            Command(self.tr("Hide now"), ("F12",), signals.hide_asked.emit, is_taken=True),
            Command(self.tr("Lock"), ("Ctrl+L",), signals.lock_asked.emit, is_taken=True),
            Command(self.tr("Quit"), ("Ctrl+Q",), lambda: self.window().close(), is_taken=True),
        )

    def on_menu(self) -> None:
        """Show every command with its key, or the places first where they are folded."""
        if self._places.is_folded:
            self._places.open()
        else:
            self.on_commands(self.header.menu)

    def on_commands(self, button: QWidget) -> None:
        """Show every command with its key, below a button."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        fill_menu(menu, self.commands)
        open_below(button, menu)

    def on_filled(self) -> None:
        """Press the one filled button of the page; where nobody can know what that is, only go to it."""
        page = self.pages.active
        there = (each for each in in_sight(page) if isinstance(each, Button)) if page is not None else iter(())
        button = next((each for each in there if each.kind is ButtonKind.PRIMARY and each.isEnabled()), None)
        if button is None and page is not None:
            self.ws.toast(self.tr("There is no main button to press here now."))
        elif button is not None:
            is_known = button.is_known or not button.visibleRegion().isEmpty()
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)  # what is being typed is kept first
            if is_known:
                button.click()

    def on_keys(self) -> None:
        """Show what every key does."""
        from app.ui.shell.keys_dialog import KeysDialog

        dialog = KeysDialog(self.ws.design, self.commands, self)
        dialog.manual_asked.connect(lambda: self.pages.go(PageId.READING, MANUAL))
        self.ws.prompts.show(dialog)

    def on_undo(self) -> None:
        """Undo the last thing that can be undone: on the page, else what a message offered to undo."""
        if self.pages.active is None or not self.pages.active.undo():
            self.messages.undo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing inside took."""
        if self._handover.cover is not None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            if not self._places.close():
                self.pages.go_back()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.on_undo()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._rows.copy(self.window().focusWidget())
        elif not self._scroll(event):
            if event.text().isprintable() and event.text() and not event.modifiers() & _WITH_LETTERS:
                self.ws.toast(self.tr("Nothing here takes what you type. Tab goes to the next field or button."))
            super().keyPressEvent(event)

    def _scroll(self, event: QKeyEvent) -> bool:
        """Scroll the page, from the places and the header too."""
        page = self.pages.current
        return page is not None and page.scroller is not None and page.scroller.take(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key or the right button, where nothing inside has a menu: what the row there can do."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        widget = self.window().focusWidget() if by_key else self.childAt(event.pos())
        if not self._rows.open_menu(widget, event.globalPos()):
            super().contextMenuEvent(event)

    def on_stop(self) -> None:
        """*Stop for tonight*: save what was typed, and lock."""
        self.pages.flush()
        self.ws.signals.lock_asked.emit()

    def on_presence_changed(self) -> None:
        """Somebody came, left or was handed the device: close what is not for them, before anything else."""
        self.messages.forget()
        self._places.close()
        self.ws.prompts.close_all()
        self.ws.clipboard.clear_all()
        self._reading.forget()
        self._show_presence()
        self.pages.on_presence_changed()
        self._reading.reload()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Tell the visible page, and the place of My reading, what changed."""
        if self.pages.active is not None:
            self.pages.active.on_changed(changes, by)
        self._reading.on_changed(changes, by)

    def _build(self, banner: str) -> None:
        outer = column_in(self)
        self._body = QWidget()
        outer.addWidget(self._body)
        line = row_in(self._body, Space.NONE)
        line.addWidget(self.sidebar)
        self._places = FoldedPlaces(self.sidebar, line, self._body, self.header.menu)
        column = stack(spacing=Space.NONE)
        above = self._above_pages(banner)
        column.addWidget(above)
        column.addWidget(self.pages, 1)
        line.addLayout(column, 1)
        # Once they are in place: what moves with its style sheet works out its styles twice.
        for part in (self.sidebar, above):
            self.ws.design.apply(part, Dress.PLAIN)

    def _above_pages(self, banner: str) -> QWidget:
        above = QWidget()
        column = column_in(above, Space.NONE)
        column.addWidget(self.header)
        if banner:
            panel = Panel(self.ws.design)
            panel.add(Label(banner, TextRole.CAPTION, tone="soft", selectable=True))
            column.addWidget(panel)
        self._notices = OnGrid(self.ws.design)
        column.addWidget(self._notices)
        return above

    def _connect(self) -> None:
        session, signals = self.ws.session, self.ws.signals
        session.changed.connect(self.on_changed)
        session.presence_changed.connect(self.on_presence_changed)
        session.people_changed.connect(self._show_presence)
        session.people_changed.connect(self.pages.on_people_changed)
        signals.saving.connect(self.header.show_saving)
        signals.saved.connect(self.header.show_saved)
        signals.refused.connect(self.header.show_refused)
        signals.toasted.connect(self.messages.show)
        signals.handing_over.connect(self._handover.hand_to)
        signals.stop_asked.connect(self.on_stop)
        self.ws.design.changed.connect(self._fit)
        self.sidebar.picked.connect(self.on_picked)
        self.sidebar.closed.connect(self._places.close)
        self.sidebar.commands_asked.connect(lambda: self.on_commands(self.sidebar.commands))
        self._reading.loaded.connect(self._show_places)
        for shown in (self.pages.arrived, self.pages.stayed):
            shown.connect(self.sidebar.show_current)
        self.pages.arrived.connect(lambda _page: self.messages.clear())
        self.header.leave_asked.connect(self._handover.leave)
        self.header.hand_back_asked.connect(lambda: self._handover.hand_to(None, PageId.HOME))
        self.header.menu_asked.connect(self.on_menu)
        # With the body as their owner, keys do nothing while the device is handed over.
        add_shortcuts(self._body, self.commands)

    def _show_presence(self) -> None:
        self.header.show_people(self.ws.session.people, self.ws.session.presence)
        self._show_places()

    def _show_places(self) -> None:
        self.pages.can_go_on = self._reading.reading is not None
        self.sidebar.show_items(self.pages.context)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._places.is_open and holds(self.pages, now):
            self._places.close()

    def _fit(self) -> None:
        self._places.fold(self.width() < self.ws.design.px(Size.SIDEBAR + Size.NARROW))
        self.header.show_folded(self._places.is_folded)
        self._handover.fit()
