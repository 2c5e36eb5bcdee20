"""The shell: sidebar, header, and the pages, each made at its first visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.presence import PresenceKind
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.flow import column_in, row_in, stack
from app.ui.kit.labels import Label
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.surfaces import Panel
from app.ui.kit.toast import ToastBar
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.handover import Handover
from app.ui.shell.header_bar import HeaderBar
from app.ui.shell.navigation import Here, NavContext, NavGroup, NavItem
from app.ui.shell.page_stack import PageStack
from app.ui.shell.sidebar import Sidebar
from app.ui.tasks import PAUSE, Lane, Task
from app.ui.wording import plural
from app.ui.workspace import Workspace

Visit = tuple[PageId, object]
"""A page and its argument."""


class Shell(QWidget):
    """What is shown while somebody is here."""

    lock_asked = Signal()
    hide_asked = Signal()
    join_asked = Signal()
    leave_asked = Signal()

    def __init__(self, ws: Workspace, items: Sequence[NavItem], banner: str = "") -> None:
        super().__init__()
        self.ws = ws
        self._items = {item.page: item for item in items}
        self._pages: dict[PageId, Page] = {}
        self._here: Visit = (PageId.HOME, None)
        self._trail: list[Visit] = []
        self._opening: Task | None = None
        self._holder = ws.session.me
        self.sidebar = Sidebar(ws.design, items)
        self.header = HeaderBar(ws.design)
        self._stack = PageStack()
        self._build(banner)
        self._handover = Handover(ws, self, self._body)
        self._connect()
        self._show_presence()

    @cached_property
    def _toast(self) -> ToastBar:
        """Made for the first message, as Home is waited for."""
        return ToastBar(self.ws.design, self)

    @cached_property
    def _idle_notice(self) -> Notice:
        """Made for the first warning."""
        notice = Notice(self.ws.design)
        self._notices.addWidget(notice)
        return notice

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._stack.current

    @property
    def here(self) -> PageId:
        """The id of that page."""
        return self._here[0]

    def go(self, page: PageId, argument: object = None, then: Callable[[], object] | None = None) -> None:
        """Go to a page, or Home if it doesn't exist now. `then` is called once it is shown."""
        if not self._items[page].exists(self._context()):
            page, argument = PageId.HOME, None
        if page is not self._here[0] and self._stays(lambda: self.go(page, argument, then)):
            return
        if self.current is not None and page is not self._here[0]:
            self._trail = [*self._trail[-20:], self._here]
        self._open(page, argument, then)

    def go_back(self) -> None:
        """Go back to the previous page that still exists."""
        if self._stays(self.go_back):
            return
        while self._trail:
            page, argument = self._trail.pop()
            if self._items[page].exists(self._context()):
                self._open(page, argument)
                return
        self._open(PageId.HOME, None)

    def _stays(self, go_on: Callable[[], object]) -> bool:
        current = self.current
        if current is None or not current.was_activated or current.may_leave(go_on):
            return False
        self.sidebar.show_current(self._here[0])
        return True

    def flush(self) -> None:
        """Let every page save what was typed."""
        for page in self._pages.values():
            if page.was_activated:
                page.flush()

    def show_idle(self, seconds: int) -> None:
        """Warn that the vault will be locked."""
        words = plural("This will be locked in %n seconds", seconds)
        hint = self.tr("Press any key or move the pointer to go on. Drafts are kept.")
        self._idle_notice.show_notice(words, hint, NoticeTone.WARNING, closable=False)

    def clear_idle(self) -> None:
        """Remove the warning."""
        if "_idle_notice" in vars(self):
            self._idle_notice.clear()

    def on_toasted(self, text: str, undo: Callable[[], object] | None) -> None:
        """Show a message for some seconds."""
        self._toast.show_toast(text, undo)

    def _clear_toast(self) -> None:
        if "_toast" in vars(self):
            self._toast.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def on_go_anywhere(self) -> None:
        """Show the searchable list of pages."""
        now = self._context()
        there = [
            (item.page, item.title(now), item.icon)
            for item in self._items.values()
            if item.exists(now) and not item.needs_argument
        ]
        dialog = GoAnywhere(self.ws.design, there, self)
        dialog.picked.connect(self.on_picked)
        self.ws.prompts.show(dialog)

    def on_picked(self, page: PageId) -> None:
        """Go to a page and move the focus there."""
        self.go(page, then=self._focus_page)

    def on_handing_over(self, person_id: PersonId | None, then: PageId, argument: object) -> None:
        """Hand the device over, then go to a page."""
        session = self.ws.session
        if session.presence.kind is PresenceKind.ALONE or session.presence.turn == person_id:
            self.go(then, argument)
            return
        if self.current is not None and self.current.was_activated:
            self.current.flush()
        session.hand_back()  # private pages are closed now, whoever confirms
        self._handover.ask(person_id, lambda: self._on_handed(person_id, then, argument))

    def on_leaving(self) -> None:
        """One person leaves; the other shows their passphrase and continues alone."""

        def left() -> None:
            self._handover.end()
            self.leave_asked.emit()

        self._handover.ask(self.ws.session.presence.here[0], left)

    def on_stop(self) -> None:
        """*Stop for tonight*: save what was typed, and lock."""
        self.flush()
        self.lock_asked.emit()

    def on_presence_changed(self) -> None:
        """Close pages that don't exist any more or show somebody else's content, before anything else.

        What was typed in them is saved afterwards: a failure must not keep anything in sight.
        """
        self._clear_toast()
        self.ws.prompts.close_all()
        self.ws.clipboard.clear_all()
        self._show_presence()
        holder, self._holder = self._holder, self.ws.session.me
        here, now = self._here[0], self._context()
        closing = [page for page in self._pages if self._must_close(page, now, handed=holder != self._holder)]
        with ExitStack() as afterwards:
            for page in closing:
                dropped = self._drop(page, forget=not self._items[page].exists(now))
                if dropped.was_activated:
                    afterwards.callback(dropped.flush)
            if not self._items[here].exists(now):
                self._open(PageId.HOME, None)
            elif here in closing:
                self._open(here, None)
            elif self.current is not None and self.current.was_activated:
                self.current.on_presence_changed()

    def _must_close(self, page: PageId, now: NavContext, *, handed: bool) -> bool:
        """Whether a page closes when presence changes; `handed`: the device has a different holder now."""
        item = self._items[page]
        if not item.exists(now):
            return True
        return handed and (
            Here.PRIVATE in item.needs or (page is not self._here[0] and item.group is not NavGroup.OURS)
        )

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Tell the visible page what changed."""
        if self.current is not None and self.current.was_activated:
            self.current.on_changed(changes, by)

    def _build(self, banner: str) -> None:
        outer = column_in(self)
        self._body = QWidget()
        outer.addWidget(self._body)
        line = row_in(self._body, Space.NONE)
        line.addWidget(self.sidebar)
        column = stack(spacing=Space.NONE)
        above = self._above_pages(banner)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        line.addLayout(column, 1)
        # Once they are in place: what moves with its style sheet works out its styles twice.
        for part in (self.sidebar, above):
            self.ws.design.apply(part, Dress.PLAIN)

    def _above_pages(self, banner: str) -> QWidget:
        above = QWidget()
        column = column_in(above, Space.NONE)
        column.addWidget(self.header)
        if banner:
            panel = Panel(self.ws.design, padding=Space.M)
            panel.add(Label(banner, TextRole.CAPTION, tone="soft", selectable=True))
            column.addWidget(panel)
        self._notices = stack()
        self._notices.setContentsMargins(Space.XL, 0, Space.XL, 0)
        column.addLayout(self._notices)
        return above

    def _connect(self) -> None:
        session, signals = self.ws.session, self.ws.signals
        session.changed.connect(self.on_changed)
        session.presence_changed.connect(self.on_presence_changed)
        session.people_changed.connect(self._show_presence)
        signals.saving.connect(self.header.show_saving)
        signals.saved.connect(self.header.show_saved)
        signals.toasted.connect(self.on_toasted)
        signals.handing_over.connect(self.on_handing_over)
        signals.stop_asked.connect(self.on_stop)
        self.ws.design.changed.connect(self._fit)
        self.sidebar.picked.connect(self.go)
        self.header.join_asked.connect(self.join_asked)
        self.header.leave_asked.connect(self.on_leaving)
        self.header.hand_back_asked.connect(lambda: self.on_handing_over(None, PageId.HOME, None))
        self.header.stop_asked.connect(self.on_stop)
        self.header.hide_asked.connect(self.hide_asked)
        self.header.lock_asked.connect(self.lock_asked)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_K), self, self.on_go_anywhere)

    def _open(self, page: PageId, argument: object, then: Callable[[], object] | None = None) -> None:
        if self._opening is not None:
            self._opening.cancel()
        self._here = (page, argument)
        self._opening = self.ws.tasks.in_pieces(self._open_in_pieces(page, argument, then), owner=self)

    def _open_in_pieces(self, page: PageId, argument: object, then: Callable[[], object] | None) -> Iterator[object]:
        before = self.current
        if page not in self._pages:
            yield from self._load(self._items[page])
            self._make(page)
            yield None
        shown = self._pages[page]
        if before is not None and before.was_activated:
            before.flush()
            if before is not shown:
                before.left()
        while self.ws.design.catch_up(shown):
            # It takes over a changed design before it is painted in it, as both take time.
            yield PAUSE
        self._stack.show_page(shown)
        self.sidebar.show_current(page)
        self._clear_toast()
        if not shown.was_activated:
            # The page is painted before it loads its content, as both take time.
            yield PAUSE
        while shown.is_filling:
            yield PAUSE
        shown.was_activated = True
        shown.activate(argument)
        if before is not shown and shown.scroller is not None:
            shown.scroller.to_top()
        if then is not None:
            then()

    def _load(self, item: NavItem) -> Iterator[object]:
        # An import waits for the disk; on a lane, keys and pointer keep working.
        loaded: list[object] = []
        self.ws.tasks.run(Lane.PAGES, item.load, loaded.append, loaded.append, owner=self)
        while not loaded:
            yield PAUSE
        if isinstance(loaded[0], Exception):
            raise loaded[0]

    def _make(self, page: PageId) -> None:
        # With its parent from the start: reparenting a built page computes all its styles twice.
        made = self._items[page].make(self.ws, self._stack)
        made.navigate.connect(self.go)
        made.went_back.connect(self.go_back)
        self._pages[page] = made

    def _focus_page(self) -> None:
        shown, inside = self.current, self.window().focusWidget()
        if shown is not None and (inside is None or not shown.isAncestorOf(inside)):
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, page: PageId, *, forget: bool) -> Page:
        made = self._pages.pop(page)
        self._stack.drop(made)
        if forget:
            self._trail = [visit for visit in self._trail if visit[0] is not page]
        return made

    def _on_handed(self, person_id: PersonId | None, then: PageId, argument: object) -> None:
        session = self.ws.session
        if person_id is None:
            session.hand_back()
        else:
            session.hand_to(person_id)
        self.go(then, argument, self._handover.end)

    def _context(self) -> NavContext:
        session = self.ws.session
        here = Here.ANYBODY if session.is_solo else Here.OF_TWO
        if session.me is not None:
            here |= Here.PRIVATE
        if session.presence.kind is PresenceKind.TOGETHER:
            here |= Here.TOGETHER
        return NavContext(here, self.ws.partner_name)

    def _show_presence(self) -> None:
        self.header.show_people(self.ws.session.people, self.ws.session.presence)
        self.sidebar.show_items(self._context())

    def _fit(self) -> None:
        words = self.ws.design.px(Size.SIDEBAR) + self.ws.design.px(Size.NARROW)
        self.sidebar.show_narrow(self.width() < words)
        self._handover.fit()
