"""The rows of the list for Qt: reset with what a filter gave, texts looked up when they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import CARE, ListRow, stances_of
from app.ui.my_list.words import KINDS, sides_in_words

Index = QModelIndex | QPersistentModelIndex


class AnswerRole(IntEnum):
    """What a delegate asks for besides the title."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    STANCES = Qt.ItemDataRole.UserRole + 2
    ASIDE = Qt.ItemDataRole.UserRole + 3


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
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if row.entry is not None:
            return self._of_entry(row.entry, role)
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.category.title if is_text else None

    def _of_entry(self, entry: CatalogueEntry, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = sides_in_words(entry, self._stances(entry)) or self._aside(entry)
            return f"{entry.title}. {said}" if said else entry.title
        if role == AnswerRole.ENTRY:
            return entry
        if role == AnswerRole.STANCES:
            return self._stances(entry)
        if role == AnswerRole.ASIDE:
            return self._aside(entry)
        return None

    def _stances(self, entry: CatalogueEntry) -> dict[Direction, Stance | None]:
        return {} if entry.category == CARE else stances_of(entry, self._presenter.answers)

    def _aside(self, entry: CatalogueEntry) -> str:
        if entry.category == CARE:
            return self.tr("Asked in Aftercare")
        if entry.kind is CatalogueKind.TERM:
            words = " ".join(self._presenter.term(entry.id).words.split())
            return words or KINDS[entry.kind]
        return KINDS[entry.kind] if entry.kind is CatalogueKind.HOUSE_RULE else ""

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
            here = self.index(row)
            self.dataChanged.emit(here, here)
