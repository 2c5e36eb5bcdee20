"""Reading drafts from what both people say, and saying what somebody changed in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from app.errors import NotYours, Stale, TooManyLines
from app.models.base import IdSource, Model, PersonId
from app.models.draft_lines import (
    DRAFT,
    DRAFT_DELETED,
    LEFT_OUT,
    LINE,
    LIST_SECTIONS,
    MOST_LINES,
    SETTLED,
    DraftLine,
    DraftRows,
    DraftSaid,
    ValueName,
    assemble,
    current_lines,
    line_id,
    line_of_item,
    line_of_value,
    pairings_of,
)
from app.models.outline import Draft, DraftKind, DraftSection, Line, OutlineItem, PersonNeeds, PersonRole, PersonWords
from app.models.said import Said, SaidKind
from app.models.said_kinds import OWN_IN_DRAFTS, BareMark
from app.services.agreement_store import agreements_of
from app.services.shared_list import shared_items_about
from app.storage.unit_of_work import UnitOfWork

M = TypeVar("M", bound=Model)
W = TypeVar("W", PersonNeeds, PersonRole, PersonWords)
L = TypeVar("L", Line, OutlineItem)


def find_draft(uow: UnitOfWork, draft_id: str) -> Draft | None:
    """The draft of that id, or None if nobody says it or somebody deleted it."""
    rows = _rows(uow, draft_id)
    return None if rows is None else assemble(rows, shared_items_about(uow, pairings_of(rows)))


def require_draft(uow: UnitOfWork, draft_id: str) -> Draft:
    """The draft of that id. Raises `Stale` if it was deleted."""
    draft = find_draft(uow, draft_id)
    if draft is None:
        raise Stale("draft")
    return draft


def all_drafts(uow: UnitOfWork) -> tuple[Draft, ...]:
    """Every draft: those of the person who joined first, in the order they were begun, then the rest."""
    order = uow.parts.people
    rows = sorted(uow.parts.all(DRAFT), key=lambda said: (order.index(said.author), said.n))
    ids = dict.fromkeys(said.key for said in rows)
    return tuple(draft for draft_id in ids if (draft := find_draft(uow, draft_id)) is not None)


def ground_rules_draft(uow: UnitOfWork) -> Draft | None:
    """The draft of the ground rules; of several, one that was agreed, else the one with the lowest id."""
    ids = sorted({said.key for said in uow.parts.all(DRAFT) if said.body.kind is DraftKind.GROUND_RULES})
    found = [draft for draft_id in ids if (draft := find_draft(uow, draft_id)) is not None]
    drafts = [draft for draft in found if draft.kind is DraftKind.GROUND_RULES]
    agreed = (draft for draft in drafts if len(drafts) > 1 and agreements_of(uow, draft.id))
    return next(agreed, drafts[0] if drafts else None)


def write_draft(uow: UnitOfWork, before: Draft, after: Draft, authors: Sequence[PersonId], new_id: IdSource) -> None:
    """Say the difference between two states of a draft in the parts of its authors. No commit.

    What only their partner said stays in the partner's part; a line of the authors replaces it. Raises `TooManyLines`.
    """
    writer = _Writer(uow, after.id, tuple(authors), new_id)
    writer.say_draft(DraftSaid(kind=after.kind, copy_of=after.copy_of))
    for name, section in LIST_SECTIONS.items():
        writer.replace(getattr(before, name), getattr(after, name), partial(_line_of_words, section))
    writer.replace(before.items, after.items, line_of_item)
    for field in ValueName:
        allows = field.value in after.allowing
        if (getattr(before, field.value), field.value in before.allowing) != (getattr(after, field.value), allows):
            writer.set_value(field, getattr(after, field.value), allows=allows)
    for name, kind in OWN_IN_DRAFTS.items():
        writer.say_own(kind, getattr(before, name), getattr(after, name))
    writer.mark(SETTLED, before.settled, after.settled)
    writer.require_few_lines()


def put_item_at(uow: UnitOfWork, draft: Draft, item_id: str, to: int, authors: Sequence[PersonId]) -> None:
    """Put an activity at this place among those of a draft. No commit.

    Each line stays with those who said it. Raises `NotYours` if somebody else than the authors said one that moves.
    """
    _Writer(uow, draft.id, tuple(authors), str).move([item.id for item in draft.items], item_id, to)


def say_deleted(uow: UnitOfWork, draft_id: str, authors: Sequence[PersonId]) -> None:
    """Delete a draft: erase what its authors said of it, and hide what their partner said. No commit."""
    for person in authors:
        _erase_all(uow, person, LINE, f"{draft_id}/")
        _erase_all(uow, person, LEFT_OUT, f"{draft_id}/")
        _erase_all(uow, person, SETTLED, f"{draft_id}/")
        for kind in OWN_IN_DRAFTS.values():
            uow.parts.take_back(person, kind, draft_id)
        uow.parts.erase(person, DRAFT, draft_id)
    if any(uow.parts.get(person, DRAFT, draft_id) is not None for person in uow.parts.people):
        for person in authors:
            uow.parts.say(person, DRAFT_DELETED, BareMark(), draft_id)


def _erase_all(uow: UnitOfWork, person: PersonId, kind: SaidKind[M], prefix: str) -> None:
    for said in uow.parts.of(person, kind, prefix):
        uow.parts.erase(person, kind, said.key)


def _line_of_words(section: DraftSection, line: Line, place: int) -> DraftLine:
    return DraftLine(place=place, section=section, text=line.text, allows=line.allows)


def _rows(uow: UnitOfWork, draft_id: str) -> DraftRows | None:
    parts, inside = uow.parts, f"{draft_id}/"
    drafts, is_deleted = _both(uow, DRAFT, draft_id), bool(_both(uow, DRAFT_DELETED, draft_id))
    if is_deleted or len({said.body.kind for said in drafts}) > 1:
        # What both agreed can be read and ended, whatever one of them says of its draft.
        agreed = agreements_of(uow, draft_id)
        if is_deleted and not agreed:
            return None
        drafts = tuple(said for said in drafts if not agreed or said.body.kind is agreed[-1].document.kind)
    if not drafts:
        return None
    return DraftRows(
        id=draft_id,
        drafts=drafts,
        lines=parts.all(LINE, inside),
        left_out=frozenset(line_id(said.key) for said in parts.all(LEFT_OUT, inside)),
        settled=frozenset(line_id(said.key) for said in parts.all(SETTLED, inside)),
        own={name: _both(uow, kind, draft_id) for name, kind in OWN_IN_DRAFTS.items()},
    )


def _both(uow: UnitOfWork, kind: SaidKind[M], key: str) -> tuple[Said[M], ...]:
    found = (uow.parts.get(person, kind, key) for person in uow.parts.people)
    return tuple(said for said in found if said is not None)


@dataclass
class _Writer:
    """Says lines of one draft for some authors."""

    uow: UnitOfWork
    draft_id: str
    authors: tuple[PersonId, ...]
    new_id: IdSource

    def __post_init__(self) -> None:
        inside = f"{self.draft_id}/"
        self._rows = self.uow.parts.all(LINE, inside)
        left_out = {line_id(said.key) for said in self.uow.parts.all(LEFT_OUT, inside)}
        self._current = {line.id: line for line in current_lines(self._rows, left_out)}

    def say_draft(self, said: DraftSaid) -> None:
        """Say that there is a draft, and no longer that it is deleted."""
        for author in self.authors:
            self.uow.parts.say(author, DRAFT, said, self.draft_id)
            self.uow.parts.erase(author, DRAFT_DELETED, self.draft_id)

    def replace(self, before: Sequence[L], after: Sequence[L], body_of: Callable[[L, int], DraftLine]) -> None:
        """Leave out the lines that are no longer there, and say those that are new or changed."""
        old = {line.id: line for line in before}
        for gone in old.keys() - {line.id for line in after}:
            self.leave_out(gone)
        place = 0
        for line in after:
            current = self._current.get(line.id)
            place = place + 1 if current is None else max(place, current.body.place)
            if old.get(line.id) != line:
                self.put(line.id, body_of(line, place))

    def move(self, lines: Sequence[str], line: str, to: int) -> None:
        """Put a line at a place among these: those between give each other their places."""
        order = [each for each in lines if each != line]
        order.insert(to, line)
        place = -1
        places = sorted(self._current[each].body.place for each in lines)
        for each, wished in zip(order, places, strict=True):
            place = max(wished, place + 1)
            if self._current[each].body.place == place:
                continue
            rows = [said for said in self._rows if line_id(said.key) == each]
            if not {said.author for said in rows} <= set(self.authors):
                raise NotYours
            for said in rows:
                self.uow.parts.say(said.author, LINE, said.body.evolve(place=place), said.key)

    def set_value(self, field: ValueName, value: object, *, allows: bool) -> None:
        """Replace the current value of a field; an empty value removes it."""
        current = [line for line in self._current.values() if line.body.field is field]
        place = max((line.body.place for line in current), default=0)
        body = line_of_value(field, value, place + 1, allows=allows)
        last = max(current, key=lambda line: (line.body.place, line.id), default=None)
        for line in current:
            if body is None or line is not last:
                self.leave_out(line.id)
        if body is not None:
            self.put(self.new_id() if last is None else last.id, body)

    def put(self, line: str, body: DraftLine) -> None:
        """Say a line. A line of the partner's stays theirs; the authors' line replaces it."""
        for author in self.authors:
            self.uow.parts.erase(author, LEFT_OUT, self._key(line))
        there = [said for said in self._rows if line_id(said.key) == line]
        if any(said.body.evolve(instead_of="") == body.evolve(instead_of="") for said in there):
            return
        if all(said.author in self.authors for said in there):
            kept = there[0].body.instead_of if there else ""
            self._say(line, body.evolve(instead_of=kept))
        else:
            self._say(self.new_id(), body.evolve(instead_of=line))

    def leave_out(self, line: str) -> None:
        """Erase a line of the authors; mark it as left out if their partner said it too."""
        there = [said.author for said in self._rows if line_id(said.key) == line]
        for author in self.authors:
            self.uow.parts.erase(author, LINE, self._key(line))
            if not set(there) <= set(self.authors):
                self.uow.parts.say(author, LEFT_OUT, BareMark(), self._key(line))

    def say_own(self, kind: SaidKind[W], before: tuple[W, ...], after: tuple[W, ...]) -> None:
        """Say what each person wrote for themselves, in their own part."""
        old = {own.person: own for own in before}
        new = {own.person: own for own in after}
        for person in old.keys() | new.keys():
            if old.get(person) == new.get(person):
                continue
            if person in new:
                self.uow.parts.say(person, kind, new[person], self.draft_id)
            else:
                self.uow.parts.erase(person, kind, self.draft_id)

    def mark(self, kind: SaidKind[BareMark], before: Iterable[str], after: Iterable[str]) -> None:
        """Set and remove the authors' marks."""
        for author in self.authors:
            for name in set(before) - set(after):
                self.uow.parts.erase(author, kind, self._key(name))
            for name in set(after) - set(before):
                self.uow.parts.say(author, kind, BareMark(), self._key(name))

    def require_few_lines(self) -> None:
        """Raises `TooManyLines` if one of the authors says more lines than are read."""
        for author in self.authors:
            if len(self.uow.parts.of(author, LINE, f"{self.draft_id}/")) > MOST_LINES:
                raise TooManyLines("lines", "many")

    def _say(self, line: str, body: DraftLine) -> None:
        for author in self.authors:
            self.uow.parts.say(author, LINE, body, self._key(line))

    def _key(self, inside: str) -> str:
        return f"{self.draft_id}/{inside}"
