"""Where one is in a few steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import column_in
from app.ui.kit.labels import Label
from app.ui.kit.progress import ProgressLine


class Stepper(QWidget):
    """A thin line and the words of the step."""

    def __init__(self, design: Design, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        column = column_in(self, Space.XS)
        self._label = Label("", TextRole.CAPTION, tone="soft")
        self._line = ProgressLine(design, self.tr("Steps"))
        column.addWidget(self._label)
        column.addWidget(self._line)
        self.show_step(0)

    def show_step(self, index: int) -> None:
        """Which step it is, from 0."""
        words = self.tr("Step {0} of {1}: {2}")
        for at, part in enumerate((str(index + 1), str(len(self._steps)), self._steps[index])):
            words = words.replace(f"{{{at}}}", part)
        self._label.setText(words)
        self._line.show_progress(index + 1, len(self._steps))
        self._line.setAccessibleDescription(words)
