"""Dialogs over the journal's list: go to a day, filter by days, filter by labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QWidget

from app.models.folding import index_text
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.check_list import CheckList
from app.ui.kit.controls import DateField
from app.ui.kit.field import SearchField
from app.ui.kit.flow import add_to
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import caption, soft
from app.ui.prompts import Dialog
from app.ui.wording import plural

WEEKS_SHOWN = 6
"""Weeks on a page of the calendar, with days of the months before and after."""
LABEL_ROWS_VISIBLE = 9
MOST_LABEL_ROWS = 200
"""Labels that are listed at once; a few letters find the rest."""

Days = tuple[date | None, date | None]


class MarkedCalendar(QCalendarWidget):
    """A month with a dot under each day that has entries. Arrows go by days, Page Up and Down by months."""

    turned = Signal(object, object)
    """The first and the last day that may be visible."""

    def __init__(self, design: Design, day: date) -> None:
        super().__init__()
        self._design = design
        self.marked: frozenset[date] = frozenset()
        """Days with entries, as far as they were read."""
        for named in (self, *self.findChildren(QTableView)):
            named.setAccessibleName(self.tr("Days with entries"))
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
                button.setProperty("iconSize", QSize(design.px(Size.ICON), design.px(Size.ICON)))
        self.currentPageChanged.connect(lambda _year, _month: self.announce_days())

    @property
    def day(self) -> date:
        """The chosen day."""
        return _date(self.selectedDate())

    def mark_days(self, days: frozenset[date]) -> None:
        """Mark these days and no others."""
        self.marked = days
        self.updateCells()

    def announce_days(self) -> None:
        """Emit which days may be visible."""
        first = date(self.yearShown(), self.monthShown(), 1) - timedelta(days=7)
        self.turned.emit(first, first + timedelta(days=7 * (WEEKS_SHOWN + 2)))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        super().paintCell(painter, rect, day)
        if _date(day) not in self.marked:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._design.colour(Colour.ACCENT))
        side = self._design.px(Space.XS) / 2
        painter.drawEllipse(QPointF(rect.center().x() + 0.5, rect.bottom() - 2 * side), side, side)
        painter.restore()


class DayDialog(Dialog):
    """Asks for a day to go to; Enter or a double click takes it."""

    def __init__(self, design: Design, day: date, go: Callable[[date], object], parent: QWidget | None = None) -> None:
        super().__init__(design, QCoreApplication.translate("Journal", "Go to a day"), parent)
        self.calendar = MarkedCalendar(design, day)
        self.accepted.connect(lambda: go(self.calendar.day))
        self.calendar.setMinimumHeight(min(design.px(Size.SECTIONS), self.window_height // 2))
        self.calendar.activated.connect(lambda _day: self.accept())
        add_to(self.body, self.calendar, caption(self.tr("A dot marks a day that has entries.")))
        self.add_answers(self.tr("Go there"))
        self.calendar.setFocus()


class DaysDialog(Dialog):
    """Asks for the first and the last day to filter by; either may stay empty."""

    def __init__(
        self,
        design: Design,
        days: Days,
        done: Callable[[date | None, date | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, QCoreApplication.translate("Journal", "Between two dates"), parent)
        self.accepted.connect(lambda: done(*self._span()))
        self.first, self.last = DateField(design, self.tr("From")), DateField(design, self.tr("Until"))
        for words, field, day in zip((self.tr("From"), self.tr("Until")), (self.first, self.last), days, strict=True):
            field.show_day(day)
            add_to(self.body, soft(words), field)
        self.add_answers(self.tr("Show these"))

    def _span(self) -> Days:
        """These days, the earlier one first."""
        first, last = self.first.day, self.last.day
        return (last, first) if first is not None and last is not None and last < first else (first, last)


class LabelsDialog(Dialog):
    """Asks which labels of a role to filter by; a few letters narrow the list, ticks stay whatever is typed."""

    def __init__(
        self,
        design: Design,
        heading: str,
        labels: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        done: Callable[[tuple[str, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        """`labels` are keys with their words; the chosen ones are listed first."""
        super().__init__(design, heading, parent)
        self._labels = sorted(labels, key=lambda pair: pair[0] not in chosen)
        self._ticked = dict.fromkeys(chosen)
        self.accepted.connect(lambda: done(tuple(self._ticked)))
        self.search = SearchField(design, self.tr("Type a few letters"))
        self.search.textChanged.connect(lambda _text: self._refresh())
        KeyActs(self.search, {Qt.Key.Key_Down: self._to_rows})
        self.list = CheckList(design, heading, rows=LABEL_ROWS_VISIBLE)
        self.list.ticked.connect(self._on_ticked)
        self.more = caption()
        add_to(self.body, self.search, self.list, self.more)
        self.add_answers(self.tr("Show these"))
        self._refresh()
        self.search.setFocus()

    def _refresh(self) -> None:
        wanted = index_text(self.search.text()).split()
        found = [pair for pair in self._labels if _has_all(pair[1], wanted)]
        self.list.show_rows(found[:MOST_LABEL_ROWS], self._ticked)
        left = len(found) - MOST_LABEL_ROWS
        said = plural("%n more. Type a few letters to find them.", left) if left > 0 else ""
        self.more.setText(said or ("" if found else self.tr("Nothing matches these letters.")))

    def _on_ticked(self, key: str, on: bool) -> None:
        if on:
            self._ticked[key] = None
        else:
            self._ticked.pop(key, None)

    def _to_rows(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)


def _has_all(words: str, wanted: Sequence[str]) -> bool:
    folded = index_text(words) if wanted else ""
    return all(each in folded for each in wanted)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
