"""Practising together, one signal at a time, and the large card to show across a room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.models.signal import SafetySignal
from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import Label, body, caption, display, lead
from app.ui.kit.strings import keep_end
from app.ui.kit.surfaces import Card, Pill
from app.ui.prompts import Dialog
from app.ui.signals.words import LEVEL_ICONS, LEVEL_TONES, LEVEL_WORDS
from app.ui.wording import fill


class PractiseCard(Card):
    """Goes through the signals; emits `finished` with the ids of those practised."""

    finished = Signal(object)

    def __init__(self, design: Design, signals: Sequence[SafetySignal]) -> None:
        super().__init__(design)
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
        KeyActs(self, {Qt.Key.Key_Escape: self.on_stop})  # what was practised is kept
        self._show()

    def _show(self) -> None:
        signal = self._signals[self._at]
        self._where.setText(fill(self.tr("{at} of {all}"), at=self._at + 1, all=len(self._signals)))
        self._pill.show_pill(LEVEL_WORDS[signal.level], icon=LEVEL_ICONS[signal.level], tone=LEVEL_TONES[signal.level])
        self._words.setText(signal.expression)
        self._response.setText(signal.response)

    def focus_words(self) -> None:
        """Put the keyboard on what is practised, from where Tab goes on."""
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

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


_SIZES = (
    (TextRole.GIANT, TextRole.HUGE),
    (TextRole.BANNER, TextRole.HUGE),
    (TextRole.GIANT, TextRole.DISPLAY),
    (TextRole.GIANT, TextRole.TITLE),
    (TextRole.HUGE, TextRole.DISPLAY),
    (TextRole.HUGE, TextRole.TITLE),
    (TextRole.DISPLAY, TextRole.LEAD),
    (TextRole.TITLE, TextRole.BODY),
)
"""Type for a signal and for what both do, the largest first."""
_LINES = 3
"""How many lines what both do may take in large type."""


def _roles_for(design: Design, signal: SafetySignal, room: QSize) -> tuple[TextRole, TextRole]:
    """The largest type in which no word is broken and all of it fits into the room."""
    wraps = int(Qt.TextFlag.TextWordWrap)

    def high(role: TextRole, words: str) -> int:
        metrics = QFontMetrics(design.font(role))
        fits = all(metrics.horizontalAdvance(word) <= room.width() for word in words.split())
        box = metrics.boundingRect(QRect(0, 0, room.width(), 0), wraps, keep_end(words))
        return box.height() if fits else room.height()

    for word, response in _SIZES:
        lines = high(response, signal.response) // QFontMetrics(design.font(response)).lineSpacing()
        if lines <= _LINES and high(word, signal.expression) + high(response, signal.response) < room.height():
            return word, response
    return _SIZES[-1]


class LargeSignal(Dialog):
    """A signal over the whole window, to be read from across the room; Escape or the button closes it."""

    print_asked = Signal()

    def __init__(self, design: Design, signal: SafetySignal, parent: QWidget, *, new: bool = False) -> None:
        """`new`: it counts because one of the two added it alone."""
        super().__init__(design, LEVEL_WORDS[signal.level], parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window = parent.window()
        self.setGeometry(window.geometry())
        room = window.size() - QSize(2 * Space.XL, 4 * Space.XL + 2 * design.px(Space.XXXL))
        self.body.addStretch(1)
        for words, role in zip((signal.expression, signal.response), _roles_for(design, signal, room), strict=True):
            label = Label(words, role)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(label)
        if new:
            note = Label(self.tr("New, not practised yet"), TextRole.HEADLINE)
            note.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(note)
        self.body.addStretch(1)
        self.add_button(quiet(design, self.tr("Print this card…"), self._on_print, icon="printer"))
        close = secondary(design, self.tr("Back to the list"), self.accept)
        self.add_button(close)
        close.setFocus()

    def fit(self) -> None:
        """Stay as large as the window."""

    def _on_print(self) -> None:
        self.accept()
        self.print_asked.emit()
