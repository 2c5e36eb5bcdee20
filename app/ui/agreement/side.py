"""The left side of a draft: its parts, and what is missing below them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.agreement.clause_view import reveal_top
from app.ui.agreement.missing import MissingPanel
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import column_in, row_in
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.section_list import SectionList


class OutlineSide(QWidget):
    """Wide enough for its words at any text size."""

    def __init__(self, design: Design, name: str, *, missing: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        column = column_in(self, Space.L)
        self.sections = SectionList(design, name)
        self.missing = MissingPanel(design)
        self.missing.hide()
        column.addWidget(self.sections)
        if missing:
            column.addWidget(self.missing)
        else:
            self.missing.setParent(self)
        column.addStretch(1)
        design.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """The words grow with the text; so does the column."""
        self.setMinimumWidth(self._design.px(Size.SECTIONS))


class OutlinePanes(QWidget):
    """The side and what was picked in it; where they are one below the other, picking scrolls to it."""

    def __init__(self, design: Design, side: OutlineSide, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._side, self._picked = design, side, right
        line = row_in(self, Space.L)
        line.addWidget(side)
        line.addWidget(right, 1)
        self._switch = NarrowSwitch(design, self, Size.NARROW, line)
        self._switch.turned.connect(self._on_turned)
        design.changed.connect(self._fit)
        side.sections.picked.connect(self.on_picked)
        self._fit()

    def on_picked(self) -> None:
        """Bring what was picked into sight."""
        if self._switch.is_narrow:
            reveal_top(self._picked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_turned(self, narrow: bool) -> None:
        """Below each other the parts fold into one list to drop down."""
        self._side.sections.fold(narrow)

    def _fit(self) -> None:
        wide = max(self._design.px(Size.SECTIONS), self._side.minimumSizeHint().width())
        self._side.setMaximumWidth(Size.CONTENT if self._switch.is_narrow else wide)
