"""What fills the window while a scene runs, and the stop page after it; dark, with nothing else around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.kit.flow import column_in
from app.ui.kit.keyboard import hear
from app.ui.scene_day.live_words import LiveWords
from app.ui.scene_day.running_view import RunningView
from app.ui.scene_day.signal_keys import KEYS, level_of
from app.ui.scene_day.stop_view import StopView
from app.ui.scene_keeper import SceneKeeper


class LiveView(QWidget):
    """Shown over the window. `sound`: what is called when a check-in is due."""

    hide_asked = Signal()
    aftercare_asked = Signal()

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
        self.running.hide_asked.connect(self.hide_asked)
        self.stop = StopView(design, words)
        self.stop.aftercare_asked.connect(self.aftercare_asked)
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
