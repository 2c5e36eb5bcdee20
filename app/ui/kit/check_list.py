"""A list of rows to tick."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.row_list import end_softly
from app.ui.kit.strings import keep_end

LINE = 39
"""Height of a row of one line at 100 % text."""
_FRAME = 3
"""The edge and the padding inside it, as the style sheet has them."""
_MOST_SHOWN = 160
"""Characters of a row."""
_AT_ONCE = 20
"""Rows that are laid out before keys and pointer get a turn."""
_MOST_KNOWN = 2_000
"""Rows whose heights are kept."""


class _Ticks(QStyledItemDelegate):
    """Paints the tick into the box that the style draws."""

    def __init__(self, design: Design, view: QListWidget) -> None:
        super().__init__(view)
        self._design, self._view = design, view
        # A view asks for the same few heights many times, and each time the text would be shaped again.
        self._known: dict[tuple[str, int, str], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        asked = (str(index.data()), self._view.viewport().width(), self._view.font().key())
        if asked not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[asked] = self._size(*asked[:2])
        return QSize(self._known[asked])

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = keep_end(option.text)

    def _size(self, text: str, wide: int) -> QSize:
        # The box and what is around both, as the style sheet has it, with a little to spare.
        room = wide - self._design.px(Size.CHECK) - 3 * Space.M - Space.XS
        wraps = int(Qt.TextFlag.TextWordWrap)
        words = self._view.fontMetrics().boundingRect(QRect(0, 0, max(1, room), 0), wraps, keep_end(text))
        return QSize(wide, max(self._design.px(LINE), words.height() + 2 * self._design.px(Space.S)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is not Qt.CheckState.Checked:
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(self._view.style().subElementRect(part, shown, self._view))
        side = float(self._design.px(Size.ICON_SMALL))
        tick = QRectF(0, 0, side, side)
        tick.moveCenter(box.center())
        self._design.paint_icon(painter, "check-bold", tick, Colour.ON_ACCENT)


class CheckList(QListWidget):
    """Rows with a check box each; `ticked` carries the key and whether it is ticked now."""

    ticked = Signal(str, bool)

    def __init__(self, design: Design, name: str, *, rows: int) -> None:
        super().__init__()
        self._design, self._rows = design, rows
        self._pressed: tuple[QListWidgetItem, Qt.CheckState] | None = None
        self.setAccessibleName(name)
        # What tells two rows apart, such as whose side it is, is often at the end: a long text takes several lines.
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setBatchSize(_AT_ONCE)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Ticks(design, self))
        end_softly(self, design, Colour.CARD)
        self.itemChanged.connect(self._on_changed)
        design.follow(self._fit)

    @property
    def key(self) -> str:
        """The key of the row the keyboard is on."""
        item = self.currentItem()
        return _key(item) if item is not None else ""

    def show_rows(self, rows: Sequence[tuple[str, str]], ticked: Collection[str]) -> None:
        """Show these (key, text) rows, some of them ticked, without emitting; the keyboard stays on its row."""
        here = self.key
        with QSignalBlocker(self):
            if self.keys() != [key for key, _text in rows]:
                # The text of every row is measured, which takes long for hundreds of them.
                self.setLayoutMode(QListWidget.LayoutMode.Batched)
                self.clear()
                for key, _text in rows:
                    self._add(key)
            for row, (item, (key, text)) in enumerate(zip(self._items(), rows, strict=True)):
                item.setText(" ".join(text.split())[:_MOST_SHOWN])
                item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
                if key == here:
                    self.setCurrentRow(row)
        self._fit()

    def keys(self) -> list[str]:
        """Keys of the rows, from the top."""
        return [_key(item) for item in self._items()]

    def unticked(self) -> frozenset[str]:
        """Keys of the rows without a tick."""
        return frozenset(_key(item) for item in self._items() if item.checkState() is Qt.CheckState.Unchecked)

    def updateGeometries(self) -> None:
        """Once all rows have their places, keep what is in sight there: in batches, it would be scrolled away."""
        super().updateGeometries()
        last = self.model().index(self.count() - 1, 0)
        if self.layoutMode() is QListWidget.LayoutMode.Batched and not self.visualRect(last).isEmpty():
            self.setLayoutMode(QListWidget.LayoutMode.SinglePass)
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        self._pressed = (item, item.checkState()) if item is not None else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        item = self.itemAt(event.position().toPoint())
        # On the box, Qt has ticked it by now; on the words, it does not.
        if item is not None and pressed is not None and pressed[0] is item and pressed[1] == item.checkState():
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _add(self, key: str) -> None:
        item = QListWidgetItem(self)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _on_changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit(_key(item), item.checkState() is Qt.CheckState.Checked)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit_height()

    def _fit_height(self) -> None:
        line = self._design.px(LINE)
        needed = sum(self.sizeHintForRow(row) for row in range(min(self._rows, self.count())))
        self.setFixedHeight(max(2 * line, min(needed, self._rows * line)) + 2 * _FRAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # other lines of words
            self._fit_height()


def _key(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))
