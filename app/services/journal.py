"""The private journal: writing, finding, pinning, deleting and restoring entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.errors import InputError, NotYours
from app.models.base import IdSource, Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.journal import (
    Boundary,
    EntryId,
    EntryRow,
    EntryTemplate,
    EntryText,
    JournalEntry,
    JournalQuery,
    LabelRole,
    OwnWay,
    at_of,
    moment_of,
)
from app.models.rich_text import RichText
from app.models.unadded import UnaddedWords
from app.services.long_work import LongWork
from app.services.unadded import forget_unadded
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

_KINDS = frozenset({ChangeKind.JOURNAL})


class EntrySaved(Changes):
    """The entry as it was saved."""

    entry: JournalEntry


def more_moments(
    uow: UnitOfWork, *, person: PersonId, query: JournalQuery, most: int, before: int | None
) -> tuple[int, ...]:
    """At most `most` moments of unpinned matches before `before`, newest first."""
    return uow.private(person).journal.moments(query, most=most, before=before)


class FirstPage(Model):
    """The start of a list: the first moments, how many of them are pinned, and the first rows."""

    moments: tuple[int, ...]
    pinned: int
    rows: tuple[EntryRow, ...]
    is_all: bool


def first_page(
    uow: UnitOfWork, *, person: PersonId, query: JournalQuery, most: int, rows: int, binned: bool = False
) -> FirstPage:
    """At most `most` moments of matches, or of the bin, with rows for the first of them."""
    journal = uow.private(person).journal
    found = journal.binned() if binned else journal.moments(query, most=most)
    first = journal.pinned() if query.is_everything and not binned else ()
    shown = journal.found_rows((*first, *found)[:rows], query.words)
    return FirstPage(moments=(*first, *found), pinned=len(first), rows=shown, is_all=binned or len(found) < most)


def rows(uow: UnitOfWork, *, person: PersonId, moments: tuple[int, ...], words: str = "") -> tuple[EntryRow, ...]:
    """The rows of these moments, unordered, with what a search for `words` found in them."""
    return uow.private(person).journal.found_rows(moments, words)


def rows_of(uow: UnitOfWork, *, person: PersonId, entry_ids: tuple[str, ...]) -> tuple[EntryRow, ...]:
    """The rows of these entries, binned or not, unordered; deleted ones are left out."""
    return uow.private(person).journal.rows_of(entry_ids)


def ids_at(uow: UnitOfWork, *, person: PersonId, moments: tuple[int, ...]) -> tuple[EntryId, ...]:
    """The entries at these moments, binned or not, newest first; deleted ones are left out."""
    rows = uow.private(person).journal.rows(moments)
    return tuple(row.id for row in sorted(rows, key=lambda row: row.moment, reverse=True))


def newest_until(uow: UnitOfWork, *, person: PersonId, until: int) -> int | None:
    """The moment of the newest entry before `until`; None if there is none."""
    found = uow.private(person).journal.moments(JournalQuery(until=until), most=1)
    return found[0] if found else None


def entry(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId) -> JournalEntry:
    """One entry, binned or not. Raises `NotYours` if there is none."""
    found = uow.private(person).journal.get(entry_id)
    if found is None:
        raise NotYours("journal")
    return found


@dataclass(frozen=True)
class OpenedEntry:
    """An entry and its parsed text; parsing a long one takes too long for the UI thread."""

    entry: JournalEntry
    body: RichText


def opened(uow: UnitOfWork, *, person: PersonId, moment: int, entry_id: EntryId | None = None) -> OpenedEntry:
    """The entry of an id, or of a moment, ready to be shown. Raises `NotYours` if there is none."""
    from app.models.markdown_read import from_markdown  # loads the parser, which only the journal needs

    if entry_id is None:
        entry_id = next((each.id for each in uow.private(person).journal.rows((moment,))), EntryId(""))
    found = entry(uow, person=person, entry_id=entry_id)
    return OpenedEntry(found, from_markdown(found.text.body))


def new_entry(uow: UnitOfWork, *, person: PersonId, text: EntryText, now: datetime, new_id: IdSource) -> EntrySaved:
    """Begin an entry, blank or from a template."""
    journal = uow.private(person).journal
    at = at_of(journal.free_moment(moment_of(now)))
    made = JournalEntry(id=EntryId(new_id()), at=at, text=text, changed_at=now)
    journal.save(made)
    uow.commit()
    return _saved(made)


def save_entry(
    uow: UnitOfWork, *, person: PersonId, entry_id: EntryId, text: EntryText, now: datetime, at: datetime | None = None
) -> EntrySaved:
    """Save an entry's text; `at` moves it to a different time. Raises `NotYours` if it was deleted.

    The search index follows in `settle`, so that saving while somebody types stays quick.
    """
    journal = uow.private(person).journal
    before = entry(uow, person=person, entry_id=entry_id)
    when = before.at
    if at is not None and at != before.at:
        when = at_of(journal.free_moment(moment_of(at)))
    after = before.evolve(text=text, at=when, changed_at=now)
    journal.save(after, before=before, index_later=True)
    uow.commit()
    old_places = (before.moment,) if after.moment != before.moment else ()
    return EntrySaved(kinds=_KINDS, ids=(entry_id,), old_places=old_places, entry=after)


def is_settled(uow: UnitOfWork, *, person: PersonId) -> bool:
    """Whether the search index is up to date."""
    return uow.private(person).journal.is_indexed()


def settle(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Bring the search index up to date, when an entry is left or before a search. Nothing else changes."""
    uow.private(person).journal.reindex()
    uow.commit()
    return Changes()


