"""A dialog for more than fits into a low window."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.scroll import ScrollPage
from app.ui.prompts import Dialog


class TallDialog(Dialog):
    """A dialog whose content scrolls where the window is low or the text is large; `.column` is the layout to fill."""

    def __init__(self, design: Design, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(design, heading, parent)
        self._scroll = ScrollPage(design, is_pane=True)
        self.body.addWidget(self._scroll)
        self.column: QVBoxLayout = self._scroll.body
        self.column.setSpacing(Space.M)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        # Once more when the style sheet has reached everything.
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Take the height of the content, but no more than the window's."""
        parent, own = self.parentWidget(), self.layout()
        if own is None:
            return
        window = parent.window().height() if parent is not None else self.screen().availableGeometry().height()
        room = self.width() - 2 * Space.XL
        heading = own.itemAt(0)
        around = 2 * Space.XL + (own.count() - 1) * own.spacing() + self.buttons.heightForWidth(room)
        around += heading.heightForWidth(room) if heading is not None else 0
        self.column.invalidate()
        # Qt has no height for a width where nothing in the column wraps.
        needed = max(self.column.totalHeightForWidth(room), self.column.totalMinimumSize().height())
        high = max(Space.XXXL, min(needed, window - around - 2 * Space.XL))
        self._scroll.setFixedHeight(high)
        self.resize(self.width(), around + high)
