"""Importing drafts into the journal, undoing an import, and collecting entries for an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from app.models.base import IdSource, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.journal import EntryId, EntryKind, JournalEntry, JournalQuery, at_of, moment_of
from app.models.journal_incoming import IncomingEntry
from app.services.importing import TakenBack
from app.services.long_work import LongWork
from app.storage.journal import Journal
from app.storage.unit_of_work import UnitOfWork

_SECOND = 1_000_000
_AT_A_TIME = 100

_KINDS = frozenset({ChangeKind.JOURNAL})


class Imported(Changes):
    """The ids of the imported entries, and when they were imported."""

    entry_ids: tuple[EntryId, ...]
    at: datetime


def already_there(
    uow: UnitOfWork, *, person: PersonId, drafts: tuple[IncomingEntry, ...], work: LongWork
) -> tuple[bool, ...]:
    """For each draft, whether the journal, or the import before it, has the same text at the same second."""
    journal = uow.private(person).journal
    there = _by_second(_moments(journal))
    known: set[tuple[int, str, str]] = set()
    looked: set[int] = set()
    answers: list[bool] = []
    for number, draft in enumerate(drafts):
        work.step(number, len(drafts))
        second = moment_of(draft.at) // _SECOND
        if second in there and second not in looked:
            looked.add(second)
            entries = _entries(journal, there[second])
            known.update((second, *_says(entry)) for entry in entries if entry.binned_at is None)
        said = (second, *_says(draft))
        answers.append(said in known)
        known.add(said)
    return tuple(answers)


def bring_in(
    uow: UnitOfWork,
    *,
    person: PersonId,
    drafts: tuple[IncomingEntry, ...],
    kind: EntryKind,
    now: datetime,
    new_id: IdSource,
    work: LongWork,
) -> Imported:
    """Save all drafts as entries, or none if `Stopped` is raised; `kind` is for drafts without one."""
    journal = uow.private(person).journal
    free = _FreeMoments(_moments(journal))
    ids: list[EntryId] = []
    for first in range(0, len(drafts), _AT_A_TIME):
        work.step(first, len(drafts))
        made: list[JournalEntry] = []
        for draft in drafts[first : first + _AT_A_TIME]:
            text = draft.text if draft.own_kind else draft.text.evolve(kind=kind)
            at = at_of(free.take(moment_of(draft.at)))
            made.append(JournalEntry(id=EntryId(new_id()), at=at, text=text, changed_at=now, pinned=draft.pinned))
        journal.add_many(made)
        ids += (entry.id for entry in made)
    work.step(len(drafts), len(drafts))
    uow.commit()
    return Imported(kinds=_KINDS, entry_ids=tuple(ids), at=now)


def take_back(uow: UnitOfWork, *, person: PersonId, imported: Imported, work: LongWork) -> TakenBack:
    """Delete the entries of an import, except those edited since."""
    journal = uow.private(person).journal
    total = 2 * len(imported.entry_ids)
    found = []
    for number, entry_id in enumerate(imported.entry_ids):
        work.step(number, total)
        if (entry := journal.get(entry_id)) is not None:
            found.append(entry)
    untouched = [entry for entry in found if entry.changed_at == imported.at]
    journal.delete_many(untouched, lambda done: work.step(len(imported.entry_ids) + done, total))
    uow.commit(erase=True)
    kept = len(found) - len(untouched)
    return TakenBack(kinds=_KINDS, deleted=len(untouched), kept=kept)


def collect(
    uow: UnitOfWork,
    *,
    person: PersonId,
    work: LongWork,
    since: int | None = None,
    until: int | None = None,
    kinds: frozenset[EntryKind] = frozenset(EntryKind),
) -> tuple[JournalEntry, ...]:
    """Entries of some kinds in a span (`until` exclusive), oldest first, without blank or binned ones."""
    journal = uow.private(person).journal
    found = journal.moments(JournalQuery(since=since, until=until))
    pinned = (each for each in journal.pinned() if (since is None or each >= since) and (until is None or each < until))
    moments = sorted({*found, *pinned})
    entries: list[JournalEntry] = []
    for number, entry in enumerate(_entries(journal, moments)):
        work.step(number, len(moments))
        if entry.text.kind in kinds and not entry.text.is_blank:
            entries.append(entry)
    return tuple(sorted(entries, key=lambda entry: entry.moment))


class _FreeMoments:
    """Hands out unused moments: the one asked for, or the next that is free."""

    def __init__(self, taken: Iterable[int]) -> None:
        # Where to look after a moment that is taken, so that many entries of one moment don't take quadratic time.
        self._next = {moment: moment + 1 for moment in taken}

    def take(self, moment: int) -> int:
        seen = []
        while moment in self._next:
            seen.append(moment)
            moment = self._next[moment]
        for each in seen:
            self._next[each] = moment + 1
        self._next[moment] = moment + 1
        return moment


def _moments(journal: Journal) -> tuple[int, ...]:
    """Every moment that is taken, including the bin's."""
    return (*journal.moments(JournalQuery()), *journal.pinned(), *journal.binned())


def _entries(journal: Journal, moments: Sequence[int]) -> Iterator[JournalEntry]:
    """The entries of these moments, read in batches so that other threads get a turn."""
    for at in range(0, len(moments), _AT_A_TIME):
        yield from journal.of(moments[at : at + _AT_A_TIME])


def _by_second(moments: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for moment in moments:
        found[moment // _SECOND].append(moment)
    return found


def _says(what: IncomingEntry | JournalEntry) -> tuple[str, str]:
    return what.text.title, what.text.body
