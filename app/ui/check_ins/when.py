"""When a check-in was: now, or a day and a time that are chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QTimeEdit, QWidget

from app.ui.check_ins.words import moment_words
from app.ui.check_ins.zone import LOCAL
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.controls import DateField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import Label, body


class TimeEdit(QTimeEdit):
    """A time of day; Up and Down change the part the cursor is in, the wheel scrolls the page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("HH:mm")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        # Half-typed hours are no time yet.
        self.setKeyboardTracking(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class WhenLine(QWidget):
    """Says when it is; *Another time* opens day and time beside it."""

    picked = Signal(object)
    """The time (UTC)."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        self.words = body()
        self.words.setWordWrap(False)
        self.change = quiet(design, self.tr("Another time"), self.on_change, icon="clock")
        self.day = DateField(design, self.tr("Day of the check-in"), optional=False)
        self.time = TimeEdit(self.tr("Time of the check-in"))
        self.error = Label("", tone="hard_limit")
        line.addWidget(Flow(self.words, self.change, self.day, self.time, self.error, spacing=Space.M), 1)
        for part in (self.day, self.time, self.error):
            part.hide()
        self.day.picked.connect(lambda _day: self._on_picked())
        self.time.timeChanged.connect(lambda _time: self._on_picked())

    def show_time(self, at: datetime, today: date) -> None:
        """Show when; says nothing."""
        self._at = at
        here = at.astimezone(LOCAL)
        self.words.setText(moment_words(at, today))
        self.day.show_day(here.date())
        self.day.show_range(date(1990, 1, 1), today)
        self.time.blockSignals(True)
        self.time.setTime(QTime(here.hour, here.minute))
        self.time.blockSignals(False)
        self.error.hide()

    def close_fields(self) -> None:
        """Put day and time away."""
        for part in (self.day, self.time, self.error):
            part.hide()
        self.words.show()
        self.change.show()

    def on_change(self) -> None:
        """Open day and time."""
        self.words.hide()
        self.change.hide()
        for part in (self.day, self.time):
            part.show()
        self.day.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self) -> None:
        """A time that lies ahead is not taken."""
        self.error.setText(self.tr("That lies ahead. The time before was kept."))
        self.error.show()

    def _on_picked(self) -> None:
        day, shown = self.day.day, self.time.time()
        if day is not None:
            chosen = datetime.combine(day, time(shown.hour(), shown.minute()), LOCAL)
            self.error.hide()
            self.picked.emit(chosen.astimezone(UTC))
