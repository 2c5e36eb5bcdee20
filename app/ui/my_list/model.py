"""The rows of the list for Qt: reset with what a filter gave, texts looked up when they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QStringListModel, Qt

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.models.list_rows import ListRow, stances_of
from app.models.sealing import AFTERCARE_CATEGORY
from app.ui.kit.row_list import Index
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.words import KINDS, sides_in_words


class AnswerListModel(QStringListModel):
    """Headings and entries; a heading cannot be chosen.

    Qt knows the titles, and so how many rows there are: asking Python for that costs a call for each row of a layout.
    """

    def __init__(self, presenter: MyListPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: list[ListRow] = []

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Replace the rows."""
        self._rows = list(rows)
        self.setStringList([row.entry.title if row.entry is not None else row.category.title for row in rows])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return chosen if self._rows[index.row()].entry is not None else Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry_at(index.row()) if role == Qt.ItemDataRole.AccessibleTextRole else None
        if entry is None:
            return super().data(index, role)
        said = sides_in_words(entry, self.stances(entry)) or self.aside(entry)
        return f"{entry.title}. {said}" if said else entry.title

    def stances(self, entry: CatalogueEntry) -> dict[Direction, Stance | None]:
        """The stance of each side that is asked here."""
        return {} if entry.category == AFTERCARE_CATEGORY else stances_of(entry, self._presenter.answers)

    def aside(self, entry: CatalogueEntry) -> str:
        """What is said of an entry without stances."""
        if entry.category == AFTERCARE_CATEGORY:
            return self.tr("Asked in Aftercare")
        words = " ".join(self._presenter.term(entry.id).words.split()) if entry.kind is CatalogueKind.TERM else ""
        return words or ("" if entry.kind is CatalogueKind.ACTIVITY else KINDS[entry.kind])

    def entry_at(self, row: int) -> CatalogueEntry | None:
        """The entry of a row; None for a heading or outside."""
        return self._rows[row].entry if 0 <= row < len(self._rows) else None

    def row_of(self, entry_id: str) -> int:
        """The row of an entry; -1 if it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.entry is not None and row.entry.id == entry_id), -1)

    def row_after(self, row: int, step: int = 1) -> int:
        """The first row with an entry, from `row` on in steps; -1 if there is none."""
        end = len(self._rows) if step > 0 else -1
        return next((at for at in range(row, end, step) if self._rows[at].entry is not None), -1)

    def refresh_entry(self, entry_id: str) -> None:
        """The answers to an entry changed."""
        row = self.row_of(entry_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))
