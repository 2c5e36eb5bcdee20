"""The pages, one of them in sight; the others cost nothing when it is laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit.flow import column_in
from app.ui.page import Page


class PageStack(QWidget):
    """Only the page that is shown is in the layout: a stacked widget asks every page it holds for its size."""

    def __init__(self) -> None:
        super().__init__()
        self.current: Page | None = None
        self._column = column_in(self)

    def show_page(self, page: Page) -> None:
        """Show one; if the keyboard was in the one before, it goes to where it was in this one."""
        before = self.current
        if before is page:
            return
        inside = self.window().focusWidget()
        held = before is not None and inside is not None and before.isAncestorOf(inside)
        # The new one is in sight before the old one goes, so that the focus is never thrown about.
        self._column.addWidget(page)
        self.current = page
        page.show()
        if held:
            last = page.focusWidget()
            if last is not None:
                last.setFocus(Qt.FocusReason.OtherFocusReason)
        self._put_away(before)

    def drop(self, page: Page) -> None:
        """Hold a page no longer."""
        if page is self.current:
            self.current = None
        self._put_away(page)
        page.deleteLater()

    def _put_away(self, page: Page | None) -> None:
        if page is not None:
            self._column.removeWidget(page)
            page.hide()
