"""The time of a check-in: shown as words, and changed with a day and a time of day."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.check_ins.words import moment_words
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Flow
from app.ui.kit.labels import Label, body
from app.ui.kit.moment import MomentFields
from app.ui.kit.tab_order import set_tab_order
from app.ui.local_zone import LOCAL


class WhenLine(Flow):
    """Shows the time as words; *Another time* replaces them by fields, which are made on first use."""

    picked = Signal(object)
    """The chosen time (UTC)."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.M)
        self._design = design
        self._at: datetime | None = None
        self._today = date.min
        self.words = self.add(body())
        self.words.setWordWrap(False)
        self.change = self.add(quiet(design, self.tr("Another time"), self.on_change, icon="clock"))
        self.fields: MomentFields | None = None
        self.error = self.add(Label("", tone="hard_limit"))
        self.error.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The widgets Tab stops at, in order."""
        return (self.change,) if self.fields is None else (self.change, self.fields.day, self.fields.time)

    def show_time(self, at: datetime, today: date) -> None:
        """Show a time (UTC) without emitting, even one in the future: the clock may have been set back."""
        self._at, self._today = at, today
        self.words.setText(moment_words(at, today))
        self.error.hide()
        if self.fields is not None:
            self.fields.day.show_range(date(1990, 1, 1), max(today, at.astimezone(LOCAL).date()))
            self.fields.show_moment(at)

    def close_fields(self) -> None:
        """Show words instead of fields."""
        if self.fields is not None:
            self.fields.hide()
        self.words.show()
        self.change.show()

    def on_change(self) -> None:
        """Show fields instead of words."""
        if self.fields is None:
            self.fields = MomentFields(self._design, self.tr("Day of the check-in"), self.tr("Time of the check-in"))
            self.fields.picked.connect(self.picked)
            self.flow.insert_widget(0, self.fields)
            if self._at is not None:
                self.show_time(self._at, self._today)
            set_tab_order(*self.stops)
        self.words.hide()
        self.change.hide()
        self.fields.show()
        self.fields.day.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self) -> None:
        """Say that a time in the future is refused."""
        self.error.show_text(self.tr("That lies ahead. The time before was kept."))

    def commit(self) -> None:
        """Take what was typed."""
        if self.fields is not None:
            self.fields.commit()
