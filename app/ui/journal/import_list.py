"""The list of what would come in, with a tick, day, title and first words each; light with 200,000 drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.journal import EntryKind
from app.models.journal_incoming import IncomingEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space
from app.ui.kit.row_list import Index, RowDelegate, RowList, show_rows_in

Role = Qt.ItemDataRole
T = TypeVar("T")
LINE_TWO = Role.UserRole + 1


class TickModel(QAbstractListModel, Generic[T]):
    """Rows with a tick each; their texts are made when they are painted."""

    ticked = Signal()

    def __init__(self, rows: Sequence[T], on: Sequence[bool], may: Sequence[bool]) -> None:
        """Of each row, whether it is ticked, and whether it may be."""
        super().__init__()
        self.rows, self._on, self._may = tuple(rows), list(on), list(may)

    def words(self, place: int) -> tuple[str, str]:
        """The title of a row, and its smaller words."""
        raise NotImplementedError

    def chosen(self) -> tuple[T, ...]:
        """The ticked rows."""
        return tuple(row for row, on in zip(self.rows, self._on, strict=True) if on)

    @property
    def count_chosen(self) -> int:
        """The number of ticked rows."""
        return sum(self._on)

    def tick_all(self, on: bool) -> None:
        """Tick all rows that may be, or none."""
        self._on = self._may.copy() if on else [False] * len(self._may)
        self.dataChanged.emit(self.index(0), self.index(len(self._on) - 1), [Role.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usable | Qt.ItemFlag.ItemIsUserCheckable if self._may[index.row()] else usable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self._on[index.row()] else Qt.CheckState.Unchecked
        if role not in (Role.DisplayRole, LINE_TWO, Role.AccessibleTextRole):
            return None
        title, below = self.words(index.row())
        return {Role.DisplayRole: title, LINE_TWO: below}.get(role, f"{title}. {below}")

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid() or not self._may[index.row()]:
            return False
        self._on[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [Role.CheckStateRole])
        self.ticked.emit()
        return True


class DraftModel(TickModel[IncomingEntry]):
    """Drafts of a journal."""

    def __init__(self, drafts: Sequence[IncomingEntry], there: Sequence[bool]) -> None:
        """`there`: of each draft, whether the journal has it already."""
        super().__init__(drafts, [not each for each in there], [True] * len(drafts))
        self._there = tuple(there)
        self.names_fantasies = any(each.own_kind and each.text.kind is EntryKind.FANTASY for each in drafts)
        """Whether a file said of an entry that it is a fantasy."""

    def redated(self, drafts: Sequence[IncomingEntry], there: Sequence[bool]) -> DraftModel:
        """The same drafts with other dates, newest first. A tick changes only if the journal has it now, or not now."""
        ticks = (on if now is before else not now for on, before, now in zip(self._on, self._there, there, strict=True))
        rows = sorted(zip(drafts, there, ticks, strict=True), key=lambda row: row[0].at, reverse=True)
        made = DraftModel([row[0] for row in rows], [row[1] for row in rows])
        made._on = [row[2] for row in rows]
        return made

    @property
    def count_known(self) -> int:
        """The number of drafts that the journal has already."""
        return sum(self._there)

    def words(self, place: int) -> tuple[str, str]:
        """The title, else the first words; and the day, whether the journal has it, and the first words."""
        draft = self.rows[place]
        day = draft.at.astimezone().date()
        parts = [QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")]
        if self._there[place]:
            parts.append(self.tr("in your journal already"))
        if draft.text.title and draft.first_words:
            parts.append(draft.first_words)
        return draft.text.title or draft.first_words, "  ·  ".join(parts)


class DraftDelegate(RowDelegate):
    """Paints a draft; a click anywhere on its row, or Space, ticks it."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, index: Index) -> None:
        """Paint the tick and two lines of words."""
        self.paint_ground(painter, option, box, Colour.PANEL)
        side = float(self._design.px(Size.CHECK))
        on = Qt.CheckState(index.data(Role.CheckStateRole)) is Qt.CheckState.Checked
        tick = QRectF(box.x() + Space.M, box.center().y() - side / 2, side, side)
        self._paint_tick(painter, tick, on=on)
        left = tick.right() + Space.M
        words = QRectF(left, box.y() + Space.S, box.right() - Space.M - left, self._title_high)
        self.paint_words(painter, words, str(index.data()), self._title, Colour.INK)
        below = QRectF(left, words.bottom() + Space.XS, words.width(), self._small_high)
        self.paint_words(painter, below, str(index.data(LINE_TWO)), self._small, Colour.INK_SOFT)

    def _paint_tick(self, painter: QPainter, box: QRectF, *, on: bool) -> None:
        """Like a check box."""
        half = Size.RING / 2
        painter.setPen(QPen(self._design.colour(Colour.ACCENT if on else Colour.CONTROL_LINE), Size.RING))
        painter.setBrush(self._design.colour(Colour.ACCENT if on else Colour.CARD))
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), Radius.SMALL - half, Radius.SMALL - half)
        if on:
            self._design.paint_icon(painter, "check-bold", box.adjusted(2, 2, -2, -2), Colour.ON_ACCENT)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if not pressed and event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        on = Qt.CheckState(index.data(Role.CheckStateRole)) is Qt.CheckState.Checked
        return model.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, Role.CheckStateRole)


class DraftList(RowList):
    """The view of the drafts."""

    def __init__(self, design: Design, model: QAbstractListModel) -> None:
        super().__init__(design)
        self._delegate = DraftDelegate(design, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        show_rows_in(self, self.tr("Entries you can import"))
        self.setMinimumHeight(self._delegate.row_height)
