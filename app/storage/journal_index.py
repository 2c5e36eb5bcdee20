"""The search index over journal entries and the count of their labels: what it holds, and how it is asked.

Taking words out of the index for good costs forty times as much as keeping a text, as it happens in many pages of the
file. So while an entry is being written, the words that it is still found by wait beside it until `settle`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from app.models.folding import index_text, phrases
from app.models.journal import EntryText, JournalEntry, JournalQuery, LabelRole
from app.storage import tables_private as tables

_FTS = tables.JOURNAL_WORDS
_ADD = f"INSERT INTO {_FTS} (rowid, words, marks) VALUES (?, ?, ?)"
_REMOVE = f"INSERT INTO {_FTS} ({_FTS}, rowid, words, marks) VALUES ('delete', ?, ?, ?)"
_COUNT = (
    "INSERT INTO journal_label (role, label, uses) VALUES (?, ?, ?) "
    "ON CONFLICT (role, label) DO UPDATE SET uses = uses + excluded.uses"
)
_WAIT = "INSERT INTO journal_waiting (moment, words, marks) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_WAITING = "SELECT moment, words, marks FROM journal_waiting"
_HELD = "DELETE FROM journal_waiting WHERE moment = ? RETURNING words, marks"
_MERGE = f"INSERT INTO {_FTS} ({_FTS}) VALUES ('optimize')"
_NO_MOMENT = -(2**62)
_EMPTY = (
    f"INSERT INTO {_FTS} ({_FTS}) VALUES ('delete-all')",
    "DELETE FROM journal_waiting",
    "DELETE FROM journal_label",
)
_FORGET = "DELETE FROM journal_label WHERE uses <= 0"

Indexed = tuple[str, str]
"""The words and marks of an entry as they stand in the index; removing them needs the very same again."""


class WordIndex:
    """Keeps index and counts in step with the entries that are not in the bin."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entries: Iterable[JournalEntry]) -> None:
        """Let these be found."""
        rows, uses = [], Counter[tuple[str, str]]()
        for entry in entries:
            if entry.binned_at is None:
                rows.append((entry.moment, *indexed(entry.text)))
                uses.update(_uses(entry.text))
        self._run(_ADD, rows)
        self._count(uses)

    def remove(self, entry: JournalEntry) -> None:
        """Let this be found no more."""
        if entry.binned_at is None:
            self._connection.exec_driver_sql(_REMOVE, (entry.moment, *self._held(entry)))
            self._count(Counter({key: -uses for key, uses in _uses(entry.text).items()}))

    def empty(self) -> None:
        """Let nothing be found; what remains is to be added again."""
        for statement in _EMPTY:
            self._connection.exec_driver_sql(statement)

    def rewrite(self) -> None:
        """Make the index anew of what is in it.

        Merging does that only where there is something to merge: a row is put in and taken out again.
        """
        held = (_NO_MOMENT, "", "rewriting")
        for statement, values in ((_ADD, held), (_MERGE, ()), (_REMOVE, held)):
            self._connection.exec_driver_sql(statement, values)

    def change(self, before: JournalEntry, after: JournalEntry, *, later: bool = False) -> None:
        """Another text or place in time. `later`: other words are found only once it is settled."""
        stays = before.binned_at is None and after.binned_at is None and before.moment == after.moment
        if not stays:
            self.remove(before)
            self.add((after,))
            return
        if before.text == after.text:
            return
        changed = Counter(_uses(after.text))
        changed.subtract(_uses(before.text))
        self._count(changed)
        self._connection.exec_driver_sql(_WAIT, (before.moment, *indexed(before.text)))
        if not later:
            self.settle(after)

    def waiting(self) -> tuple[int, ...]:
        """Moments of the entries that are still found by words they had."""
        return tuple(self._connection.exec_driver_sql(_WAITING).scalars())

    def settle(self, entry: JournalEntry) -> None:
        """Let an entry be found by the words it has."""
        held, has = self._held(entry), indexed(entry.text)
        if held != has:
            self._connection.exec_driver_sql(_REMOVE, (entry.moment, *held))
            self._connection.exec_driver_sql(_ADD, (entry.moment, *has))

    def _held(self, entry: JournalEntry) -> Indexed:
        """What the index holds of an entry; nothing waits any more."""
        found = self._connection.exec_driver_sql(_HELD, (entry.moment,)).all()
        return (found[0][0], found[0][1]) if found else indexed(entry.text)

    def _count(self, uses: Counter[tuple[str, str]]) -> None:
        changed = [(*key, by) for key, by in uses.items() if by]
        self._run(_COUNT, changed)
        if any(by < 0 for *_, by in changed):
            self._connection.exec_driver_sql(_FORGET)

    def _run(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._connection.exec_driver_sql(statement, list(rows))


def indexed(said: EntryText) -> Indexed:
    """What the index holds of an entry that says this."""
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


def match_expression(query: JournalQuery) -> str:
    """The question in the index's own language; every word is quoted, so nothing in it is an operator."""
    parts = [f'words : "{" ".join(phrase)}" *' for phrase in phrases(query.words)]
    if query.kind is not None:
        parts.append(f'marks : "{_mark("kind", query.kind)}"')
    if query.boundary is not None:
        parts.append(f'marks : "{_mark("boundary", query.boundary)}"')
    parts += [f'marks : "{_mark(role, label)}"' for role, label in query.labels]
    return " AND ".join(parts)


def _uses(said: EntryText) -> Counter[tuple[str, str]]:
    return Counter((role.value, label) for role in LabelRole for label in said.labels(role))


def _mark(role: str, value: str) -> str:
    """A word that stands for a value in the index; its letters are not those of any text."""
    return f"{role.replace('_', '')}x{value.casefold().encode('utf-8').hex()}"
