"""The pages, of which only the visible one takes part in layout."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit.flow import column_in
from app.ui.page import Page


class PageStack(QWidget):
    """Only the visible page is in the layout, because a QStackedWidget asks all its pages for their sizes."""

    def __init__(self) -> None:
        super().__init__()
        self.current: Page | None = None
        self._column = column_in(self)

    def show_page(self, page: Page) -> None:
        """Show a page; if the previous page had the focus, the new one gets it back where it was."""
        before = self.current
        if before is page:
            return
        inside = self.window().focusWidget()
        held = before is not None and inside is not None and before.isAncestorOf(inside)
        # The new page is shown before the old one is hidden, so that the focus doesn't jump in between. It has the
        # layout to itself by then, or both would be laid out at half their height first.
        if before is not None:
            self._column.removeWidget(before)
        self._column.addWidget(page)
        self.current = page
        page.show()
        if held:
            last = page.focusWidget()
            if last is not None:
                last.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.hide()

    def drop(self, page: Page) -> None:
        """Remove and delete a page."""
        if page is self.current:
            self.current = None
        self._column.removeWidget(page)
        page.hide()
        page.deleteLater()
