"""Decides what happens to aftercare: each person's own plan, saved at each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.aftercare import AftercarePlan, AnsweredNeed, CareKind, CareNeed, Giving
from app.models.base import PersonId
from app.models.changes import ChangeKind
from app.services import care
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class AftercarePresenter(Presenter):
    """Holds the plans as they are stored."""

    kinds = (ChangeKind.AFTERCARE,)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._plans: dict[PersonId, AftercarePlan] = {}
        self.needs: tuple[AnsweredNeed, ...] = ()
        """What each needs, and what their partner says that they can give of it."""

    def reload(self) -> None:
        """Read the plans again."""
        self.read(care.aftercare, self._on_loaded)
        self._read_needs()

    def _read_needs(self) -> None:
        self.read(care.answered_needs, self._on_needs)

    def _on_needs(self, needs: tuple[AnsweredNeed, ...]) -> None:
        self.needs = needs
        self.loaded.emit()

    def _on_loaded(self, plans: tuple[AftercarePlan, ...]) -> None:
        self._plans = {plan.person: plan for plan in plans}
        self.loaded.emit()

    def plan(self, person: PersonId) -> AftercarePlan:
        """A person's plan, empty if they have written nothing."""
        return self._plans.get(person) or AftercarePlan(person=person)

    def may_edit(self, person: PersonId) -> bool:
        """Whether it is this person's own turn: alone, or handed the device."""
        return self._ws.session.me == person

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
        """Save a person's own words."""
        self._save(self.plan(person).evolve(words=words))

    def set_nothing(self, person: PersonId, nothing: bool) -> None:
        """Answer *Nothing in particular*, which clears what was chosen, with undo."""
        before = self.plan(person)
        if before.nothing == nothing:
            return
        after = before.evolve(nothing=nothing, needs=() if nothing else before.needs)
        cleared = nothing and bool(before.needs)

        def saved() -> None:
            if cleared:
                self._ws.toast(self.tr("Your choices have been cleared."), undo=lambda: self._save(before))

        self._save(after, saved)

    def can_give(self, need: CareNeed, giving: Giving | None, words: str) -> None:
        """Say what whoever holds the device alone can give of a need of their partner's."""
        me = self._ws.session.me
        if me is not None:
            self.write(
                SHARED,
                lambda uow: care.say_can_give(uow, person=me, need=need, giving=giving, words=words),
                lambda _changes: self._read_needs(),
            )

    def _save(self, plan: AftercarePlan, done: Callable[[], object] = lambda: None) -> None:
        if plan == self._plans.get(plan.person):
            return
        self._plans[plan.person] = plan
        self.loaded.emit()

        def saved(_changes: object) -> None:
            self._read_needs()
            done()

        self.write(SHARED, lambda uow: care.save_aftercare(uow, plan=plan), saved)
