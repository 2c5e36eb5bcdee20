"""Decides what happens to aftercare: each person's own plan, saved as it is made."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.services import care
from app.ui.workspace import SHARED, Workspace


class AftercarePresenter(QObject):
    """Holds the plans as they are stored."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._plans: dict[PersonId, AftercarePlan] = {}

    def load(self) -> None:
        """Read the plans again."""
        self._ws.read(care.aftercare, self._on_loaded)

    def _on_loaded(self, plans: tuple[AftercarePlan, ...]) -> None:
        self._plans = {plan.person: plan for plan in plans}
        self.loaded.emit()

    def concerns(self, changes: Changes) -> bool:
        """Whether a change is about aftercare."""
        return changes.touches(ChangeKind.AFTERCARE)

    def plan(self, person: PersonId) -> AftercarePlan:
        """A person's plan, empty where nothing was written."""
        return self._plans.get(person) or AftercarePlan(person=person)

    def may_edit(self, person: PersonId) -> bool:
        """Only one's own, and only while one is here: alone, handed over, or sitting together."""
        presence = self._ws.session.presence
        holder = presence.holder
        return person == holder if holder is not None else person in presence.here

    def set_need(self, person: PersonId, kind: CareKind, text: str, wanted: bool) -> None:
        """Add or take out one thing that helps."""
        plan = self.plan(person)
        rest = tuple(need for need in plan.needs if not (need.kind is kind and need.text == text))
        needs = (*rest, CareNeed(kind=kind, text=text)) if wanted else rest
        self._save(plan.evolve(needs=needs, nothing=plan.nothing and not needs))

    def set_avoid(self, person: PersonId, text: str, wanted: bool) -> None:
        """Add or take out one thing to avoid."""
        plan = self.plan(person)
        rest = tuple(avoided for avoided in plan.avoid if avoided != text)
        self._save(plan.evolve(avoid=(*rest, text) if wanted else rest))

    def set_words(self, person: PersonId, words: str) -> None:
        """Keep a person's own words."""
        self._save(self.plan(person).evolve(words=words))

    def set_nothing(self, person: PersonId, nothing: bool) -> None:
        """*Nothing in particular* is an answer too; it keeps what was chosen out of the plan, with undo."""
        before = self.plan(person)
        if before.nothing == nothing:
            return
        after = before.evolve(nothing=nothing, needs=() if nothing else before.needs)
        self._save(after)
        if nothing and before.needs:
            self._ws.toast(self.tr("What was chosen has been cleared."), undo=lambda: self._save(before))

    def _save(self, plan: AftercarePlan) -> None:
        if plan == self._plans.get(plan.person):
            return
        self._plans[plan.person] = plan
        here = frozenset(self._ws.session.presence.here)
        self._ws.write(SHARED, care.save_aftercare, failed=self._on_failed, plan=plan, here=here)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.load()
