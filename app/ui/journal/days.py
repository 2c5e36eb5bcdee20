"""Days to go to and to filter by: a month that marks what was written, and two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import primary, secondary
from app.ui.kit.controls import DateField
from app.ui.kit.labels import caption, soft
from app.ui.prompts import Dialog

WEEKS = 6
"""What a month shows, with days of those beside it."""


class MarkedCalendar(QCalendarWidget):
    """A month; a dot under each day that has entries. Arrows go by days, Page Up and Down by months."""

    turned = Signal(object, object)
    """The first and the last day that may be in sight."""

    def __init__(self, design: Design, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._days: frozenset[date] = frozenset()
        self.setAccessibleName(self.tr("Days with entries"))
        self.setGridVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        plain = QTextCharFormat()
        plain.setForeground(design.colour(Colour.INK))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, plain)
        for name, icon in (("qt_calendar_prevmonth", "caret-left"), ("qt_calendar_nextmonth", "caret-right")):
            button = self.findChild(QWidget, name)
            if button is not None:
                button.setProperty("icon", design.icon(icon, Colour.INK_SOFT, Size.ICON))
        self.currentPageChanged.connect(lambda _year, _month: self.tell())

    @property
    def day(self) -> date:
        """The day that is chosen."""
        return _date(self.selectedDate())

    def show_days(self, days: frozenset[date]) -> None:
        """Mark these."""
        self._days = days
        self.updateCells()

    def is_marked(self, day: date) -> bool:
        """Whether a day has entries, as far as was said."""
        return day in self._days

    def tell(self) -> None:
        """Say which days may be in sight."""
        first = date(self.yearShown(), self.monthShown(), 1) - timedelta(days=7)
        self.turned.emit(first, first + timedelta(days=7 * (WEEKS + 2)))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        super().paintCell(painter, rect, day)
        shown = _date(day)
        if shown not in self._days:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._design.colour(Colour.ACCENT))
        side = self._design.px(Space.XS) / 2
        painter.drawEllipse(QPointF(rect.center().x() + 0.5, rect.bottom() - 2 * side), side, side)
        painter.restore()


class DayDialog(Dialog):
    """Go to a day: Enter or a double click takes it."""

    def __init__(self, design: Design, day: date, go: Callable[[date], object], parent: QWidget | None = None) -> None:
        super().__init__(design, QCoreApplication.translate("Journal", "Go to a day"), parent)
        self.calendar = MarkedCalendar(design, day)
        self.calendar.setMinimumHeight(design.px(Size.SECTIONS))
        self.body.addWidget(self.calendar)
        self.body.addWidget(caption(self.tr("A dot marks a day that has entries.")))
        self._go = go
        self.add_button(secondary(design, self.tr("Cancel"), self.reject))
        self.take = primary(design, self.tr("Go there"), self.on_taken)
        self.take.setDefault(True)
        self.add_button(self.take)
        self.calendar.activated.connect(lambda _day: self.on_taken())
        self.calendar.setFocus()

    def on_taken(self) -> None:
        """Go to the chosen day."""
        day = self.calendar.day
        self.accept()
        self._go(day)


class SpanDialog(Dialog):
    """From one day to another, both included; one of them may be left out."""

    def __init__(
        self,
        design: Design,
        days: tuple[date | None, date | None],
        done: Callable[[date | None, date | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, QCoreApplication.translate("Journal", "Between two days"), parent)
        self.first, self.last = DateField(design, self.tr("From")), DateField(design, self.tr("Until"))
        for words, field, day in zip((self.tr("From"), self.tr("Until")), (self.first, self.last), days, strict=True):
            field.show_day(day)
            self.body.addWidget(soft(words))
            self.body.addWidget(field)
        self._done = done
        self.add_button(secondary(design, self.tr("Cancel"), self.reject))
        self.take = primary(design, self.tr("Show these"), self.on_taken)
        self.take.setDefault(True)
        self.add_button(self.take)

    def on_taken(self) -> None:
        """Filter by them; the earlier one is the first."""
        first, last = self.first.day, self.last.day
        if first is not None and last is not None and last < first:
            first, last = last, first
        self.accept()
        self._done(first, last)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