def pin(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId, pinned: bool) -> EntrySaved:
    """Pin or unpin an entry."""
    return _evolve(uow, person, entry_id, pinned=pinned)


def bin_entry(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId, now: datetime) -> EntrySaved:
    """Move an entry to the bin, where it stays until it is restored or deleted."""
    return _evolve(uow, person, entry_id, binned_at=now)


def restore(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId) -> EntrySaved:
    """Restore an entry from the bin."""
    return _evolve(uow, person, entry_id, binned_at=None)


def bin_entries(
    uow: UnitOfWork, *, person: PersonId, entry_ids: tuple[EntryId, ...], now: datetime, work: LongWork
) -> Changes:
    """Move several entries to the bin at once."""
    return _move_all(uow, person, entry_ids, now, work)


def restore_entries(uow: UnitOfWork, *, person: PersonId, entry_ids: tuple[EntryId, ...], work: LongWork) -> Changes:
    """Restore several entries from the bin at once."""
    return _move_all(uow, person, entry_ids, None, work)


def _move_all(
    uow: UnitOfWork, person: PersonId, entry_ids: tuple[EntryId, ...], binned_at: datetime | None, work: LongWork
) -> Changes:
    total = 2 * len(entry_ids)
    found = _entries(uow, person, entry_ids)
    uow.private(person).journal.move_many(found, binned_at, lambda done: work.step(done, total))
    return commit(uow, ChangeKind.JOURNAL, ids=entry_ids)


def _entries(uow: UnitOfWork, person: PersonId, entry_ids: tuple[EntryId, ...]) -> tuple[JournalEntry, ...]:
    found = uow.private(person).journal.with_ids(entry_ids)
    if len(found) != len(entry_ids):
        raise NotYours("journal")
    return found


def _evolve(uow: UnitOfWork, person: PersonId, entry_id: EntryId, **values: object) -> EntrySaved:
    before = entry(uow, person=person, entry_id=entry_id)
    after = before.evolve(**values)
    uow.private(person).journal.save(after, before=before)
    uow.commit()
    return _saved(after)


def duplicate(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId, now: datetime, new_id: IdSource) -> EntrySaved:
    """A new entry of today with the same text; its boundary is for the person to choose again."""
    text = entry(uow, person=person, entry_id=entry_id).text.evolve(boundary=Boundary.STAYS)
    return new_entry(uow, person=person, text=text, now=now, new_id=new_id)


def delete_for_good(uow: UnitOfWork, *, person: PersonId, entry_ids: tuple[EntryId, ...]) -> Changes:
    """Delete entries in the bin; afterwards only older backups contain them.

    Raises `NotYours` for one that is not in the bin.
    """
    found = _entries(uow, person, entry_ids)
    if any(each.binned_at is None for each in found):
        raise NotYours("journal")
    uow.private(person).journal.delete_many(found, lambda _done: None)
    forget_unadded(uow, person, entry_ids)
    old_places = tuple(each.moment for each in found)
    return commit(uow, ChangeKind.JOURNAL, ids=entry_ids, old_places=old_places, erase=True)


