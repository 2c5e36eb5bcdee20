"""Decides on *My patterns*: what is shown, set aside, kept or deleted. Everything is one person's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.assets import load_patterns
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.patterns import Observation, ObservationChoice, set_aside
from app.models.self_check import FlagReply, SelfCheckAnswers
from app.services import patterns as service
from app.services.patterns import Patterns
from app.ui.local_zone import LOCAL
from app.ui.workspace import Workspace


class PatternsPresenter(QObject):
    """Reads and writes one private space alone."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.texts = load_patterns()
        self.view: Patterns | None = None
        self._me: PersonId | None = None

    @property
    def partner_name(self) -> str:
        """The partner's name; empty in a vault for one."""
        partner = self._ws.partner
        return partner.name if partner is not None else ""

    def load(self) -> None:
        """Look again."""
        me = self._ws.session.me
        if me is None:
            return

        def loaded(view: Patterns) -> None:
            if self._ws.session.me == me:
                self.view, self._me = view, me
                self.loaded.emit()

        self._ws.read(
            service.patterns,
            loaded,
            self.failed.emit,
            owner=self,
            person=me,
            base=self._ws.catalogue,
            now=self._ws.clock(),
            zone=LOCAL,
        )

    def forget(self) -> None:
        """Somebody else may look next."""
        self.view, self._me = None, None

    def concerns(self, changes: Changes) -> bool:
        """Whether there may be something else to see."""
        return changes.touches(ChangeKind.PATTERNS, ChangeKind.ANSWERS, ChangeKind.AGREEMENTS)

    def set_aside(self, observation: Observation, *, whole_kind: bool) -> ObservationChoice:
        """Not helpful; gives what to take back."""
        choice = set_aside(observation, whole_kind=whole_kind, at=self._ws.clock())
        self._write(service.set_aside, choice=choice)
        return choice

    def show_again(self, choice: ObservationChoice) -> None:
        """Helpful after all."""
        self._write(service.show_again, choice_id=choice.id)

    def set_looking(self, looking: bool, done: Callable[[], object] | None = None) -> None:
        """Look for patterns, or not; then `done`."""
        self._write(service.set_looking, done, looking=looking)

    def delete_facts(self) -> None:
        """Delete what was kept for it."""
        self._write(service.delete_facts)

    def keep_check(self, replies: dict[str, FlagReply]) -> None:
        """Keep the answers of a self-check."""
        self._write(service.keep_check, replies=replies, now=self._ws.clock(), new_id=self._ws.ids)

    def delete_check(self, check_id: str) -> None:
        """Delete kept answers."""
        self._write(service.delete_check, check_id=check_id)

    def bring_back(self, check: SelfCheckAnswers) -> None:
        """Keep deleted answers after all."""
        self._write(service.bring_back_check, check=check)

    def _write(self, fn: Callable[..., Changes], done: Callable[[], object] | None = None, **arguments: Any) -> None:
        me = self._ws.me

        def written(_changes: Changes) -> None:
            if done is not None:
                done()

        self._ws.write(me, fn, written, self.failed.emit, owner=self, person=me, **arguments)
