"""What every screen is: a page that is shown, left, and told what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import column_in
from app.ui.kit.scroll import ScrollPage
from app.ui.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.models.changes import Changes
    from app.ui.presenter import Presenter
    from app.ui.tasks import Task
    from app.ui.workspace import Workspace


class Page(QWidget):
    """Base of all screens; `.body` is the column to fill."""

    navigate = Signal(object, object)
    """PageId and its argument."""
    went_back = Signal()

    def __init__(
        self, ws: Workspace, parent: QWidget | None = None, *, scroll: bool = True, width: int = Size.CONTENT
    ) -> None:
        super().__init__(parent)
        self.ws = ws
        self.is_filling = False
        """Whether it is still being built, piece by piece."""
        self.was_activated = False
        """Whether it was shown what it is to show; before, there is nothing to flush or to tell it."""
        self.presenters: tuple[Presenter, ...] = ()
        """Those that are told of changes while the page is shown."""
        self._filling: Task | None = None
        outer = column_in(self, Space.NONE)
        self.scroller: ScrollPage | None = None
        if scroll:
            self.scroller = ScrollPage(ws.design, width=width)
            outer.addWidget(self.scroller)
            self.body = self.scroller.body
        else:
            outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
            self.body = outer
            self.body.setSpacing(Space.L)

    def activate(self, argument: object = None) -> None:
        """It is shown (again); load what it shows."""

    def flush(self) -> None:
        """It is left, locked or closed: write what was typed, now."""

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Whether it can be left at once; a page that has to ask first calls `go_on` once that is answered."""
        return True

    def left(self) -> None:
        """Another page is shown instead: let go of what nobody looks at any more."""

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Something changed while the page is shown; `by` is the QObject that changed it."""
        for presenter in self.presenters:
            presenter.on_changed(changes, by)

    def on_presence_changed(self) -> None:
        """Somebody came, left or was handed the device while it is shown."""

    def fill(self, pieces: Iterator[None]) -> None:
        """Build a part of it in pieces, so that nothing waits for the whole; what was being built is given up."""
        if self._filling is not None:
            self._filling.cancel()
        self._filling = self.ws.tasks.in_pieces(self._counted(pieces), owner=self)

    def stop_filling(self) -> None:
        """Give up what is being built."""
        self.fill(iter(()))

    def _counted(self, pieces: Iterator[None]) -> Iterator[None]:
        self.is_filling = True
        yield from pieces
        self.is_filling = False
        if self.scroller is not None:
            self.scroller.settle()

    def go(self, page: PageId, argument: object = None) -> None:
        """Go to another page."""
        self.navigate.emit(page, argument)

    def go_back(self) -> None:
        """Go to where one came from."""
        self.went_back.emit()
