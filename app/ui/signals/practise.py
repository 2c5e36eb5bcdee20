"""Practising together, one signal at a time, and the large card to show across a room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent

from app.models.signal import SafetySignal
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import Label, body, caption, display, lead
from app.ui.kit.surfaces import Card, Pill
from app.ui.signals.words import LEVEL_ICONS, LEVEL_TONES, LEVEL_WORDS
from app.ui.wording import fill


class PractiseCard(Card):
    """Goes through the signals; emits `finished` with the ids of those practised."""

    finished = Signal(object)

    def __init__(self, design: Design, signals: Sequence[SafetySignal]) -> None:
        super().__init__(design)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._signals = tuple(signals)
        self._at = 0
        self._done: list[str] = []
        self._where = caption("")
        self._pill = Pill(design, "")
        self._words = display("")
        self._response = lead("")
        hint = body(
            self.tr(
                "Each of you says or does it once. Your partner then actually does what follows: that is the practice."
            )
        )
        self.add_all(self._where, self._pill, self._words, self._response, hint)
        self._did = primary(design, self.tr("We practised this"), self.on_did)
        skip = secondary(design, self.tr("Skip"), self.on_skip)
        stop = quiet(design, self.tr("Stop here"), self.on_stop)
        self.add(button_row(self._did, skip, stop))
        self._show()

    def _show(self) -> None:
        signal = self._signals[self._at]
        self._where.setText(fill(self.tr("{at} of {all}"), at=self._at + 1, all=len(self._signals)))
        self._pill.show_pill(LEVEL_WORDS[signal.level], icon=LEVEL_ICONS[signal.level], tone=LEVEL_TONES[signal.level])
        self._words.setText(signal.expression)
        self._response.setText(signal.response)
        self._did.setFocus()

    def on_did(self) -> None:
        """Note this signal as practised."""
        self._done.append(self._signals[self._at].id)
        self.on_skip()

    def on_skip(self) -> None:
        """Go to the next signal."""
        self._at += 1
        if self._at >= len(self._signals):
            self.on_stop()
        else:
            self._show()

    def on_stop(self) -> None:
        """Stop here."""
        self.finished.emit(tuple(self._done))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops, keeping what was practised."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_stop()
            return
        super().keyPressEvent(event)


_ROOM = Size.CONTENT - 2 * Space.XXXL
"""The width available for a line of large type."""
_MOST_LINES = {TextRole.GIANT: 2, TextRole.HUGE: 6}


def _role_for(design: Design, words: str) -> TextRole:
    """The largest type in which every word fits a line and all words a few lines."""
    for role, lines in _MOST_LINES.items():
        width = QFontMetrics(design.font(role)).horizontalAdvance
        if width(words) <= lines * _ROOM and all(width(word) <= _ROOM for word in words.split()):
            return role
    return TextRole.DISPLAY


class LargeCard(Card):
    """A signal in large type, to be read from across the room; Escape or the button closes it."""

    closed = Signal()
    print_asked = Signal()

    def __init__(self, design: Design, signal: SafetySignal) -> None:
        super().__init__(design)
        pill = Pill(design, LEVEL_WORDS[signal.level], icon=LEVEL_ICONS[signal.level], tone=LEVEL_TONES[signal.level])
        words = Label(signal.expression, _role_for(design, signal.expression))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        response = lead(signal.response)
        response.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add_all(pill, words, response)
        self._close = secondary(design, self.tr("Back to the list"), self.closed.emit)
        to_print = quiet(design, self.tr("Print this card…"), self.print_asked.emit, icon="printer")
        self.add(button_row(self._close, to_print))

    def focus(self) -> None:
        """Focus *Back*."""
        self._close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
