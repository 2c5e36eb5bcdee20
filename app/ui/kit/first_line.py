"""A text and what is beside it, level with its first line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import Box, add_to, row_in, stack


class FirstLine(Box):
    """Icons, marks and buttons before and after a text, all of them at the middle of its first line."""

    def __init__(
        self,
        design: Design,
        role: TextRole,
        text: QWidget,
        *after: QWidget,
        before: Sequence[QWidget] = (),
        spacing: int = Space.M,
        parent: QWidget | None = None,
    ) -> None:
        """`role`: of the first line; `parent`: where Tab comes by already what is beside the text."""
        super().__init__(parent)
        self._design, self._role = design, role
        self._beside, self._sides = (*before, *after), list[QWidget]()
        self._text = stack(text)
        self._text.setAlignment(text, QtCore.Qt.AlignmentFlag.AlignTop)
        self._line = row_in(self, spacing)
        self._add_side(before)
        self._line.addLayout(self._text, 1)
        self._add_side(after)
        self.above = 0
        """How far the text begins below the top, in pixels."""
        design.follow(self._level)

    def _add_side(self, beside: Sequence[QWidget]) -> None:
        if beside:
            side = QWidget(self)
            add_to(row_in(side, self._line.spacing()), *beside)
            self._sides.append(side)
            self._line.addWidget(side, 0, QtCore.Qt.AlignmentFlag.AlignTop)

    def _level(self) -> None:
        line = QFontMetrics(self._design.font(self._role)).height()
        high = max([line, *(each.sizeHint().height() for each in self._beside)])
        self.above = (high - line) // 2
        self._text.setContentsMargins(0, self.above, 0, 0)
        for side in self._sides:
            side.setFixedHeight(high)
