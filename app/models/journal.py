"""The private journal: entries, their list and search, templates, and a person's ways to meet a need.

Nothing that both people see reads any of this.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field

from app.models.base import Model, Words

EntryId = NewType("EntryId", str)

Body = Annotated[str, Field(max_length=2_000_000)]
"""Rich text as Markdown; up to two million characters."""
MOST_LABELS = 200
"""Applies to the labels of each role, and to ways."""
Labels = Annotated[tuple[Annotated[str, Field(max_length=20_000)], ...], Field(max_length=MOST_LABELS)]
"""A person's words or ids of built-in labels, each once, in the order they were added."""

PREVIEW_LENGTH = 180
"""Characters of a body that a row of the list shows."""


class EntryKind(StrEnum):
    """What an entry is."""

    FANTASY = "fantasy"
    REFLECTION = "reflection"
    AFTER_SCENE = "after_scene"
    LETTER = "letter"


class Boundary(StrEnum):
    """How far a fantasy may go. Only a deliberate choice changes it."""

    STAYS = "stays"
    TALK = "talk"
    TRY = "try"


class LabelRole(StrEnum):
    """The role of a label of an entry."""

    FEELING = "feeling"
    FEAR = "fear"
    VALUE = "value"
    NEED = "need"
    TAG = "tag"


LABEL_FIELDS = {
    LabelRole.FEELING: "feelings",
    LabelRole.FEAR: "fears",
    LabelRole.VALUE: "values",
    LabelRole.NEED: "needs",
    LabelRole.TAG: "tags",
}
"""The field of `EntryText` that has the labels of a role."""


class EntryText(Model):
    """Everything that a person writes or picks in an entry. A template is one of these with a name.

    `needs`: ids of built-in needs or the person's words; `ways`: texts of ways to meet them. `for_us`, `for_me` and
    `for_safety`: thoughts on what it could mean for the relationship, for the person's view of themselves, for safety.
    """

    kind: EntryKind = EntryKind.REFLECTION
    title: Words = ""
    body: Body = ""
    feelings: Labels = ()
    fears: Labels = ()
    values: Labels = ()
    needs: Labels = ()
    ways: Labels = ()
    tags: Labels = ()
    for_us: Words = ""
    for_me: Words = ""
    for_safety: Words = ""
    boundary: Boundary = Boundary.STAYS

    def labels(self, role: LabelRole) -> tuple[str, ...]:
        """The labels of one role."""
        labels: tuple[str, ...] = getattr(self, LABEL_FIELDS[role])
        return labels

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written or picked yet."""
        fresh = EntryText(kind=self.kind, boundary=self.boundary)
        return all(getattr(self, name) == getattr(fresh, name) for name in EntryText.model_fields)


class JournalEntry(Model):
    """One entry. `at` is the time it is about (UTC), unique to the microsecond; it orders the list."""

    id: EntryId
    at: datetime
    text: EntryText = EntryText()
    changed_at: datetime
    pinned: bool = False
    binned_at: datetime | None = None

    @property
    def moment(self) -> int:
        """`at` in microseconds since 1970: the key that stores and orders it."""
        return moment_of(self.at)


Spans = tuple[tuple[int, int], ...]
"""Parts of a text: (start, end) of each, in order."""


class EntryRow(Model):
    """A row of the list. The spans are matches of a search in title and preview."""

    moment: int
    id: EntryId
    at: datetime
    kind: EntryKind
    boundary: Boundary
    pinned: bool
    title: str
    preview: str
    binned_at: datetime | None = None
    title_spans: Spans = ()
    preview_spans: Spans = ()


class JournalQuery(Model):
    """Conditions of a search; all must hold. `since` and `until` are moments, `until` excluded."""

    words: str = ""
    kind: EntryKind | None = None
    boundary: Boundary | None = None
    labels: tuple[tuple[LabelRole, str], ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether it has no condition."""
        return self == JournalQuery()


class EntryTemplate(Model):
    """A template: the text an entry begins with."""

    id: str
    name: str = Field(min_length=1, max_length=20_000)
    text: EntryText


class OwnWay(Model):
    """A person's way to meet a need."""

    id: str
    need: str
    text: str = Field(min_length=1, max_length=20_000)


_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(at: datetime) -> int:
    """Microseconds since 1970 of an aware time."""
    return (at - _BEGINNING) // timedelta(microseconds=1)


def at_of(moment: int) -> datetime:
    """The time (UTC) of a moment."""
    return _BEGINNING + timedelta(microseconds=moment)
