"""Looking a list through before it comes in: a tick each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal

from app.models.foreign_list import ForeignList
from app.models.list_plan import PlannedEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.import_list import LINE_TWO, DraftList
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import Column, boxed, button_row, row
from app.ui.kit.labels import soft
from app.ui.kit.reasons import Reason
from app.ui.kit.row_list import Index
from app.ui.my_list.import_words import found_in_words, line_of, title_of
from app.ui.wording import plural

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


class PlannedPreview(Column):
    """What would become of everything that was found."""

    import_wanted = Signal()

    def __init__(self, design: Design, found: ForeignList, rows: PlannedModel) -> None:
        super().__init__(spacing=Space.M)
        self._rows = rows
        self.list = DraftList(design, rows)
        self.act = primary(design, "", self.import_wanted.emit)
        self._why = Reason(self.act)
        told = soft(found_in_words(found))
        acts = (
            quiet(design, self.tr("Tick all"), partial(rows.tick_all, True)),
            quiet(design, self.tr("Tick none"), partial(rows.tick_all, False)),
        )
        self.add_all(boxed(row(told, button_row(*acts, right=True), wide=told)), self.list, self._why)
        self.body.setStretch(1, 1)
        rows.ticked.connect(self._show_count)
        self._show_count()

    def _show_count(self) -> None:
        n = self._rows.count_chosen
        self.act.show_text(plural("Keep %Ln of them", n))
        self._why.give("" if n else self.tr("Tick at least one entry."))

    def take_focus(self) -> None:
        """Put the keyboard on the first row."""
        self.list.setCurrentIndex(self._rows.index(0))
        self.list.setFocus()
