"""What one person would disclose at an opening, and the snapshot sealed when they are ready."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from app.models.answer import Answer, AnswerKey, Ceiling, Stance, TermWords, Visibility
from app.models.base import ActivityId, Model, PersonId, Words
from app.models.canonical import plain
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Direction
from app.models.limits import Disclosure, SaidStance, SharedTerm
from app.models.pairing import pairing_of
from app.models.snapshot import Snapshot

AFTERCARE_CATEGORY = "aftercare"
"""The category whose entries are suggestions for aftercare; they take no stance."""


PlainWords = Annotated[Words, AfterValidator(plain)]
"""Words that are read as they are shown, whatever somebody wrote into their own file."""


class SealedItem(SaidStance):
    """One sealed answer. A limit has nothing but its stance.

    `entry`: the commitment of the words of an offered entry that it answers, else empty.
    """

    conditions: PlainWords = ""
    activity_id: ActivityId
    direction: Direction
    always: bool = False
    entry: str = ""


class SealedTerm(Model):
    """One person's sealed words for a term. `entry`: as for a `SealedItem`."""

    entry_id: ActivityId
    words: PlainWords
    entry: str = ""


class SealedAnswers(Snapshot):
    """Everything a person sealed for the next opening."""

    items: tuple[SealedItem, ...] = ()
    terms: tuple[SealedTerm, ...] = ()


class ShareChoice(StrEnum):
    """What a person does with one row of *What I would share*."""

    SHARE = "share"
    HOLD_BACK = "hold_back"
    TAKE_BACK = "take_back"


class ShareRow(Model):
    """One row of *What I would share*: the exact words the partner would see, and what the person chose to do.

    `disclosed`: the partner can see it already. `changed`: what they see no longer matches; until the person chooses,
    that is left as it is, because taking it back ends it wherever it is agreed.
    `direction` is None for a term. `stance` is None if the answer was removed after it was disclosed.
    """

    entry_id: ActivityId
    direction: Direction | None
    stance: Stance | None = None
    conditions: Words = ""
    ceiling: Ceiling | None = None
    words: Words = ""
    always: bool = False
    entry: str = ""
    choice: ShareChoice = ShareChoice.SHARE
    disclosed: bool = False
    changed: bool = False

    @property
    def choices(self) -> tuple[ShareChoice, ...]:
        """The choices for this row."""
        shareable = self.stance is not None or bool(self.words)
        share = (ShareChoice.SHARE,) if shareable else ()
        back = (ShareChoice.TAKE_BACK,) if self.disclosed else ()
        return (*share, ShareChoice.HOLD_BACK, *back)

    @property
    def key(self) -> tuple[str, str]:
        """Entry id and direction (empty for a term)."""
        return (self.entry_id, self.direction.value if self.direction else "")


ShareChoices = Mapping[tuple[str, str], ShareChoice]


class SharePreparation(Model):
    """The material of *What I would share*, all of it from one person.

    `hidden`: the categories and packs that they hide. `disclosed`: what the partner can read.
    """

    answers: tuple[Answer, ...] = ()
    terms: tuple[TermWords, ...] = ()
    hidden: frozenset[str] = frozenset()
    disclosed: tuple[tuple[AnswerKey, Disclosure], ...] = ()
    disclosed_terms: tuple[SharedTerm, ...] = ()


def may_be_disclosed(answer: Answer, entry: CatalogueEntry | None, hidden: Collection[str]) -> bool:
    """Whether an answer takes part in an opening. A person's own entry does so only after it was offered."""
    if entry is None or entry.kind is not CatalogueKind.ACTIVITY or entry.retired:
        return False
    if entry.is_hidden(hidden) or entry.category == AFTERCARE_CATEGORY:
        return False
    if answer.direction not in entry.directions or not answer.is_complete:
        return False
    return answer.stance is not Stance.NOT_APPLICABLE and answer.visibility is not Visibility.NEVER


