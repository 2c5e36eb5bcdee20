"""What can be done with a row of the open page: its menu, and its words to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget

from app.ui.kit.menu_button import open_row_menu, row_around, words_of
from app.ui.shell.areas import holds
from app.ui.workspace import Workspace


class RowActs:
    """Finds the row that a widget is in; `page` is the page that is open, None while it is covered."""

    def __init__(self, ws: Workspace, page: Callable[[], QWidget | None]) -> None:
        self._ws, self._page = ws, page

    def open_menu(self, widget: QWidget | None, at: QPoint) -> bool:
        """Open the menu of a widget's row at a place on the screen; whether there is such a row."""
        row = self._row_at(widget)
        if row is not None:
            open_row_menu(row, at, self._copy)
        return row is not None

    def copy(self, widget: QWidget | None) -> None:
        """Copy the words of a widget's row."""
        row = self._row_at(widget)
        if row is not None:
            self._copy(words_of(row))

    def _row_at(self, widget: QWidget | None) -> QWidget | None:
        page = self._page()
        return row_around(widget, page) if page is not None and widget is not None and holds(page, widget) else None

    def _copy(self, words: str) -> None:
        self._ws.clipboard.copy(words)
        self._ws.toast(QCoreApplication.translate("RowActs", "Copied for ten seconds."))
