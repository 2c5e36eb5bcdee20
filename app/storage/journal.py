"""Repositories of the journal: entries with their search index, labels, templates, own ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.models.journal import (
    Boundary,
    EntryId,
    EntryKind,
    EntryRow,
    EntryTemplate,
    EntryText,
    JournalEntry,
    JournalQuery,
    LabelRole,
    OwnWay,
    at_of,
)
from app.models.journal_preview import preview_of, row_with_matches
from app.storage import tables_private as tables
from app.storage.journal_index import WordIndex, match_expression
from app.storage.repository import DocumentTable, KeyedRepository, Repository, decoded

_BEFORE_ALL = 2**62
_MANY, _FEW = 500, 3
_AT_A_TIME = 100
_TABLE = tables.journal_entry
_FTS = tables.JOURNAL_WORDS

_NAMES = tuple(column.name for column in _TABLE.columns)
_ADD = f"INSERT INTO {_TABLE.name} ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
_FIND = (  # run as it is: at every key of a search, what SQLAlchemy does around it costs as much as the search
    f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
)
_LIST = (
    select(_TABLE.c.moment)
    .where(
        _TABLE.c.binned == bindparam("binned"),
        _TABLE.c.pinned == bindparam("pinned"),
        _TABLE.c.moment >= bindparam("since"),
        _TABLE.c.moment < bindparam("until"),
    )
    .order_by(_TABLE.c.moment.desc())
    .limit(bindparam("most"))
)
_SPAN = (
    select(_TABLE.c.moment)
    .where(_TABLE.c.binned == 0, _TABLE.c.moment >= bindparam("since"), _TABLE.c.moment < bindparam("until"))
    .order_by(_TABLE.c.moment.desc())
    .limit(bindparam("most"))
)
_MOMENTS = select(_TABLE.c.moment).where(
    _TABLE.c.binned == 0, _TABLE.c.moment >= bindparam("since"), _TABLE.c.moment < bindparam("until")
)
_COLUMNS = ("moment", "id", "kind", "boundary", "pinned", "binned_at", "title", "preview")
_ROWS_OF = select(*(_TABLE.c[name] for name in _COLUMNS)).where(_TABLE.c.id.in_(bindparam("ids", expanding=True)))
_ROWS = select(*(_TABLE.c[name] for name in _COLUMNS)).where(_TABLE.c.moment.in_(bindparam("moments", expanding=True)))


class Journal(Repository[JournalEntry]):
    """Entries. Those in the bin are in no search index and in no count."""

    documents = DocumentTable(
        _TABLE,
        JournalEntry,
        lambda e: {
            "moment": e.moment,
            "id": e.id,
            "binned": int(e.binned_at is not None),
            "pinned": int(e.pinned),
            "kind": e.text.kind.value,
            "boundary": e.text.boundary.value,
            "binned_at": e.binned_at.isoformat() if e.binned_at else None,
            "title": e.text.title,
            "preview": preview_of(e.text.body),
        },
    )

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._words = WordIndex(connection)

    def get(self, entry_id: str) -> JournalEntry | None:
        """The entry of an id, binned or not."""
        return self._first(_TABLE.c.id == entry_id)

    def free_moment(self, moment: int) -> int:
        """The first moment at or after this one that no entry has."""
        taken = select(_TABLE.c.moment).where(_TABLE.c.moment == bindparam("moment"))
        while self._connection.execute(taken, {"moment": moment}).first() is not None:
            moment += 1
        return moment

    def save(self, model: JournalEntry, *, later: bool = False) -> None:
        """Keep an entry, new or changed. Its words can be found at once; `later`: once it is settled."""
        before = self.get(model.id)
        if before is not None and before.moment != model.moment:
            self._delete(_TABLE.c.moment == before.moment)
        super().save(model)
        if before is None:
            self._words.add((model,))
        else:
            self._words.change(before, model, later=later)

    def is_settled(self) -> bool:
        """Whether every entry is found by the words it has now."""
        return not self._words.waiting()

    def settle(self) -> None:
        """Let every entry be found by the words it has now."""
        for moment in self._words.waiting():
            entry = self._first(_TABLE.c.moment == moment)
            if entry is not None:
                self._words.settle(entry)

    def add_many(self, entries: Sequence[JournalEntry]) -> None:
        """Keep many new entries, a few times as fast as one by one; none of their moments and ids may be taken."""
        rows = [self.documents.row(entry) for entry in entries]
        if rows:
            self._connection.exec_driver_sql(_ADD, [tuple(row[name] for name in _NAMES) for row in rows])
            self._words.add(entries)

    def delete(self, entry_id: str) -> None:
        """Delete an entry for good, with its words in the index."""
        before = self.get(entry_id)
        if before is not None:
            self._words.remove(before)
            self._delete(_TABLE.c.moment == before.moment)

    def delete_many(self, entries: Sequence[JournalEntry], step: Callable[[int], object]) -> None:
        """Delete entries for good; `step` hears how many are dealt with, and may raise.

        Words are taken out of long lists of the index, each time at the cost of the list. For a large part of the
        journal it is far quicker to empty the index and to put in again what stays.
        """
        kept = self._count() - len(entries)
        if len(entries) < _MANY or kept > len(entries) * _FEW:
            for number, entry in enumerate(entries):
                step(number)
                self.delete(entry.id)
            return
        self._words.empty()
        for entry in entries:
            self._delete(_TABLE.c.moment == entry.moment)
        left = tuple(self._connection.execute(select(_TABLE.c.moment)).scalars())
        for first in range(0, len(left), _AT_A_TIME):
            step(len(entries) * first // len(left))
            self._words.add(self.of(left[first : first + _AT_A_TIME]))

    def _count(self) -> int:
        return int(self._connection.execute(select(func.count()).select_from(_TABLE)).scalar_one())

    def moments(self, query: JournalQuery, *, most: int = -1, before: int | None = None) -> tuple[int, ...]:
        """The moments of the entries that match, newest first; from `before` (excluded) on, at most so many.

        Where everything is asked for, pinned ones stand in `pinned` and not here.
        """
        since = query.since if query.since is not None else -_BEFORE_ALL
        until = min(each for each in (query.until, before, _BEFORE_ALL) if each is not None)
        question = match_expression(query)
        if question:
            found = self._connection.exec_driver_sql(_FIND, (question, since, until, most))
            return tuple(row[0] for row in found.all())
        if query.is_everything:
            return self._listed(binned=0, pinned=0, since=since, until=until, most=most)
        return tuple(self._connection.execute(_SPAN, {"since": since, "until": until, "most": most}).scalars())

    def pinned(self) -> tuple[int, ...]:
        """The moments of the pinned entries, newest first."""
        return self._listed(binned=0, pinned=1)

    def binned(self) -> tuple[int, ...]:
        """The moments of the entries in the bin, newest first."""
        found = select(_TABLE.c.moment).where(_TABLE.c.binned == 1).order_by(_TABLE.c.moment.desc())
        return tuple(self._connection.execute(found).scalars())

    def rows(self, moments: Sequence[int]) -> tuple[EntryRow, ...]:
        """The rows of these moments, in no order; those that are gone are left out."""
        found = self._connection.execute(_ROWS, {"moments": list(moments)}).all()
        return decoded(_TABLE.name, lambda: tuple(_row(each) for each in found))

    def rows_of(self, ids: Sequence[str]) -> tuple[EntryRow, ...]:
        """The rows of these entries, binned or not, in no order; those that are gone are left out."""
        found = self._connection.execute(_ROWS_OF, {"ids": list(ids)}).all()
        return decoded(_TABLE.name, lambda: tuple(_row(each) for each in found))

    def found_rows(self, moments: Sequence[int], words: str) -> tuple[EntryRow, ...]:
        """The rows of these moments, in no order, with what a search for these words found in them."""
        return tuple(row_with_matches(row, words, partial(self._text_at, row.moment)) for row in self.rows(moments))

    def _text_at(self, moment: int) -> EntryText | None:
        entry = self._first(_TABLE.c.moment == moment)
        return None if entry is None else entry.text

    def moments_between(self, since: int, until: int) -> tuple[int, ...]:
        """The moments of all entries in a span, `until` excluded; for a calendar."""
        return tuple(self._connection.execute(_MOMENTS, {"since": since, "until": until}).scalars())

    def of(self, moments: Sequence[int]) -> tuple[JournalEntry, ...]:
        """The entries of these moments, in no order; those that are gone are left out."""
        return self._where(_TABLE.c.moment.in_(moments))

    def labels(self, role: LabelRole) -> tuple[str, ...]:
        """The labels in use for a role, most used first."""
        kept = tables.journal_label
        found = select(kept.c.label).where(kept.c.role == role.value).order_by(kept.c.uses.desc(), kept.c.label)
        return tuple(self._connection.execute(found).scalars())

    def _listed(
        self, *, binned: int, pinned: int, since: int = -_BEFORE_ALL, until: int = _BEFORE_ALL, most: int = -1
    ) -> tuple[int, ...]:
        values = {"binned": binned, "pinned": pinned, "since": since, "until": until, "most": most}
        return tuple(self._connection.execute(_LIST, values).scalars())


class EntryTemplates(KeyedRepository[EntryTemplate]):
    """Own templates for entries."""

    documents = DocumentTable(tables.journal_template, EntryTemplate, lambda t: {"id": t.id})


class OwnWays(KeyedRepository[OwnWay]):
    """Own ways to meet a need."""

    documents = DocumentTable(tables.own_way, OwnWay, lambda w: {"id": w.id, "need": w.need})


def _row(row: Any) -> EntryRow:
    return EntryRow(
        moment=row.moment,
        id=EntryId(row.id),
        at=at_of(row.moment),
        kind=EntryKind(row.kind),
        boundary=Boundary(row.boundary),
        pinned=bool(row.pinned),
        title=row.title,
        preview=row.preview,
        binned_at=datetime.fromisoformat(row.binned_at) if row.binned_at else None,
    )
