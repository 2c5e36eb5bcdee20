"""Check boxes, drop-down lists, numbers, days and times, with icons painted in the colours of the design."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QRectF, QSignalBlocker, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QListView,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QTimeEdit,
    QWidget,
)

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import Flow, row_in
from app.ui.kit.keyboard import KeyActs
from app.ui.local_zone import LOCAL

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CheckBox(QCheckBox):
    """A box with a painted tick."""

    def __init__(self, design: Design, text: str, on: Callable[[bool], object] | None = None) -> None:
        """`on` gets whether it is ticked, each time it changes."""
        super().__init__(text.replace("&", "&&"))
        self._design = design
        self.setAccessibleName(text)
        self.setProperty("bare", not text)
        if on is not None:
            self.toggled.connect(on)

    @property
    def words_from(self) -> int:
        """Where its words begin."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).x()

    def show_checked(self, checked: bool) -> None:
        """Tick it or not without emitting anything."""
        with QSignalBlocker(self):
            self.setChecked(checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        self._design.paint_icon(painter, "check-bold", box.adjusted(2, 2, -2, -2), Colour.ON_ACCENT)
        painter.end()


class ComboBox(QComboBox):
    """A drop-down list; the mouse wheel scrolls the page, not the choice."""

    picked = Signal(object)

    def __init__(self, design: Design, name: str, on: Callable[[object], object] | None = None) -> None:
        """`on` gets the key that is picked."""
        super().__init__()
        self._design = design
        self._keys: list[Hashable] = []
        if on is not None:
            self.picked.connect(on)
        self.setAccessibleName(name)
        # On Linux, what is chosen is announced in place of the name.
        self.setAccessibleDescription(name)
        self.setView(QListView(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.picked.emit(self._keys[index]))

    @property
    def key(self) -> Hashable | None:
        """The key of what is chosen."""
        index = self.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else None

    def show_options(self, options: Sequence[tuple[Hashable, str]], current: Hashable | None = None) -> None:
        """Offer these (key, words) and select `current`, without emitting."""
        with QSignalBlocker(self):
            self.clear()
            self._keys = [key for key, _ in options]
            self.addItems([words for _, words in options])
            self.show_key(current)
        self.updateGeometry()
        self.update()

    def show_key(self, key: Hashable | None) -> None:
        """Select `key` without emitting `picked`."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._design.px(Space.L), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_caret(self, self._design)


class SpinBox(QSpinBox):
    """A number between two bounds; `empty` is shown for the lowest."""

    def __init__(
        self,
        design: Design,
        name: str,
        low: int,
        high: int,
        step: int = 1,
        suffix: str = "",
        empty: str = "",
    ) -> None:
        super().__init__()
        self._design = design
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setSpecialValueText(empty)
        # The style sheet's padding does not reach the editor inside.
        self.lineEdit().setTextMargins(Space.S, 0, 0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()  # digits typed behind the words for "none" would be refused

    def show_value(self, value: int) -> None:
        """Show a number without emitting."""
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = float(self._design.px(Size.ICON_SMALL))
        x = self.width() - side - self._design.px(Space.S)
        middle = self.height() / 2
        colour = Colour.INK_SOFT if self.isEnabled() else Colour.INK_FAINT
        self._design.paint_icon(painter, "caret-up", QRectF(x, middle - side, side, side), colour)
        self._design.paint_icon(painter, "caret-down", QRectF(x, middle, side, side), colour)
        painter.end()


_DAYS_SHOWN = 42
"""How many days a calendar shows at once."""


class _DayEdit(QDateEdit):
    """A day with a drop-down calendar, which is slow to make and so is made on first use."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._is_dressed = False
        self.first: QDate | None = None
        """The first day that the calendar offers; None for every day."""
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)  # typing 28 is not choosing the 2nd first
        # With the weekday first, Qt loses what is typed behind it once the weekday's name gets longer.
        day = self.locale().dateFormat(self.locale().FormatType.LongFormat).replace("dddd", "").strip(" ,.")
        self.setDisplayFormat(f"{day} (dddd)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Without a day, arrows and digits begin with the first one that is offered."""
        steps = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if self.date() == self.minimumDate() and (steps or event.text().isdigit()):
            self.setDate(self.first or QDate.currentDate())
            day = next(n for n in range(self.sectionCount()) if self.sectionAt(n) is QDateEdit.Section.DaySection)
            self.setCurrentSectionIndex(day)
            self.lineEdit().setSelection(self.lineEdit().cursorPosition(), len(str(self.date().day())))
            if steps:
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dress()
        super().mousePressEvent(event)
        calendar = self.calendarWidget()
        if not calendar.isVisible():
            return
        # Qt resets the calendar to the bounds of the field each time it opens or the day changes.
        if self.first is not None:
            with QSignalBlocker(calendar):
                calendar.setMinimumDate(self.first)
        if self.date() == self.minimumDate():
            today = QDate.currentDate()
            calendar.setCurrentPage(today.year(), today.month())
        self._show_beyond(calendar)

    def _show_beyond(self, calendar: QCalendarWidget) -> None:
        """Paint days after the last one faintly: Qt only refuses them."""
        faint = QTextCharFormat()
        faint.setForeground(self._design.colour(Colour.CONTROL_LINE))
        calendar.setDateTextFormat(QDate(), QTextCharFormat())
        for number in range(1, _DAYS_SHOWN):
            day = self.maximumDate().addDays(number)
            if day.isValid():
                calendar.setDateTextFormat(day, faint)

    def _dress(self) -> None:
        if self._is_dressed:
            return
        self._is_dressed = True
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(calendar.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        # Qt paints weekends red, which reads as a warning.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())

    def focusNextPrevChild(self, onwards: bool) -> bool:
        return QWidget.focusNextPrevChild(self, onwards)  # one stop: Qt goes through day, month and year

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        # Qt does not count the style sheet's padding and the icon.
        return super().sizeHint() + QSize(self._design.px(Space.L), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_caret(self, self._design, "calendar-blank")


class DateField(QWidget):
    """A day, or none."""

    picked = Signal(object)
    """The day, or None when it was cleared."""

    def __init__(self, design: Design, name: str, *, optional: bool = True) -> None:
        super().__init__()
        line = row_in(self, Space.XS)
        self.edit = _DayEdit(design)
        self.edit.setAccessibleName(name)
        self._clear = IconButton(
            design, "x", self.tr("No date (Delete)"), lambda: self.edit.setDate(self.edit.minimumDate())
        )
        self._clear.setVisible(optional)
        self._clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if optional:
            KeyActs(self.edit, {Qt.Key.Key_Delete: self._clear.click})
        line.addWidget(self.edit)
        line.addWidget(self._clear)
        line.addStretch(1)
        self.setFocusProxy(self.edit)
        self.edit.setSpecialValueText(self.tr("No date yet"))
        self.edit.setMinimumDate(QDate(1900, 1, 1))
        self.show_day(None)
        self.edit.dateChanged.connect(self._on_changed)

    @property
    def day(self) -> date | None:
        """The day."""
        shown = self.edit.date()
        if shown == self.edit.minimumDate():
            return None
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date | None) -> None:
        """Show a day or none without emitting."""
        with QSignalBlocker(self.edit):
            self.edit.setDate(QDate(day.year, day.month, day.day) if day else self.edit.minimumDate())
        self._clear.setEnabled(day is not None)

    def show_range(self, first: date, last: date) -> None:
        """Set the first day the calendar offers and the last day that can be chosen, without emitting."""
        self.edit.first = QDate(first.year, first.month, first.day)
        with QSignalBlocker(self.edit):
            self.edit.setMaximumDate(QDate(last.year, last.month, last.day))

    def _on_changed(self) -> None:
        self._clear.setEnabled(self.day is not None)
        self.picked.emit(self.day)


def _paint_caret(widget: QWidget, design: Design, icon: str = "caret-down") -> None:
    painter = QPainter(widget)
    side = float(design.px(Size.ICON_SMALL))
    box = QRectF(widget.width() - side - Space.M, (widget.height() - side) / 2, side, side)
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        box.moveLeft(Space.M)
    design.paint_icon(painter, icon, box, Colour.INK_SOFT if widget.isEnabled() else Colour.INK_FAINT)
    painter.end()


class _TimeEdit(QTimeEdit):
    """A time of day, one stop for Tab; the wheel scrolls the page."""

    def focusNextPrevChild(self, onwards: bool) -> bool:
        return QWidget.focusNextPrevChild(self, onwards)

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
        self._zone: tzinfo = LOCAL
        self.day = self.add(DateField(design, day_name, optional=False))
        self.day.picked.connect(lambda _day: self.commit())
        self.time = self.add(_TimeEdit())
        self.time.setAccessibleName(time_name)
        self.time.setDisplayFormat("HH:mm")
        # The style sheet's padding does not reach the editor inside.
        self.time.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.time.editingFinished.connect(self.commit)
        design.follow(self._fit)

    def _fit(self) -> None:
        self.time.setMinimumWidth(self._design.px(2 * Space.XXL))

    def show_moment(self, at: datetime, zone: tzinfo = LOCAL) -> None:
        """Show a moment as the clock of a time zone shows it, without emitting."""
        self._at, self._zone = at, zone
        here = at.astimezone(zone)
        self.day.show_day(here.date())
        with QSignalBlocker(self.time):
            self.time.setTime(QTime(here.hour, here.minute))

    def commit(self) -> None:
        """Emit what was chosen or typed, if it is a different minute."""
        for part in (self.day.edit, self.time):
            part.interpretText()
        here, day = self._at.astimezone(self._zone), self.day.day
        shown = time(self.time.time().hour(), self.time.time().minute())
        if day is not None and (day, shown) != (here.date(), time(here.hour, here.minute)):
            self._at = datetime.combine(day, shown, self._zone).astimezone(UTC)
            self.picked.emit(self._at)
