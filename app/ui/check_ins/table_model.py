"""The table model of the check-ins, newest first; its texts are made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.check_in import CheckIn, Dimension
from app.ui.check_ins.words import moment_words, name_of, occasion_word, rating_words

Index = QModelIndex | QPersistentModelIndex

WHEN, OCCASION, NOTE = 0, 1, 2
FIXED = 3
"""Number of columns before those of the dimensions."""
_SHOWING = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CheckInModel(QAbstractTableModel):
    """One row for each check-in, one column for each dimension."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CheckIn, ...] = ()
        self._dimensions: tuple[Dimension, ...] = ()
        self._today = date.min

    def show_check_ins(self, oldest_first: Sequence[CheckIn], dimensions: Sequence[Dimension], today: date) -> None:
        """Replace the rows and the columns of dimensions."""
        self.beginResetModel()
        self._rows = tuple(reversed(oldest_first))
        self._dimensions, self._today = tuple(dimensions), today
        self.endResetModel()

    def check_in_at(self, row: int) -> CheckIn | None:
        """The check-in in a row; None if there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, check_in_id: str) -> int:
        """The row of a check-in; -1 if it is not in the table."""
        return next((row for row, each in enumerate(self._rows) if each.id == check_in_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIXED + len(self._dimensions)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in _SHOWING:
            return self.heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and section >= FIXED:
            return self.heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment(section))
        return None

    def heading(self, column: int) -> str:
        """The heading of a column."""
        fixed = {WHEN: self.tr("When"), OCCASION: self.tr("Beside"), NOTE: self.tr("Note")}
        return fixed[column] if column in fixed else name_of(self._dimensions[column - FIXED])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        check_in, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole and column >= FIXED:
            dimension = self._dimensions[column - FIXED]
            return rating_words(dimension, check_in.rating(dimension.id))
        if role in _SHOWING:
            words = self._words(check_in, column)
            return " ".join(words.split()) if column == NOTE else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment(column))
        return None

    def _words(self, check_in: CheckIn, column: int) -> str:
        if column == WHEN:
            return moment_words(check_in.at, self._today)
        if column == OCCASION:
            return occasion_word(check_in.occasion)
        if column == NOTE:
            return check_in.note
        rating = check_in.rating(self._dimensions[column - FIXED].id)
        return "–" if rating is None else str(rating)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < FIXED else Qt.AlignmentFlag.AlignHCenter
        return side | Qt.AlignmentFlag.AlignVCenter

    def as_text(self, rows: Iterable[int]) -> str:
        """The headings and these rows as tab-separated text."""
        columns = range(self.columnCount())
        lines = ["\t".join(self.heading(column) for column in columns)]
        lines += [
            "\t".join(" ".join(self._words(self._rows[row], column).split()) for column in columns) for row in rows
        ]
        return "\n".join(lines)
