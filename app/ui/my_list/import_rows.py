"""The rows of a list that would be brought in, with a tick each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal

from app.models.list_plan import PlannedEntry
from app.ui.journal.import_list import LINE_TWO
from app.ui.kit.row_list import Index
from app.ui.my_list.import_words import line_of, title_of

Role = Qt.ItemDataRole


class PlannedModel(QAbstractListModel):
    """What would become of each entry; what has nothing new to take cannot be ticked."""

    ticked = Signal()

    def __init__(self, plan: Sequence[PlannedEntry]) -> None:
        super().__init__()
        self.plan = tuple(plan)
        self._on = [bool(planned.answers) for planned in plan]

    def chosen(self) -> tuple[PlannedEntry, ...]:
        """The ticked entries."""
        return tuple(planned for planned, on in zip(self.plan, self._on, strict=True) if on)

    @property
    def count_chosen(self) -> int:
        """The number of ticked entries."""
        return sum(self._on)

    def tick_all(self, on: bool) -> None:
        """Tick all rows that can be, or none."""
        self._on = [on and planned.can_be_taken for planned in self.plan]
        self.dataChanged.emit(self.index(0), self.index(len(self._on) - 1), [Role.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.plan)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usable | Qt.ItemFlag.ItemIsUserCheckable if self.plan[index.row()].can_be_taken else usable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.plan):
            return None
        planned = self.plan[index.row()]
        if role == Role.DisplayRole:
            return title_of(planned)
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self._on[index.row()] else Qt.CheckState.Unchecked
        if role == LINE_TWO:
            return line_of(planned)
        if role == Role.AccessibleTextRole:
            return f"{title_of(planned)}. {line_of(planned)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid() or not self.plan[index.row()].can_be_taken:
            return False
        self._on[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [Role.CheckStateRole])
        self.ticked.emit()
        return True
