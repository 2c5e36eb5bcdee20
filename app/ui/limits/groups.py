"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.models.limits import SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import column_in, discard, row_in
from app.ui.kit.labels import Label, caption
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.paged_rows import BoundRow, PagedRows
from app.ui.shared_rows import RowContent, SharedRow, TermRow, WordsRow

R = TypeVar("R")


class SharedItemRow(BoundRow[SharedItem]):
    """An item of the shared list; below it, once opened, what it says and what can be done with it."""

    def __init__(
        self,
        design: Design,
        item: SharedItem,
        content: Callable[[SharedItem], RowContent],
        inside: Callable[[SharedItem], QWidget],
    ) -> None:
        super().__init__(item)
        self._content, self._inside = content, inside
        self.words = SharedRow(design, content(item), clickable=True)
        self.setFocusProxy(self.words)
        self._column = column_in(self, Space.NONE)
        self._column.addWidget(self.words)
        self._panel: QWidget | None = None

    def show_row(self, row: SharedItem) -> None:
        """Bind it to an item."""
        super().show_row(row)
        self.words.show_content(self._content(row))

    def show_open(self, opened: bool) -> None:
        """Open it, as it is now, or close it."""
        if self._panel is not None:
            discard(self._panel)
            self._panel = None
        if opened:
            self._panel = self._inside(self.row)
            self._column.addWidget(self._panel)
            self._panel.show()
        self.words.set_open(opened)


class WordsOfBoth(BoundRow[TermRow]):
    """Each person's own words for a term, side by side."""

    def __init__(self, design: Design, row: TermRow) -> None:
        super().__init__(row)
        self._words = WordsRow(design, row, line_above=True)
        column_in(self).addWidget(self._words)

    def show_row(self, row: TermRow) -> None:
        """Bind it to a term."""
        super().show_row(row)
        self._words.show_row(row)


class GroupCard(Card, Generic[R]):
    """A card with an icon, a title and a few words above its rows; hidden without any."""

    def __init__(
        self, design: Design, title: str, icon: str, colour: Colour, make: Callable[[R, int], BoundRow[R]]
    ) -> None:
        super().__init__(design, padding=Space.NONE, spacing=Space.NONE)
        head = QWidget()
        self._words = caption()
        line = row_in(head, Space.M, margins=(Space.L + Space.XS, Space.L, Space.L, Space.L))
        line.addWidget(IconLabel(design, icon, colour, Size.ICON_LARGE))
        line.addWidget(Label(title, TextRole.TITLE, wrap=False))
        line.addWidget(self._words, 1)
        self.add(head)
        self.rows: PagedRows[R] = self.add(PagedRows(design, make, rows_a_page=24, rows_a_piece=3))
        self.hide()

    def show_rows(self, rows: tuple[R, ...], words: str = "") -> Iterator[None]:
        """Show a page of rows, in pieces, and the words beside the title."""
        self._words.setText(words)
        self.setVisible(bool(rows))
        yield from self.rows.show_rows(rows)
