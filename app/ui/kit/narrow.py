"""Layouts that are rows in a wide window and columns in a narrow one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import Box, row_in
from app.ui.kit.surfaces import Surface


class NarrowSwitch(QObject):
    """Turns layouts from rows into columns while a widget is narrower inside than `least` pixels (at 100 % text)."""

    turned = Signal(bool)
    """Whether it is narrow now."""

    def __init__(self, design: Design, widget: QWidget, least: int, *layouts: QBoxLayout) -> None:
        super().__init__(widget)
        self._design, self._widget, self._least, self._layouts = design, widget, least, layouts
        self.is_narrow = False
        widget.installEventFilter(self)
        design.changed.connect(self._fit)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at each new width before the layouts do."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ContentsRectChange):
            self._fit()
        return False

    def _fit(self) -> None:
        narrow = self._widget.contentsRect().width() < self._design.px(self._least)
        if narrow == self.is_narrow:
            return
        self.is_narrow = narrow
        for layout in self._layouts:
            layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.turned.emit(narrow)


class TwoColumns(Box):
    """Two equal columns; stacked where there is no room."""

    def __init__(self, design: Design, left: QWidget, right: QWidget) -> None:
        super().__init__()
        line = row_in(self, Space.L)
        for each in (left, right):
            line.addWidget(each, 1, Qt.AlignmentFlag(0) if isinstance(each, Surface) else Qt.AlignmentFlag.AlignTop)
        switch = NarrowSwitch(design, self, Size.NARROW, line)
        switch.turned.connect(lambda narrow: line.setSpacing(Space.M if narrow else Space.L))
