"""Repositories of the journal: entries with their search index, labels, templates, own ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.dialects.sqlite import insert

from app.models.folding import index_text, phrases
from app.models.journal import (
    PREVIEW,
    Boundary,
    EntryId,
    EntryKind,
    EntryRow,
    JournalEntry,
    JournalQuery,
    LabelRole,
    OwnWay,
    Template,
    at_of,
)
from app.storage import tables_private as tables
from app.storage.documents import Documents, Shape, unquoted

_BEFORE_ALL = 2**62
_TABLE = tables.journal_entry
_FTS = tables.JOURNAL_WORDS

_ENTRIES = Shape(
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
_TEMPLATES = Shape(tables.journal_template, Template, lambda t: {"id": t.id})
_WAYS = Shape(tables.own_way, OwnWay, lambda w: {"id": w.id, "need": w.need})

_ADD_WORDS = f"INSERT INTO {_FTS} (rowid, words, marks) VALUES (?, ?, ?)"
_REMOVE_WORDS = f"INSERT INTO {_FTS} ({_FTS}, rowid, words, marks) VALUES ('delete', ?, ?, ?)"
_FIND = text(
    f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH :asked AND rowid >= :since AND rowid < :until "
    "ORDER BY rowid DESC LIMIT :most"
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
_MOMENTS = select(_TABLE.c.moment).where(
    _TABLE.c.binned == 0, _TABLE.c.moment >= bindparam("since"), _TABLE.c.moment < bindparam("until")
)
_COLUMNS = ("moment", "id", "kind", "boundary", "pinned", "binned_at", "title", "preview")
_ROWS = select(*(_TABLE.c[name] for name in _COLUMNS)).where(_TABLE.c.moment.in_(bindparam("moments", expanding=True)))


class Journal(Documents[JournalEntry]):
    """Entries. What is in the bin is in no search index and in no count."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _ENTRIES)

    def get(self, entry_id: str) -> JournalEntry | None:
        """The entry of an id, binned or not."""
        return self._first(_TABLE.c.id == entry_id)

    def free_moment(self, moment: int) -> int:
        """The first moment at or after this one that no entry has."""
        taken = select(_TABLE.c.moment).where(_TABLE.c.moment == bindparam("moment"))
        while self._connection.execute(taken, {"moment": moment}).first() is not None:
            moment += 1
        return moment

    def save(self, model: JournalEntry) -> None:
        """Keep an entry, new or changed; its words can be found at once."""
        before = self.get(model.id)
        if before is not None:
            self._unindex(before)
            if before.moment != model.moment:
                self._delete(_TABLE.c.moment == before.moment)
        super().save(model)
        self._index(model)

    def delete(self, entry_id: str) -> None:
        """Delete an entry for good, with its words in the index."""
        before = self.get(entry_id)
        if before is not None:
            self._unindex(before)
            self._delete(_TABLE.c.moment == before.moment)

    def moments(self, query: JournalQuery, *, most: int = -1, before: int | None = None) -> tuple[int, ...]:
        """The moments of the entries that match, newest first; from `before` (excluded) on, at most so many."""
        since = query.since if query.since is not None else -_BEFORE_ALL
        until = min(each for each in (query.until, before, _BEFORE_ALL) if each is not None)
        asked = _asked(query)
        if asked:
            values: dict[str, Any] = {"asked": asked, "since": since, "until": until, "most": most}
            return tuple(self._connection.execute(_FIND, values).scalars())
        return self._listed(binned=0, pinned=0, since=since, until=until, most=most)

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
        return unquoted(_TABLE.name, lambda: tuple(_row(each) for each in found))

    def moments_between(self, since: int, until: int) -> tuple[int, ...]:
        """The moments of all entries in a span, `until` excluded; for a calendar."""
        return tuple(self._connection.execute(_MOMENTS, {"since": since, "until": until}).scalars())

    def of(self, moments: Sequence[int]) -> tuple[JournalEntry, ...]:
        """The entries of these moments, in no order; those that are gone are left out."""
        return self._where(_TABLE.c.moment.in_(moments))

    def everything(self) -> tuple[JournalEntry, ...]:
        """Every entry that is not in the bin, oldest first; for an export."""
        return self._where(_TABLE.c.binned == 0)

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

    def _index(self, entry: JournalEntry) -> None:
        if entry.binned_at is None:
            self._connection.exec_driver_sql(_ADD_WORDS, (entry.moment, *_indexed(entry)))
            self._count(entry, +1)

    def _unindex(self, entry: JournalEntry) -> None:
        if entry.binned_at is None:
            self._connection.exec_driver_sql(_REMOVE_WORDS, (entry.moment, *_indexed(entry)))
            self._count(entry, -1)

    def _count(self, entry: JournalEntry, by: int) -> None:
        kept = tables.journal_label
        for role in LabelRole:
            for label in entry.text.labels(role):
                row = insert(kept).values(role=role.value, label=label, uses=by)
                update = row.on_conflict_do_update(index_elements=["role", "label"], set_={"uses": kept.c.uses + by})
                self._connection.execute(update)
                if by < 0:
                    gone = (kept.c.role == role.value, kept.c.label == label, kept.c.uses <= 0)
                    self._connection.execute(kept.delete().where(*gone))


class Templates(Documents[Template]):
    """Own templates."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _TEMPLATES)

    def delete(self, template_id: str) -> None:
        """Delete one."""
        self._delete(tables.journal_template.c.id == template_id)


class OwnWays(Documents[OwnWay]):
    """Own ways to meet a need."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _WAYS)

    def delete(self, way_id: str) -> None:
        """Delete one."""
        self._delete(tables.own_way.c.id == way_id)


def preview_of(body: str) -> str:
    """The beginning of a body in one line, without its Markdown signs."""
    plain = body[: PREVIEW * 3].translate(_SIGNS)
    return " ".join(plain.split())[:PREVIEW]


_SIGNS = str.maketrans(dict.fromkeys("*#>`\\", ""))


def _indexed(entry: JournalEntry) -> tuple[str, str]:
    """The words and marks of an entry as they stand in the index; removing them needs the very same again."""
    said = entry.text
    words = index_text(
        said.title,
        said.body,
        *(label for role in LabelRole for label in said.labels(role)),
        *said.ways,
        said.for_us,
        said.for_me,
        said.for_safety,
    )
    marks = [_mark("kind", said.kind), _mark("boundary", said.boundary)]
    marks += [_mark(role, label) for role in LabelRole for label in said.labels(role)]
    return words, " ".join(marks)


def _mark(role: str, value: str) -> str:
    """A word that stands for a value in the index; its letters are not those of any text."""
    return f"{role.replace('_', '')}x{value.casefold().encode('utf-8').hex()}"


def _asked(query: JournalQuery) -> str:
    """The question in the index's own language; every word is quoted, so nothing in it is an operator."""
    parts = [f'words : "{" ".join(phrase)}" *' for phrase in phrases(query.words)]
    if query.kind is not None:
        parts.append(f'marks : "{_mark("kind", query.kind)}"')
    if query.boundary is not None:
        parts.append(f'marks : "{_mark("boundary", query.boundary)}"')
    parts += [f'marks : "{_mark(role, label)}"' for role, label in query.labels]
    return " AND ".join(parts)


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
