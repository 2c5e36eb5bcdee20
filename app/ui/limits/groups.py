"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.limits import SharedItem
from app.ui.design.design import Design
from app.ui.kit.flow import Column, discard
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Rows
from app.ui.paged_rows import PagedRows
from app.ui.row_content import RowContent, TermRow
from app.ui.shared_rows import GroupHead, SharedRow, WordsRow

R = TypeVar("R")
V = TypeVar("V", bound=QWidget)


Items = tuple[SharedItem, ...]
"""One activity, in one direction or the same in both."""


class SharedItemRow(SharedRow):
    """An activity of the shared list; below it, once opened, what it says and what can be done with it."""

    def __init__(
        self,
        design: Design,
        items: Items,
        content: Callable[[Items], RowContent],
        inside: Callable[[Items], QWidget],
    ) -> None:
        super().__init__(design, content(items), clickable=True)
        self._content_of, self._inside = content, inside
        self.items = items
        """What it shows."""
        self._panel: QWidget | None = None

    @property
    def item(self) -> SharedItem:
        """The first of what it shows."""
        return self.items[0]

    def show_items(self, items: Items) -> None:
        """Bind it to an activity."""
        self.items = items
        self.show_content(self._content_of(items))

    def show_open(self, opened: bool) -> None:
        """Open it, as it is now, or close it."""
        if self._panel is not None:
            discard(self._panel)
            self._panel = None
        elif not opened:
            return
        column = self.parentWidget()
        if opened and isinstance(column, Column):
            self._panel = self._inside(self.items)
            column.body.insertWidget(column.body.indexOf(self) + 1, self._panel)
            self._panel.show()
        self.set_open(opened)


class GroupCard(Rows, Generic[R, V]):
    """A card whose head stays in sight above its rows; hidden without any."""

    def __init__(
        self,
        design: Design,
        head: GroupHead,
        scroller: ScrollPage | None,
        make: Callable[[R, int], V],
        bind: Callable[[V, R], object],
    ) -> None:
        super().__init__(design)
        self._scroller = scroller
        self._head = self.add(head)
        self.rows = self.add(PagedRows(design, make, bind, rows_a_page=24))
        self.hide()
        if scroller is not None:
            scroller.verticalScrollBar().valueChanged.connect(self._follow)

    def show_rows(self, rows: tuple[R, ...], words: str = "") -> Iterator[None]:
        """Show a page of rows, in pieces, and the words beside the title."""
        self._head.show_words(words)
        self.setVisible(bool(rows))
        yield from self.rows.show_rows(rows)
        self._follow()
        yield

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        page = self._scroller.widget() if self._scroller is not None else None
        if self._scroller is None or page is None or not self.isVisible():
            return
        top = self.contentsRect().top()
        above = self._scroller.verticalScrollBar().value() - self.mapTo(page, QPoint(0, 0)).y()
        y = max(top, min(above, self.contentsRect().bottom() - self._head.height()))
        self._head.move(self._head.x(), y)
        self._head.show_stuck(y > top)
        self._head.raise_()


ItemsCard = GroupCard[Items, SharedItemRow]
TermsCard = GroupCard[TermRow, WordsRow]
