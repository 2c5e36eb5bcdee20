"""Decides on *What they can see of mine*: the rows, and taking back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.assets import load
from app.models.base import ActivityId, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.conversation import ConversationTexts
from app.services import own_entries, sharing, taking_back
from app.services.sharing import Seen, SeenItem
from app.services.units import UnitOfWork
from app.ui.design.tokens import Colour
from app.ui.partner_view.seen_words import IN_TEXTS, SeenWordRows
from app.ui.partner_view.told_rows import IN_TALKS, DisclosedRow, told_rows
from app.ui.presenter import Presenter
from app.ui.row_content import RowContent, RowDetail, StanceCell, risk_of
from app.ui.terms import both_ways, ceiling_phrase, direction_label, entry_title, outcome_icon, outcome_word, quoted
from app.ui.workspace import SHARED, Workspace


class PartnerViewPresenter(Presenter):
    """Reads what was disclosed; taking back works alone, at once."""

    kinds = (
        ChangeKind.LIMITS,
        ChangeKind.ENTRIES,
        ChangeKind.AFTERCARE,
        ChangeKind.DRAFTS,
        ChangeKind.AGREEMENTS,
        ChangeKind.CONVERSATIONS,
        ChangeKind.INCIDENTS,
    )
    taken_back = Signal(str)
    """The name of what was taken back."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.seen: Seen | None = None
        self._rows: tuple[DisclosedRow, ...] = ()
        self._conversations = load(ConversationTexts)

    def reload(self) -> None:
        """Read again what was disclosed."""
        if self._ws.partner is None:
            return
        me, base, today = self._ws.me, self._ws.catalogue, self._ws.today

        def read(uow: UnitOfWork) -> tuple[Seen, tuple[DisclosedRow, ...]]:
            seen = sharing.everything_seen(uow, person=me, base=base, today=today)
            # Here rather than on the UI thread, as it takes longer the more was disclosed.
            return seen, tuple(self._make_rows(seen, me))

        def loaded(found: tuple[Seen, tuple[DisclosedRow, ...]]) -> None:
            self.seen, self._rows = found
            self.loaded.emit()

        self.read(read, loaded)

    def categories(self) -> tuple[tuple[str, str], ...]:
        """Ids and titles of the categories that something is seen of."""
        if self.seen is None:
            return ()
        there = {row.category for row in self._rows}
        found = tuple((c.id, c.title) for c in self.seen.catalogue.categories if c.id in there)
        others = ((IN_TEXTS, self.tr("In texts and aftercare")), (IN_TALKS, self.tr("In conversations")))
        return (*found, *(each for each in others if each[0] in there))

    def rows(self, category: str = "") -> tuple[DisclosedRow, ...]:
        """Everything disclosed, of one category or of all, in the catalogue's order."""
        return tuple(row for row in self._rows if not category or row.category == category)

    def _make_rows(self, seen: Seen, me: PersonId) -> list[DisclosedRow]:
        order = {entry.id: number for number, entry in enumerate(seen.catalogue.entries)}
        items = sorted(seen.items, key=lambda item: order.get(item.pairing.activity_id, len(order)))
        listed = [*(self._item_row(seen, item, me) for item in items), *_term_rows(seen), *self._offered_rows(seen)]
        words = SeenWordRows(seen, self._ws, me)
        found = _merged([words.with_versions(row) for row in listed])
        told = told_rows(seen, self._conversations, self._ws.session.people)
        return [*found, *words.rest(listed), *words.answers(), *told]

    def _item_row(self, seen: Seen, item: SeenItem, me: PersonId) -> DisclosedRow:
        catalogue, entry_id = seen.catalogue, item.pairing.activity_id
        direction = item.pairing.direction_of(me)
        conditions = quoted(item.mine.conditions)
        details = [RowDetail(conditions, Colour.INK)] if conditions else []
        if item.outcome is not None:
            details.append(RowDetail(outcome_word(item.outcome), Colour.INK_SOFT, outcome_icon(item.outcome)))
        content = RowContent(
            title=entry_title(catalogue, entry_id),
            side=direction_label(catalogue.find(entry_id), direction),
            details=(*details, *risk_of(catalogue, entry_id)),
            cells=(StanceCell(self._ws.person(me), item.mine.stance),),
            beside=ceiling_phrase(item.mine.ceiling),
        )
        return DisclosedRow(_category_of(seen, entry_id), content, item.pairing.key, (entry_id, direction.value))

    def _offered_rows(self, seen: Seen) -> list[DisclosedRow]:
        offered = self.tr("Offered by you: its title and description can be read.")
        found: list[DisclosedRow] = []
        for entry_id in seen.offered:
            entry = seen.catalogue.find(entry_id)
            if entry is not None:
                details = [RowDetail(entry.description, Colour.INK)] if entry.description else []
                content = RowContent(entry.title, details=(*details, RowDetail(offered, icon="plus")))
                found.append(DisclosedRow(entry.category, content, entry.id, is_offer=True))
        return found

    def take_back(self, row: DisclosedRow) -> None:
        """Hold it back from the next opening and take it off the shared list; an offered entry comes off it."""
        me = self._ws.me
        if row.parts:
            for part in row.parts:
                self.take_back(part)
            return

        def taken(_changes: Changes) -> None:
            self.reload()
            self.taken_back.emit(row.content.title)

        if row.kind:
            kind, key = row.kind, row.key
            self.write(SHARED, lambda uow: taking_back.take_back(uow, person=me, kind=kind, key=key), taken)
            return
        if row.is_offer:
            entry_id = ActivityId(row.key)
            self.write(
                SHARED,
                lambda uow: own_entries.take_off(uow, person=me, entry_id=entry_id, with_words=True),
                taken,
            )
            return
        self.write(
            SHARED, lambda uow: sharing.take_back_one(uow, person=me, share_key=row.share_key, key=row.key), taken
        )


def _merged(rows: Iterable[DisclosedRow]) -> list[DisclosedRow]:
    """Both directions of an activity as one row, where they say the same."""
    found: dict[object, list[DisclosedRow]] = {}
    for row in rows:
        entry_id, direction = row.share_key
        said = (entry_id, replace(row.content, side="")) if direction else row
        found.setdefault(said, []).append(row)
    return [_both(alike) if len(alike) > 1 else alike[0] for alike in found.values()]


def _both(rows: Sequence[DisclosedRow]) -> DisclosedRow:
    return replace(rows[0], content=replace(rows[0].content, side=both_ways()), parts=tuple(rows))


def _category_of(seen: Seen, entry_id: str) -> str:
    entry = seen.catalogue.find(entry_id)
    return entry.category if entry else ""


def _term_rows(seen: Seen) -> list[DisclosedRow]:
    found: list[DisclosedRow] = []
    for term in seen.terms:
        details = (RowDetail(quoted(term.words), Colour.INK),)
        content = RowContent(entry_title(seen.catalogue, term.entry_id), details=details)
        found.append(DisclosedRow(_category_of(seen, term.entry_id), content, term.entry_id, (term.entry_id, "")))
    return found
