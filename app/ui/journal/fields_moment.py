"""What an entry is and when it is about: a quiet line that opens to be changed."""

from __future__ import annotations

from datetime import UTC, datetime, time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTimeEdit, QVBoxLayout, QWidget

from app.models.journal import EntryKind
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.words import kind_word, moment_words
from app.ui.kit.buttons import quiet
from app.ui.kit.controls import DateField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import soft
from app.ui.my_list.menu_button import MenuButton


class _TimeEdit(QTimeEdit):
    """A time of day; the wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MomentLine(QWidget):
    """Kind and time as quiet words; the time opens a day and a time of day."""

    kind_picked = Signal(object)
    moved = Signal(object)
    """The time (UTC) it is about now."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = datetime(2000, 1, 1, tzinfo=UTC)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.kind = MenuButton(design)
        self.kind.picked.connect(self._on_kind)
        self.when = quiet(design, "", self.toggle, icon="calendar-blank")
        self.when.set_compact()
        self._buttons = Flow(self.kind, self.when, spacing=Space.XS)
        column.addWidget(self._buttons)
        self.said = soft()
        self.said.hide()
        column.addWidget(self.said)
        self.day = DateField(design, self.tr("The day it is about"), optional=False)
        self.day.edit.setDisplayFormat("d MMMM yyyy")
        self.time = _TimeEdit()
        self.time.setAccessibleName(self.tr("The time it is about"))
        self.time.setDisplayFormat("HH:mm")
        # The style sheet's padding does not reach the editor inside.
        self.time.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        done = quiet(design, self.tr("Done"), self.toggle, icon="check")
        self.editors = Flow(self.day, self.time, done)
        self.editors.hide()
        column.addWidget(self.editors)
        self._design = design
        design.changed.connect(self._fit)
        self._fit()
        self.day.picked.connect(lambda _day: self._on_moved())
        self.time.editingFinished.connect(self._on_moved)

    def show_entry(self, kind: EntryKind, at: datetime) -> None:
        """Show what it is and when; says nothing."""
        self.show_kind(kind)
        self._at = at
        self.when.show_text(moment_words(at))
        self.when.setAccessibleName(self.tr("About {0}; change").replace("{0}", moment_words(at)))
        here = at.astimezone()
        self.day.show_day(here.date())
        self.time.blockSignals(True)
        self.time.setTime(QTime(here.hour, here.minute))
        self.time.blockSignals(False)

    def show_kind(self, kind: EntryKind) -> None:
        """Show what it is; says nothing."""
        self.kind.show_options([(each, kind_word(each)) for each in EntryKind], kind)
        self.kind.setAccessibleName(self.tr("Kind: {0}; change").replace("{0}", kind_word(kind)))

    def set_read_only(self, read_only: bool) -> None:
        """Say what it is and when, with nothing to press."""
        if not (read_only or self.said.isVisibleTo(self)):
            return
        self._buttons.setVisible(not read_only)
        self.said.setVisible(read_only)
        if read_only:
            self.editors.hide()
            self.said.setText(f"{kind_word(self.chosen_kind)} · {moment_words(self._at)}")

    @property
    def chosen_kind(self) -> EntryKind:
        """What it is."""
        return EntryKind(str(self.kind.key))

    def _fit(self) -> None:
        self.time.setMinimumWidth(self._design.px(2 * Space.XXL))

    def toggle(self) -> None:
        """Open or close day and time of day."""
        is_open = not self.editors.isVisibleTo(self)
        self.editors.setVisible(is_open)
        (self.day.edit if is_open else self.when).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kind(self, kind: object) -> None:
        picked = EntryKind(str(kind))
        self.show_kind(picked)
        self.kind_picked.emit(picked)

    def _on_moved(self) -> None:
        here, day = self._at.astimezone(), self.day.day
        shown = time(self.time.time().hour(), self.time.time().minute())
        if day is None or (day == here.date() and shown == time(here.hour, here.minute)):
            return
        self._at = datetime.combine(day, shown).astimezone(UTC)
        self.when.show_text(moment_words(self._at))
        self.moved.emit(self._at)
