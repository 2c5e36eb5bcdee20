"""The list of what would come in, with a tick, day, title and first words each; light with 200,000 drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.journal_incoming import IncomingEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space, TextRole

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
Role = Qt.ItemDataRole
LINE_TWO = Role.UserRole + 1


class DraftModel(QAbstractListModel):
    """Drafts with a tick each; their texts are made when they are painted."""

    ticked = Signal()

    def __init__(self, drafts: Sequence[IncomingEntry], there: Sequence[bool]) -> None:
        """`there`: of each draft, whether the journal has it already."""
        super().__init__()
        self._drafts, self._there = tuple(drafts), tuple(there)
        self._on = [not each for each in there]

    def chosen(self) -> tuple[IncomingEntry, ...]:
        """The ticked drafts."""
        return tuple(draft for draft, on in zip(self._drafts, self._on, strict=True) if on)

    def ticks(self) -> tuple[bool, ...]:
        """Whether each row is ticked."""
        return tuple(self._on)

    @property
    def count_chosen(self) -> int:
        """The number of ticked drafts."""
        return sum(self._on)

    @property
    def count_known(self) -> int:
        """The number of drafts that the journal has already."""
        return sum(self._there)

    def tick_all(self, on: bool) -> None:
        """Tick all rows, or none."""
        self._on = [on] * len(self._on)
        self.dataChanged.emit(self.index(0), self.index(len(self._on) - 1), [Role.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._drafts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._drafts):
            return None
        draft = self._drafts[index.row()]
        if role == Role.DisplayRole:
            return draft.text.title or draft.first_words
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self._on[index.row()] else Qt.CheckState.Unchecked
        if role == LINE_TWO:
            return self._line_two(draft, self._there[index.row()])
        if role == Role.AccessibleTextRole:
            return f"{draft.text.title or draft.first_words}. {self._line_two(draft, self._there[index.row()])}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        self._on[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [Role.CheckStateRole])
        self.ticked.emit()
        return True

    def _line_two(self, draft: IncomingEntry, there: bool) -> str:
        day = draft.at.astimezone().date()
        parts = [QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")]
        if there:
            parts.append(self.tr("in your journal already"))
        if draft.text.title and draft.first_words:
            parts.append(draft.first_words)
        return "  ·  ".join(parts)


class DraftDelegate(QStyledItemDelegate):
    """Paints a draft; a click anywhere on its row, or Space, ticks it."""

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        design.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._title, self._small = self._design.font(TextRole.STRONG), self._design.font(TextRole.CAPTION)
        self._title_high = QFontMetrics(self._title).height()
        self._small_high = QFontMetrics(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._design.px(Size.UNLOCK // 2), self._title_high + self._small_high + Space.XS + 2 * Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        if state & (State.State_Selected | State.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._design.colour(Colour.SUNKEN))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)
        side = float(self._design.px(Size.ICON_LARGE))
        on = Qt.CheckState(index.data(Role.CheckStateRole)) is Qt.CheckState.Checked
        tick = QRectF(box.x() + Space.M, box.center().y() - side / 2, side, side)
        icon, colour = ("check-square-fill", Colour.ACCENT) if on else ("square", Colour.CONTROL_LINE)
        self._design.paint_icon(painter, icon, tick, colour)
        left = tick.right() + Space.M
        words = QRectF(left, box.y() + Space.S, box.right() - Space.M - left, self._title_high)
        self._paint_line(painter, words, str(index.data()), title=True)
        below = QRectF(left, words.bottom() + Space.XS, words.width(), self._small_high)
        self._paint_line(painter, below, str(index.data(LINE_TWO)), title=False)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRectF, words: str, *, title: bool) -> None:
        font = self._title if title else self._small
        painter.setFont(font)
        painter.setPen(self._design.colour(Colour.INK if title else Colour.INK_SOFT))
        shown = QFontMetrics(font).elidedText(words[:400], Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if not pressed and event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        on = Qt.CheckState(index.data(Role.CheckStateRole)) is Qt.CheckState.Checked
        return model.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, Role.CheckStateRole)


class DraftList(QListView):
    """The view of the drafts; `.rows` is its model."""

    def __init__(self, design: Design, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._delegate = DraftDelegate(design, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Entries that can come in"))
        self.setMinimumHeight(self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height())
