"""One person's sheet for a therapist: what they chose to bring, and the material that is printed.

It belongs to that person alone. Nobody approves it, and nothing of it is stored where a partner could see it.
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
from app.models.incident import IncidentNote
from app.models.journal import EntryId, EntryText
from app.models.person import Person
from app.models.prepared import Prepared


class EntryPart(StrEnum):
    """A part of a journal entry that can be chosen for the sheet."""

    TITLE = "title"
    BODY = "body"
    FEELINGS = "feelings"
    FEARS = "fears"
    VALUES = "values"
    NEEDS = "needs"
    MEANING = "meaning"


FIRST_PARTS = frozenset((EntryPart.TITLE, EntryPart.BODY))
"""The parts of an entry that are chosen at first."""


class NameStyle(StrEnum):
    """How a person's name appears on the sheet."""

    NAME = "name"
    INITIAL = "initial"
    OTHER = "other"


class SummarySpan(StrEnum):
    """The span of time of the summary of check-ins."""

    NONE = "none"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def days(self) -> int:
        """Its length in days, today included; 0 for no summary."""
        return {SummarySpan.NONE: 0, SummarySpan.FORTNIGHT: 14, SummarySpan.MONTH: 30, SummarySpan.QUARTER: 91}[self]


class ChosenEntry(Model):
    """A journal entry on the sheet, and the parts of it that are chosen."""

    entry_id: EntryId
    parts: frozenset[EntryPart] = FIRST_PARTS


class TherapistSheet(Model):
    """What one person chose to bring, stored in their private space.

    `answers` are keys made by `answer_key`, `terms` ids of terms, `told` ids of questions of the first conversation,
    `incidents` ids of notes about what went wrong. `without` are dimensions taken out of the summary.
    `questions` are lines of a text field; empty ones are not printed. `with_note`: a page that tells a clinician what
    the sheet is; `with_prepared`: the signals, the aftercare and the scene that the person prepared; `with_changes`:
    what is new since the sheet last left Accord.
    """

    about: Words = ""
    questions: Annotated[tuple[Words, ...], Field(max_length=20_001)] = ()
    answers: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    entries: Annotated[tuple[ChosenEntry, ...], Field(max_length=500)] = ()
    incidents: frozenset[str] = frozenset()
    span: SummarySpan = SummarySpan.NONE
    without: frozenset[str] = frozenset()
    with_dates: bool = True
    with_health: bool = True
    me: NameStyle = NameStyle.NAME
    me_as: Words = ""
    partner: NameStyle = NameStyle.OTHER
    partner_as: Words = ""
    letter: bool = False
    with_note: bool = False
    with_prepared: bool = False
    with_changes: bool = False

    def with_entry(self, entry_id: EntryId, chosen: bool) -> TherapistSheet:
        """With an entry added or removed."""
        others = tuple(each for each in self.entries if each.entry_id != entry_id)
        if not chosen:
            return self.evolve(entries=others)
        known = next((each for each in self.entries if each.entry_id == entry_id), None)
        return self if known is not None else self.evolve(entries=(*others, ChosenEntry(entry_id=entry_id)))

    def with_parts(self, entry_id: EntryId, parts: frozenset[EntryPart]) -> TherapistSheet:
        """With the parts of a chosen entry changed. It stays chosen without parts as well."""
        return self.evolve(
            entries=tuple(each.evolve(parts=parts) if each.entry_id == entry_id else each for each in self.entries)
        )


class BroughtEntry(Model):
    """A chosen entry, with only the chosen parts in `text`."""

    at: datetime
    text: EntryText


class BroughtAnswer(Model):
    """An own answer in the first conversation, and the question in words."""

    question_id: str
    question: Words
    words: Words
    health: bool = False


class SheetMaterial(Model):
    """Everything a sheet can print: one person's, and only what they chose.

    `partner` is here only so that their name can be replaced.
    """

    me: Person
    partner: Person | None = None
    sheet: TherapistSheet
    today: date
    catalogue: Catalogue
    answers: tuple[Answer, ...] = ()
    terms: tuple[TermWords, ...] = ()
    told: tuple[BroughtAnswer, ...] = ()
    entries: tuple[BroughtEntry, ...] = ()
    incidents: tuple[IncidentNote, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    prepared: Prepared = Prepared()


def answer_key(answer: Answer) -> str:
    """The key of an answer in `TherapistSheet.answers`."""
    return f"{answer.activity_id}:{answer.direction.value}"


def chosen_text(text: EntryText, parts: frozenset[EntryPart]) -> EntryText:
    """An entry with the chosen parts only. Tags, ways and the boundary are never among them."""
    fields = {"kind"} | {part.value for part in parts - {EntryPart.MEANING}}
    if EntryPart.MEANING in parts:
        fields |= {"for_us", "for_me", "for_safety"}
    return EntryText.model_validate({field: getattr(text, field) for field in fields})