def share_rows(prepared: SharePreparation, catalogue: Catalogue, choices: ShareChoices) -> tuple[ShareRow, ...]:
    """The rows of *What I would share* in the catalogue's order.

    `catalogue` holds the built-in entries and those offered to the shared list, without private ones.
    """
    answers = {answer.key: answer for answer in prepared.answers}
    disclosed = dict(prepared.disclosed)
    rows: list[ShareRow] = []
    for entry in catalogue.entries:
        for direction in entry.directions:
            key = AnswerKey(activity_id=entry.id, direction=direction)
            answer = answers.get(key)
            shareable = answer if answer and may_be_disclosed(answer, entry, prepared.hidden) else None
            row = _answer_row(entry, direction, shareable, disclosed.get(key))
            if row is not None:
                rows.append(_chosen(row, choices))
    return (*rows, *_term_rows(prepared, catalogue, choices))


def _answer_row(
    entry: CatalogueEntry, direction: Direction, answer: Answer | None, before: Disclosure | None
) -> ShareRow | None:
    if answer is None and before is None:
        return None
    row = ShareRow(entry_id=entry.id, direction=direction, disclosed=before is not None)
    if answer is not None and answer.stance is not None:
        row = row.evolve(
            stance=answer.stance,
            conditions="" if answer.stance.is_limit else plain(answer.conditions),
            ceiling=None if answer.stance.is_limit else answer.ceiling,
            always=answer.visibility is Visibility.ALWAYS,
            entry=entry.commitment,
        )
    now = (row.stance, row.conditions, row.ceiling)
    if before is None or now == (before.stance, before.conditions, before.ceiling):
        return row
    return row.evolve(changed=True, choice=ShareChoice.HOLD_BACK)


def _term_rows(prepared: SharePreparation, catalogue: Catalogue, choices: ShareChoices) -> Iterable[ShareRow]:
    words = {term.entry_id: term for term in prepared.terms}
    seen = {term.entry_id: term.words for term in prepared.disclosed_terms}
    for entry in catalogue.entries:
        if entry.kind is not CatalogueKind.TERM:
            continue
        term, before = words.get(entry.id), seen.get(entry.id)
        open_to_share = (
            term is not None
            and bool(term.words.strip())
            and not term.never_shared
            and not entry.retired
            and not entry.is_hidden(prepared.hidden)
        )
        now = plain(term.words) if term is not None and open_to_share else ""
        if not now and before is None:
            continue
        row = ShareRow(
            entry_id=entry.id,
            direction=None,
            words=now,
            entry=entry.commitment,
            disclosed=before is not None,
            changed=before is not None and before != now,
            choice=ShareChoice.SHARE if before == now else ShareChoice.HOLD_BACK,
        )
        yield _chosen(row, choices)


def _chosen(row: ShareRow, choices: ShareChoices) -> ShareRow:
    """The row with the person's choice. After taking back, it is held back until they choose again."""
    wanted = choices.get(row.key)
    if wanted is ShareChoice.TAKE_BACK and wanted not in row.choices:
        wanted = ShareChoice.HOLD_BACK
    return row.evolve(choice=wanted) if wanted is not None and wanted in row.choices else row


def seal(rows: Iterable[ShareRow], person: PersonId) -> SealedAnswers:
    """The snapshot of all rows to be shared. It may be empty."""
    shared = [row for row in rows if row.choice is ShareChoice.SHARE]
    items = (
        SealedItem(
            activity_id=row.entry_id,
            direction=row.direction,
            stance=row.stance,
            conditions=row.conditions,
            ceiling=row.ceiling,
            always=row.always,
            entry=row.entry,
        )
        for row in shared
        if row.direction is not None and row.stance is not None
    )
    terms = (SealedTerm(entry_id=row.entry_id, words=row.words, entry=row.entry) for row in shared if not row.direction)
    return SealedAnswers(person=person, items=tuple(items), terms=tuple(terms))


def taken_back(rows: Iterable[ShareRow], person: PersonId, partner: PersonId) -> tuple[str, ...]:
    """The pairing keys (for terms, entry ids) that the rows take back."""
    return tuple(
        row.entry_id if row.direction is None else pairing_of(row.entry_id, row.direction, person, partner).key
        for row in rows
        if row.choice is ShareChoice.TAKE_BACK
    )
