"""The base of all screens: a page is shown, left, and told what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.header import PageHeader
from app.ui.kit.notice import Notice
from app.ui.kit.scroll import Fade, OnGrid, ScrollPage, edges
from app.ui.page_id import PageId
from app.ui.presenter import Presenter
from app.ui.tasks import PAUSE, Task
from app.ui.workspace import Workspace


class Page(QWidget):
    """A screen; `.body` is the column to fill."""

    went_back = Signal()

    def __init__(
        self, ws: Workspace, parent: QWidget | None = None, *, scroll: bool = True, width: int = Size.CONTENT
    ) -> None:
        super().__init__(parent)
        ws.design.apply(self, Dress.PATIENT)
        self.ws = ws
        self.is_filling = False
        """Whether the page is still being built in pieces."""
        self.was_activated = False
        """Whether `activate` was called; before, there is nothing to flush and no change to announce."""
        self.presenters: tuple[Presenter, ...] = ()
        """Told of changes while the page is visible."""
        self._filling = Task()
        outer = column_in(self, Space.NONE)
        self.scroller: ScrollPage | None = None
        if scroll:
            self.scroller = ScrollPage(ws.design, width=width)
            outer.addWidget(self.scroller)
            self.body = self.scroller.body
        else:
            outer.setContentsMargins(0, Space.XL, 0, 0)
            self.body = outer
            self.body.setSpacing(Space.L)
        self.column = self.body
        """Where the head goes."""

    def build_head(self, title: str, subtitle: str = "", actions: Sequence[QWidget] = ()) -> None:
        """Put a header at the top, and below it a notice for what went wrong."""
        self.put_head(PageHeader(self.ws.design, title, subtitle, actions))

    def put_head(self, header: PageHeader) -> None:
        """The same with a header that is made already."""
        self.header, self.notice = header, Notice(self.ws.design)
        add_to(self.column, self.header, self.notice)

    def follow(self, presenter: Presenter, show: Callable[[], object] | None = None) -> None:
        """Let a presenter hear of changes; `show` what it loaded, and say in the notice why it failed."""
        self.presenters = (presenter,)
        presenter.failed.connect(self.notice.show_error)
        if show is not None:
            presenter.loaded.connect(show)

    def showEvent(self, event: QShowEvent) -> None:
        while self.ws.design.catch_up(self):
            pass
        super().showEvent(event)

    def focus_first(self) -> None:
        """The page was opened by keyboard or pointer: focus its heading, or the first field to type in."""
        header = self.findChild(PageHeader)
        if header is None:
            self.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            header.focus_title()

    def undo(self) -> bool:
        """Ctrl+Z: undo the last thing done on this page; whether there was any."""
        return False

    def activate(self, argument: object = None) -> None:
        """The page is shown (again): load its content."""

    def flush(self) -> None:
        """The page is left, locked or closed: save what was typed now."""

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Whether the page can be left now; a page that has to ask first calls `go_on` after the answer."""
        return True

    def left(self) -> None:
        """A different page is shown: release what is no longer visible."""

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Something changed while the page is visible; `by` is the QObject that changed it."""
        for presenter in self.presenters:
            presenter.on_changed(changes, by)

    def on_presence_changed(self) -> None:
        """Somebody came, left or was handed the device while the page is visible."""

    def fill(self, pieces: Iterator[object]) -> None:
        """Build part of the page in pieces, without blocking the event loop; cancels an earlier `fill`."""
        self._filling.cancel()
        self._filling = self.ws.tasks.in_pieces(self._counted(pieces), owner=self)

    def stop_filling(self) -> None:
        """Cancel what is being built."""
        self.fill(iter(()))

    def _counted(self, pieces: Iterator[object]) -> Iterator[object]:
        self.is_filling = True
        if not self.was_activated:
            # What builds a page is a piece of its own.
            yield PAUSE
        yield from pieces
        self.is_filling = False
        self.measure()

    def measure(self) -> None:
        """Find out how high the content is, so that showing it takes less at once."""
        if self.scroller is not None:
            self.scroller.settle()

    def to_top(self) -> None:
        """Scroll back to the beginning."""
        if self.scroller is not None:
            self.scroller.to_top()

    def go(self, page: PageId, argument: object = None) -> None:
        """Go to a page."""
        self.ws.go(page, argument)

    def go_back(self) -> None:
        """Go back to the previous page."""
        self.went_back.emit()


LOW = 620
"""Below this height (at 100 % text) the subtitle makes room."""


class HeadedPage(Page):
    """A head that stays, and below it views that reach to the edges of the window, where they scroll."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, scroll=False)
        head = OnGrid(ws.design, self.body.spacing())
        self.column = head.body
        self._on_grid: list[QWidget] = []
        self.body.addWidget(head)
        ws.design.changed.connect(self.align)

    def put(self, view: QWidget, *, on_grid: bool = False) -> None:
        """Add a view below the head; `on_grid` if it does not scroll as a whole."""
        self.body.addWidget(view, 1)
        if on_grid:
            self._on_grid.append(view)
            self.align()
        elif isinstance(view, ScrollPage):
            Fade(self.ws.design, view, at_top=True)

    def drop(self, view: QWidget) -> None:
        """Remove a view and delete it."""
        if view in self._on_grid:
            self._on_grid.remove(view)
        view.setParent(None)
        view.deleteLater()

    def width_of(self, view: QWidget) -> int:
        """How wide a view on the grid is at most."""
        return Size.CONTENT

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.align()
        self.header.fold(self.height() < self.ws.design.px(LOW))

    def align(self) -> None:
        """Put the views on the grid to its edges."""
        for view in self._on_grid:
            left, right = edges(self.ws.design, self.width(), self.width_of(view))
            view.setContentsMargins(left, 0, right, Space.XL)
