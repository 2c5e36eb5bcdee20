"""Decides on *Limits*: groups, what there is to talk about, and what a talk came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.models.changes import ChangeKind
from app.models.limits import Outcome, SharedItem, Talk
from app.models.opening import by_activity
from app.services import drafts, opening
from app.services.opening import SharedList
from app.ui.presenter import Presenter
from app.ui.row_content import TermRow, rows_of_terms
from app.ui.workspace import SHARED, Workspace


class LimitsPresenter(Presenter):
    """Reads the shared list alone; nothing here depends on what somebody holds back."""

    kinds = (ChangeKind.LIMITS, ChangeKind.ENTRIES, ChangeKind.PEOPLE)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.limits = SharedList(catalogue=ws.catalogue, items=(), terms=(), last_opening=None)
        self.is_read = False

    def reload(self) -> None:
        """Read the shared list again."""
        base = self._ws.catalogue
        self.read(lambda uow: opening.limits(uow, base=base), self._on_loaded)

    def _on_loaded(self, limits: SharedList) -> None:
        self.limits, self.is_read = limits, True
        self.loaded.emit()

    def category_of(self, item: SharedItem) -> str:
        """The category an item is in; empty where its entry no longer exists."""
        entry = self.limits.catalogue.find(item.pairing.activity_id)
        return entry.category if entry else ""

    def categories(self) -> tuple[tuple[str, str], ...]:
        """Ids and titles of the categories on the list."""
        entries = {item.pairing.activity_id for item in self.limits.items} | {t.entry_id for t in self.limits.terms}
        there = {entry.category for entry in self.limits.catalogue.entries if entry.id in entries}
        return tuple((c.id, c.title) for c in self.limits.catalogue.categories if c.id in there)

    def items(self, *outcomes: Outcome, category: str = "") -> tuple[SharedItem, ...]:
        """The items with these outcomes, in the catalogue's order."""
        order = {entry.id: number for number, entry in enumerate(self.limits.catalogue.entries)}
        found = [
            item
            for item in self.limits.items
            if item.outcome in outcomes and (not category or self.category_of(item) == category)
        ]
        return tuple(sorted(found, key=lambda i: (order.get(i.pairing.activity_id, len(order)), i.pairing.key)))

    def rows(self, outcome: Outcome, category: str = "") -> tuple[tuple[SharedItem, ...], ...]:
        """These items, an activity at a time where both directions say the same."""
        rows: list[tuple[SharedItem, ...]] = []
        for items in by_activity(self.items(outcome, category=category)):
            said = {(item.disclosures, item.talk, item.opened_on) for item in items}
            rows.extend([items] if len(said) == 1 else [(item,) for item in items])
        return tuple(rows)

    def terms(self, category: str = "") -> tuple[TermRow, ...]:
        """Each person's own words, side by side."""
        return rows_of_terms(self.limits.catalogue, self._ws.session.people, self.limits.terms, category)

    def find(self, item_id: str) -> SharedItem | None:
        """The item of that id."""
        return next((item for item in self.limits.items if item.id == item_id), None)

    def to_talk(self) -> tuple[tuple[SharedItem, ...], ...]:
        """What is worth a talk and still open, both directions of an activity together."""
        return by_activity(item for item in self.items(Outcome.TALK) if item.is_to_discuss)

    def to_pick(self) -> tuple[SharedItem, ...]:
        """What a scene can start from."""
        return tuple(item for item in self.items(Outcome.YES, Outcome.TALK) if item.may_be_proposed)

    def may_talk(self, item: SharedItem) -> bool:
        """Whether both can talk about it now: a limit only its holder raises again."""
        return self._ws.session.is_together and item.outcome in (Outcome.YES, Outcome.TALK)

    def keep_talk(self, items: Sequence[SharedItem], talk: Talk, done: Callable[[], object] | None = None) -> None:
        """Keep where a talk has come to; `done` follows once it is kept."""
        now = self._ws.clock()

        def kept(_changes: object) -> None:
            self.reload()
            if done is not None:
                done()

        changed = tuple(item for item in items if item.talk != talk)
        if changed:
            self.write(SHARED, lambda uow: opening.keep_talks(uow, items=changed, talk=talk, now=now), kept)
        else:
            kept(None)

    def start_scene(self, title: str, picked: Sequence[SharedItem], done: Callable[[str], object]) -> None:
        """Make an outline of what was picked; `done` gets its id."""
        pairings, new_id = tuple(item.pairing for item in picked), self._ws.ids
        self.write(
            SHARED,
            lambda uow: drafts.new_scene(uow, title=title, new_id=new_id, starts_with=pairings),
            lambda saved: done(saved.draft.id),
        )
