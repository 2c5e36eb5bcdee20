"""The time of a check-in: shown as words, and changed with a day and a time of day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cached_property

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
    """A field for hours or minutes, with two digits."""

    def __init__(self, design: Design, name: str, high: int) -> None:
        super().__init__(design, name, 0, high)
        self.setWrapping(True)
        # Do not emit while an hour is half typed.
        self.setKeyboardTracking(False)

    def textFromValue(self, value: int) -> str:
        return f"{value:02d}"


class _WhenFields(QObject):
    """Adds fields for day and time, and a label for an error, to a line."""

    picked = Signal(object)

    def __init__(self, design: Design, line: Flow) -> None:
        super().__init__(line)
        self.day = DateField(design, self.tr("Day of the check-in"), optional=False)
        self.hour = _TwoDigits(design, self.tr("Hour of the check-in"), 23)
        self.minute = _TwoDigits(design, self.tr("Minute of the check-in"), 59)
        between = body(":")
        between.setWordWrap(False)
        self._time = QWidget()
        self._time.setLayout(row(self.hour, between, self.minute, spacing=Space.XS))
        self.error = Label("", tone="hard_limit")
        self.show_parts(False)
        for part in (self.day, self._time, self.error):
            line.add(part)
        for changed in (self.day.picked, self.hour.valueChanged, self.minute.valueChanged):
            changed.connect(self._on_picked)

    def show_time(self, at: datetime, today: date) -> None:
        """Show a time (UTC) without emitting, even one in the future: the clock may have been set back."""
        here = at.astimezone(LOCAL)
        self.day.show_range(date(1990, 1, 1), max(today, here.date()))
        self.day.show_day(here.date())
        self.hour.show_value(here.hour)
        self.minute.show_value(here.minute)
        self.error.hide()

    def show_parts(self, on: bool) -> None:
        """Show or hide the fields."""
        self.day.setVisible(on)
        self._time.setVisible(on)
        self.error.hide()

    def commit(self) -> None:
        """Take what was typed."""
        self.hour.interpretText()
        self.minute.interpretText()

    def _on_picked(self, _changed: object) -> None:
        day = self.day.day
        if day is not None:
            chosen = datetime.combine(day, time(self.hour.value(), self.minute.value()), LOCAL)
            self.error.hide()
            self.picked.emit(chosen.astimezone(UTC))


class WhenLine(QWidget):
    """Shows the time as words; *Another time* replaces them by fields, which are made on first use."""

    picked = Signal(object)
    """The chosen time (UTC)."""
    made = Signal()
    """The fields were made and need a place in the tab order."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._at: datetime | None = None
        self._today = date.min
        line = row_in(self)
        self.words = body()
        self.words.setWordWrap(False)
        self.change = quiet(design, self.tr("Another time"), self.on_change, icon="clock")
        self._flow = Flow(self.words, self.change, spacing=Space.M)
        line.addWidget(self._flow, 1)

    @cached_property
    def fields(self) -> _WhenFields:
        """The fields for day and time."""
        fields = _WhenFields(self._design, self._flow)
        fields.picked.connect(self.picked)
        if self._at is not None:
            fields.show_time(self._at, self._today)
        return fields

    @property
    def _has_fields(self) -> bool:
        return "fields" in self.__dict__

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The widgets Tab stops at, in order."""
        fields = (self.fields.day, self.fields.hour, self.fields.minute) if self._has_fields else ()
        return (self.change, *fields)

    def show_time(self, at: datetime, today: date) -> None:
        """Show a time (UTC) without emitting."""
        self._at, self._today = at, today
        self.words.setText(moment_words(at, today))
        if self._has_fields:
            self.fields.show_time(at, today)

    def close_fields(self) -> None:
        """Show words instead of fields."""
        if self._has_fields:
            self.fields.show_parts(False)
        self.words.show()
        self.change.show()

    def on_change(self) -> None:
        """Show fields instead of words."""
        is_first = not self._has_fields
        self.words.hide()
        self.change.hide()
        self.fields.show_parts(True)
        if is_first:
            self.made.emit()
        self.fields.day.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self) -> None:
        """Say that a time in the future is refused."""
        self.fields.error.setText(self.tr("That lies ahead. The time before was kept."))
        self.fields.error.show()

    def commit(self) -> None:
        """Take what was typed."""
        if self._has_fields:
            self.fields.commit()
