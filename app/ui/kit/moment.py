"""Fields for a day and a time of day."""

from __future__ import annotations

from datetime import UTC, datetime, time

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTimeEdit

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.controls import DateField
from app.ui.kit.flow import Flow
from app.ui.local_zone import LOCAL


class _TimeEdit(QTimeEdit):
    """A time of day; the wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MomentFields(Flow):
    """Shows a moment as a local day and time."""

    picked = Signal(object)
    """The moment (UTC)."""

    def __init__(self, design: Design, day_name: str, time_name: str) -> None:
        super().__init__()
        self._design = design
        self._at = datetime(2000, 1, 1, tzinfo=UTC)
        self.day = self.add(DateField(design, day_name, optional=False))
        self.day.picked.connect(lambda _day: self.commit())
        self.time = self.add(_TimeEdit())
        self.time.setAccessibleName(time_name)
        self.time.setDisplayFormat("HH:mm")
        # The style sheet's padding does not reach the editor inside.
        self.time.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.time.editingFinished.connect(self.commit)
        design.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.time.setMinimumWidth(self._design.px(2 * Space.XXL))

    def show_moment(self, at: datetime) -> None:
        """Show a moment without emitting."""
        self._at = at
        here = at.astimezone(LOCAL)
        self.day.show_day(here.date())
        with QSignalBlocker(self.time):
            self.time.setTime(QTime(here.hour, here.minute))

    def commit(self) -> None:
        """Emit what was chosen or typed, if it is a different minute."""
        self.time.interpretText()
        here, day = self._at.astimezone(LOCAL), self.day.day
        shown = time(self.time.time().hour(), self.time.time().minute())
        if day is not None and (day, shown) != (here.date(), time(here.hour, here.minute)):
            self._at = datetime.combine(day, shown, LOCAL).astimezone(UTC)
            self.picked.emit(self._at)
