"""Ctrl+K: go anywhere by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QListWidgetItem, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.field import SearchField
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import soft
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
        self._none = soft(self.tr("No place matches."))
        add_to(column, self._field, self._none, self._list)
        for page, title, icon in places:
            item = QListWidgetItem(design.icon(icon), title)
            item.setData(Qt.ItemDataRole.UserRole, page)
            self._list.addItem(item)
        self._field.textChanged.connect(self._on_text)
        acts = {Qt.Key.Key_Up: partial(self._move, -1), Qt.Key.Key_Down: partial(self._move, 1)}
        KeyActs(self._field, {**acts, Qt.Key.Key_Return: self._on_enter, Qt.Key.Key_Enter: self._on_enter})
        self._on_text("")
        self.resize(min(design.px(Size.PALETTE), parent.width() - Space.XXL), min(Size.PALETTE, parent.height()))
        self._field.setFocus()

    def _on_enter(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self._on_item(item)

    def _on_text(self, text: str) -> None:
        words = text.casefold().split()
        for item in map(self._list.item, range(self._list.count())):
            item.setHidden(not all(word in item.text().casefold() for word in words))
        self._list.setCurrentRow(-1)
        self._move(1)
        self._none.setVisible(self._list.currentRow() < 0)

    def _move(self, step: int) -> None:
        """Go to the next row that is not hidden."""
        end = self._list.count() if step > 0 else -1
        rows = range(self._list.currentRow() + step, end, step)
        row = next((row for row in rows if not self._list.item(row).isHidden()), self._list.currentRow())
        self._list.setCurrentRow(row)

    def _on_item(self, item: QListWidgetItem) -> None:
        page = PageId(item.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.picked.emit(page)
