"""The small question about an activity that is withdrawn or taken out: *not in this one*, or *not any more*."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.models.base import ItemId
from app.models.leaving_out import HeldElsewhere, LeavingOut
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Box, add_to, column_in
from app.ui.kit.labels import caption, soft
from app.ui.kit.segments import Segments
from app.ui.wording import fill


class LeaveOutQuestion(Box):
    """Two answers, and a tick for each other text that holds the same activity.

    `is_joint`: both leave it out; what they let rest each of them has to wake.
    """

    answered = Signal(object)
    """The LeavingOut."""

    def __init__(
        self,
        design: Design,
        elsewhere: Sequence[HeldElsewhere],
        leaving: LeavingOut,
        *,
        name: str = "",
        is_joint: bool = False,
    ) -> None:
        super().__init__()
        self._leaving, self._is_joint = leaving, is_joint
        column = column_in(self, Space.S)
        options = [(False, self.tr("Not in this one")), (True, self.tr("Not any more"))]
        asked = fill(self.tr("How {title} is left out"), title=name) if name else self.tr("How it is left out")
        self.choice = Segments(design, "", options, name=asked)
        self.choice.show_choice(leaving.rests)
        self.choice.chosen.connect(self._on_chosen)
        self._what = soft("")
        add_to(column, self.choice, self._what)
        if elsewhere:
            column.addWidget(caption(self.tr("It is part of other texts as well. Tick those that it ends in, too.")))
        self.ticks: dict[ItemId, CheckBox] = {}
        for held in elsewhere:
            tick = CheckBox(design, held.title or self.tr("Ground rules"))
            tick.setChecked(held.agreement_id in leaving.also)
            tick.clicked.connect(self._on_ticked)
            self.ticks[held.agreement_id] = tick
            column.addWidget(tick)
        self._describe()

    @property
    def leaving(self) -> LeavingOut:
        """The answer as it is on screen."""
        return self._leaving

    def _on_chosen(self, rests: object) -> None:
        self._answer(self._leaving.evolve(rests=bool(rests)))

    def _on_ticked(self) -> None:
        ticked = (agreement_id for agreement_id, tick in self.ticks.items() if tick.isChecked())
        self._answer(self._leaving.evolve(also=frozenset(ticked)))

    def _answer(self, leaving: LeavingOut) -> None:
        self._leaving = leaving
        self._describe()
        self.answered.emit(leaving)

    def _describe(self) -> None:
        words = self.tr("It stays on your shared list. Nobody else can propose it here or in the next version.")
        if self._leaving.rests and self._is_joint:
            words = self.tr(
                "It leaves your shared list and nobody can propose it until each of you has woken it on your own list."
            )
        elif self._leaving.rests:
            words = self.tr(
                "It leaves your shared list and nobody can propose it. Only you can wake it, on your own list."
            )
        self._what.setText(words)
