"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.limits import Outcome, SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Column, button_row
from app.ui.kit.labels import Label, caption
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.shared_rows import RowContent, SharedRow
from app.ui.words_row import TermRow, WordsRow

AT_FIRST = 24
"""How many rows a group shows before it is asked for more."""
PIECE = 3
"""How many are built at a stretch."""

Inside = Callable[[SharedItem], QWidget]


def group_head(design: Design, title: str, icon: str, colour: Colour, words: str) -> QWidget:
    """The head of a group: icon, title, a few words."""
    head = QWidget()
    line = QHBoxLayout(head)
    line.setContentsMargins(Space.L + Space.XS, Space.L, Space.L, Space.L)
    line.setSpacing(Space.M)
    line.addWidget(IconLabel(design, icon, colour, Size.ICON_LARGE), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(Label(title, TextRole.TITLE, wrap=False))
    line.addWidget(caption(words), 1, Qt.AlignmentFlag.AlignVCenter)
    return head


class GroupCard(Card):
    """One group of the shared list; pressing a row opens what can be done with it."""

    opened = Signal(str)
    """The id of the item that was opened; empty when it was closed."""

    def __init__(
        self,
        design: Design,
        outcome: Outcome,
        head: QWidget,
        contents: Sequence[tuple[SharedItem, RowContent]],
        inside: Inside,
        open_id: str = "",
    ) -> None:
        super().__init__(design, padding=Space.NONE, spacing=Space.NONE)
        self.outcome = outcome
        self._contents, self._inside = tuple(contents), inside
        self.rows: dict[str, SharedRow] = {}
        self._panel: QWidget | None = None
        self._open_id = ""
        self.add(head)
        self._column = Column()
        self.add(self._column)
        self._wanted_open = open_id
        self._shown = 0
        self._more = button_row(quiet(design, self.tr("Show more"), self.on_more, "caret-down"))
        self._more.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        self.add(self._more)
        self._more.hide()

    def show_rows(self) -> Iterator[None]:
        """Show some rows, or some more, in pieces."""
        until = min(len(self._contents), self._shown + AT_FIRST)
        while self._shown < until:
            self._add(min(until, self._shown + PIECE))
            yield
        self._more.setVisible(self._shown < len(self._contents))

    def on_more(self) -> None:
        """Show some more rows, and go on at the first of them."""
        first = self._contents[self._shown][0].id
        for _piece in self.show_rows():
            pass
        self.rows[first].setFocus()

    def _add(self, until: int) -> None:
        piece = Column()
        for item, content in self._contents[self._shown : until]:
            row = SharedRow(self._design, content, clickable=True)
            row.clicked.connect(lambda key=str(item.id): self.toggle(key))
            self.rows[item.id] = row
            piece.add(row)
            if item.id == self._wanted_open:
                self._open(row, item)
        self._column.add(piece)
        self._shown = until

    def toggle(self, item_id: str, *, tell: bool = True) -> None:
        """Open a row, or close it again."""
        again = self._open_id == item_id
        self.close_row()
        if not again:
            item = next(item for item, _content in self._contents if item.id == item_id)
            self._open(self.rows[item_id], item)
        if tell:
            self.opened.emit(self._open_id)

    def _open(self, row: SharedRow, item: SharedItem) -> None:
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


class TermsCard(Card):
    """Each one's own words for terms, side by side."""

    def __init__(self, design: Design, head: QWidget, rows: Sequence[TermRow]) -> None:
        super().__init__(design, padding=Space.NONE, spacing=Space.NONE)
        self._waiting = list(rows)
        self.add(head)
        self._column = Column()
        self.add(self._column)

    def show_rows(self) -> Iterator[None]:
        """Show all rows, in pieces."""
        while self._waiting:
            self._column.add(Column(*(WordsRow(self._design, row, line_above=True) for row in self._waiting[:PIECE])))
            del self._waiting[:PIECE]
            yield
