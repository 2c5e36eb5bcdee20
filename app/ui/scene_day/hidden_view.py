"""What is left in sight of a scene that runs while the vault is locked: the words that stop it, and the time.

Nothing can be read or written meanwhile; a stop is noted beside the spaces, and written once somebody is let in again.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.live import LiveMark
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.dressing import Dress
from app.ui.design.tokens import NORMAL_SCALE, Space, TextRole, Theme
from app.ui.kit.flow import column_in
from app.ui.kit.labels import Label
from app.ui.scene_day.far import fitting, show_role
from app.ui.scene_day.signal_keys import level_of
from app.ui.scene_keeper import SceneKeeper
from app.ui.wording import fill

_ROLES = (TextRole.SIGN, TextRole.HUGE, TextRole.FAR, TextRole.HINT, TextRole.ASIDE)


class HiddenScene(QWidget):
    """Red's keys stop; any other key, or a press, leads to the unlock page."""

    spoken_as = "AlertMessage"
    touched = Signal()
    stopped = Signal()
    """Somebody stopped it here; nothing can be written into a space now."""

    def __init__(self, keeper: SceneKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._design = design = Design(Theme.DARK, NORMAL_SCALE, self)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Label("", TextRole.SIGN, heading=True)
        self._time = Label("", TextRole.FAR, tone="soft")
        column = column_in(self, Space.XL, margins=Space.XXXL)
        column.addStretch(1)
        for label in (self._words, self._time):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        design.apply(self, Dress.WHOLE)
        keeper.ticked.connect(self.refresh)
        keeper.stopped.connect(self.on_stopped)
        self.refresh()

    def refresh(self) -> None:
        """Show the words and the time, or what to do once it has stopped."""
        scene, state = self._keeper.scene, self._keeper.state
        if scene is None or state is None:
            return
        is_stopped = state.stopped is not None
        words = "\n".join(scene.stop_lines if is_stopped else scene.stop_words)
        time = fill(self.tr("{n} min"), n=self._keeper.minutes)
        if is_stopped:
            time = self.tr("Ended") if state.stopped in (LiveMark.ENDED, LiveMark.CAP) else self.tr("Stopped")
        if (self._words.text(), self._time.text()) != (words, time):
            self._words.setText(words)
            self._time.setText(time)
            self.setAccessibleName(". ".join((time, *words.split("\n"))))
            self._fit()

    def focus_first(self) -> None:
        """Put the keyboard on the words; every key is taken here."""
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_stopped(self) -> None:
        """Show it at once, and say it."""
        self.refresh()
        if self.isVisible():
            self.repaint()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if level_of(event) is Level.RED and self._keeper.is_running:
            self._keeper.happen(LiveMark.RED)
            self.stopped.emit()
        else:
            self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().adjusted(Space.XXXL, Space.XXXL, -Space.XXXL, -3 * Space.XXXL).size()
        show_role(self._words, fitting(self._design, _ROLES, self._words.text().split("\n"), room))
