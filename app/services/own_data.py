"""*Yours to keep*: everything that one person owns, collected into one file and read back into a new vault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from app.errors import InputError, NotReady
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.journal import EntryId, JournalEntry, at_of, moment_of
from app.models.own_data import Choice, OwnData, TermChange, ordered
from app.services.parting import Keeping, keepsake_time, keepsakes
from app.services.people import profile_of
from app.storage.files import write_export
from app.storage.repositories_private import PrivateRepositories
from app.storage.repository import Repository, StoredModel
from app.storage.unit_of_work import UnitOfWork

M = TypeVar("M", bound=Model)

JSON_NAME, MARKDOWN_NAME = "notes.json", "notes.md"
"""Neutral names."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read back."""
_FORMAT = b'"accord-own-data"'


def _rows(own: PrivateRepositories) -> dict[str, Repository[Any]]:
    """What is stored row by row, by its name in `OwnData`."""
    return {
        "own_entries": own.entries,
        "own_categories": own.categories,
        "conversation_answers": own.told_alone,
        "own_questions": own.questions,
        "resources": own.resources,
        "templates": own.templates,
        "ways": own.ways,
        "check_ins": own.check_ins,
        "dimensions": own.dimensions,
        "noticed": own.noticed,
        "sessions": own.sessions,
        "observations": own.set_aside,
        "afterwards": own.afterwards,
        "incidents": own.incidents,
    }


def _single(own: PrivateRepositories) -> dict[str, StoredModel[Any]]:
    """What there is one of, by its name in `OwnData`."""
    return {
        "packs": own.packs,
        "arrangement": own.arrangement,
        "rushed": own.rushed,
        "self_checks": own.self_checks,
        "therapist": own.sheet,
        "prepared": own.prepared,
    }


def collect(uow: UnitOfWork, *, person: PersonId, keeping: Keeping, now: datetime) -> OwnData:
    """Everything of one person, and what both agreed to as entries of their journal. Writes nothing."""
    own, profile = uow.private(person), profile_of(uow, person)
    terms = own.terms.all()
    written = ((term.entry_id, at, words) for term in terms for at, words in reversed(own.terms.history(term.entry_id)))
    journal = own.journal.all()
    kept = _as_entries(uow, person, keeping, now, {entry.moment for entry in journal})
    fields: dict[str, Any] = {name: _sorted(repository.all()) for name, repository in _rows(own).items()}
    fields |= {name: stored.get() for name, stored in _single(own).items()}
    fields["own_entries"] = _sorted(entry.evolve(added_by=None) for entry in own.entries.all())
    return OwnData(
        name=profile.name,
        pronouns=profile.pronouns,
        answers=_sorted(own.answers.all()),
        answer_history=tuple(reversed(own.answers.whole_history())),
        terms=_sorted(terms),
        term_history=tuple(TermChange(entry_id=entry_id, at=at, words=words) for entry_id, at, words in written),
        hidden_categories=tuple(sorted(own.hidden.all())),
        choices=tuple(
            Choice(entry_id=entry_id, direction=direction, choice=choice)
            for (entry_id, direction), choice in sorted(own.sharing.choices().items())
        ),
        journal=tuple(sorted((*journal, *kept), key=lambda entry: entry.moment)),
        **fields,
    )


def save_json(path: Path, data: OwnData) -> None:
    """Write it to a file, unencrypted. VaultUnwritable."""
    write_export(path, data.model_dump_json(indent=1).encode("utf-8"))


def save_markdown(path: Path, text: str) -> None:
    """Write it to a file, unencrypted. VaultUnwritable."""
    write_export(path, text.encode("utf-8", "replace"))


def read_json(path: Path) -> OwnData:
    """What somebody saved before. InputError for anything else; nothing is quoted from it.

    Its `detail` is "file", or the part of the file that is invalid; its `reason` is one of these words.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        raise InputError("file", "unreadable") from None
    if len(raw) > LARGEST:
        raise InputError("file", "large")
    if _FORMAT not in raw:
        raise InputError("file", "foreign")
    try:
        return OwnData.model_validate_json(raw)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]) from None
    except RecursionError:
        raise InputError("file", "invalid") from None


def _refusal(place: tuple[int | str, ...]) -> InputError:
    """What to tell about an invalid value; beyond the first names and numbers, a place could be somebody's words."""
    if not place or place[0] not in OwnData.model_fields:
        return InputError("file", "invalid")
    if place[0] == "version":
        return InputError("file", "newer")
    number = f" {place[1] + 1}" if len(place) > 1 and isinstance(place[1], int) else ""
    return InputError(f"{place[0]}{number}", "invalid")


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
    if _sorted(own.answers.all()) != _sorted(data.answers):
        raise InputError("file", "invalid")
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
    for name, repository in _rows(own).items():
        for row in getattr(data, name):
            repository.save(row)
    for name, stored in _single(own).items():
        stored.save(getattr(data, name))
    uow.commit()
    return changed(*ChangeKind)


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
