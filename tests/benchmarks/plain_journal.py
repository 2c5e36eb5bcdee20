"""The same journal in plain SQLite: FTS5 over the same words, the same pragmas, no encryption."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from app.models.journal import EntryText
from app.ui.journal.list_presenter import FIRST_ENTRIES
from tests.benchmarks.journal_vault import Writer

_PRAGMAS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
)
_TABLES = """
CREATE VIRTUAL TABLE word_index USING fts5(words, content='', prefix='1 2 3');
CREATE TABLE entry (moment INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);
"""
_FIND = "SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid DESC LIMIT ?"
_SHOWN = 120
"""Letters of a body that a row of the list has room for."""


def connect(file: Path) -> sqlite3.Connection:
    """Plain SQLite with the pragmas of our own files."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


class PlainJournal:
    """What a program without any of our promises would ask of SQLite."""

    def __init__(self, file: Path) -> None:
        self._connection = connect(file)

    def fill(self, count: int) -> None:
        """Put in the same entries."""
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")
        for entry in Writer().entries(count):
            self._connection.execute(
                "INSERT INTO word_index (rowid, words) VALUES (?, ?)", (entry.moment, _said(entry.text))
            )
            row = (entry.moment, entry.text.title, entry.text.body)
            self._connection.execute("INSERT INTO entry VALUES (?, ?, ?)", row)
        self._connection.execute("COMMIT")

    def find(self, words: str) -> tuple[int, ...]:
        """The newest entries with words that begin like these."""
        asked = " AND ".join(f'"{word}" *' for word in words.split())
        return tuple(row[0] for row in self._connection.execute(_FIND, (asked, FIRST_ENTRIES)))

    def rows(self, moments: tuple[int, ...]) -> list[str]:
        """Title and first words of each."""
        asked = f"SELECT title || char(10) || substr(body, 1, {_SHOWN}) FROM entry WHERE moment = ?"
        return [self._connection.execute(asked, (moment,)).fetchone()[0] for moment in moments]

    def save(self, moment: int, body: str) -> None:
        """Keep a text on the disk."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("UPDATE entry SET body = ? WHERE moment = ?", (body, moment))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _said(text: EntryText) -> str:
    return " ".join((text.title, text.body, *text.feelings, *text.needs, *text.tags))
