"""A text and what is beside it, level with its first line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import Box, boxed, row, row_in, stack


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
    ) -> None:
        """`role`: of the first line."""
        super().__init__()
        self._design, self._role = design, role
        self._beside = (*before, *after)
        self._sides = [boxed(row(*each, spacing=spacing)) for each in (before, after) if each]
        self._text = stack(text)
        line = row_in(self, spacing)
        line.addLayout(self._text, 1)
        for side in self._sides:
            place = 0 if before and side is self._sides[0] else -1
            line.insertWidget(place, side, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        self.above = 0
        """How far the text begins below the top, in pixels."""
        design.follow(self._level)

    def _level(self) -> None:
        line = QFontMetrics(self._design.font(self._role)).height()
        high = max([line, *(each.sizeHint().height() for each in self._beside)])
        self.above = (high - line) // 2
        self._text.setContentsMargins(0, self.above, 0, 0)
        for side in self._sides:
            side.setFixedHeight(high)
