"""A dialog with the person's own templates or ways: each can be reworded or deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.dialogs import TallDialog
from app.ui.kit.buttons import IconButton, primary
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, clear_layout
from app.ui.kit.labels import caption, soft
from app.ui.kit.strings import exact
from app.ui.wording import fill

LONGEST_ITEM = 20_000
"""Characters."""
OwnItem = tuple[str, str, str]
"""Id, words, and what it belongs to."""


class OwnListDialog(TallDialog):
    """A field for each item. Changed words are kept when the field is left; a field that was emptied is restored."""

    reworded = Signal(str, str)
    """Id and the new words."""
    deleted = Signal(str)

    def __init__(self, design: Design, heading: str, empty: str, *, parent: QWidget | None = None) -> None:
        super().__init__(design, heading, parent)
        self._empty = soft(empty)
        self.column.addWidget(self._empty)
        self._rows = Column(spacing=Space.M)
        self.column.addWidget(self._rows)
        self.fields: dict[str, LineField] = {}
        done = primary(design, self.tr("Done"), self.accept)
        done.setDefault(True)
        self.add_button(done)

    def show_items(self, items: Sequence[OwnItem]) -> None:
        """Show these items and no others."""
        self.fields.clear()
        clear_layout(self._rows.body)
        self._empty.setVisible(not items)
        for item in items:
            self._rows.add(self._row(*item))
        if self.isVisible():
            self.fit()

    def _row(self, item_id: str, words: str, belongs_to: str) -> QWidget:
        field = LineField(self.design, "", name=self.tr("Words"), max_length=LONGEST_ITEM)
        field.show_text(words)
        field.edit.setCursorPosition(0)
        field.committed.connect(lambda text: self._on_committed(item_id, words, text))
        self.fields[item_id] = field
        name = fill(self.tr("Delete: {words}"), words=words)
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(field, 1)
        line.addWidget(IconButton(self.design, "trash", name, lambda: self.deleted.emit(item_id)))
        holder = Column(spacing=Space.XS)
        if belongs_to:
            holder.add(caption(belongs_to))
        holder.body.addLayout(line)
        return holder

    def _on_committed(self, item_id: str, before: str, text: str) -> None:
        if text.strip():
            self.reworded.emit(item_id, exact(text))
        else:
            self.fields[item_id].show_text(before)
