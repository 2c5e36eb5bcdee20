"""When a check-in was: now, or a day and a time that are chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.check_ins.words import moment_words
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.controls import DateField, SpinBox
from app.ui.kit.flow import Flow, row, row_in
from app.ui.kit.labels import Label, body
from app.ui.local_zone import LOCAL


class _TwoDigits(SpinBox):
    """Hours or minutes."""

    def __init__(self, design: Design, name: str, high: int) -> None:
        super().__init__(design, name, 0, high)
        self.setWrapping(True)
        # Half-typed hours are no time yet.
        self.setKeyboardTracking(False)

    def textFromValue(self, value: int) -> str:
        return f"{value:02d}"


class TimeField(QWidget):
    """A time of day."""

    picked = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__()
        self.hour = _TwoDigits(design, self.tr("Hour of the check-in"), 23)
        self.minute = _TwoDigits(design, self.tr("Minute of the check-in"), 59)
        between = body(":")
        between.setWordWrap(False)
        line = row(self.hour, between, self.minute, spacing=Space.XS)
        self.setLayout(line)
        for part in (self.hour, self.minute):
            part.valueChanged.connect(lambda _value: self.picked.emit())

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Hour and minute."""
        return self.hour, self.minute

    @property
    def shown(self) -> time:
        """What is shown."""
        return time(self.hour.value(), self.minute.value())

    def show_time(self, other: time) -> None:
        """Show a time; says nothing."""
        self.hour.show_value(other.hour)
        self.minute.show_value(other.minute)

    def commit(self) -> None:
        """Take what is typed as it is."""
        self.hour.interpretText()
        self.minute.interpretText()


class WhenLine(QWidget):
    """Says when it is; *Another time* opens day and time instead, made when they are first wanted."""

    picked = Signal(object)
    """The time (UTC)."""
    made = Signal()
    """Day and time are there to be gone through by keyboard."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._at: datetime | None = None
        self._today = date.min
        self._fields: _Fields | None = None
        line = row_in(self)
        self.words = body()
        self.words.setWordWrap(False)
        self.change = quiet(design, self.tr("Another time"), self.on_change, icon="clock")
        self._flow = Flow(self.words, self.change, spacing=Space.M)
        line.addWidget(self._flow, 1)

    @property
    def day(self) -> DateField:
        """The day, to be chosen."""
        return self._made().day

    @property
    def time(self) -> TimeField:
        """The time of day, to be chosen."""
        return self._made().time

    @property
    def error(self) -> Label:
        """Why a time was not taken."""
        return self._made().error

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in its order."""
        fields = self._fields
        return (self.change,) if fields is None else (self.change, fields.day, *fields.time.parts)

    def show_time(self, at: datetime, today: date) -> None:
        """Show when; says nothing."""
        self._at, self._today = at, today
        self.words.setText(moment_words(at, today))
        if self._fields is not None:
            self._fields.show_time(at, today)

    def close_fields(self) -> None:
        """Put day and time away."""
        if self._fields is not None:
            self._fields.show_parts(False)
        self.words.show()
        self.change.show()

    def on_change(self) -> None:
        """Open day and time."""
        fields = self._made()
        self.words.hide()
        self.change.hide()
        fields.show_parts(True)
        fields.day.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self) -> None:
        """A time that lies ahead is not taken."""
        self.error.setText(self.tr("That lies ahead. The time before was kept."))
        self.error.show()

    def commit(self) -> None:
        """Take what is typed as it is."""
        if self._fields is not None:
            self._fields.time.commit()

    def _made(self) -> _Fields:
        if self._fields is None:
            self._fields = fields = _Fields(self._design, self._flow)
            fields.picked.connect(self.picked)
            if self._at is not None:
                fields.show_time(self._at, self._today)
            self.made.emit()
        return self._fields


class _Fields(QObject):
    """Day, time of day and a word about them, in a line that wraps."""

    picked = Signal(object)

    def __init__(self, design: Design, line: Flow) -> None:
        super().__init__(line)
        self.day = DateField(design, self.tr("Day of the check-in"), optional=False)
        self.time = TimeField(design)
        self.error = Label("", tone="hard_limit")
        self.show_parts(False)
        for part in (self.day, self.time, self.error):
            line.add(part)
        self.day.picked.connect(lambda _day: self._on_picked())
        self.time.picked.connect(self._on_picked)

    def show_time(self, at: datetime, today: date) -> None:
        """Show when; says nothing. A day that lies ahead, as after the clock was put back, is shown as it is."""
        here = at.astimezone(LOCAL)
        self.day.show_range(date(1990, 1, 1), max(today, here.date()))
        self.day.show_day(here.date())
        self.time.show_time(here.time())
        self.error.hide()

    def show_parts(self, on: bool) -> None:
        """Open day and time, or put them away."""
        self.day.setVisible(on)
        self.time.setVisible(on)
        self.error.hide()

    def _on_picked(self) -> None:
        day = self.day.day
        if day is not None:
            chosen = datetime.combine(day, self.time.shown, LOCAL)
            self.error.hide()
            self.picked.emit(chosen.astimezone(UTC))
