"""*Yours to keep*: everything that one person owns, collected into one file and read back into a new vault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.errors import InputError, NotReady
from app.models.answer import Answer
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.journal import EntryId, JournalEntry, at_of, moment_of
from app.models.own_data import Choice, OwnData, TermChange, ordered
from app.services.parting import Keeping, keepsake_time, keepsakes
from app.services.people import profile_of
from app.storage.files import write_export
from app.storage.repository import Repository
from app.storage.unit_of_work import UnitOfWork

M = TypeVar("M", bound=Model)

JSON_NAME, MARKDOWN_NAME = "notes.json", "notes.md"
"""Neutral names."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read back."""


def collect(uow: UnitOfWork, *, person: PersonId, keeping: Keeping, now: datetime) -> OwnData:
    """Everything of one person, and what both agreed to as entries of their journal. Writes nothing."""
    own, profile = uow.private(person), profile_of(uow, person)
    terms = own.terms.all()
    written = ((term.entry_id, at, words) for term in terms for at, words in reversed(own.terms.history(term.entry_id)))
    journal = own.journal.all()
    kept = _as_entries(uow, person, keeping, now, {entry.moment for entry in journal})
    return OwnData(
        name=profile.name,
        pronouns=profile.pronouns,
        answers=_sorted(own.answers.all()),
        answer_history=tuple(reversed(own.answers.whole_history())),
        terms=_sorted(terms),
        term_history=tuple(TermChange(entry_id=entry_id, at=at, words=words) for entry_id, at, words in written),
        own_entries=_sorted(entry.evolve(added_by=None) for entry in own.entries.all()),
        own_categories=_sorted(own.categories.all()),
        hidden_categories=tuple(sorted(own.hidden.all())),
        packs=own.packs.get(),
        choices=tuple(
            Choice(entry_id=entry_id, direction=direction, choice=choice)
            for (entry_id, direction), choice in sorted(own.sharing.choices().items())
        ),
        conversation_answers=_sorted(own.told_alone.all()),
        own_questions=_sorted(own.questions.all()),
        resources=_sorted(own.resources.all()),
        journal=tuple(sorted((*journal, *kept), key=lambda entry: entry.moment)),
        templates=_sorted(own.templates.all()),
        ways=_sorted(own.ways.all()),
        check_ins=_sorted(own.check_ins.all()),
        dimensions=_sorted(own.dimensions.all()),
        arrangement=own.arrangement.get(),
        noticed=_sorted(own.noticed.all()),
        sessions=_sorted(own.sessions.all()),
        observations=_sorted(own.set_aside.all()),
        rushed=own.rushed.get(),
        self_checks=own.self_checks.get(),
        afterwards=_sorted(own.afterwards.all()),
        incidents=_sorted(own.incidents.all()),
        therapist=own.sheet.get(),
        prepared=own.prepared.get(),
    )


def save_json(path: Path, data: OwnData) -> None:
    """Write it to a file, unencrypted. VaultUnwritable."""
    write_export(path, data.model_dump_json(indent=1).encode("utf-8"))


def save_markdown(path: Path, text: str) -> None:
    """Write it to a file, unencrypted. VaultUnwritable."""
    write_export(path, text.encode("utf-8", "replace"))


def read_json(path: Path) -> OwnData:
    """What somebody saved before. InputError("file") if it is not that; nothing is quoted from it."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) <= LARGEST:
            return OwnData.model_validate_json(raw)
    except (OSError, ValidationError, RecursionError):
        pass
    raise InputError("file", "invalid")


def is_empty(uow: UnitOfWork, *, person: PersonId) -> bool:
    """Whether a space is new: nothing was answered or written in it."""
    own = uow.private(person)
    return not (own.answers.all() or own.terms.all() or own.entries.all() or own.journal.all() or own.check_ins.all())


def bring_in(uow: UnitOfWork, *, person: PersonId, data: OwnData) -> Changes:
    """Read everything back into a new space, all of it or nothing. NotReady if anything was written in it already."""
    if not is_empty(uow, person=person):
        raise NotReady("empty")
    own = uow.private(person)
    for change in data.answer_history:
        own.answers.save(change.answer, at=change.at)
    _require_same(own.answers.all(), data.answers)
    for written in data.term_history:
        words = next((term for term in data.terms if term.entry_id == written.entry_id), None)
        if words is None:
            raise InputError("file", "invalid")
        own.terms.save(words.evolve(words=written.words), at=written.at)
    if _sorted(own.terms.all()) != _sorted(data.terms):
        raise InputError("file", "invalid")
    for hidden in data.hidden_categories:
        own.hidden.set(hidden, True)
    for each in data.choices:
        own.sharing.set_choice((each.entry_id, each.direction), each.choice)
    own.journal.add_many(data.journal)
    _save_all(own.entries, data.own_entries)
    _save_all(own.categories, data.own_categories)
    _save_all(own.told_alone, data.conversation_answers)
    _save_all(own.questions, data.own_questions)
    _save_all(own.resources, data.resources)
    _save_all(own.templates, data.templates)
    _save_all(own.ways, data.ways)
    _save_all(own.check_ins, data.check_ins)
    _save_all(own.dimensions, data.dimensions)
    _save_all(own.noticed, data.noticed)
    _save_all(own.sessions, data.sessions)
    _save_all(own.set_aside, data.observations)
    _save_all(own.afterwards, data.afterwards)
    _save_all(own.incidents, data.incidents)
    own.packs.save(data.packs)
    own.arrangement.save(data.arrangement)
    own.rushed.save(data.rushed)
    own.self_checks.save(data.self_checks)
    own.sheet.save(data.therapist)
    own.prepared.save(data.prepared)
    uow.commit()
    return changed(*ChangeKind)


def _require_same(found: tuple[Answer, ...], said: tuple[Answer, ...]) -> None:
    if _sorted(found) != _sorted(said):
        raise InputError("file", "invalid")


def _save_all(repository: Repository[M], models: Iterable[M]) -> None:
    for model in models:
        repository.save(model)


def _sorted(models: Iterable[M]) -> tuple[M, ...]:
    return tuple(sorted(models, key=ordered))


def _as_entries(
    uow: UnitOfWork, person: PersonId, keeping: Keeping, now: datetime, taken: set[int]
) -> Iterator[JournalEntry]:
    for kept in keepsakes(uow, person):
        moment = moment_of(keepsake_time(kept, now))
        while moment in taken:
            moment += 1
        taken.add(moment)
        own_id = hashlib.sha256(f"{person}/{kept.draft_id}".encode()).hexdigest()[:32]
        yield JournalEntry(id=EntryId(own_id), at=at_of(moment), text=keeping(kept), changed_at=now)
