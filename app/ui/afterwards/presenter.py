"""Decides what happens after a scene: each one's own ticks, alone or together, and the check that waits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject

from app.models.aftercare import AnsweredNeed, CareNeed
from app.models.afterwards import LaterCheck, need_key, needs_later, needs_now
from app.models.base import PersonId
from app.models.changes import ChangeKind
from app.services import afterwards
from app.services.afterwards import AfterwardsView
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace

T = TypeVar("T")


class AfterwardsPresenter(Presenter):
    """Holds the page of one scene. Together nothing private is read: only what is ticked here, while it is open."""

    kinds = (ChangeKind.AFTERWARDS, ChangeKind.AFTERCARE, ChangeKind.AGREEMENTS)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.view: AfterwardsView | None = None
        self._agreement_id = ""
        self._forget_together()
        ws.scene_over.changed.connect(self.loaded)

    def _forget_together(self) -> None:
        self._ticked: set[tuple[PersonId, str]] = set()
        self._grounded: set[PersonId] = set()
        self._early: bool | None = None
        """Whether both say that it stopped early; None as it was while it was held here."""

    def open(self, agreement_id: str) -> None:
        """Show a scene."""
        if agreement_id != self._agreement_id:
            self._agreement_id, self.view = agreement_id, None
            self._forget_together()
        self.reload()

    def reload(self) -> None:
        """Read what each needs, and whatever whoever is alone has ticked."""
        session, agreement_id = self._ws.session, self._agreement_id
        me, now, today = session.me, self._ws.clock(), self._ws.today

        def loaded(view: AfterwardsView) -> None:
            if (session.me, self._agreement_id) == (me, agreement_id):
                self.view = view
                self.loaded.emit()

        if agreement_id:
            self.read(
                lambda uow: afterwards.view_afterwards(uow, agreement_id=agreement_id, me=me, now=now, today=today),
                loaded,
            )

    def forget(self) -> None:
        """Nothing of whoever had the device stays."""
        self.view = None

    # --- the scene

    @property
    def agreement_id(self) -> str:
        """The agreement on the scene; empty before one is shown."""
        return self._agreement_id

    @property
    def is_ending(self) -> bool:
        """Whether somebody said that it is over, which is not written yet."""
        return bool(self._agreement_id) and self._ws.scene_over.agreement_id == self._agreement_id

    @property
    def may_end(self) -> bool:
        """Whether it is for one evening, and nobody has said that it is over."""
        return self.view is not None and self.view.may_end and not self.is_ending

    def end(self) -> None:
        """The scene is over, which is written after a minute."""
        self._ws.end_scene(self._agreement_id)

    def go_on(self) -> None:
        """It is not over yet."""
        self._ws.scene_over.undo()

    # --- each one's own list

    @property
    def stopped_early(self) -> bool:
        """Whether it ended sooner than planned."""
        if self._ws.session.me is None:
            return self._early if self._early is not None else bool(self.view and self.view.stopped_early)
        return self.view is not None and self.view.own is not None and self.view.own.stopped_early

    def now(self, person: PersonId) -> tuple[AnsweredNeed, ...]:
        """A person's needs for the first hours."""
        return needs_now(self._needs(person), stopped_early=self.stopped_early)

    def later(self, person: PersonId) -> tuple[AnsweredNeed, ...]:
        """A person's needs for the days after."""
        return needs_later(self._needs(person))

    def _needs(self, person: PersonId) -> Iterable[AnsweredNeed]:
        return () if self.view is None else (each for each in self.view.needs if each.person == person)

    def is_ticked(self, person: PersonId, need: CareNeed) -> bool:
        """Whether it is ticked: by both here together, or by whoever is alone."""
        key = need_key(need)
        if self._ws.session.me is None:
            return (person, key) in self._ticked
        own = self.view.own if self.view is not None else None
        return own is not None and key in own.ticked

    def is_grounded(self, person: PersonId) -> bool:
        """Whether they say that they feel grounded."""
        if self._ws.session.me is None:
            return person in self._grounded
        return self.view is not None and self.view.own is not None and self.view.own.is_grounded

    def tick(self, person: PersonId, need: CareNeed, is_ticked: bool) -> None:
        """Tick a need of somebody who is here; it is kept in their own space."""
        agreement_id, now = self._agreement_id, self._ws.clock()
        if self._ws.session.me is None:
            _put(self._ticked, (person, need_key(need)), is_ticked)
        self.write(
            person,
            lambda uow: afterwards.tick(
                uow, person=person, agreement_id=agreement_id, need=need, is_ticked=is_ticked, now=now
            ),
            lambda _changes: self._read_own(),
        )

    def say_grounded(self, person: PersonId, is_grounded: bool) -> None:
        """Somebody who is here says whether they feel grounded."""
        if self._ws.session.me is None:
            _put(self._grounded, person, is_grounded)
        self._say(person, is_grounded=is_grounded)

    def say_early(self, stopped_early: bool) -> None:
        """It stopped sooner than planned, or did not: for whoever is alone, or for both."""
        self._early = stopped_early if self._ws.session.me is None else self._early
        for person in self._ws.session.presence.acting:
            self._say(person, stopped_early=stopped_early)

    def _say(self, person: PersonId, *, is_grounded: bool | None = None, stopped_early: bool | None = None) -> None:
        agreement_id, now = self._agreement_id, self._ws.clock()
        self.write(
            person,
            lambda uow: afterwards.say_how(
                uow,
                person=person,
                agreement_id=agreement_id,
                now=now,
                is_grounded=is_grounded,
                stopped_early=stopped_early,
            ),
            lambda _changes: self._read_own(),
        )

    def _read_own(self) -> None:
        if self._ws.session.me is None:
            self.loaded.emit()
        else:
            self.reload()

    # --- the check that waits

    @property
    def check(self) -> LaterCheck | None:
        """The later check that waits for whoever is alone."""
        return self.view.check if self.view is not None else None

    def finish_check(self) -> None:
        """The check is dealt with, with undo."""
        view, person = self.view, self.owner
        if view is None or view.check is None or view.own is None:
            return
        agreement_id, check, before = view.agreement_id, view.check, view.own

        def undo() -> None:
            self.write(person, lambda uow: afterwards.ask_again(uow, person=person, after=before), again)

        def again(_changes: object) -> None:
            self._read_own()

        def done(_changes: object) -> None:
            self._read_own()
            self._ws.toast(self.tr("Done for now."), undo)

        self.write(
            person,
            lambda uow: afterwards.finish_check(uow, person=person, agreement_id=agreement_id, check=check),
            done,
        )


def _put(into: set[T], what: T, is_in: bool) -> None:
    into.add(what) if is_in else into.discard(what)
