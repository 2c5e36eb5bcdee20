"""The small question about an activity that is withdrawn or taken out: *not in this one*, or *not any more*."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from app.models.base import ItemId
from app.models.leaving_out import NOT_IN_THIS_ONE, HeldElsewhere, LeavingOut
from app.models.pairing import Pairing
from app.services.leaving_out import held_elsewhere
from app.ui.design.tokens import Space
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Box, add_to, column_in
from app.ui.kit.labels import caption, soft
from app.ui.kit.segments import Segments
from app.ui.wording import fill
from app.ui.workspace import Workspace


class LeaveOutQuestion(Box):
    """Two answers, and a tick for each other text that holds the same activity, looked up once it is shown.

    While both are here both leave it out, and each of them has to wake what rests.
    """

    answered = Signal(object)
    """The LeavingOut."""

    def __init__(
        self,
        ws: Workspace,
        draft_id: str,
        pairing: Pairing,
        name: str,
        leaving: LeavingOut = NOT_IN_THIS_ONE,
        *,
        asks: bool = True,
    ) -> None:
        """Without `asks` the two answers are offered elsewhere."""
        super().__init__()
        self._ws, self._about = ws, (draft_id, pairing)
        self.leaving = leaving
        """The answer as it is on screen."""
        self._column = column_in(self, Space.S)
        options = [(False, self.tr("Not in this one")), (True, self.tr("Not any more"))]
        asked = fill(self.tr("How {title} is left out"), title=name)
        self.choice = Segments(
            ws.design, "", options, choice=leaving.rests, on=lambda on: self.leave_out(rests=bool(on)), name=asked
        )
        self.choice.setVisible(asks)
        self._what = soft("")
        add_to(self._column, self.choice, self._what)
        self.ticks: dict[ItemId, CheckBox] = {}
        self._was_shown = False
        self._describe()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            (draft_id, pairing), today = self._about, self._ws.today
            self._ws.read(
                lambda uow: held_elsewhere(uow, draft_id=draft_id, pairing=pairing, today=today),
                self._show_elsewhere,
                owner=self,
            )

    def _show_elsewhere(self, elsewhere: Sequence[HeldElsewhere]) -> None:
        if elsewhere:
            ends_too = self.tr("It is in other texts too. Tick each one where it should end as well.")
            self._column.addWidget(caption(ends_too))
        for held in elsewhere:
            tick = CheckBox(self._ws.design, held.title or self.tr("Ground rules"))
            tick.setChecked(held.agreement_id in self.leaving.also)
            tick.clicked.connect(self._on_ticked)
            self.ticks[held.agreement_id] = tick
            self._column.addWidget(tick)

    def leave_out(self, *, rests: bool) -> None:
        """Answer; `rests`: not any more."""
        self._answer(self.leaving.evolve(rests=rests))

    def _on_ticked(self) -> None:
        ticked = (agreement_id for agreement_id, tick in self.ticks.items() if tick.isChecked())
        self._answer(self.leaving.evolve(also=frozenset(ticked)))

    def _answer(self, leaving: LeavingOut) -> None:
        self.leaving = leaving
        self._describe()
        self.answered.emit(leaving)

    def _describe(self) -> None:
        words = self.tr("It stays on your shared list. Nobody else can propose it here or in the next version.")
        if self.leaving.rests and self._ws.session.me is None:
            words = self.tr(
                "It leaves your shared list, and nobody can propose it until each of you has brought it back on "
                "your own list."
            )
        elif self.leaving.rests:
            words = self.tr(
                "It leaves your shared list, and nobody can propose it. Only you can bring it back, on your own list."
            )
        self._what.setText(words)
