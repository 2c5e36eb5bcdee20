"""Decides on *What I would share*: rows by category, choices, the ready mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.limits import Disclosure, SharedTerm
from app.models.person import Person
from app.models.sealing import ShareChoice, ShareRow
from app.services import sharing
from app.services.sharing import WouldShare
from app.ui.terms import entry_title
from app.ui.workspace import SHARED, Workspace


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one category."""

    key: str
    title: str
    rows: tuple[ShareRow, ...]

    def count(self, choice: ShareChoice) -> int:
        """How many rows are set to a choice."""
        return sum(row.choice is choice for row in self.rows)


class SharingPresenter(QObject):
    """Holds the rows as they are stored; every choice is written at once."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.shown: WouldShare | None = None
        self.for_person: PersonId | None = None
        self.is_busy = False

    @property
    def partner(self) -> Person | None:
        """Who would see it."""
        return self._ws.partner

    @property
    def is_ready(self) -> bool:
        """Whether it is marked ready."""
        return self.shown is not None and self.shown.ready

    def load(self) -> None:
        """Read the rows again."""
        partner = self.partner
        if partner is None:
            return
        me = self._ws.me

        def loaded(shown: WouldShare) -> None:
            self.shown, self.for_person = shown, me
            self.loaded.emit()

        self._ws.read(
            sharing.would_share,
            loaded,
            self.failed.emit,
            owner=self,
            person=me,
            partner=partner.id,
            base=self._ws.catalogue,
        )

    def concerns(self, changes: Changes) -> bool:
        """Whether a change is about what would be shared."""
        return changes.touches(
            ChangeKind.READY, ChangeKind.LIMITS, ChangeKind.ANSWERS, ChangeKind.TERMS, ChangeKind.ENTRIES
        )

    def groups(self) -> tuple[Group, ...]:
        """The rows by category, in the catalogue's order; categories without rows are left out."""
        if self.shown is None:
            return ()
        catalogue = self.shown.catalogue
        category = {entry.id: entry.category for entry in catalogue.entries}
        found: dict[str, list[ShareRow]] = {}
        for row in self.shown.rows:
            found.setdefault(category[row.entry_id], []).append(row)
        return tuple(Group(c.id, c.title, tuple(found[c.id])) for c in catalogue.categories if c.id in found)

    def title_of(self, row: ShareRow) -> str:
        """The name of what a row is about."""
        return entry_title(self.shown.catalogue, row.entry_id) if self.shown else ""

    def seen_now(self, row: ShareRow) -> Disclosure | SharedTerm | None:
        """What the partner sees of a row already."""
        if self.shown is None or self.for_person is None:
            return None
        if row.direction is None:
            return next((term for term in self.shown.seen.terms if term.entry_id == row.entry_id), None)
        me = self.for_person
        return next(
            (
                item.mine
                for item in self.shown.seen.items
                if item.pairing.activity_id == row.entry_id and item.pairing.direction_of(me) is row.direction
            ),
            None,
        )

    def choose(self, rows: Sequence[ShareRow], choice: ShareChoice) -> None:
        """Share, hold back or take back; rows that cannot be are left alone."""
        keys = tuple(row.key for row in rows if choice in row.choices and row.choice is not choice)
        if keys:
            self._ws.write(
                self._ws.me, sharing.choose, failed=self.failed.emit, person=self._ws.me, keys=keys, choice=choice
            )

    def mark_ready(self) -> None:
        """Take back what was chosen so, then seal the rest."""
        if self.shown is None or self.is_busy or self.partner is None:
            return
        self.is_busy = True
        chosen = tuple(row.key for row in self.shown.rows if row.choice is ShareChoice.TAKE_BACK)
        if not chosen:
            self._seal()
            return
        # Said once more in so many words: what is taken back must not be shared in the same breath.
        self._ws.write(
            self._ws.me,
            sharing.choose,
            lambda _done: self._take_back(),
            self._on_failed,
            owner=self,
            person=self._ws.me,
            keys=chosen,
            choice=ShareChoice.TAKE_BACK,
        )

    def _take_back(self) -> None:
        assert self.partner is not None
        self._ws.write(
            SHARED,
            sharing.take_back_chosen,
            lambda _done: self._seal(),
            self._on_failed,
            owner=self,
            person=self._ws.me,
            partner=self.partner.id,
            base=self._ws.catalogue,
        )

    def _seal(self) -> None:
        assert self.partner is not None
        self._ws.write(
            self._ws.me,
            sharing.mark_ready,
            self._on_sealed,
            self._on_failed,
            owner=self,
            person=self._ws.me,
            partner=self.partner.id,
            base=self._ws.catalogue,
            now=self._ws.clock(),
        )

    def _on_sealed(self, _changes: Changes) -> None:
        self.is_busy = False

    def _on_failed(self, error: Exception) -> None:
        self.is_busy = False
        self.failed.emit(error)
        self.load()

    def unready(self) -> None:
        """Take the ready mark off again."""
        self._ws.write(self._ws.me, sharing.unready, failed=self.failed.emit, person=self._ws.me)
