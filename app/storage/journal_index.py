"""The full-text index over journal entries and the counts of their labels.

Deleting words from the index without a trace costs forty times as much as saving a text, because they are in many
pages of the file. So while an entry is being written, the words that the index still has of it are kept beside it, and
`reindex` replaces them once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from sqlalchemy import Connection

from app.models.folding import index_text, phrases
from app.models.journal import LABEL_FIELDS, EntryText, JournalEntry, JournalQuery, LabelRole
from app.storage import tables_private as tables
from app.storage.databases import all_raw

_labels = attrgetter(*LABEL_FIELDS.values())

_FTS = tables.JOURNAL_WORDS
_ADD = f"INSERT INTO {_FTS} (rowid, words, marks) VALUES (?, ?, ?)"
_REMOVE = f"INSERT INTO {_FTS} ({_FTS}, rowid, words, marks) VALUES ('delete', ?, ?, ?)"
_COUNT = (
    "INSERT INTO journal_label (role, label, uses) VALUES (?, ?, ?) "
    "ON CONFLICT (role, label) DO UPDATE SET uses = uses + excluded.uses"
)
_NOTE_STALE = "INSERT INTO journal_stale (moment, words, marks) VALUES (?, ?, ?)"
_IS_STALE = "SELECT 1 FROM journal_stale WHERE moment = ?"
_STALE = "SELECT moment FROM journal_stale"
_TAKE_STALE = "DELETE FROM journal_stale WHERE moment = ? RETURNING words, marks"
_MERGE = f"INSERT INTO {_FTS} ({_FTS}) VALUES ('optimize')"
_SECURE = f"INSERT INTO {_FTS} ({_FTS}, rank) VALUES ('secure-delete', ?)"
MANY = 25
"""Removing so many entries costs as much as merging the index of a large journal."""
_NO_MOMENT = -(2**62)
_DELETE_UNUSED_LABELS = "DELETE FROM journal_label WHERE uses <= 0"

Step = Callable[[int], object]
IndexRow = tuple[str, str]
"""The words and marks of an entry in the index; removing them takes exactly the same words and marks again."""


class WordIndex:
    """Keeps the index and the counts of labels in step with the entries that are not in the bin."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entries: Iterable[JournalEntry]) -> None:
        """Add entries to the index."""
        rows, uses = [], Counter[tuple[str, str]]()
        for entry in entries:
            if entry.binned_at is None:
                rows.append((entry.moment, *index_row(entry.text)))
                uses.update(_label_uses(entry.text))
        self._run(_ADD, rows)
        self._count(uses)

    def remove(self, entry: JournalEntry) -> None:
        """Remove an entry from the index."""
        if entry.binned_at is None:
            self._connection.exec_driver_sql(_REMOVE, (entry.moment, *self._take_row(entry)))
            self._count(Counter({key: -uses for key, uses in _label_uses(entry.text).items()}))

    def remove_many(self, entries: Sequence[JournalEntry], step: Step) -> None:
        """Remove entries; `step` is called with the number done, and may raise to stop.

        The words of many are only marked as deleted, which is quick, and then leave the file as the index is merged.
        """
        is_merged = len(entries) >= MANY
        if is_merged:
            self._connection.exec_driver_sql(_SECURE, (0,))
        try:
            for number, entry in enumerate(entries):
                step(number)
                self.remove(entry)
            if is_merged:
                self._connection.exec_driver_sql(_MERGE)
        finally:
            if is_merged:
                self._connection.exec_driver_sql(_SECURE, (1,))

    def rewrite(self) -> None:
        """Rewrite the index's pages.

        FTS5 rewrites only where it has something to merge, so a row is added first and removed afterwards.
        """
        row = (_NO_MOMENT, "", "rewriting")
        for statement, values in ((_ADD, row), (_MERGE, ()), (_REMOVE, row)):
            self._connection.exec_driver_sql(statement, values)

    def update(self, before: JournalEntry, after: JournalEntry, *, index_later: bool = False) -> None:
        """Replace an entry. `index_later`: a changed text is found only after `reindex`."""
        is_same_row = before.binned_at is None and after.binned_at is None and before.at == after.at
        if not is_same_row:
            self.remove(before)
            self.add((after,))
            return
        if before.text == after.text:
            return
        if _labels(before.text) != _labels(after.text):
            changed = _label_uses(after.text)
            changed.subtract(_label_uses(before.text))
            self._count(changed)
        if not all_raw(self._connection, _IS_STALE, (before.moment,)):
            self._connection.exec_driver_sql(_NOTE_STALE, (before.moment, *index_row(before.text)))
        if not index_later:
            self.reindex(after)

    def stale_moments(self) -> tuple[int, ...]:
        """Moments of the entries that the index has with earlier words."""
        return tuple(self._connection.exec_driver_sql(_STALE).scalars())

    def reindex(self, entry: JournalEntry) -> None:
        """Replace an entry's earlier words in the index by its current ones."""
        earlier, current = self._take_row(entry), index_row(entry.text)
        if earlier != current:
            self._connection.exec_driver_sql(_REMOVE, (entry.moment, *earlier))
            self._connection.exec_driver_sql(_ADD, (entry.moment, *current))

    def _take_row(self, entry: JournalEntry) -> IndexRow:
        """The row that the index has of an entry, which is no longer noted as stale."""
        found = self._connection.exec_driver_sql(_TAKE_STALE, (entry.moment,)).all()
        return (found[0][0], found[0][1]) if found else index_row(entry.text)

    def _count(self, uses: Counter[tuple[str, str]]) -> None:
        changed = [(*key, by) for key, by in uses.items() if by]
        self._run(_COUNT, changed)
        if any(by < 0 for *_, by in changed):
            self._connection.exec_driver_sql(_DELETE_UNUSED_LABELS)

    def _run(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._connection.exec_driver_sql(statement, list(rows))


def index_row(text: EntryText) -> IndexRow:
    """The words and marks by which the index finds a text."""
    words = index_text(
        text.title,
        text.body,
        *(label for role in LabelRole for label in text.labels(role)),
        *text.ways,
        text.for_us,
        text.for_me,
        text.for_safety,
    )
    marks = [_mark("kind", text.kind), _mark("boundary", text.boundary)]
    marks += [_mark(role, label) for role in LabelRole for label in text.labels(role)]
    return words, " ".join(marks)


def match_expression(query: JournalQuery) -> str:
    """The FTS5 expression for a query; every word is quoted, so nothing typed is an operator."""
    parts = [f'words : "{" ".join(phrase)}" *' for phrase in phrases(query.words)]
    if query.kind is not None:
        parts.append(f'marks : "{_mark("kind", query.kind)}"')
    if query.boundary is not None:
        parts.append(f'marks : "{_mark("boundary", query.boundary)}"')
    parts += [f'marks : "{_mark(role, label)}"' for role, label in query.labels]
    return " AND ".join(parts)


def _label_uses(text: EntryText) -> Counter[tuple[str, str]]:
    return Counter((role.value, label) for role in LabelRole for label in text.labels(role))


def _mark(role: str, value: str) -> str:
    """A word for a value of a role, made of letters that no text has in that order."""
    return f"{role.replace('_', '')}x{value.casefold().encode('utf-8').hex()}"
