"""The pages: each is made at its first visit, shown, and closed when it no longer exists for whoever is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.importing import load
from app.ui.kit.flow import column_in, discard, holds_focus
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.shell.areas import holds
from app.ui.shell.navigation import Here, NavContext, NavGroup, NavItem
from app.ui.tasks import PAUSE, Task
from app.ui.workspace import Workspace

Visit = tuple[PageId, object]
"""A page and its argument."""
LONGEST_TRAIL = 21


class OpenPages(QWidget):
    """Only the visible page is in the layout, because a QStackedWidget asks all its pages for their sizes."""

    spoken_as = "Pane"
    arrived = Signal(object)
    """The PageId that is shown now."""
    stayed = Signal(object)
    """The PageId that is shown still, as it did not want to be left."""

    def __init__(self, ws: Workspace, items: Sequence[NavItem]) -> None:
        super().__init__()
        self._ws = ws
        self.items = {item.page: item for item in items}
        self.made: dict[PageId, Page] = {}
        self.current: Page | None = None
        """The page that is shown."""
        self._here: Visit = (PageId.HOME, None)
        self._trail: list[Visit] = []
        self._opening = Task()
        self._holder = ws.session.me
        self.can_go_on = False
        """Whether whoever is here has begun a reading."""
        self._column = column_in(self)
        ws.signals.navigated.connect(self.go)

    @property
    def spoken_children(self) -> list[QWidget]:
        """What screen readers find inside: not the pages that are kept for later."""
        return [self.current] if self.current is not None else []

    @property
    def here(self) -> PageId:
        """The id of the page that is shown, or that is being opened."""
        return self._here[0]

    @property
    def context(self) -> NavContext:
        """Who is here now."""
        session = self._ws.session
        here = Here.ANYBODY if session.is_solo else Here.OF_TWO
        if session.me is not None:
            here |= Here.PRIVATE
        if session.is_together:
            here |= Here.TOGETHER
        if self.can_go_on:
            here |= Here.READING
        return NavContext(here, self._ws.partner_name)

    @property
    def active(self) -> Page | None:
        """The page that is shown, once it has been activated."""
        return self.current if self.current is not None and self.current.was_activated else None

    def flush(self) -> None:
        """Let every page save what was typed."""
        for page in self.made.values():
            if page.was_activated:
                page.flush()
        self._ws.unadded.flush()

    def put_away(self) -> None:
        """Somebody comes, leaves or locks: what waits to be written is written by those who are here now."""
        self.flush()
        self._ws.scene_over.flush()

    # --- going

    def go(self, page: PageId, argument: object = None, then: Callable[[], object] | None = None) -> None:
        """Go to a page, or Home if it doesn't exist now. `then` is called once it is shown."""
        if not self.items[page].exists(self.context):
            page, argument = PageId.HOME, None
        if page is not self.here and self._stays(lambda: self.go(page, argument, then)):
            return
        if self.current is not None and page is not self.here:
            self._trail = [*self._trail[1 - LONGEST_TRAIL :], self._here]
        self._open(page, argument, then)

    def go_home(self) -> None:
        """Go Home, to its heading; what was pressed may not be there any more."""
        if self.here is not PageId.HOME:
            self.go(PageId.HOME)
        elif self.active is not None:
            self.active.focus_first()

    def go_back(self) -> None:
        """Go back to the previous page that still exists."""
        if self._stays(self.go_back):
            return
        while self._trail:
            page, argument = self._trail.pop()
            if self.items[page].exists(self.context):
                self._open(page, argument, returns=True)
                return
        self._open(PageId.HOME, None)

    def _stays(self, go_on: Callable[[], object]) -> bool:
        stays = self.active is not None and not self.active.may_leave(go_on)
        if stays:
            self.stayed.emit(self.here)
        return stays

    def _open(
        self, page: PageId, argument: object, then: Callable[[], object] | None = None, *, returns: bool = False
    ) -> None:
        self._opening.cancel()
        self._here = (page, argument)
        self._opening = self._ws.tasks.in_pieces(self._open_in_pieces(page, argument, then, returns), owner=self)

    def _open_in_pieces(
        self, page: PageId, argument: object, then: Callable[[], object] | None, returns: bool
    ) -> Iterator[object]:
        before = self.current
        if page not in self.made:
            yield from load(self._ws.tasks, self.items[page].source, self)
            # A module imports others, and a page has many widgets.
            yield PAUSE
            self._make(page)
            yield None
        shown = self.made[page]
        if before is not None and before.was_activated:
            before.flush()
            if before is not shown:
                before.left()
        while self._ws.design.catch_up(shown):
            # It takes over a changed design before it is painted in it, as both take time.
            yield PAUSE
        if before is not shown:
            shown.measure()
            yield PAUSE
        self._show(shown)
        self.arrived.emit(page)
        # The page is painted before it loads its content, as both take time.
        yield PAUSE
        while shown.is_filling:
            yield PAUSE
        shown.was_activated = True
        shown.activate(argument)
        if before is not shown:
            shown.to_top()
        self._place_focus(shown, returns)
        if then is not None:
            then()

    def _place_focus(self, shown: Page, returns: bool) -> None:
        """Where it was, if somebody comes back; a page that is opened begins in sight."""
        focused = self.window().focusWidget()
        is_kept = focused is not None and focused is not shown and holds(shown, focused)
        if not is_kept or (focused is not None and not returns and focused.visibleRegion().isEmpty()):
            shown.focus_first()
        elif shown.scroller is not None:
            shown.scroller.on_focus_changed(None, focused)

    def _make(self, page: PageId) -> None:
        # With its parent from the start: reparenting a built page computes all its styles twice.
        made = self.items[page].make(self._ws, self)
        made.went_back.connect(self.go_back)
        self.made[page] = made

    def _show(self, page: Page) -> None:
        """Show a page; if the previous page had the focus, the new one gets it back where it was."""
        before = self.current
        if before is page:
            return
        held = before is not None and holds_focus(before)
        # The new page is shown before the old one is hidden, so that the focus doesn't jump in between. It has the
        # layout to itself by then, or both would be laid out at half their height first.
        if before is not None:
            self._column.removeWidget(before)
        self._column.addWidget(page)
        self.current = page
        page.show()
        last = cast("QWidget | None", page.focusWidget())
        if held and last is not None:
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        elif held:
            page.focus_first()  # otherwise Qt would choose, in the order in which things were made
        if before is not None:
            before.hide()

    # --- closing

    def on_presence_changed(self) -> None:
        """Close pages that don't exist any more or show somebody else's content, before anything else.

        What was typed in them is saved afterwards: a failure must not keep anything in sight.
        """
        holder, self._holder = self._holder, self._ws.session.me
        here, now = self.here, self.context
        closing = [page for page in self.made if self._must_close(page, now, handed=holder != self._holder)]
        with ExitStack() as afterwards:
            for page in closing:
                dropped = self._drop(page, forget=not self.items[page].exists(now))
                if dropped.was_activated:
                    afterwards.callback(dropped.flush)
            if not self.items[here].exists(now):
                self._open(PageId.HOME, None)
            elif here in closing:
                self._open(here, None)
            elif self.active is not None:
                self.active.on_presence_changed()

    def on_people_changed(self) -> None:
        """Close pages that are out of sight, as they show somebody's name or mark as it was."""
        for page in [page for page, made in self.made.items() if made is not self.current]:
            self._drop(page, forget=False)

    def _must_close(self, page: PageId, now: NavContext, *, handed: bool) -> bool:
        """Whether a page closes when presence changes; `handed`: the device has a different holder now."""
        item = self.items[page]
        if not item.exists(now):
            return True
        return handed and (Here.PRIVATE in item.needs or (page is not self.here and item.group is not NavGroup.OURS))

    def _drop(self, page: PageId, *, forget: bool) -> Page:
        made = self.made.pop(page)
        if made is self.current:
            self.current = None
        self._column.removeWidget(made)
        discard(made)
        if forget:
            self._trail = [visit for visit in self._trail if visit[0] is not page]
        return made
