"""Progress: a thin line, and a calm word while something takes long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.flow import row_in
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel


class ProgressLine(QProgressBar):
    """A thin line that fills; for oneself only, never a score."""

    def __init__(self, _design: Design, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setFixedHeight(Size.PROGRESS)

    def show_progress(self, value: int, maximum: int) -> None:
        """How far, of how much."""
        self.setRange(0, max(1, maximum))
        self.setValue(min(value, max(1, maximum)))


class Busy(QWidget):
    """Hidden until something takes long; can be cancelled if asked."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = row_in(self, Space.S)
        self._label = Label("", tone="soft")
        self._cancel: Callable[[], object] | None = None
        self._button: Button = quiet(design, self.tr("Cancel"), self._on_cancelled)
        line.addWidget(IconLabel(design, "hourglass", Colour.INK_SOFT, Size.ICON))
        line.addWidget(self._label, 1)
        line.addWidget(self._button)
        self.hide()

    def start(self, text: str, cancel: Callable[[], object] | None = None) -> None:
        """Say what takes long."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._cancel = cancel
        self._button.setVisible(cancel is not None)
        self.show()

    def stop(self) -> None:
        """It is done."""
        self._cancel = None
        self.hide()

    def _on_cancelled(self) -> None:
        cancel = self._cancel
        self.stop()
        if cancel is not None:
            cancel()
