"""Decides on *What I would share*: rows by category, choices, the ready mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind
from app.models.limits import Disclosure, SharedTerm
from app.models.sealing import ShareChoice, ShareRow
from app.services import sharing
from app.services.sharing import WouldShare
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace

CERTAIN, OWN_WORDS = "certain", "own_words"
"""The keys of the two parts that are read first; the others have that of their category."""


@dataclass(frozen=True, slots=True)
class ShareGroup:
    """The rows of one part."""

    key: str
    title: str
    rows: tuple[ShareRow, ...]

    def count(self, choice: ShareChoice) -> int:
        """How many rows are set to a choice."""
        return sum(row.choice is choice for row in self.rows)


class SharingPresenter(Presenter):
    """Holds the rows as they are stored; every choice is written at once."""

    kinds = (ChangeKind.READY, ChangeKind.LIMITS, ChangeKind.ANSWERS, ChangeKind.TERMS, ChangeKind.ENTRIES)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.shown: WouldShare | None = None
        self._shown_of: PersonId | None = None
        self._is_busy = False
        self.apart: set[ActivityId] = set()
        """Activities of which each direction is shown by itself."""

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that names the rows."""
        return self.shown.catalogue if self.shown is not None else self._ws.catalogue

    @property
    def is_ready(self) -> bool:
        """Whether it is marked ready."""
        return self.shown is not None and self.shown.ready

    @property
    def has_disclosed(self) -> bool:
        """Whether the partner sees any of it already."""
        return self.shown is not None and any(row.disclosed for row in self.shown.rows)

    @property
    def is_begun(self) -> bool:
        """Whether it was opened in part, and both can continue."""
        return self.shown is not None and self.shown.begun

    def reload(self) -> None:
        """Read the rows again."""
        partner = self._ws.partner
        if partner is None:
            return
        me, base = self._ws.me, self._ws.catalogue

        def loaded(shown: WouldShare) -> None:
            self.shown, self._shown_of = shown, me
            self.loaded.emit()

        self.read(lambda uow: sharing.would_share(uow, person=me, base=base), loaded)

    def groups(self) -> tuple[ShareGroup, ...]:
        """The rows in three parts, in the catalogue's order; what has no rows is left out.

        First what is shown whatever the partner answered, then what is in own words, then the rest by category.
        """
        if self.shown is None:
            return ()
        catalogue = self.shown.catalogue
        category = {entry.id: entry.category for entry in catalogue.entries}
        found: dict[str, list[ShareRow]] = {}
        for row in self.shown.rows:
            found.setdefault(_part_of(row) or category[row.entry_id], []).append(row)
        titles = [(CERTAIN, self.tr("Shown for certain")), (OWN_WORDS, self.tr("In your own words"))]
        titles += [(each.id, each.title) for each in catalogue.categories]
        return tuple(ShareGroup(key, title, tuple(found[key])) for key, title in titles if key in found)

    def rows_of(self, group: ShareGroup) -> tuple[tuple[ShareRow, ...], ...]:
        """The rows of a part; both directions of an activity together where they say the same."""
        found: dict[object, list[ShareRow]] = {}
        for row in group.rows:
            same = (row.entry_id, row.direction if row.entry_id in self.apart else None)
            found.setdefault((same, row.evolve(direction=None), self.seen_now(row)), []).append(row)
        return tuple(tuple(rows) for rows in found.values())

    def seen_now(self, row: ShareRow) -> Disclosure | SharedTerm | None:
        """What the partner sees of a row already."""
        if self.shown is None or self._shown_of is None:
            return None
        if row.direction is None:
            return next((term for term in self.shown.seen.terms if term.entry_id == row.entry_id), None)
        me = self._shown_of
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
            self.write_own(lambda uow, me: sharing.choose(uow, person=me, keys=keys, choice=choice), self._on_kept)

    def mark_ready(self) -> None:
        """Take back what is set so, and seal the rest."""
        partner = self._ws.partner
        if self.shown is None or self._is_busy or partner is None:
            return
        self._is_busy = True
        me, base = self._ws.me, self._ws.catalogue
        self.write(SHARED, lambda uow: sharing.mark_ready(uow, person=me, partner=partner.id, base=base), self._on_kept)

    def unready(self) -> None:
        """Take the ready mark off again."""
        self.write_own(lambda uow, me: sharing.unready(uow, person=me), self._on_kept)

    def _on_kept(self, _changes: object) -> None:
        self._is_busy = False
        self.reload()

    def on_refused(self, error: Exception) -> None:
        """Show why, and let it be tried again."""
        self._is_busy = False
        super().on_refused(error)


def _part_of(row: ShareRow) -> str:
    if row.always or (row.stance is not None and row.stance.is_limit):
        return CERTAIN
    return OWN_WORDS if row.words.strip() or row.conditions.strip() else ""
