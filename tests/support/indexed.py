"""Whether the journal's search index holds exactly the words of its entries; read out of the index itself."""

from __future__ import annotations

from collections import Counter

from app.models.base import PersonId
from app.models.journal import JournalQuery, LabelRole
from app.storage.journal_index import index_row
from app.storage.spaces import private_space
from app.storage.unit_of_work import UnitOfWork

Place = tuple[str, str, int, int]
"""A word, its column, the moment of its entry, and its position."""


def differences(uow: UnitOfWork, person: PersonId) -> list[object]:
    """What the index or the count of labels holds too much or too little; `uow` has to be one that may write."""
    journal, connection = uow.private(person).journal, uow.connection(private_space(person))
    run = connection.exec_driver_sql
    waiting = {row[0]: (row[1], row[2]) for row in run("SELECT moment, words, marks FROM journal_stale")}
    wanted: Counter[Place] = Counter()
    uses: Counter[tuple[str, str]] = Counter()
    for entry in journal.of((*journal.moments(JournalQuery()), *journal.pinned())):
        held = waiting.pop(entry.moment, None) or index_row(entry.text)
        for column, words in zip(("words", "marks"), held, strict=True):
            wanted.update((word, column, entry.moment, at) for at, word in enumerate(words.split()))
        uses.update((role.value, label) for role in LabelRole for label in entry.text.labels(role))
    run("INSERT INTO journal_words (journal_words) VALUES ('integrity-check')")
    run("CREATE VIRTUAL TABLE temp.each_word USING fts5vocab('main', 'journal_words', 'instance')")
    there = Counter((row[0], row[1], row[2], row[3]) for row in run('SELECT term, col, doc, "offset" FROM each_word'))
    run("DROP TABLE temp.each_word")
    counted = {(row[0], row[1]): row[2] for row in run("SELECT role, label, uses FROM journal_label")}
    return [
        *(wanted - there),
        *(there - wanted),
        *waiting,
        *(counted.items() ^ dict(uses).items()),
    ]
