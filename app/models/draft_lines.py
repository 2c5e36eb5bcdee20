"""A draft as two people say it: lines, each with an id and an author, from which the draft is assembled.

Nobody rewrites what their partner said: rewording it alone adds a line that replaces it, and leaving it out alone adds
a mark. The rules are total, and symmetric in the two people: whatever a part holds costs at most one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pydantic import Field

from app.models.answer import Ceiling
from app.models.base import ItemId, LineText, Model, PersonId
from app.models.clause import MARKED_FIELDS
from app.models.layout import LINE_FIELDS
from app.models.limits import SharedItem
from app.models.outline import (
    Draft,
    DraftKind,
    DraftSection,
    Line,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    PersonWords,
    Phase,
    Scope,
    conform,
)
from app.models.pairing import Pairing
from app.models.said import Said, SaidKind, voices
from app.models.said_kinds import BareMark

MOST_LINES = 400
"""Lines of a draft that one person can say."""


class ValueName(StrEnum):
    """The fields of a draft that have one value; each value is a line."""

    TITLE = "title"
    SCOPE = "scope"
    REVIEW_ON = "review_on"
    WIDER_FROM = "wider_from"
    TIME = "time"
    PLACE = "place"
    PRIVACY = "privacy"
    CAP_MINUTES = "cap_minutes"
    CHECK_IN_MINUTES = "check_in_minutes"
    SUBSTANCES = "substances"
    DEBRIEF = "debrief"


class ProposedItem(Model):
    """An activity as it is proposed; its conditions come from the shared list."""

    pairing: Pairing
    ceiling: Ceiling | None = None
    details: LineText = ""
    phase: Phase = Phase.MAIN


class DraftLine(Model):
    """One line: words in a section, the value of a field, or an activity.

    `place` sorts the lines of a section; of two values of a field the higher one counts. `instead_of`: the id of the
    line that it replaces, else empty. `allows`: whether words allow something instead of protecting.
    """

    place: int = Field(ge=0, le=1_000_000)
    instead_of: str = ""
    section: DraftSection | None = None
    field: ValueName | None = None
    text: LineText = ""
    allows: bool = False
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    on: date | None = None
    item: ProposedItem | None = None


class DraftSaid(Model):
    """That there is a draft, and what it becomes. `copy_of`: the draft that it was copied from, else empty."""

    kind: DraftKind
    copy_of: str = ""


DRAFT = SaidKind("draft", DraftSaid)
"""Both, or one. Key: the draft's id."""
DRAFT_DELETED = SaidKind("draft_deleted", BareMark)
"""Key: the draft's id."""
LINE = SaidKind("line", DraftLine)
"""Both, or one. Key: the draft's id and the line's, with a slash between."""
LEFT_OUT = SaidKind("left_out", BareMark)
"""A line that its author leaves out of the draft. Key: as of a line."""
SETTLED = SaidKind("settled", BareMark)
"""A section with nothing to add. Key: the draft's id and the section, with a slash between."""
LIST_SECTIONS = {field: section for section, field in LINE_FIELDS.items()}
"""The section of each field of a draft that holds lines."""


@dataclass(frozen=True)
class CurrentLine:
    """A line that nobody left out or replaced. `by` is None if both said it."""

    id: str
    by: PersonId | None
    body: DraftLine


@dataclass(frozen=True)
class DraftRows:
    """Everything that both say about one draft."""

    id: str
    drafts: tuple[Said[DraftSaid], ...]
    lines: tuple[Said[DraftLine], ...] = ()
    left_out: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    own: Mapping[str, tuple[Said[PersonNeeds | PersonRole | PersonWords], ...]] = field(default_factory=dict)
    """Own words by the field of the draft."""


def pairing_mark(pairing: Pairing) -> str:
    """The mark of a pairing left out of a draft: nobody proposes it there until its author puts it back."""
    return f"pairing:{pairing.key}"


def line_id(key: str) -> str:
    """The id of a line from the key of its row."""
    return key.partition("/")[2]


