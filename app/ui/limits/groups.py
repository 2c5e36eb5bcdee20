"""The cards of *Limits*: a group of the shared list with rows that open, and words for terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.limits import Outcome, SharedItem
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import button_row
from app.ui.kit.labels import Label, caption
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.shared_rows import RowContent, SharedRow
from app.ui.words_row import TermRow, WordsRow

AT_FIRST = 24
"""How many rows a group shows before it is asked for more."""

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
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.NONE)
        self.add(self._column)
        self._shown = 0
        self.show_more()
        if open_id in self.rows:
            self.toggle(open_id, tell=False)

    def show_more(self) -> None:
        """Show some more rows."""
        start, self._shown = self._shown, min(len(self._contents), self._shown + AT_FIRST)
        if start:
            last = self._column.takeAt(self._column.count() - 1)
            widget = last.widget() if last is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for item, content in self._contents[start : self._shown]:
            row = SharedRow(self._design, content, clickable=True)
            row.clicked.connect(lambda key=str(item.id): self.toggle(key))
            self.rows[item.id] = row
            self._column.addWidget(row)
            row.show()
        if self._shown < len(self._contents):
            more = button_row(quiet(self._design, self.tr("Show more"), self.show_more, "caret-down"))
            more.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
            self._column.addWidget(more)
            more.show()
        if start:
            self.rows[self._contents[start][0].id].setFocus()

    def toggle(self, item_id: str, *, tell: bool = True) -> None:
        """Open a row, or close it again."""
        again = self._open_id == item_id
        self.close_row()
        if not again:
            item = next(item for item, _content in self._contents if item.id == item_id)
            row = self.rows[item_id]
            self._panel = self._inside(item)
            self._column.insertWidget(self._column.indexOf(row) + 1, self._panel)
            self._panel.show()
            row.set_open(True)
            self._open_id = item_id
        if tell:
            self.opened.emit(self._open_id)

    def close_row(self) -> None:
        """Close what is open."""
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if self._open_id in self.rows:
            self.rows[self._open_id].set_open(False)
        self._open_id = ""


def terms_group(design: Design, head: QWidget, rows: Sequence[TermRow]) -> Card:
    """Each one's own words for terms, side by side."""
    card = Card(design, padding=Space.NONE, spacing=Space.NONE)
    card.add(head)
    for row in rows:
        card.add(WordsRow(design, row, line_above=True))
    return card
