"""Decides on *What they can see of mine*: the rows, and taking back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.models.base import ActivityId, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.person import Person
from app.models.sealing import ShareChoice
from app.services import own_entries, sharing
from app.services.sharing import Seen, SeenItem
from app.ui.design.tokens import Colour
from app.ui.shared_rows import RowContent, RowDetail, StanceCell, risk_of
from app.ui.terms import (
    ceiling_phrase,
    direction_label,
    entry_title,
    outcome_icon,
    outcome_word,
    quoted,
)
from app.ui.workspace import SHARED, Workspace


@dataclass(frozen=True, slots=True)
class DisclosedRow:
    """One thing of mine that is seen; `key` takes it back, and is empty where nothing can be."""

    category: str
    content: RowContent
    key: str = ""
    share_key: tuple[str, str] = ("", "")
    offered: str = ""
    """The id of the entry, where the row is about having offered it."""


class PartnerViewPresenter(QObject):
    """Reads what was disclosed; taking back works alone, at once."""

    loaded = Signal()
    failed = Signal(object)
    taken_back = Signal(str)
    """The name of what was taken back."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.seen: Seen | None = None
        self._me: PersonId | None = None

    @property
    def partner(self) -> Person | None:
        """Who sees it."""
        return self._ws.partner

    def load(self) -> None:
        """Read again what was disclosed."""
        if self.partner is None:
            return
        me = self._ws.me

        def loaded(seen: Seen) -> None:
            self.seen, self._me = seen, me
            self.loaded.emit()

        self._ws.read(sharing.what_they_see, loaded, self.failed.emit, owner=self, person=me, base=self._ws.catalogue)

    def concerns(self, changes: Changes) -> bool:
        """Whether a change is about what was disclosed."""
        return changes.touches(ChangeKind.LIMITS, ChangeKind.ENTRIES)

    def categories(self) -> tuple[tuple[str, str], ...]:
        """Ids and titles of the categories that something is seen of."""
        if self.seen is None:
            return ()
        there = {row.category for row in self.rows()}
        return tuple((c.id, c.title) for c in self.seen.catalogue.categories if c.id in there)

    def rows(self, category: str = "") -> tuple[DisclosedRow, ...]:
        """Everything disclosed, of one category or of all, in the catalogue's order."""
        if self.seen is None or self._me is None:
            return ()
        order = {entry.id: number for number, entry in enumerate(self.seen.catalogue.entries)}
        items = sorted(self.seen.items, key=lambda i: order.get(i.pairing.activity_id, len(order)))
        found = [*(self._item_row(item, self._me) for item in items), *self._term_rows(), *self._offered_rows()]
        return tuple(row for row in found if not category or row.category == category)

    def _category_of(self, entry_id: str) -> str:
        entry = self.seen.catalogue.find(entry_id) if self.seen else None
        return entry.category if entry else ""

    def _item_row(self, item: SeenItem, me: PersonId) -> DisclosedRow:
        assert self.seen is not None
        entry_id = item.pairing.activity_id
        direction = item.pairing.direction_of(me)
        said = (ceiling_phrase(item.mine.ceiling), quoted(item.mine.conditions) if item.mine.conditions.strip() else "")
        words = " · ".join(part for part in said if part)
        details = [RowDetail(words, Colour.INK)] if words else []
        details.append(RowDetail(outcome_word(item.outcome), Colour.INK_SOFT, outcome_icon(item.outcome)))
        content = RowContent(
            title=entry_title(self.seen.catalogue, entry_id),
            side=direction_label(self.seen.catalogue.find(entry_id), direction),
            details=(*details, *risk_of(self.seen.catalogue, entry_id)),
            cells=(StanceCell(self._ws.person(me), item.mine.stance),),
        )
        return DisclosedRow(self._category_of(entry_id), content, item.pairing.key, (entry_id, direction.value))

    def _term_rows(self) -> list[DisclosedRow]:
        assert self.seen is not None
        return [
            DisclosedRow(
                self._category_of(term.entry_id),
                RowContent(
                    entry_title(self.seen.catalogue, term.entry_id),
                    details=(RowDetail(quoted(term.words), Colour.INK),),
                ),
                term.entry_id,
                (term.entry_id, ""),
            )
            for term in self.seen.terms
        ]

    def _offered_rows(self) -> list[DisclosedRow]:
        assert self.seen is not None
        found: list[DisclosedRow] = []
        for entry_id in self.seen.offered:
            entry = self.seen.catalogue.find(entry_id)
            if entry is None:
                continue
            details = [RowDetail(entry.description, Colour.INK)] if entry.description else []
            details.append(RowDetail(self.tr("Offered by you: its title and description are seen."), icon="plus"))
            content = RowContent(entry.title, details=tuple(details))
            found.append(DisclosedRow(entry.category, content, key=entry.id, offered=entry.id))
        return found

    def take_back(self, row: DisclosedRow) -> None:
        """Hold it back from the next opening, then take it from the shared list; an offered entry comes off it."""
        me = self._ws.me
        if row.offered:
            self._ws.write(
                SHARED,
                own_entries.take_off,
                lambda _changes: self.taken_back.emit(row.content.title),
                self.failed.emit,
                owner=self,
                person=me,
                entry_id=ActivityId(row.offered),
            )
            return
        self._ws.write(
            me,
            sharing.choose,
            lambda _changes: self._take(row, me),
            self.failed.emit,
            owner=self,
            person=me,
            keys=(row.share_key,),
            choice=ShareChoice.HOLD_BACK,
        )

    def _take(self, row: DisclosedRow, me: PersonId) -> None:
        self._ws.write(
            SHARED,
            sharing.take_back_keys,
            lambda _changes: self.taken_back.emit(row.content.title),
            self.failed.emit,
            owner=self,
            person=me,
            keys=(row.key,),
        )
