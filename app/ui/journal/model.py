"""The journal's list for Qt: the order of all entries at once, their words only for what is in sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.models.base import Clock
from app.models.journal import EntryRow
from app.ui.journal.list_words import title_words, when_words
from app.ui.journal.moments import NOWHERE, Moments
from app.ui.journal.words import kind_word

Index = QModelIndex | QPersistentModelIndex
BLOCK = 32
"""Rows that are asked for together."""
AT_ONCE = 3
"""Blocks that are asked for at once; of more, those that were in sight last."""
KEPT = 640
"""Rows whose words are held."""


class RowRole(IntEnum):
    """What a delegate asks for besides the title."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """EntryRow, None while it is being read."""
    WHEN = Qt.ItemDataRole.UserRole + 2


class EntryModel(QAbstractListModel):
    """Rows that are not held are asked for when they are painted."""

    needed = Signal(object)
    """Moments whose rows are wanted."""
    came = Signal()
    """Rows that were wanted are there."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._moments = Moments()
        self._rows: OrderedDict[int, EntryRow] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    # --- what it shows

    def show_list(self, moments: Moments, rows: Iterable[EntryRow] = ()) -> None:
        """Show another list, with the rows that are known already."""
        self.beginResetModel()
        self._moments = moments
        for held in (self._rows, self._wanted, self._asked):
            held.clear()
        self._keep(rows)
        self.endResetModel()

    def append(self, moments: tuple[int, ...]) -> None:
        """Older entries that follow those that are shown."""
        if moments:
            self.beginInsertRows(QModelIndex(), len(self._moments), len(self._moments) + len(moments) - 1)
            self._moments.extend(moments)
            self.endInsertRows()

    def put(self, rows: Iterable[EntryRow]) -> None:
        """Rows as they are now; those that are not in the list are left out."""
        places = []
        for row in rows:
            place = self._moments.row_of(row.moment)
            if place != NOWHERE:
                self._keep((row,))
                places.append(place)
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))
            self.came.emit()

    def insert(self, row: EntryRow, *, pinned: bool) -> None:
        """One more entry, at its place among the pinned ones or the others."""
        place = self._moments.place_of(row.moment, pinned=pinned)
        self.beginInsertRows(QModelIndex(), place, place)
        self._moments.insert(row.moment, pinned=pinned)
        self._keep((row,))
        self.endInsertRows()

    def remove(self, moment: int) -> None:
        """One entry less."""
        place = self._moments.row_of(moment)
        if place != NOWHERE:
            self.beginRemoveRows(QModelIndex(), place, place)
            self._moments.remove(place)
            self._rows.pop(moment, None)
            self.endRemoveRows()

    # --- what is asked of it

    @property
    def last(self) -> int | None:
        """The oldest moment that is loaded."""
        return self._moments.last

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._moments)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._moments):
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, RowRole.ROW, RowRole.WHEN):
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == RowRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(row.title)
        when = when_words(row.at, self._clock())
        if role == RowRole.WHEN:
            return when
        pinned = self.tr("pinned") if row.pinned else ""
        said = (title_words(row.title), pinned, kind_word(row.kind), when, row.preview)
        return ", ".join(part for part in said if part)

    def moment_at(self, row: int) -> int | None:
        """The moment of a row; None outside."""
        return self._moments.at(row) if 0 <= row < len(self._moments) else None

    def row_of(self, moment: int) -> int:
        """The row of a moment; NOWHERE if it is not loaded."""
        return self._moments.row_of(moment)

    def stands(self, moment: int, *, pinned: bool) -> bool:
        """Whether a moment is loaded, among the pinned ones or among the others."""
        return self._moments.stands(moment, pinned=pinned)

    def held(self, moment: int) -> EntryRow | None:
        """The row of a moment, if its words are held; asks for nothing."""
        return self._rows.get(moment)

    def held_of(self, entry_id: str) -> EntryRow | None:
        """The row of an entry, if its words are held."""
        return next((row for row in self._rows.values() if row.id == entry_id), None)

    def want(self, moment: int) -> None:
        """Ask for a row that may be out of sight, or for one that is not as it was."""
        self._want((moment,))

    # --- rows as they are needed

    def _row(self, place: int) -> EntryRow | None:
        moment = self._moments.at(place)
        row = self._rows.get(moment)
        if row is None:
            if moment not in self._asked:
                first = place - place % BLOCK
                self._want(each for each in self._moments.between(first, first + BLOCK) if each not in self._rows)
            return None
        self._rows.move_to_end(moment)
        return row

    def _want(self, moments: Iterable[int]) -> None:
        for moment in moments:
            self._wanted[moment] = None
            self._wanted.move_to_end(moment)
            self._asked.add(moment)
        while len(self._wanted) > BLOCK * AT_ONCE:
            passed, _ = self._wanted.popitem(last=False)
            self._asked.discard(passed)
        self._soon.start()

    def _ask(self) -> None:
        wanted = tuple(self._wanted)
        self._wanted.clear()
        if wanted:
            self.needed.emit(wanted)

    def _keep(self, rows: Iterable[EntryRow]) -> None:
        for row in rows:
            self._rows[row.moment] = row
            self._rows.move_to_end(row.moment)
            self._asked.discard(row.moment)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
