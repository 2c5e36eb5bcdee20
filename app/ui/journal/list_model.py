"""The journal's list as a Qt model: the order of all entries at once, the rows themselves only where they are seen."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from app.models.base import Clock
from app.models.journal import EntryRow
from app.ui.journal.words import kind_word, title_words, when_words
from app.ui.kit.row_list import Index
from app.ui.timer import single_shot

NOT_LISTED = -1
ROWS_A_BLOCK = 32
"""Rows that are read together."""
MOST_BLOCKS_WANTED = 3
"""Blocks that may wait to be read; when the list is scrolled past more, the earliest are given up."""
MOST_ROWS_HELD = 640


_PINNED = 2**60
"""Added to the moments of pinned entries; no moment comes near it."""


class ListOrder:
    """Moments of entries, pinned ones first, each part newest first: eight bytes an entry, found by bisection."""

    def __init__(self, moments: Iterable[int] = (), pinned: int = 0) -> None:
        """The first `pinned` moments are those of pinned entries."""
        # Negated, so that the newest is the least.
        self._keys = array("q", (_key(moment, row < pinned) for row, moment in enumerate(moments)))

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def last(self) -> int | None:
        """The oldest moment that is not pinned."""
        return -self._keys[-1] if self._keys and self._keys[-1] > -_PINNED // 2 else None

    def at(self, row: int) -> int:
        """The moment of a row."""
        key = self._keys[row]
        return -key if key > -_PINNED // 2 else -key - _PINNED

    def between(self, first: int, end: int) -> tuple[int, ...]:
        """The moments of some rows, `end` excluded."""
        return tuple(self.at(row) for row in range(max(0, first), min(end, len(self))))

    def row_of(self, moment: int) -> int:
        """The row of a moment, or `NOT_LISTED`."""
        for pinned in (True, False):
            if self.has(moment, pinned=pinned):
                return self.place_of(moment, pinned=pinned)
        return NOT_LISTED

    def place_of(self, moment: int, *, pinned: bool) -> int:
        """The row where a moment is or would be inserted."""
        return bisect_left(self._keys, _key(moment, pinned))

    def has(self, moment: int, *, pinned: bool) -> bool:
        """Whether a moment is among the pinned ones, or among the others."""
        key, place = _key(moment, pinned), self.place_of(moment, pinned=pinned)
        return place < len(self._keys) and self._keys[place] == key

    def insert(self, moment: int, *, pinned: bool) -> None:
        """Insert a moment at its place."""
        insort(self._keys, _key(moment, pinned))

    def remove(self, row: int) -> None:
        """Remove the moment of a row."""
        del self._keys[row]

    def extend(self, moments: Iterable[int]) -> None:
        """Append moments older than all that are there."""
        self._keys.extend(-moment for moment in moments)


def _key(moment: int, pinned: bool) -> int:
    return -moment - _PINNED if pinned else -moment


_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class EntryListModel(QAbstractListModel):
    """Rows that are not held are asked for when they are painted."""

    needed = Signal(object)
    """Moments whose rows are wanted."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.order = ListOrder()
        """Change it through the model alone."""
        self._rows: OrderedDict[int, EntryRow] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._soon = single_shot(self, 0, self._ask)

    # --- what it shows

    def show_list(self, order: ListOrder, rows: Iterable[EntryRow] = ()) -> None:
        """Replace the list; `rows` are those that were read with it."""
        self.beginResetModel()
        self.order = order
        for held in (self._rows, self._wanted, self._asked):
            held.clear()
        self._hold(rows)
        self.endResetModel()

    def append(self, moments: tuple[int, ...]) -> None:
        """Append entries older than all that are listed."""
        if moments:
            self.beginInsertRows(QModelIndex(), len(self.order), len(self.order) + len(moments) - 1)
            self.order.extend(moments)
            self.endInsertRows()

    def put(self, rows: Iterable[EntryRow]) -> None:
        """Show rows as they are now; rows that are not listed are ignored."""
        places = []
        for row in rows:
            place = self.order.row_of(row.moment)
            if place != NOT_LISTED:
                self._hold((row,))
                places.append(place)
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def insert(self, row: EntryRow, *, pinned: bool) -> None:
        """Insert an entry at its place, among the pinned ones or the others."""
        place = self.order.place_of(row.moment, pinned=pinned)
        self.beginInsertRows(QModelIndex(), place, place)
        self.order.insert(row.moment, pinned=pinned)
        self._hold((row,))
        self.endInsertRows()

    def remove(self, moment: int) -> None:
        """Remove an entry, if it is listed."""
        place = self.order.row_of(moment)
        if place != NOT_LISTED:
            self.beginRemoveRows(QModelIndex(), place, place)
            self.order.remove(place)
            self._rows.pop(moment, None)
            self.endRemoveRows()

    # --- what it is asked

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.order)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid() or not 0 <= index.row() < len(self.order):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(row.title)
        pinned = self.tr("pinned") if row.pinned else ""
        said = (title_words(row.title), pinned, kind_word(row.kind), self.when(row), row.preview)
        return ", ".join(part for part in said if part)

    def when(self, row: EntryRow) -> str:
        """When an entry is about, in words."""
        return when_words(row.at, self._clock())

    def moment_at(self, row: int) -> int | None:
        """The moment of a row; None outside the list."""
        return self.order.at(row) if 0 <= row < len(self.order) else None

    def held(self, moment: int) -> EntryRow | None:
        """The row of a moment, if it is held; asks for nothing."""
        return self._rows.get(moment)

    def held_of(self, entry_id: str) -> EntryRow | None:
        """The row of an entry, if it is held."""
        return next((row for row in self._rows.values() if row.id == entry_id), None)

    # --- rows as they are needed

    def row(self, place: int) -> EntryRow | None:
        """What is painted in a place; None while it is read, for which this asks."""
        moment = self.order.at(place)
        row = self._rows.get(moment)
        if row is None:
            if moment not in self._asked:
                first = place - place % ROWS_A_BLOCK
                block = self.order.between(first, first + ROWS_A_BLOCK)
                self.want(each for each in block if each not in self._rows)
            return None
        self._rows.move_to_end(moment)
        return row

    def want(self, moments: Iterable[int]) -> None:
        """Ask for rows that may be out of sight, or that changed."""
        for moment in moments:
            self._wanted[moment] = None
            self._wanted.move_to_end(moment)
            self._asked.add(moment)
        while len(self._wanted) > ROWS_A_BLOCK * MOST_BLOCKS_WANTED:
            passed, _ = self._wanted.popitem(last=False)
            self._asked.discard(passed)
        self._soon.start()

    def _ask(self) -> None:
        wanted = tuple(self._wanted)
        self._wanted.clear()
        if wanted:
            self.needed.emit(wanted)

    def _hold(self, rows: Iterable[EntryRow]) -> None:
        for row in rows:
            self._rows[row.moment] = row
            self._rows.move_to_end(row.moment)
            self._asked.discard(row.moment)
        while len(self._rows) > MOST_ROWS_HELD:
            self._rows.popitem(last=False)
