"""A draft as a document: the clauses that each person reads and says yes to, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.models.aftercare import AftercarePlan
from app.models.base import Day, ItemId, Model, PersonId, Words, digest
from app.models.limits import SharedItem
from app.models.outline import (
    DraftField,
    DraftKind,
    DraftSection,
    OutlineItem,
    PersonNeeds,
    PersonRole,
    Scope,
)
from app.models.pairing import Pairing
from app.models.said import slot_of
from app.models.said_kinds import (
    DISCLOSED,
)
from app.models.shared_list import class_of
from app.models.signal import SafetySignal


class ClauseKind(StrEnum):
    """A permission allows something, a protection keeps a person safe, words do neither."""

    PERMISSION = "permission"
    PROTECTION = "protection"
    WORDS = "words"


MARKED_SECTIONS = (DraftSection.EXCLUSIONS, DraftSection.STOP_CRITERIA, DraftSection.RULES)
"""The sections whose lines protect unless they are marked as allowing something."""
MARKED_FIELDS = (DraftField.PRIVACY, DraftField.SUBSTANCES, DraftField.DEBRIEF)
"""The fields that protect unless they are marked as allowing something."""


class OwnWords(Model):
    """Words that belong to one person: an agreement holds a commitment to them, their owner's part the words.

    `slot`: the kind and key of their row, with a slash between.
    """

    holder: PersonId
    slot: str
    commitment: str


class Clause(Model):
    """One thing to say yes to. Its digest covers every field, so a changed wording makes a different clause.

    Own words are covered by their commitments in `own`; the fields that show them are empty while the clause is sealed.
    `fixed`: nobody can take it out at a reading. `holder`: only this person can. `is_taken_back`: their owner took own
    words back.
    """

    id: str
    section: DraftSection
    kind: ClauseKind
    text: Words = ""
    """Of an activity: what both understood in a talk about it. It is taken back with what either disclosed."""
    field: DraftField | None = None
    holder: PersonId | None = None
    by: PersonId | None = None
    fixed: bool = False
    minutes: int | None = None
    entry_id: str = ""
    item: OutlineItem | None = None
    signal: SafetySignal | None = None
    aftercare: AftercarePlan | None = None
    limit: SharedItem | None = None
    needs: PersonNeeds | None = None
    role: PersonRole | None = None
    pairing: Pairing | None = None
    own: tuple[OwnWords, ...] = ()
    is_taken_back: bool = False

    @property
    def sealed(self) -> Clause:
        """The clause without anybody's own words."""
        if not (self.item or self.holder or self.limit or self.is_taken_back):
            return self
        item = self.item.evolve(conditions=()) if self.item is not None else None
        text = "" if self.holder is not None or self.item is not None else self.text
        return self.evolve(item=item, text=text, needs=None, role=None, aftercare=None, limit=None, is_taken_back=False)

    @property
    def is_marked(self) -> bool:
        """Whether a couple chose that these words of theirs protect, or that they allow something."""
        if self.field is not None:
            return self.field in MARKED_FIELDS
        return self.section in MARKED_SECTIONS and not self.entry_id

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the sealed clause, as hex."""
        return digest(self.sealed)

    @property
    def only_informs(self) -> bool:
        """Whether there is nothing to choose: it always holds, or somebody says it for themselves."""
        return self.kind is not ClauseKind.PERMISSION and (self.fixed or self.holder is not None)

    def may_be_taken_out_by(self, person: PersonId) -> bool:
        """Whether this person may take the clause out at their reading."""
        return not self.fixed and self.holder in (None, person)


class Document(Model):
    """A draft with copies of signals and aftercare: the text that is read, signed and frozen."""

    draft_id: ItemId
    kind: DraftKind
    title: Words
    scope: Scope
    review_on: date | None
    rules: str = ""
    """The agreement on ground rules that it is read with, if it is a scene."""
    clauses: tuple[Clause, ...]
    wider_from: Day | None = None
    """The day from which the wider clauses count, if they have a pause."""
    wider: tuple[str, ...] = ()
    """The ids of the clauses that count only from that day on."""
    until_then: tuple[Clause, ...] = ()
    """What was agreed before and counts until that day."""

    @property
    def all_clauses(self) -> tuple[Clause, ...]:
        """Everything that somebody says yes to with it, also what counts only until the pause is over."""
        return (*self.clauses, *self.until_then)

    def waits(self, today: date | None) -> bool:
        """Whether wider clauses have still to wait; also while the day is in doubt (None)."""
        return self.wider_from is not None and (today is None or today < self.wider_from)

    @property
    def sealed(self) -> Document:
        """The text that a yes carries: without anybody's own words, and in no order but that of the clauses' ids."""
        return self.evolve(clauses=_sealed(self.clauses), until_then=_sealed(self.until_then))

    @cached_property
    def version(self) -> str:
        """SHA-256 of the sealed text, as hex."""
        return digest(self.sealed)

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


def _sealed(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(sorted((clause.sealed for clause in clauses), key=lambda clause: clause.id))


def house_rule_id(entry_id: str) -> str:
    """The id of the clause that a house rule becomes."""
    return f"rule:{entry_id}"


def field_clause_id(field: DraftField) -> str:
    """The id of the clause that a field of a draft becomes."""
    return f"field:{field.value}"


def disclosed_slot(item: SharedItem) -> str:
    """The slot of what each holder disclosed about an item of the shared list."""
    return slot_of(DISCLOSED[class_of(item.outcome)], item.pairing.key)


_ORDER = {section: n for n, section in enumerate(DraftSection)}


def by_section(clauses: Iterable[Clause]) -> list[Clause]:
    """Clauses in the order of `DraftSection`, those of a section as they come."""
    return sorted(clauses, key=lambda clause: _ORDER[clause.section])


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Clauses in the order of `DraftSection`, those of a section by their ids."""
    return tuple(sorted(clauses, key=lambda clause: (_ORDER[clause.section], clause.id)))
