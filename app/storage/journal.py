"""Repositories of the journal: entries with their search index, labels, templates, own ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

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
from app.models.journal_preview import has_same_preview, preview_of, row_with_matches
from app.storage import tables_private as tables
from app.storage.databases import all_raw, column_raw, run_raw
from app.storage.journal_index import Step, WordIndex, match_expression
from app.storage.repository import DocumentTable, KeyedRepository, Repository, decoded

T = TypeVar("T")

_OLDEST, _NEWEST = -(2**62), 2**62
_AT_ONCE = 200
"""Entries in one statement; SQLite refuses 32,767 values."""
_TABLE = tables.journal_entry
_FTS = tables.JOURNAL_WORDS

_NAMES = tuple(column.name for column in _TABLE.columns)
_ADD = f"INSERT INTO {_TABLE.name} ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
_GET = f"SELECT data FROM {_TABLE.name} WHERE id = ?"
_SAVE_TEXT = (
    f"UPDATE {_TABLE.name} SET kind = ?, boundary = ?, title = ?, preview = coalesce(?, preview), data = ? "
    "WHERE moment = ?"
)
"""Touches no index, which would be one more page each to encrypt and to write."""
# Run past SQLAlchemy, whose overhead costs as much as the search itself at every keystroke.
_FIND = f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_KEPT, _UNPINNED, _PINNED, _BINNED = (
    f"SELECT moment FROM {_TABLE.name} WHERE {part} AND moment >= ? AND moment < ? ORDER BY moment DESC LIMIT ?"
    for part in ("binned = 0", "binned = 0 AND pinned = 0", "binned = 0 AND pinned = 1", "binned = 1")
)
_MOVE = f"UPDATE {_TABLE.name} SET binned = ?, binned_at = ?, data = ? WHERE moment = ?"
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
        self._index = WordIndex(connection)

    def get(self, entry_id: str) -> JournalEntry | None:
        """The entry with this id, binned or not."""
        rows = decoded(_TABLE.name, lambda: all_raw(self._connection, _GET, (entry_id,)))
        return self.documents.one(str(rows[0][0])) if rows else None

    def free_moment(self, moment: int) -> int:
        """This moment, or the first later one that no entry has."""
        taken = select(_TABLE.c.moment).where(_TABLE.c.moment == bindparam("moment"))
        while self._connection.execute(taken, {"moment": moment}).first() is not None:
            moment += 1
        return moment

    def save(self, model: JournalEntry, *, before: JournalEntry | None = None, index_later: bool = False) -> None:
        """Save an entry, new or changed. `before`: as it is stored, if that was read already.

        `index_later`: searches find its changed words only after `reindex`.
        """
        before = before or self.get(model.id)
        if before is None:
            super().save(model)
            self._index.add((model,))
            return
        if _place(model) == _place(before):
            self._save_text(model, before.text)
        else:
            if model.moment != before.moment:
                self._delete(_TABLE.c.moment == before.moment)
            super().save(model)
        self._index.update(before, model, index_later=index_later)

    def _save_text(self, model: JournalEntry, before: EntryText) -> None:
        text = model.text
        preview = None if has_same_preview(text.body, before.body) else preview_of(text.body)
        row = (text.kind.value, text.boundary.value, text.title, preview, model.model_dump_json(), model.moment)
        run_raw(self._connection, _SAVE_TEXT, row)

    def is_indexed(self) -> bool:
        """Whether searches find every entry by its current words."""
        return not self._index.stale_moments()

    def reindex(self) -> None:
        """Let searches find every entry by its current words."""
        for moment in self._index.stale_moments():
            entry = self._first(_TABLE.c.moment == moment)
            if entry is not None:
                self._index.reindex(entry)

    def add_many(self, entries: Sequence[JournalEntry]) -> None:
        """Add many new entries, a few times as fast as saving each; their moments and ids must be free."""
        rows = [self.documents.row(entry) for entry in entries]
        if rows:
            self._connection.exec_driver_sql(_ADD, [tuple(row[name] for name in _NAMES) for row in rows])
            self._index.add(entries)

    def delete(self, entry_id: str) -> None:
        """Delete an entry, and its words from the index."""
        entry = self.get(entry_id)
        if entry is not None:
            self._index.remove(entry)
            self._delete(_TABLE.c.moment == entry.moment)

    def delete_many(self, entries: Sequence[JournalEntry], step: Step) -> None:
        """Delete entries; `step` is called with the number done, and may raise to stop."""
        self._index.remove_many(entries, step)
        for part in _in_parts([entry.moment for entry in entries]):
            self._delete(_TABLE.c.moment.in_(part))

    def delete_binned(self) -> None:
        """Delete everything in the bin, which is in no index."""
        self._delete(_TABLE.c.binned == 1)

    def move_many(self, entries: Sequence[JournalEntry], binned_at: datetime | None, step: Step) -> None:
        """Move entries to the bin, or out of it with None; `step` as for `delete_many`, up to twice their number."""
        self._index.remove_many(entries, step)
        moved = [entry.evolve(binned_at=binned_at) for entry in entries]
        binned = (int(binned_at is not None), binned_at.isoformat() if binned_at else None)
        for number, part in enumerate(_in_parts(moved)):
            step(len(moved) + number * _AT_ONCE)
            rows = [(*binned, entry.model_dump_json(), entry.moment) for entry in part]
            self._connection.exec_driver_sql(_MOVE, rows)
            self._index.add(part)

    def moments(self, query: JournalQuery, *, most: int = -1, before: int | None = None) -> tuple[int, ...]:
        """At most so many moments of the entries that match, newest first, from `before` (excluded) on.

        A query for everything leaves out the pinned entries; `pinned` lists those.
        """
        since = query.since if query.since is not None else _OLDEST
        until = min(each for each in (query.until, before, _NEWEST) if each is not None)
        expression = match_expression(query)
        if expression:
            return column_raw(self._connection, _FIND, (expression, since, until, most))
        return self._moments(_UNPINNED if query.is_everything else _KEPT, since, until, most)

    def pinned(self) -> tuple[int, ...]:
        """The moments of the pinned entries, newest first."""
        return self._moments(_PINNED)

    def binned(self) -> tuple[int, ...]:
        """The moments of the entries in the bin, newest first."""
        return self._moments(_BINNED)

    def moments_between(self, since: int, until: int) -> tuple[int, ...]:
        """The moments of all entries in a span, `until` excluded, newest first."""
        return self._moments(_KEPT, since, until)

    def rows(self, moments: Sequence[int]) -> tuple[EntryRow, ...]:
        """The list rows of the entries at these moments, unordered; missing entries are left out."""
        parts = _in_parts(moments)
        found = [row for part in parts for row in self._connection.execute(_ROWS, {"moments": list(part)}).all()]
        return decoded(_TABLE.name, lambda: tuple(_row(each) for each in found))

    def rows_of(self, ids: Sequence[str]) -> tuple[EntryRow, ...]:
        """The list rows of these entries, binned or not, unordered; missing entries are left out."""
        found = self._connection.execute(_ROWS_OF, {"ids": list(ids)}).all()
        return decoded(_TABLE.name, lambda: tuple(_row(each) for each in found))

    def found_rows(self, moments: Sequence[int], words: str) -> tuple[EntryRow, ...]:
        """The list rows of the entries at these moments, unordered, with what a search for these words found."""
        return tuple(row_with_matches(row, words, partial(self._text_at, row.moment)) for row in self.rows(moments))

    def of(self, moments: Sequence[int]) -> tuple[JournalEntry, ...]:
        """The entries at these moments, unordered; missing entries are left out."""
        return tuple(entry for part in _in_parts(moments) for entry in self._where(_TABLE.c.moment.in_(part)))

    def with_ids(self, ids: Sequence[str]) -> tuple[JournalEntry, ...]:
        """The entries with these ids, binned or not, unordered; missing ones are left out."""
        return tuple(entry for part in _in_parts(ids) for entry in self._where(_TABLE.c.id.in_(part)))

    def labels(self, role: LabelRole) -> tuple[str, ...]:
        """The labels in use for a role, most used first."""
        label = tables.journal_label.c
        found = select(label.label).where(label.role == role.value).order_by(label.uses.desc(), label.label)
        return tuple(self._connection.execute(found).scalars())

    def _moments(self, statement: str, since: int = _OLDEST, until: int = _NEWEST, most: int = -1) -> tuple[int, ...]:
        return column_raw(self._connection, statement, (since, until, most))

    def _text_at(self, moment: int) -> EntryText | None:
        entry = self._first(_TABLE.c.moment == moment)
        return None if entry is None else entry.text


class EntryTemplates(KeyedRepository[EntryTemplate]):
    """Own templates for entries."""

    documents = DocumentTable(tables.journal_template, EntryTemplate, lambda t: {"id": t.id})


class OwnWays(KeyedRepository[OwnWay]):
    """Own ways to meet a need."""

    documents = DocumentTable(tables.own_way, OwnWay, lambda w: {"id": w.id, "need": w.need})


def _in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[first : first + _AT_ONCE] for first in range(0, len(values), _AT_ONCE))


def _place(entry: JournalEntry) -> tuple[datetime, bool, datetime | None]:
    """What the indexes of the table hold of an entry."""
    return entry.at, entry.pinned, entry.binned_at


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
