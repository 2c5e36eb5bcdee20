"""The live page while a scene runs: its time, a check-in when one is due, and three targets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from app.models.live import LAST_MINUTES, LiveMark, Nudge
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import Column, column_in, row, row_in
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import Surface
from app.ui.scene_day.far import far_button, show_role
from app.ui.scene_day.live_words import LiveWords
from app.ui.scene_day.pause_view import PauseView
from app.ui.scene_day.signal_keys import KEYS
from app.ui.scene_day.target import SignalTarget
from app.ui.scene_keeper import SceneKeeper
from app.ui.wording import dotted, fill

NOTED_FOR = 2
"""Minutes for which it says at the beginning that the screen may go dark."""
_ORDER = (Level.GREEN, Level.YELLOW, Level.RED)
_MARKS = {Level.GREEN: LiveMark.CHECKED_IN, Level.YELLOW: LiveMark.YELLOW, Level.RED: LiveMark.RED}
_WIDTHS = {Level.GREEN: 10, Level.YELLOW: 10, Level.RED: 14}
_TIMES = (
    (TextRole.TIMER, TextRole.FAR),
    (TextRole.BANNER, TextRole.FAR),
    (TextRole.BANNER, TextRole.HINT),
    (TextRole.SIGN, TextRole.HINT),
    (TextRole.HUGE, TextRole.HINT),
    (TextRole.FAR, TextRole.ASIDE),
)
"""Type for the time and for what is below it, the largest first."""
_HIGH, _LOW, _STACKED = 0.29, 0.22, 0.15
"""The most that a target takes of the height: beside each other, also in a low window, and one above the other."""


class OneLine(Label):
    """A line that gives way to what is beside it; all of it is in its name."""

    def __init__(self, words: str = "", *, heading: bool = False) -> None:
        super().__init__("", TextRole.ASIDE, tone="soft", wrap=False, heading=heading)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_line(words)

    def show_line(self, words: str) -> None:
        """Show as much of the words as there is room for."""
        self._line = words
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, max(1, self.width()))
        if shown != self.text():
            self.setText(shown)
            self.setAccessibleName(self._line)


class TimeBar(QWidget):
    """How much of the time is over."""

    spoken_as = "ProgressBar"

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design, self._share = design, 0.0
        self.setFixedHeight(Size.PEEK)
        self.setMaximumWidth(Size.TIME_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share of the whole."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        half = self.height() / 2
        for colour, share in ((Colour.CONTROL_LINE, 1.0), (Colour.ACCENT, self._share)):
            painter.setBrush(self._design.colour(colour))
            if share:
                wide = max(float(self.height()), self.width() * share)
                painter.drawRoundedRect(QRectF(0, 0, wide, self.height()), half, half)
        painter.end()


class RunningView(QWidget):
    """Nothing moves but once a minute."""

    hide_asked = Signal()

    def __init__(self, design: Design, keeper: SceneKeeper, words: LiveWords) -> None:
        super().__init__()
        self._design, self._keeper, self._words = design, keeper, words
        self._nudges = 0
        self.note = ""
        """What is said at first in place of what was planned."""
        self._nudge_shown = Nudge.NONE
        self._column = column = column_in(self, Space.L, margins=Space.XXXL)
        column.addWidget(self._build_top())
        self._middle = QStackedWidget()
        time = self._build_time()
        self._middle.addWidget(time)
        self.pause = PauseView(design, words)
        self.pause.went_on.connect(lambda: keeper.happen(LiveMark.WENT_ON))
        self.pause.went_smaller.connect(lambda ids: keeper.happen(LiveMark.SMALLER, ids))
        self.pause.end_asked.connect(self.on_end)
        self._middle.addWidget(self.pause)
        for page in (time, self.pause):
            # It takes what the rest leaves: its type is chosen to fit.
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column.addWidget(self._middle, 1)
        column.addWidget(self._build_nudge())
        column.addWidget(self._build_targets())
        self._silence = Label(self.tr("No answer, freezing or silence counts as red."), TextRole.HINT, tone="soft")
        self._silence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._silence)

    def _build_top(self) -> QWidget:
        top = QWidget()
        line = row_in(top, Space.L)
        self._title, self._outline = OneLine(self._words.title, heading=True), OneLine()
        names = Column(self._title, self._outline)
        self._time_above = Label("", TextRole.ASIDE, tone="soft", wrap=False)
        hide = far_button(self._design, self.tr("Hide now"), self.hide_asked.emit, height=Size.FAR_BUTTON)
        self.end = far_button(self._design, self.tr("End here"), self.on_end, height=Size.FAR_BUTTON)
        line.addWidget(names, 1)
        for part in (self._time_above, hide, self.end):
            line.addWidget(part)
        self._time_above.hide()
        return top

    def _build_time(self) -> QWidget:
        box = QWidget()
        column = column_in(box, Space.NONE)
        self._time, self._most = Label("", TextRole.TIMER, wrap=False), Label("", TextRole.FAR, tone="soft", wrap=False)
        self._bar = TimeBar(self._design)
        middle = Qt.AlignmentFlag.AlignHCenter
        for label in (self._time, self._most):
            label.setAlignment(middle)
        column.addStretch(1)
        column.addWidget(self._time)
        column.addWidget(self._most)
        column.addSpacing(Space.M)
        column.addLayout(row(None, self._bar, None, wide=self._bar))
        column.addStretch(1)
        return box

    def _build_nudge(self) -> QWidget:
        self.nudge = Surface(self._design, "nudge", (Space.XL, Space.M, Space.XL, Space.M), Space.NONE)
        """The strip that asks."""
        self.nudge.spoken_as = "AlertMessage"
        self._asked = Label("", TextRole.FAR)
        self.nudge.add(self._asked)
        self.nudge.setMinimumHeight(Size.NUDGE)
        self.nudge.hide()
        return self.nudge

    def _build_targets(self) -> QWidget:
        box = QWidget()
        self._targets_in = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        self._targets_in.setContentsMargins(0, 0, 0, 0)
        self._targets_in.setSpacing(Space.L)
        self.targets: dict[Level, SignalTarget] = {}
        for level in _ORDER:
            target = SignalTarget(self._design, level, KEYS[level], partial(self.press, level))
            said = self._words.targets[level]
            target.show_words(said.word, said.more)
            self.targets[level] = target
            self._targets_in.addWidget(target, _WIDTHS[level])
        alike = (self.targets[Level.GREEN], self.targets[Level.YELLOW])
        for target in alike:
            target.alike = alike
        return box

    def press(self, level: Level) -> None:
        """A signal was given: by key, pointer or touch."""
        self._keeper.happen(_MARKS[level])

    def on_end(self) -> None:
        """One of them ends it."""
        self._keeper.happen(LiveMark.ENDED)

    def show_awake(self, awake: bool) -> None:
        """Say so if nothing keeps the screen from going dark."""
        self.note = "" if awake else self.tr("The screen may go dark by itself.")
        self.refresh()

    def refresh(self) -> bool:
        """Show what holds now; whether a check-in has come due or is asked for again just now."""
        state, scene = self._keeper.state, self._keeper.scene
        if state is None or scene is None or state.stopped is not None:
            return False
        minutes, left = self._keeper.minutes, scene.live.cap - self._keeper.minutes
        time = fill(self.tr("{n} min"), n=minutes)
        most = fill(self.tr("of {n} at most"), n=scene.live.cap)
        if left <= LAST_MINUTES:
            most = fill(self.tr("{n} min left"), n=left)
        for label, words in ((self._time, time), (self._most, most), (self._time_above, dotted(time, most))):
            if label.text() != words:
                label.setText(words)
        self._bar.show_share(minutes / scene.live.cap)
        self._bar.setAccessibleName(dotted(time, most))
        items = [words for item, words in self._words.items if item not in state.without]
        self._outline.show_line(self.note if self.note and minutes < NOTED_FOR else dotted(*items))
        self._show_pause(state.is_paused, state.without)
        return self._show_nudge(state.nudge)

    def _show_pause(self, is_paused: bool, without: frozenset[str]) -> None:
        if is_paused == (self._middle.currentWidget() is self.pause):
            return
        self._middle.setCurrentIndex(int(is_paused))
        self._time_above.setVisible(is_paused)
        if is_paused:
            self.pause.begin(without)
        elif self.isVisible():
            self.targets[Level.GREEN].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nudge(self, nudge: Nudge) -> bool:
        if nudge is self._nudge_shown:
            return False
        before, self._nudge_shown = self._nudge_shown, nudge
        self.nudge.setVisible(nudge is not Nudge.NONE)
        self._fit()
        if nudge is Nudge.NONE:
            return False
        if before is Nudge.NONE:
            self._nudges += 1
        name = self._words.names[(self._nudges - 1) % len(self._words.names)]
        words = fill(self.tr("How is it, {name}?"), name=name)
        if nudge is Nudge.NOW:
            words = fill(self.tr("Check in now, {name}. Without an answer it stops."), name=name)
        self._asked.setText(words)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fit a window of any size: the targets first, then the time."""
        low = self.height() < Size.WINDOW_LEAST_HEIGHT + Size.TARGET_LOW
        stacked = self.width() < Size.STACKED and not low
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._targets_in.setDirection(way)
        margin = Space.XL if low else Space.XXXL
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(Space.S if low else Space.L)
        most, share = (Size.TARGET_LOW, _STACKED) if stacked else (Size.TARGET, _LOW if low else _HIGH)
        high = max(int(Size.TARGET_LEAST), min(int(most), round(self.height() * share)))
        for target in self.targets.values():
            target.setFixedHeight(high)
        targets = high * (3 if stacked else 1) + (2 * self._targets_in.spacing() if stacked else 0)
        nudge = 0 if self.nudge.isHidden() else Size.NUDGE
        show_role(self._silence, TextRole.ASIDE if low else TextRole.HINT)
        self._outline.setVisible(not low)
        silence = self._silence.heightForWidth(self.width() - 2 * margin)
        gaps = 5 if nudge else 4
        others = Size.LIVE_TOP + silence + targets + nudge + gaps * self._column.spacing()
        room = self.height() - 2 * margin - others - Size.PEEK - Space.M
        fits = ((time, most) for time, most in _TIMES if self._high(time) + self._high(most) <= room)
        time, most_role = next(fits, _TIMES[-1])
        show_role(self._time, time)
        show_role(self._most, most_role)

    def _high(self, role: TextRole) -> int:
        return QFontMetrics(self._design.font(role)).height()
