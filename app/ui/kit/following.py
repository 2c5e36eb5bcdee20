"""Something beside a long column that stays in sight while the page is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Space
from app.ui.kit.flow import fit_height
from app.ui.kit.scroll import ScrollPage


class Following(QWidget):
    """Holds one widget at its own height and moves it along, as far as there is room beside the column.

    What is higher than the window goes along by its lower end, so that all of it is come by.
    """

    def __init__(self, inner: QWidget, scroller: ScrollPage) -> None:
        super().__init__()
        self._inner, self._scroller = inner, scroller
        inner.setParent(self)
        inner.installEventFilter(self)
        fit_height(self)
        scroller.verticalScrollBar().valueChanged.connect(self._follow)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self._inner.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self._inner.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds may need another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return False

    def _fit(self) -> None:
        self._inner.resize(self.width(), self.heightForWidth(self.width()))
        self._follow()

    def _follow(self) -> None:
        page, high = self._scroller.widget(), self._inner.height()
        if page is None or not page.isAncestorOf(self):
            return
        above = self._scroller.verticalScrollBar().value() - self.mapTo(page, QPoint(0, 0)).y()
        below = self._scroller.viewport().height() - high - Space.L
        self._inner.move(0, max(0, min(above + min(int(Space.L), below), self.height() - high)))