def empty_bin(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Delete everything in the bin."""
    journal = uow.private(person).journal
    gone = {row.id: row.moment for row in journal.rows(journal.binned())}
    journal.delete_binned()
    forget_unadded(uow, person, gone)
    uow.commit(erase=True)
    return changed(ChangeKind.JOURNAL, ids=tuple(gone), old_places=tuple(gone.values())) if gone else Changes()


def drop_blank(uow: UnitOfWork, *, person: PersonId, entry_id: EntryId) -> Changes:
    """Delete an entry that was begun and never written in; any other stays."""
    found = uow.private(person).journal.get(entry_id)
    if found is None or not found.text.is_blank:
        return Changes()
    uow.private(person).journal.delete(entry_id)
    erase = forget_unadded(uow, person, (entry_id,)) != UnaddedWords()
    return commit(uow, ChangeKind.JOURNAL, ids=(entry_id,), old_places=(found.moment,), erase=erase)


def days_with_entries(
    uow: UnitOfWork, *, person: PersonId, first: date, last: date, zone: tzinfo | None = None
) -> frozenset[date]:
    """Which days from `first` to `last` (inclusive) have entries; `zone` None is the local time zone."""
    since, until = beginning_of(first, zone), beginning_of(last + timedelta(days=1), zone)
    found = uow.private(person).journal.moments_between(since, until)
    return frozenset(at_of(each).astimezone(zone).date() for each in found)


def beginning_of(day: date, zone: tzinfo | None = None) -> int:
    """The moment at which a day begins; `zone` None is the local time zone."""
    return moment_of(datetime.combine(day, time(), zone).astimezone(UTC))


def span_of(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """The moments from one local day to another, both included; None means no bound."""
    since = None if first is None else beginning_of(first)
    return since, None if last is None else beginning_of(last + timedelta(days=1))


def labels(uow: UnitOfWork, *, person: PersonId) -> dict[LabelRole, tuple[str, ...]]:
    """The labels in use, most used first."""
    journal = uow.private(person).journal
    return {role: journal.labels(role) for role in LabelRole}


def templates(uow: UnitOfWork, *, person: PersonId) -> tuple[EntryTemplate, ...]:
    """The person's templates, oldest first."""
    return uow.private(person).templates.all()


def save_template(uow: UnitOfWork, *, person: PersonId, template: EntryTemplate) -> Changes:
    """Save a template, without a boundary, which is chosen for each entry. Raises `InputError` without a name."""
    if not template.name.strip():
        raise InputError("name", "empty")
    uow.private(person).templates.save(template.evolve(text=template.text.evolve(boundary=Boundary.STAYS)))
    return commit(uow, ChangeKind.JOURNAL, ids=(template.id,))


def delete_template(uow: UnitOfWork, *, person: PersonId, template_id: str) -> Changes:
    """Delete a template; entries begun with it stay."""
    uow.private(person).templates.delete(template_id)
    return commit(uow, ChangeKind.JOURNAL, ids=(template_id,), erase=True)


def ways(uow: UnitOfWork, *, person: PersonId) -> tuple[OwnWay, ...]:
    """The person's own ways to meet a need."""
    return uow.private(person).ways.all()


def save_way(uow: UnitOfWork, *, person: PersonId, way: OwnWay) -> Changes:
    """Save an own way to meet a need. Raises `InputError` without words."""
    if not way.text.strip():
        raise InputError("text", "empty")
    uow.private(person).ways.save(way)
    return commit(uow, ChangeKind.JOURNAL, ids=(way.id,))


def delete_way(uow: UnitOfWork, *, person: PersonId, way_id: str) -> Changes:
    """Delete an own way to meet a need; entries that name it keep its words."""
    uow.private(person).ways.delete(way_id)
    return commit(uow, ChangeKind.JOURNAL, ids=(way_id,), erase=True)


def _saved(entry: JournalEntry) -> EntrySaved:
    return EntrySaved(kinds=_KINDS, ids=(entry.id,), entry=entry)
