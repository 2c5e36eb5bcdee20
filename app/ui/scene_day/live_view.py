"""What fills the window while a scene runs, and the stop page after it; dark, with nothing else around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QWidget

from app.models.live import LiveMark
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import ButtonKind
from app.ui.kit.flow import column_in, row
from app.ui.kit.keyboard import hear
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel
from app.ui.scene_day.far import far_button, fitting, show_role
from app.ui.scene_day.live_words import LiveWords
from app.ui.scene_day.running_view import RunningView
from app.ui.scene_day.signal_keys import KEYS, level_of
from app.ui.scene_keeper import SceneKeeper

_LINE_ROLES = (TextRole.FAR, TextRole.HINT, TextRole.ASIDE)
_KINDLY = frozenset((LiveMark.ENDED, LiveMark.CAP))


class StopView(QWidget):
    """Made before it is needed: one key, and it is painted."""

    spoken_as = "AlertMessage"
    aftercare_asked = Signal()

    def __init__(self, design: Design, words: LiveWords) -> None:
        super().__init__()
        self._design, self._words = design, words
        edge = QFrame()
        edge.setObjectName("stop")
        inside = column_in(edge, Space.S, margins=(Space.XXL, 0, 0, 0))
        self._heading = Label(self.tr("Stopped"), TextRole.BANNER, heading=True)
        octagon = IconLabel(design, "octagon-fill", Colour.HARD_LIMIT, Size.OCTAGON)
        inside.addLayout(row(octagon, self._heading, spacing=Space.XL, wide=self._heading))
        self._lines = [Label(line, TextRole.FAR) for line in words.stop_lines]
        for line in self._lines:
            inside.addWidget(line)
        inside.addSpacing(Space.L)
        self.onwards = far_button(
            design, self.tr("On to aftercare"), self.aftercare_asked.emit, kind=ButtonKind.PRIMARY
        )
        inside.addWidget(self.onwards)
        inside.addStretch(1)
        self._help = Label("\n".join((self.tr("Help"), *words.help)), TextRole.HINT, tone="soft")
        column = column_in(self, Space.XL, margins=Space.XXXL)
        column.addWidget(edge, 1)
        column.addWidget(self._help)
        edge.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(". ".join((self.tr("Stopped"), *words.stop_lines)))

    def show_why(self, mark: LiveMark) -> None:
        """Name how it ended: a stop is a stop, and an end is an end. Nobody is asked anything."""
        heading = self.tr("Ended") if mark in _KINDLY else self.tr("Stopped")
        self._heading.setText(heading)
        self.setAccessibleName(". ".join((heading, *self._words.stop_lines)))

    def tell(self) -> None:
        """Put the keyboard on the heading, and let screen readers say at once what is shown."""
        self._heading.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() - 2 * Space.XXXL - Space.XXL
        low = self.height() < Size.WINDOW_HEIGHT - Size.NUDGE
        show_role(self._help, TextRole.ASIDE if low or len(self._words.help) > 1 else TextRole.HINT)
        show_role(
            self._heading, TextRole.SIGN if self.height() < Size.WINDOW_LEAST_HEIGHT + Size.NUDGE else TextRole.BANNER
        )
        help_high = self._help.heightForWidth(self.width() - 2 * Space.XXXL)
        taken = help_high + Size.FAR_LARGE + 2 * Size.OCTAGON + Space.XXXL * 2 + Space.XL + Space.S * len(self._lines)
        role = fitting(self._design, _LINE_ROLES, self._words.stop_lines, QSize(wide, self.height() - taken))
        for line in self._lines:
            show_role(line, role)


class LiveView(QWidget):
    """Shown over the window. `sound`: what is called when a check-in is due."""

    def __init__(
        self,
        design: Design,
        keeper: SceneKeeper,
        words: LiveWords,
        *,
        sound: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        design.setParent(self)
        self._keeper, self._sound = keeper, sound
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.running = RunningView(design, keeper, words)
        self.stop = StopView(design, words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.running)
        self._stack.addWidget(self.stop)
        column_in(self).addWidget(self._stack)
        design.apply(self, Dress.WHOLE)
        for level, (letter, digit) in KEYS.items():
            for keys in (letter, f"Shift+{letter}", digit):
                hear(self, keys, partial(self.press, level)).setAutoRepeat(False)
        keeper.ticked.connect(self.refresh)
        keeper.stopped.connect(self.show_stop)
        keeper.woken.connect(self.running.show_awake)
        self.running.show_awake(keeper.is_awake)
        self.refresh()

    @property
    def is_stopped(self) -> bool:
        """Whether the stop page is shown."""
        return self._stack.currentWidget() is self.stop

    def press(self, level: Level) -> None:
        """A key for a signal, from anywhere in the window."""
        if not self.is_stopped:
            self.running.press(level)

    def refresh(self) -> None:
        """Show what holds now."""
        state = self._keeper.state
        if state is None:
            return
        if state.stopped is not None:
            self.show_stop()
        elif self.running.refresh():
            QAccessible.updateAccessibility(QAccessibleEvent(self.running.nudge, QAccessible.Event.Alert))
            if self._sound is not None:
                self._sound()

    def show_stop(self) -> None:
        """Show the stop page at once: whatever has to be written waits."""
        state = self._keeper.state
        if self.is_stopped or state is None or state.stopped is None:
            return
        self.stop.show_why(state.stopped)
        self._stack.setCurrentWidget(self.stop)
        if self.isVisible():
            self.stop.repaint()
            self.stop.tell()

    def focus_first(self) -> None:
        """Put the keyboard where nothing is pressed by it without a second thought."""
        if self.is_stopped:
            self.stop.tell()
        else:
            self.running.targets[Level.GREEN].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that are no shortcuts. Escape leaves the list of what can be left out, and nothing else."""
        level = level_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self.running.pause.go_back()
        elif level is not None and not event.isAutoRepeat():
            self.press(level)
        else:
            super().keyPressEvent(event)


def beep() -> None:
    """A soft sound of the system."""
    QApplication.beep()
