"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.models.limits import SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import Column, add_to, discard, row_in
from app.ui.kit.labels import Label, caption
from app.ui.kit.surfaces import ROW_SIDE, IconLabel, Rows
from app.ui.paged_rows import PagedRows
from app.ui.shared_rows import RowContent, SharedRow, TermRow, WordsRow

R = TypeVar("R")
V = TypeVar("V", bound=QWidget)


class SharedItemRow(SharedRow):
    """An item of the shared list; below it, once opened, what it says and what can be done with it."""

    def __init__(
        self,
        design: Design,
        item: SharedItem,
        content: Callable[[SharedItem], RowContent],
        inside: Callable[[SharedItem], QWidget],
    ) -> None:
        super().__init__(design, content(item), clickable=True)
        self._content_of, self._inside = content, inside
        self.item = item
        """What it shows."""
        self._panel: QWidget | None = None

    def show_item(self, item: SharedItem) -> None:
        """Bind it to an item."""
        self.item = item
        self.show_content(self._content_of(item))

    def show_open(self, opened: bool) -> None:
        """Open it, as it is now, or close it."""
        if self._panel is not None:
            discard(self._panel)
            self._panel = None
        elif not opened:
            return
        column = self.parentWidget()
        if opened and isinstance(column, Column):
            self._panel = self._inside(self.item)
            column.body.insertWidget(column.body.indexOf(self) + 1, self._panel)
            self._panel.show()
        self.set_open(opened)


class GroupCard(Rows, Generic[R, V]):
    """A card with an icon, a title and a few words above its rows; hidden without any."""

    def __init__(
        self,
        design: Design,
        title: str,
        icon: str,
        colour: Colour,
        make: Callable[[R, int], V],
        bind: Callable[[V, R], object],
    ) -> None:
        super().__init__(design)
        head = QWidget()
        self._words = caption()
        line = row_in(head, Space.M, margins=(ROW_SIDE, Space.L, ROW_SIDE, Space.L))
        add_to(line, IconLabel(design, icon, colour, Size.ICON_LARGE), Label(title, TextRole.TITLE, wrap=False))
        line.addWidget(self._words, 1)
        self.add(head)
        self.rows = self.add(PagedRows(design, make, bind, rows_a_page=24, rows_a_piece=3))
        self.hide()

    def show_rows(self, rows: tuple[R, ...], words: str = "") -> Iterator[None]:
        """Show a page of rows, in pieces, and the words beside the title."""
        self._words.setText(words)
        self.setVisible(bool(rows))
        yield from self.rows.show_rows(rows)
        yield


ItemsCard = GroupCard[SharedItem, SharedItemRow]
TermsCard = GroupCard[TermRow, WordsRow]
