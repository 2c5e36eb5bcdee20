"""Decides what *My patterns* shows, hides, saves and deletes, for one person only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.assets import load
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.pattern_texts import PatternTexts
from app.models.patterns import Observation, ObservationChoice, set_aside
from app.models.self_check import FlagReply, SelfCheckAnswers
from app.services import patterns
from app.services.patterns import Patterns
from app.services.units import UnitOfWork
from app.ui.local_zone import LOCAL
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace


class PatternsPresenter(Presenter):
    """Reads and writes one private space only."""

    kinds = (ChangeKind.PATTERNS, ChangeKind.ANSWERS, ChangeKind.AGREEMENTS)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.texts = load(PatternTexts)
        self.view: Patterns | None = None

    def reload(self) -> None:
        """Look for patterns again."""
        me = self._ws.session.me
        if me is None:
            return

        def loaded(view: Patterns) -> None:
            if self._ws.session.me == me:
                self.view = view
                self.loaded.emit()

        base, now = self._ws.catalogue, self._ws.clock()
        self.read(lambda uow: patterns.patterns(uow, person=me, base=base, now=now, zone=LOCAL), loaded)

    def forget(self) -> None:
        """Forget everything; a different person may look next."""
        self.view = None

    def set_aside(self, observation: Observation, whole_kind: bool) -> None:
        """Hide an observation, or its kind, with undo."""
        choice = set_aside(observation, whole_kind=whole_kind, at=self._ws.clock())
        self._change(
            lambda uow, me: patterns.set_aside(uow, person=me, choice=choice),
            lambda: self._ws.toast(self.tr("Set aside."), lambda: self.show_again(choice)),
        )

    def show_again(self, choice: ObservationChoice) -> None:
        """Undo a choice to hide."""
        self._change(lambda uow, me: patterns.show_again(uow, person=me, choice_id=choice.id))

    def set_looking(self, looking: bool, done: Callable[[], object] = lambda: None) -> None:
        """Turn patterns on or off, then call `done`."""
        now = self._ws.clock()
        self._change(lambda uow, me: patterns.set_looking(uow, person=me, looking=looking, now=now), done)

    def delete_facts(self) -> None:
        """Delete the facts recorded for patterns."""
        now = self._ws.clock()
        self._change(lambda uow, me: patterns.delete_facts(uow, person=me, now=now))

    def keep_check(self, replies: dict[str, FlagReply]) -> None:
        """Save the answers of a self-check."""
        now, new_id = self._ws.clock(), self._ws.ids
        self._change(lambda uow, me: patterns.keep_check(uow, person=me, replies=replies, now=now, new_id=new_id))

    def delete_check(self, check: SelfCheckAnswers) -> None:
        """Delete saved answers, with undo."""
        self._change(
            lambda uow, me: patterns.delete_check(uow, person=me, check_id=check.id),
            lambda: self._ws.toast(self.tr("The answers were deleted."), lambda: self._bring_back(check)),
        )

    def _bring_back(self, check: SelfCheckAnswers) -> None:
        self._change(lambda uow, me: patterns.bring_back_check(uow, person=me, check=check))

    def _change(
        self, act: Callable[[UnitOfWork, PersonId], Changes], done: Callable[[], object] = lambda: None
    ) -> None:
        def written(_changes: Changes) -> None:
            done()
            self.reload()

        self.write_own(act, written)
