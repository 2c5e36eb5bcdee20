"""How an opening goes: both confirm, things are shown in order, both accept or not now."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import NotReady
from app.models.base import PersonId
from app.models.changes import Changes
from app.services.opening import PreparedOpening
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.typed_again import TypedAgain
from app.ui.workspace import SHARED, Workspace

Step = TypeVar("Step")
Two = tuple[PersonId, PersonId]


class Stage(Enum):
    """How far an opening is."""

    WAIT = "wait"
    PREPARE = "prepare"
    ASK = "ask"
    SHOW = "show"
    ACCEPT = "accept"
    ADDED = "added"
    NOT_NOW = "not_now"


class OpeningFlow(Presenter, Generic[Step]):
    """What is compared is kept here and nowhere else; it is dropped as soon as not both look at it."""

    stage_changed = Signal()
    """A different stage, or a different step of the one that is shown."""
    working = Signal()
    """What both confirmed is being done."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.stage = Stage.WAIT
        self.confirmed: frozenset[PersonId] = frozenset()
        self.steps: tuple[Step, ...] = ()
        self.at = 0
        self.goes_on = False
        """Whether part of it was shown before; then it continues where it was."""
        self.is_busy = False
        """Whether what both confirmed is being done."""
        self._typed_again = TypedAgain(ws, self)
        self._typed_again.checking.connect(self.working)
        ws.session.presence_changed.connect(self.on_presence_changed)

    # --- what is opened

    @abstractmethod
    def looking(self, people: Two) -> Callable[[UnitOfWork], PreparedOpening]:
        """Looks whether both are ready."""

    @abstractmethod
    def begin(self) -> None:
        """Compare in the moment before the first thing is shown, and call `show_steps`."""

    @abstractmethod
    def keeping(self, people: Two, seen: int) -> Callable[[UnitOfWork], Changes]:
        """Notes how many steps both have left behind."""

    @abstractmethod
    def spending(self, people: Two) -> Callable[[UnitOfWork], Changes]:
        """Spends what was shown in part."""

    @abstractmethod
    def accept(self) -> None:
        """Keep what both have accepted, and call `drop` with the last stage."""

    # --- how it goes

    @property
    def people(self) -> Two:
        """Both people, in the order of the vault."""
        one, other = self._ws.session.people
        return one.id, other.id

    @property
    def step(self) -> Step:
        """What is shown now."""
        return self.steps[self.at]

    @property
    def is_shown(self) -> bool:
        """Whether something of it was shown and nothing is decided yet: leaving the page then is a *Not now*."""
        return self.stage in (Stage.SHOW, Stage.ACCEPT) and bool(self.steps) and not self.is_busy

    @property
    def is_about_to_show(self) -> bool:
        """Whether both have said so; in a moment it is shown."""
        return self.stage is Stage.ASK and self.is_busy

    def leave(self) -> None:
        """Nobody looks at it any more: drop what was compared, unless it is just being accepted."""
        if self.stage in (Stage.ASK, Stage.SHOW, Stage.ACCEPT) and not self.is_busy:
            self.drop()

    def reload(self) -> None:
        """Look whether both are ready; an opening that both are looking at goes on."""
        if self._ws.session.is_together and self.stage not in (Stage.SHOW, Stage.ACCEPT):
            self._go(Stage.WAIT)
            self.read(self.looking(self.people), self._on_known)

    def _on_known(self, found: PreparedOpening) -> None:
        if self.stage is not Stage.WAIT:
            return
        self.confirmed, self.goes_on = frozenset(), found.ready and found.begun
        if found.begun and not found.ready:
            self._end()
        self._go(Stage.ASK if found.ready else Stage.PREPARE)

    def _end(self) -> None:
        """Spend what was shown in part, as one of them changed something since or neither wants to go on."""
        self.write(SHARED, self.spending(self.people))

    def concerns(self, changes: Changes) -> bool:
        """Whether a change may make both ready, or not."""
        waiting = self.stage in (Stage.WAIT, Stage.PREPARE, Stage.ASK)
        return waiting and not self.is_busy and super().concerns(changes)

    def confirm(self, person: PersonId, confirmed: bool) -> None:
        """One person says yes, or takes it back; nothing is written. Once both do, it goes on."""
        self.confirmed = self.confirmed | {person} if confirmed else self.confirmed - {person}
        if self.confirmed != frozenset(self.people) or self.is_busy:
            return
        if self.stage is Stage.ASK:
            self._once_typed(self.begin)
        elif self.stage is Stage.ACCEPT:
            self._once_typed(self.accept)

    def _once_typed(self, act: Callable[[], None]) -> None:
        """Go on once both have typed their passphrase lately; a mark can be pressed by anybody."""
        at = self.stage

        def typed() -> None:
            if self.stage is at and self._ws.session.is_together:
                self.is_busy = True
                self.working.emit()
                act()

        def stopped() -> None:
            self.confirmed = frozenset()
            self.stage_changed.emit()

        self._typed_again.ask(self.people, typed, stopped)

    def show_steps(self, steps: tuple[Step, ...], seen: int) -> bool:
        """Show these from where both were; whether both are still here for it."""
        if not (self.is_busy and self._ws.session.is_together):
            self.drop()
            return False
        self.is_busy = False
        self.steps = steps
        self.at, self.confirmed = max(0, min(seen, len(steps) - 1)), frozenset()
        self._go(Stage.SHOW if seen < len(steps) else Stage.ACCEPT)
        return True

    def keep_place(self) -> None:
        """Locked or interrupted, it continues where it is."""
        if self.is_shown and self._ws.session.is_together:
            seen = self.at if self.stage is Stage.SHOW else len(self.steps)
            self.write(SHARED, self.keeping(self.people, seen))

    def forward(self) -> None:
        """On to the next thing, or to the question at the end."""
        if self.stage is not Stage.SHOW:
            return
        if self.at + 1 < len(self.steps):
            self.at += 1
            self.stage_changed.emit()
        else:
            self.confirmed = frozenset()
            self._go(Stage.ACCEPT)

    def back(self) -> None:
        """Back to the thing before."""
        if self.stage is Stage.ACCEPT and self.steps:
            self._go(Stage.SHOW)
        elif self.stage is Stage.SHOW and self.at > 0:
            self.at -= 1
            self.stage_changed.emit()

    def cancel(self) -> None:
        """Nothing was shown and nothing written; it can be opened later."""
        if self.stage is Stage.ASK and not self.is_busy:
            self.drop()

    def not_now(self) -> None:
        """Share nothing, and spend both marks."""
        if not self.is_busy:
            self._end()
            self.drop(Stage.NOT_NOW)

    def on_presence_changed(self) -> None:
        """One person alone must not go on with what both were looking at."""
        if self.stage in (Stage.SHOW, Stage.ACCEPT, Stage.ASK) and not self._ws.session.is_together:
            self.drop()

    def drop(self, stage: Stage = Stage.WAIT) -> None:
        """Forget what was compared."""
        self.is_busy = False
        self.steps, self.at, self.confirmed = (), 0, frozenset()
        self._go(stage)

    def on_refused(self, error: Exception) -> None:
        """Nothing was spent or added; show why, and ask both again."""
        self.is_busy = False
        self.confirmed = frozenset()
        if isinstance(error, NotReady) or self.stage is Stage.ASK:
            self.drop()
            self.reload()
        else:
            self.stage_changed.emit()
        self.failed.emit(error)

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.stage_changed.emit()
