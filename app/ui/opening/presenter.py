"""Decides how an opening goes: both confirm, things are shown in order, both accept or not now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.errors import NotReady
from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.limits import Outcome, SharedTerm
from app.models.opening import OpenedPairing, by_activity
from app.models.presence import PresenceKind
from app.services import opening
from app.services.opening import Opening, OpeningBegun, PreparedOpening
from app.ui.presenter import Presenter
from app.ui.typed_again import TypedAgain
from app.ui.workspace import SHARED, Workspace


class Stage(Enum):
    """How far an opening is."""

    WAIT = "wait"
    PREPARE = "prepare"
    ASK = "ask"
    SHOW = "show"
    ACCEPT = "accept"
    ADDED = "added"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class OpeningStep:
    """One thing to show: an activity in one or both directions, all limits, or all words for terms."""

    group: Outcome | None
    opened: tuple[OpenedPairing, ...] = ()
    terms: tuple[SharedTerm, ...] = ()


class OpeningPresenter(Presenter):
    """The comparison is kept here and nowhere else; it is dropped as soon as not both look at it."""

    kinds = (ChangeKind.READY,)
    stage_changed = Signal()
    """A different stage, or a different step of the one that is shown."""
    working = Signal()
    """What both confirmed is being done."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.stage = Stage.WAIT
        self.confirmed: frozenset[PersonId] = frozenset()
        self.steps: tuple[OpeningStep, ...] = ()
        self.at = 0
        self.goes_on = False
        """Whether part of it was shown before; then it continues where it was."""
        self._opening: Opening | None = None
        self._is_busy = False
        self._typed_again = TypedAgain(ws, self)
        self._typed_again.checking.connect(self.working)
        ws.session.presence_changed.connect(self.on_presence_changed)

    @property
    def people(self) -> tuple[PersonId, PersonId]:
        """Both people, in the order of the vault."""
        one, other = self._ws.session.people
        return one.id, other.id

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that names what is shown."""
        return self._opening.catalogue if self._opening else self._ws.catalogue

    @property
    def step(self) -> OpeningStep:
        """What is shown now."""
        return self.steps[self.at]

    @property
    def is_together(self) -> bool:
        """Whether both are here and it is nobody's turn."""
        return self._ws.session.presence.kind is PresenceKind.TOGETHER

    @property
    def is_shown(self) -> bool:
        """Whether something of it was shown and nothing is decided yet: leaving the page then is a *Not now*."""
        return self.stage in (Stage.SHOW, Stage.ACCEPT) and bool(self.steps) and not self._is_busy

    @property
    def is_about_to_show(self) -> bool:
        """Whether both have said so; in a moment it is shown."""
        return self.stage is Stage.ASK and self._is_busy

    def leave(self) -> None:
        """Nobody looks at it any more: drop what was compared, unless it is just being accepted."""
        if self.stage in (Stage.ASK, Stage.SHOW, Stage.ACCEPT) and not self._is_busy:
            self._drop()

    def reload(self) -> None:
        """Look whether both are ready; an opening that both are looking at goes on."""
        if self.is_together and self.stage not in (Stage.SHOW, Stage.ACCEPT):
            people = self.people
            self._go(Stage.WAIT)
            self.read(lambda uow: opening.prepared(uow, people=people), self._on_known)

    def _on_known(self, found: PreparedOpening) -> None:
        if self.stage is not Stage.WAIT:
            return
        self.confirmed, self.goes_on = frozenset(), found.ready and found.begun
        if found.begun and not found.ready:
            self._end()
        self._go(Stage.ASK if found.ready else Stage.PREPARE)

    def _end(self) -> None:
        """Spend what was shown in part, as one of them changed something since or neither wants to go on."""
        people = self.people
        self.write(SHARED, lambda uow: opening.end_opening(uow, people=people))

    def concerns(self, changes: Changes) -> bool:
        """Whether a change may make both ready, or not."""
        waiting = self.stage in (Stage.WAIT, Stage.PREPARE, Stage.ASK)
        return waiting and not self._is_busy and super().concerns(changes)

    def confirm(self, person: PersonId, confirmed: bool) -> None:
        """One person says yes, or takes it back; nothing is written. Once both do, it goes on."""
        self.confirmed = self.confirmed | {person} if confirmed else self.confirmed - {person}
        if self.confirmed != frozenset(self.people) or self._is_busy:
            return
        if self.stage is Stage.ASK:
            self._once_typed(self._begin)
        elif self.stage is Stage.ACCEPT:
            self._once_typed(self._accept)

    def _once_typed(self, act: Callable[[], None]) -> None:
        """Go on once both have typed their passphrase lately; a mark can be pressed by anybody."""
        at = self.stage

        def typed() -> None:
            if self.stage is at and self.is_together:
                act()

        def stopped() -> None:
            self.confirmed = frozenset()
            self.stage_changed.emit()

        self._typed_again.ask(self.people, typed, stopped)

    def _begin(self) -> None:
        """Compare in the moment before the first thing is shown."""
        self._work()
        people, base, today = self.people, self._ws.catalogue, self._today()
        self.write(SHARED, lambda uow: opening.begin_opening(uow, people=people, base=base, today=today), self._show)

    def _work(self) -> None:
        self._is_busy = True
        self.working.emit()

    def _show(self, begun: OpeningBegun) -> None:
        if not (self._is_busy and self.is_together):
            self._drop()
            return
        self._is_busy = False
        self._opening, self.steps = begun.opening, steps_of(begun.opening)
        self.at, self.confirmed = max(0, min(begun.seen, len(self.steps) - 1)), frozenset()
        self._go(Stage.SHOW if begun.seen < len(self.steps) else Stage.ACCEPT)

    def keep_place(self) -> None:
        """Locked or interrupted, it continues where it is."""
        if self.is_shown and self.is_together:
            people, seen = self.people, self.at if self.stage is Stage.SHOW else len(self.steps)
            self.write(SHARED, lambda uow: opening.keep_place(uow, people=people, seen=seen))

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
        if self.stage is Stage.ASK and not self._is_busy:
            self._drop()

    def not_now(self) -> None:
        """Share nothing, and spend both marks."""
        if not self._is_busy:
            self._end()
            self._drop(Stage.NOT_NOW)

    def _accept(self) -> None:
        assert self._opening is not None
        self._work()
        comparison, today, ids = self._opening.comparison, self._today(), self._ws.ids
        self.write(
            SHARED,
            lambda uow: opening.accept_opening(uow, comparison=comparison, today=today, new_id=ids),
            lambda _changes: self._drop(Stage.ADDED),
        )

    def on_presence_changed(self) -> None:
        """One person alone must not go on with what both were looking at."""
        if self.stage in (Stage.SHOW, Stage.ACCEPT, Stage.ASK) and not self.is_together:
            self._drop()

    def _drop(self, stage: Stage = Stage.WAIT) -> None:
        self._is_busy = False
        self._opening, self.steps, self.at, self.confirmed = None, (), 0, frozenset()
        self._go(stage)

    def on_refused(self, error: Exception) -> None:
        """Nothing was spent or added; show why, and ask both again."""
        self._is_busy = False
        self.confirmed = frozenset()
        if isinstance(error, NotReady) or self.stage is Stage.ASK:
            self._drop()
            self.reload()
        else:
            self.stage_changed.emit()
        self.failed.emit(error)

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.stage_changed.emit()

    def _today(self) -> date:
        return self._ws.clock().astimezone().date()


def steps_of(found: Opening) -> tuple[OpeningStep, ...]:
    """Shared yeses one activity at a time, what is worth a talk, what is offered, words side by side, limits last."""
    shown = found.news
    steps: list[OpeningStep] = []
    for group in (Outcome.YES, Outcome.TALK, Outcome.OFFERED):
        steps.extend(OpeningStep(group, each) for each in by_activity(shown.of(group)))
    if shown.terms:
        steps.append(OpeningStep(None, terms=shown.terms))
    limits = shown.of(Outcome.NOT_NOW, Outcome.OFF)
    if limits:
        steps.append(OpeningStep(Outcome.OFF, limits))
    return tuple(steps)
