"""What an opening compares, in which order it is shown, and what both keep of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.limits import Outcome, SharedTerm
from app.models.opening import OpenedPairing, by_activity
from app.services import opening
from app.services.opening import Opening, OpeningBegun, PreparedOpening
from app.services.units import UnitOfWork
from app.ui.opening.flow import OpeningFlow, Stage, Two
from app.ui.workspace import SHARED, Workspace


@dataclass(frozen=True, slots=True)
class OpeningStep:
    """One thing to show: an activity in one or both directions, all limits, or all words for terms."""

    group: Outcome | None
    opened: tuple[OpenedPairing, ...] = ()
    terms: tuple[SharedTerm, ...] = ()


class OpeningPresenter(OpeningFlow[OpeningStep]):
    """The comparison of both lists."""

    kinds = (ChangeKind.READY,)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._opening: Opening | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that names what is shown."""
        return self._opening.catalogue if self._opening else self._ws.catalogue

    def looking(self, people: Two) -> Callable[[UnitOfWork], PreparedOpening]:
        """Looks whether both are ready."""
        return lambda uow: opening.prepared(uow, people=people)

    def begin(self) -> None:
        """Compare both lists."""
        people, base, today = self.people, self._ws.catalogue, self._ws.today
        self.write(SHARED, lambda uow: opening.begin_opening(uow, people=people, base=base, today=today), self._show)

    def _show(self, begun: OpeningBegun) -> None:
        self._opening = begun.opening
        self.show_steps(steps_of(begun.opening), begun.seen)

    def keeping(self, people: Two, seen: int) -> Callable[[UnitOfWork], Changes]:
        """Notes how many steps both have left behind."""
        return lambda uow: opening.keep_place(uow, people=people, seen=seen)

    def spending(self, people: Two) -> Callable[[UnitOfWork], Changes]:
        """Spends what was shown in part."""
        return lambda uow: opening.end_opening(uow, people=people)

    def accept(self) -> None:
        """Add it to the shared list."""
        assert self._opening is not None
        comparison, today, ids = self._opening.comparison, self._ws.today, self._ws.ids
        self.write(
            SHARED,
            lambda uow: opening.accept_opening(uow, comparison=comparison, today=today, new_id=ids),
            lambda _changes: self.drop(Stage.ADDED),
        )

    def drop(self, stage: Stage = Stage.WAIT) -> None:
        """Forget the comparison."""
        self._opening = None
        super().drop(stage)


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
