"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.limits import SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Column, button_row, row_in
from app.ui.kit.labels import Label, caption
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.shared_rows import RowContent, SharedRow, TermRow, WordsRow

ROWS_A_PAGE = 24
"""How many rows a group shows before it is asked for more."""
ROWS_A_PIECE = 3
"""How many are built at a stretch."""


class RowsCard(Card):
    """A card with an icon, a title and a few words above its rows."""

    def __init__(self, design: Design, title: str, icon: str, colour: Colour, words: str = "") -> None:
        super().__init__(design, padding=Space.NONE, spacing=Space.NONE)
        head = QWidget()
        line = row_in(head, Space.M, margins=(Space.L + Space.XS, Space.L, Space.L, Space.L))
        line.addWidget(IconLabel(design, icon, colour, Size.ICON_LARGE))
        line.addWidget(Label(title, TextRole.TITLE, wrap=False))
        line.addWidget(caption(words), 1)
        self._column = Column()
        self.add(head)
        self.add(self._column)


class TermsCard(RowsCard):
    """Each person's own words for terms, side by side."""

    def show_rows(self, rows: Sequence[TermRow]) -> Iterator[None]:
        """Show all rows, in pieces."""
        for start in range(0, len(rows), ROWS_A_PIECE):
            piece = rows[start : start + ROWS_A_PIECE]
            self._column.add(Column(*(WordsRow(self._design, row, line_above=True) for row in piece)))
            yield


class GroupCard(RowsCard):
    """One group of the shared list; pressing a row opens what can be done with it."""

    opened = Signal(str)
    """The id of the item that was opened; empty when it was closed."""

    def __init__(
        self,
        design: Design,
        title: str,
        icon: str,
        colour: Colour,
        words: str,
        contents: Sequence[tuple[SharedItem, RowContent]],
        inside: Callable[[SharedItem], QWidget],
    ) -> None:
        super().__init__(design, title, icon, colour, words)
        self._contents, self._inside = tuple(contents), inside
        self.rows: dict[str, SharedRow] = {}
        self._panel: QWidget | None = None
        self._open_id = ""
        self._more = button_row(quiet(design, self.tr("Show more"), self.on_more, "caret-down"))
        self._more.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        self.add(self._more)
        self._more.hide()

    def show_rows(self, open_id: str = "") -> Iterator[None]:
        """Show some rows, or some more, in pieces; the row of `open_id` is opened."""
        shown = len(self.rows)
        until = min(len(self._contents), shown + ROWS_A_PAGE)
        for start in range(shown, until, ROWS_A_PIECE):
            piece = self._contents[start : min(until, start + ROWS_A_PIECE)]
            self._column.add(Column(*(self._row(item, content) for item, content in piece)))
            for item, _content in piece:
                if item.id == open_id:
                    self._open(item)
            yield
        self._more.setVisible(until < len(self._contents))

    def _row(self, item: SharedItem, content: RowContent) -> SharedRow:
        row = SharedRow(self._design, content, clickable=True)
        row.clicked.connect(lambda: self.toggle(item.id))
        self.rows[item.id] = row
        return row

    def on_more(self) -> None:
        """Show some more rows, and go on at the first of them."""
        first = self._contents[len(self.rows)][0].id
        for _piece in self.show_rows():
            pass
        self.rows[first].setFocus()

    def toggle(self, item_id: str) -> None:
        """Open a row, or close it again."""
        again = self._open_id == item_id
        self.close_row()
        if not again:
            self._open(next(item for item, _content in self._contents if item.id == item_id))
        self.opened.emit(self._open_id)

    def _open(self, item: SharedItem) -> None:
        row = self.rows[item.id]
        self._panel = self._inside(item)
        piece = row.parentWidget()
        assert isinstance(piece, Column)
        piece.body.insertWidget(piece.body.indexOf(row) + 1, self._panel)
        self._panel.show()
        row.set_open(True)
        self._open_id = item.id

    def close_row(self) -> None:
        """Close what is open."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if self._open_id in self.rows:
            self.rows[self._open_id].set_open(False)
        self._open_id = ""
