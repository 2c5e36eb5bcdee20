"""A list of rows to tick."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size

LINE = 39
"""Height of a row at 100 % text."""


class _Ticks(QStyledItemDelegate):
    """Paints the tick into the box that the style draws."""

    def __init__(self, design: Design, view: QListWidget) -> None:
        super().__init__(view)
        self._design, self._view = design, view

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
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Ticks(design, self))
        self.itemChanged.connect(self._on_changed)
        design.changed.connect(self._fit)
        self._fit()

    @property
    def key(self) -> str:
        """The key of the row the keyboard is on."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_rows(self, rows: Sequence[tuple[str, str]], ticked: Collection[str]) -> None:
        """Show these (key, text) rows, some of them ticked, without emitting; the keyboard stays on its row."""
        here = self.key
        with QSignalBlocker(self):
            if self._keys() != [key for key, _text in rows]:
                self.clear()
                for key, text in rows:
                    self.addItem(self._item(key, text))
            for row, (key, text) in enumerate(rows):
                item = self.item(row)
                item.setText(_one_line(text))
                item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
                if key == here:
                    self.setCurrentRow(row)
        self._fit()

    def unticked(self) -> frozenset[str]:
        """Keys of the rows without a tick."""
        rows = (self.item(row) for row in range(self.count()))
        return frozenset(
            str(row.data(Qt.ItemDataRole.UserRole)) for row in rows if row.checkState() is Qt.CheckState.Unchecked
        )

    def _item(self, key: str, text: str) -> QListWidgetItem:
        item = QListWidgetItem(_one_line(text))
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def _keys(self) -> list[str]:
        return [str(self.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.count())]

    def _on_changed(self, item: QListWidgetItem) -> None:
        on = item.checkState() is Qt.CheckState.Checked
        self.ticked.emit(str(item.data(Qt.ItemDataRole.UserRole)), on)

    def _fit(self) -> None:
        # With a grid, rows are as wide as the view, so that a long text is cut rather than scrolled to.
        self.setGridSize(QSize(1, self._design.px(LINE)))
        self.setFixedHeight(self._design.px(LINE) * max(2, min(self._rows, self.count())) + 2)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:160]
