"""Decides what happens to what one person prepares: saved at each change, brought to the partner only when asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.prepared import Prepared
from app.services import prepared as service
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class PreparedPresenter(Presenter):
    """Holds what whoever is here alone has prepared."""

    kinds = (ChangeKind.PREPARED,)
    kept = Signal()
    """Some of it was changed here."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.person: PersonId | None = None
        self.prepared = Prepared()

    def reload(self) -> None:
        """Read it again."""

        def loaded(me: PersonId, found: Prepared) -> None:
            if me == self._ws.session.me:
                self.person, self.prepared = me, found
                self.loaded.emit()

        self.read_own(lambda uow, me: (me, service.prepared_by(uow, me)), lambda found: loaded(*found))

    def forget(self) -> None:
        """Keep nothing of anybody's: a different person may look next."""
        self.person, self.prepared = None, Prepared()

    def change(self, **changes: object) -> None:
        """Change some of it, and save it."""
        person, after = self.person, self.prepared.evolve(**changes)
        if person is None or after == self.prepared:
            return
        self.prepared = after
        self.kept.emit()
        self.write(person, lambda uow: service.save_prepared(uow, person=person, prepared=after))

    def change_wish(self, **changes: object) -> None:
        """Change some of the scene."""
        self.change(wish=self.prepared.wish.evolve(**changes))

    @property
    def plan(self) -> AftercarePlan | None:
        """What they need afterwards; None while nobody is here alone."""
        return None if self.person is None else self.prepared.plan(self.person)

    def set_need(self, kind: CareKind, text: str, wanted: bool) -> None:
        """Add or take out one thing that helps."""
        rest = tuple(need for need in self.prepared.needs if (need.kind, need.text) != (kind, text))
        needs = (*rest, CareNeed(kind=kind, text=text)) if wanted else rest
        self.change(needs=needs, nothing=self.prepared.nothing and not needs)

    def set_avoid(self, text: str, wanted: bool) -> None:
        """Add or take out one thing to avoid."""
        rest = tuple(each for each in self.prepared.avoid if each != text)
        self.change(avoid=(*rest, text) if wanted else rest)

    def set_nothing(self, nothing: bool) -> None:
        """Answer *Nothing in particular*, which clears what was chosen."""
        self.change(nothing=nothing, needs=() if nothing else self.prepared.needs)

    # --- bringing it to the partner

    def bring_signals(self, response: str) -> None:
        """Propose the signals."""
        new_id = self._ws.ids
        self._bring(
            lambda uow, me: service.bring_signals(uow, person=me, response=response, new_id=new_id),
            self.tr("Proposed, under Signals"),
        )

    def bring_aftercare(self) -> None:
        """Add it to one's own aftercare."""
        self._bring(lambda uow, me: service.bring_aftercare(uow, person=me), self.tr("Added to your aftercare"))

    def bring_wish(self) -> None:
        """Begin a scene with it."""
        new_id = self._ws.ids
        self._bring(
            lambda uow, me: service.bring_wish(uow, person=me, new_id=new_id), self.tr("An outline, under Scenes")
        )

    def _bring(self, act: Callable[[UnitOfWork, PersonId], Changes], told: str) -> None:
        person = self.person
        if person is not None:
            self.write(SHARED, lambda uow: act(uow, person), lambda _changes: self._ws.toast(told))