def current_lines(lines: Iterable[Said[DraftLine]], left_out: Collection[str]) -> tuple[CurrentLine, ...]:
    """The lines of a draft in their order. Where the two say different words under one id, the later words count.

    Of each author, only as many lines count as a draft may have.
    """
    rows = tuple(_as_many_as_fit(lines))
    gone = {said.body.instead_of for said in rows} | set(left_out)
    found = []
    for own_id, authors in voices(rows, line_id).items():
        if own_id not in gone:
            body = max(authors, key=_rank) if len(authors) > 1 else next(iter(authors))
            found.append(CurrentLine(own_id, authors[body], body))
    return tuple(sorted(found, key=lambda line: (line.body.place, line.id)))


def _as_many_as_fit(lines: Iterable[Said[DraftLine]]) -> Iterable[Said[DraftLine]]:
    said_by: Counter[PersonId] = Counter()
    for said in sorted(lines, key=lambda said: said.key):
        said_by[said.author] += 1
        if said_by[said.author] <= MOST_LINES:
            yield said


def _rank(body: DraftLine) -> tuple[int, str]:
    return (body.place, body.model_dump_json())


def assemble(rows: DraftRows, shared: Iterable[SharedItem]) -> Draft | None:
    """The draft, with the activities that may be proposed now; None if nobody says that there is one."""
    kinds = {said.body.kind for said in rows.drafts}
    if not kinds:
        return None
    lines = current_lines(rows.lines, rows.left_out)
    values: dict[str, object] = {
        "id": rows.id,
        "kind": min(kinds),
        "copy_of": max(said.body.copy_of for said in rows.drafts),
        "items": tuple(item for item in _items(lines) if pairing_mark(item.pairing) not in rows.left_out),
        "settled": frozenset(section for section in DraftSection if section.value in rows.settled),
    }
    values |= {name: _lines(lines, section) for name, section in LIST_SECTIONS.items()}
    values |= {
        name: tuple(said.body for said in found if said.body.person == said.author) for name, found in rows.own.items()
    }
    return conform(Draft.model_validate(values | _values(lines)), shared)


def pairings_of(rows: DraftRows) -> frozenset[Pairing]:
    """The pairings that its lines are about, including those left out or replaced."""
    return frozenset(said.body.item.pairing for said in rows.lines if said.body.item is not None)


def line_of_item(item: OutlineItem, place: int) -> DraftLine:
    """The line of an activity."""
    proposed = ProposedItem(pairing=item.pairing, ceiling=item.ceiling, details=item.details, phase=item.phase)
    return DraftLine(place=place, item=proposed)


def line_of_value(field: ValueName, value: object, place: int, *, allows: bool = False) -> DraftLine | None:
    """The line of a field's value; None for an empty one."""
    if isinstance(value, date):
        return DraftLine(place=place, field=field, on=value)
    if isinstance(value, int):
        return DraftLine(place=place, field=field, minutes=value)
    return DraftLine(place=place, field=field, text=str(value), allows=allows) if value else None


def _lines(lines: Iterable[CurrentLine], section: DraftSection) -> tuple[Line, ...]:
    return tuple(
        Line(id=ItemId(line.id), text=line.body.text, by=line.by, allows=line.body.allows)
        for line in lines
        if line.body.section is section
    )


def _items(lines: Iterable[CurrentLine]) -> Iterable[OutlineItem]:
    seen: set[Pairing] = set()
    for line in lines:
        item = line.body.item
        if item is None or item.pairing in seen:
            continue
        seen.add(item.pairing)
        yield OutlineItem(
            id=ItemId(line.id),
            pairing=item.pairing,
            ceiling=item.ceiling,
            details=item.details,
            phase=item.phase,
            proposed_by=line.by,
        )


def _values(lines: Iterable[CurrentLine]) -> dict[str, object]:
    found: dict[str, object] = {}
    allows: dict[str, bool] = {}
    for line in lines:  # in their order, so that the highest place is the last one
        field = line.body.field
        value = None if field is None else _value(field, line.body)
        if field is not None and value is not None:
            found[field.value], allows[field.value] = value, line.body.allows
    return found | {"allowing": frozenset(field for field in MARKED_FIELDS if allows.get(field.value))}


def _value(field: ValueName, line: DraftLine) -> object | None:
    if field in (ValueName.REVIEW_ON, ValueName.WIDER_FROM):
        return line.on
    if field in (ValueName.CAP_MINUTES, ValueName.CHECK_IN_MINUTES):
        return line.minutes
    if field is ValueName.SCOPE:
        return Scope(line.text) if line.text in set(Scope) else None
    return line.text or None
