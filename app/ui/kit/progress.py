"""Progress: a thin line, and a message while something takes long."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.flow import row_in
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import IconLabel


class ProgressLine(QProgressBar):
    """A thin line that fills; for the person alone, never a score."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setFixedHeight(Size.PROGRESS)

    def show_progress(self, value: int, maximum: int) -> None:
        """Show how much of it is done."""
        self.setUpdatesEnabled(False)  # a bar would paint itself, and the rest of the window, before it returns
        self.setRange(0, max(1, maximum))
        self.setValue(min(value, max(1, maximum)))
        self.setUpdatesEnabled(True)


class Busy(QWidget):
    """A message that is hidden until something takes long."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        line = row_in(self, Space.S)
        self._label = soft()
        line.addWidget(IconLabel(design, "hourglass", Colour.INK_SOFT, Size.ICON))
        line.addWidget(self._label, 1)
        self.hide()

    def start(self, text: str) -> None:
        """Show what takes long."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.show()

    def stop(self) -> None:
        """Hide the message."""
        self.hide()
