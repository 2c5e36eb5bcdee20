"""One person's own sheet for a therapist: what they chose to bring, and what is printed of it.

It belongs to that person alone: nobody approves it, and nothing of it is written where a partner could see it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.models.answer import Answer, TermWords
from app.models.base import Model, Words
from app.models.catalogue import Catalogue
from app.models.check_in import CheckIn, Dimension
from app.models.journal import EntryId, EntryText
from app.models.person import Person

SHEET_ID = "sheet"


class EntryPart(StrEnum):
    """A part of a journal entry that can be brought along on its own."""

    TITLE = "title"
    BODY = "body"
    FEELINGS = "feelings"
    FEARS = "fears"
    VALUES = "values"
    NEEDS = "needs"
    MEANING = "meaning"


FIRST_PARTS = frozenset((EntryPart.TITLE, EntryPart.BODY))
"""What a chosen entry brings until more or less of it is chosen."""


class NameStyle(StrEnum):
    """How somebody is called on the sheet."""

    NAME = "name"
    INITIAL = "initial"
    OTHER = "other"


class SummarySpan(StrEnum):
    """How far back the summary of check-ins reaches."""

    NONE = "none"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def days(self) -> int:
        """Whole days, today included; 0 for no summary."""
        return {SummarySpan.NONE: 0, SummarySpan.FORTNIGHT: 14, SummarySpan.MONTH: 30, SummarySpan.QUARTER: 91}[self]


class ChosenEntry(Model):
    """A journal entry that is to be brought, and which parts of it."""

    entry_id: EntryId
    parts: frozenset[EntryPart] = FIRST_PARTS


class TherapistSheet(Model):
    """What one person chose to bring; kept in their own space as it is put together.

    `answers` are keys as `answer_key` makes them, `terms` ids of terms. `dimensions` are those that were taken out
    of the summary. `questions` are in their order, as many as the lines of a field, empty ones left out when printed.
    """

    about: Words = ""
    questions: Annotated[tuple[Words, ...], Field(max_length=20_001)] = ()
    answers: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    entries: Annotated[tuple[ChosenEntry, ...], Field(max_length=500)] = ()
    span: SummarySpan = SummarySpan.NONE
    without: frozenset[str] = frozenset()
    with_dates: bool = True
    with_health: bool = True
    me: NameStyle = NameStyle.NAME
    me_as: Words = ""
    partner: NameStyle = NameStyle.OTHER
    partner_as: Words = ""
    letter: bool = False

    def with_entry(self, entry_id: EntryId, chosen: bool) -> TherapistSheet:
        """With an entry among what is brought, or not."""
        others = tuple(each for each in self.entries if each.entry_id != entry_id)
        if not chosen:
            return self.evolve(entries=others)
        known = next((each for each in self.entries if each.entry_id == entry_id), None)
        return self if known is not None else self.evolve(entries=(*others, ChosenEntry(entry_id=entry_id)))

    def with_parts(self, entry_id: EntryId, parts: frozenset[EntryPart]) -> TherapistSheet:
        """With other parts of a chosen entry; an entry of which nothing is left stays chosen."""
        return self.evolve(
            entries=tuple(each.evolve(parts=parts) if each.entry_id == entry_id else each for each in self.entries)
        )


class BroughtEntry(Model):
    """A chosen entry as it stands; only the chosen parts are in `text`."""

    entry_id: EntryId
    at: datetime
    text: EntryText


class SheetMaterial(Model):
    """All that a sheet may print: one person's own, and only what they chose. `partner` is here for their name
    alone, so that it can be replaced."""

    me: Person
    partner: Person | None = None
    sheet: TherapistSheet
    today: date
    catalogue: Catalogue
    answers: tuple[Answer, ...] = ()
    terms: tuple[TermWords, ...] = ()
    entries: tuple[BroughtEntry, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    dimensions: tuple[Dimension, ...] = ()


def answer_key(answer: Answer) -> str:
    """The key of an answer among those that were chosen."""
    return f"{answer.activity_id}:{answer.direction.value}"


def chosen_text(text: EntryText, parts: frozenset[EntryPart]) -> EntryText:
    """An entry with nothing but the chosen parts; tags, ways and the boundary are never brought."""
    return EntryText(
        kind=text.kind,
        title=text.title if EntryPart.TITLE in parts else "",
        body=text.body if EntryPart.BODY in parts else "",
        feelings=text.feelings if EntryPart.FEELINGS in parts else (),
        fears=text.fears if EntryPart.FEARS in parts else (),
        values=text.values if EntryPart.VALUES in parts else (),
        needs=text.needs if EntryPart.NEEDS in parts else (),
        for_us=text.for_us if EntryPart.MEANING in parts else "",
        for_me=text.for_me if EntryPart.MEANING in parts else "",
        for_safety=text.for_safety if EntryPart.MEANING in parts else "",
    )
