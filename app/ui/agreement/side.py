"""The left side of a draft: its parts, and what is missing below them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.agreement.clause_view import reveal_top
from app.ui.agreement.missing import MissingPanel
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import column_in
from app.ui.kit.section_list import SectionList, TwoPane


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


class OutlinePanes(TwoPane):
    """The side with what was picked in it; where they stand one below the other, picking scrolls to it."""

    def __init__(self, design: Design, side: OutlineSide, right: QWidget, parent: QWidget | None = None) -> None:
        self._side, self._picked = side, right
        super().__init__(design, side, right, parent)
        side.sections.picked.connect(self.on_picked)

    def on_stacked(self, stacked: bool) -> None:
        """Below each other the parts fold into one list to drop down."""
        self._side.sections.fold(stacked)

    def on_picked(self) -> None:
        """Bring what was picked into sight."""
        if self.is_stacked:
            reveal_top(self._picked)
