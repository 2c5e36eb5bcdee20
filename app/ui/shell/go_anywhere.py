"""Ctrl+K: go anywhere by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QListWidgetItem, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.field import SearchField
from app.ui.kit.flow import add_to, column_in
from app.ui.page_id import PageId


class GoAnywhere(QDialog):
    """A searchable list of pages, with arrows and Enter."""

    picked = Signal(object)

    def __init__(self, design: Design, places: Sequence[tuple[PageId, str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.setAccessibleName(self.tr("Go to"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = column_in(self, Space.M, margins=Space.L)
        self._field = SearchField(design, self.tr("Where to?"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Places"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._on_item)
        add_to(column, self._field, self._list)
        for page, title, icon in places:
            item = QListWidgetItem(design.icon(icon), title)
            item.setData(Qt.ItemDataRole.UserRole, page)
            self._list.addItem(item)
        self._field.textChanged.connect(self._on_text)
        self._field.installEventFilter(self)
        self._on_text("")
        self.resize(min(design.px(Size.PALETTE), parent.width() - Space.XXL), min(Size.PALETTE, parent.height()))
        self._field.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter act on the list while the keyboard is in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self._list.currentItem()
                if item is not None and not item.isHidden():
                    self._on_item(item)
                return True
        return False

    def _on_text(self, text: str) -> None:
        words = text.casefold().split()
        first = -1
        for row in range(self._list.count()):
            item = self._list.item(row)
            title = item.text().casefold()
            item.setHidden(not all(word in title for word in words))
            if first < 0 and not item.isHidden():
                first = row
        self._list.setCurrentRow(first)

    def _move(self, step: int) -> None:
        row = self._list.currentRow() + step
        while 0 <= row < self._list.count():
            if not self._list.item(row).isHidden():
                self._list.setCurrentRow(row)
                return
            row += step

    def _on_item(self, item: QListWidgetItem) -> None:
        page = PageId(item.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.picked.emit(page)
