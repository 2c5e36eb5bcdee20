"""A timer for whoever wants one: some minutes, counted down in whole minutes."""

from __future__ import annotations

from app.ui.design.design import Design
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import caption, lead
from app.ui.kit.notice import announce
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card
from app.ui.timer import single_shot
from app.ui.wording import plural

MINUTE = 60_000
CHOICES = (5, 10, 20, 30)


class TimerCard(Card):
    """Choose minutes, start, stop."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.left = 0
        """Minutes that are left; 0 while it does not run."""
        self.add_header(self.tr("A timer, if you would like one"), "clock")
        options = [(minutes, plural("%n minutes", minutes)) for minutes in CHOICES]
        self.minutes = Segments(design, "", options, choice=CHOICES[1], name=self.tr("How long"))
        self._told = lead("")
        self._told.hide()
        self.button = secondary(design, self.tr("Start"), self.on_pressed)
        self.add_all(
            caption(self.tr("For lying down, for quiet, for looking in again. It makes no sound.")), self.minutes
        )
        self.add_all(self._told, button_row(self.button))
        self.minute = single_shot(self, MINUTE, self.on_minute)

    def on_pressed(self) -> None:
        """Start, or stop."""
        if self.left:
            self.stop()
            return
        self.left = int(str(self.minutes.choice))
        self.minute.start()
        self._show()

    def stop(self) -> None:
        """Stop, and forget how much is left."""
        self.left = 0
        self.minute.stop()
        self._told.show_text("")
        self._show()

    def on_minute(self) -> None:
        """A minute has passed."""
        self.left -= 1
        if self.left:
            self.minute.start()
        self._show()
        if not self.left:
            self._told.show_text(self.tr("The time is up. There is no hurry."))
            announce(self._told)

    def _show(self) -> None:
        runs = bool(self.left)
        self.minutes.setVisible(not runs)
        self.button.show_text(self.tr("Stop the timer") if runs else self.tr("Start"))
        if runs:
            self._told.show_text(plural("%n minutes left", self.left))
