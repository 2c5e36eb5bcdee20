"""A dialog with what a person made for themselves (templates, ways): each can be renamed or deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.tall_dialog import TallDialog
from app.ui.kit.buttons import IconButton, primary, quiet
from app.ui.kit.exact import exact
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, clear_layout
from app.ui.kit.labels import caption, soft

LONGEST = 20_000


class OwnListDialog(TallDialog):
    """Rows of words. Words that are changed are kept when the field is left; nothing is kept empty."""

    reworded = Signal(str, str)
    """Id and the new words."""
    deleted = Signal(str)
    used = Signal(str)
    """Only where `use` names what using one does."""

    def __init__(
        self, design: Design, heading: str, empty: str, *, use: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(design, heading, parent)
        self._use = use
        self._empty = soft(empty)
        self.column.addWidget(self._empty)
        self._rows = Column(spacing=Space.M)
        self.column.addWidget(self._rows)
        self.fields: dict[str, LineField] = {}
        done = primary(design, self.tr("Done"), self.accept)
        done.setDefault(True)
        self.add_button(done)

    def show_items(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Show these (id, words, what they belong to)."""
        self.fields.clear()
        clear_layout(self._rows.body)
        self._empty.setVisible(not items)
        for item_id, words, belongs in items:
            self._rows.add(self._row(item_id, words, belongs))
        if self.isVisible():
            self.fit()

    def _row(self, item_id: str, words: str, belongs: str) -> QWidget:
        field = LineField(self.design, "", name=self.tr("Words"), max_length=LONGEST)
        field.show_text(words)
        field.edit.setCursorPosition(0)
        field.committed.connect(lambda text: self._on_committed(item_id, words, text))
        self.fields[item_id] = field
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(field, 1)
        if self._use:
            line.addWidget(quiet(self.design, self._use, lambda: self.used.emit(item_id)))
        name = self.tr("Delete: {0}").replace("{0}", words)
        line.addWidget(IconButton(self.design, "trash", name, lambda: self.deleted.emit(item_id)))
        holder = Column(spacing=Space.XS)
        if belongs:
            holder.add(caption(belongs))
        holder.body.addLayout(line)
        return holder

    def _on_committed(self, item_id: str, before: str, text: str) -> None:
        if text.strip():
            self.reworded.emit(item_id, exact(text))
        else:
            self.fields[item_id].show_text(before)
