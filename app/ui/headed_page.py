"""A page that fits the window: its head stays, and what is below scrolls by itself."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Size
from app.ui.kit.flow import column_in, row
from app.ui.page import Page
from app.ui.workspace import Workspace

LOW = 620
"""Below this height (at 100 % text) the subtitle makes room."""


class HeadedPage(Page):
    """A head; `.column` is the column to fill below it."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, scroll=False)
        inner = QWidget()
        inner.setMaximumWidth(Size.CONTENT)
        line = row(None, inner, None)
        line.setStretch(1, 1000)
        self.body.addLayout(line, 1)
        self.column = column_in(inner, self.body.spacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fold(self.height() < self.ws.design.px(LOW))
