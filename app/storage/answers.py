"""Repositories of a person's list: answers and their history, own words for terms, own entries, hidden categories."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from app.models.answer import Answer, AnswerChange, AnswerKey, TermWords
from app.models.catalogue import CatalogueEntry, Category
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository, PreparedStatement, Repository, decoded

_ADD_HISTORY = PreparedStatement(
    tables.answer_history.insert().values(
        activity_id=bindparam("activity_id"), at=bindparam("at"), data=bindparam("data")
    )
)


_ANSWERED = PreparedStatement(
    select(tables.answer.c.activity_id).where(
        tables.answer.c.stance.is_not(None),
        tables.answer.c.activity_id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value)),
    )
)
_ASKED_AGAIN = PreparedStatement(
    select(tables.answer.c.data)
    .where(tables.answer.c.ask_after < bindparam("today"))
    .order_by(tables.answer.c.ask_after, tables.answer.c.activity_id, tables.answer.c.direction)
)


class Answers(Repository[Answer]):
    """The current answers, and every answer that was ever given."""

    documents = DocumentTable(
        tables.answer,
        Answer,
        lambda a: {
            "activity_id": a.activity_id,
            "direction": a.direction.value,
            "stance": a.stance.value if a.stance and a.is_complete else None,
            "ask_after": a.ask_after.isoformat() if a.ask_after else None,
        },
    )

    def get(self, key: AnswerKey) -> Answer | None:
        """The answer to one side of an activity."""
        return self._first(*self._has_key(key))

    def save(self, model: Answer, at: datetime | None = None) -> None:
        """Save an answer given at this time (UTC), and add it to the history; an empty one is kept only there."""
        if at is None:
            raise ValueError("an answer is saved with its time")
        row = self.documents.row(model)
        if model.is_empty:
            self._delete(*self._has_key(model.key))
        else:
            self.documents.upsert.run(self._connection, row)
        _ADD_HISTORY.run(self._connection, {**row, "at": at.isoformat()})

    def history(self, activity_id: str) -> tuple[AnswerChange, ...]:
        """How the answers to an activity changed, newest first."""
        return self._history(tables.answer_history.c.activity_id == activity_id)

    def whole_history(self) -> tuple[AnswerChange, ...]:
        """How every answer changed, newest first."""
        return self._history()

    def undo(self, key: AnswerKey, at: datetime, before: Answer | None) -> None:
        """Let an answer be what it was before the change made at this time, which leaves the history, too."""
        if before is None:
            self._delete(*self._has_key(key))
        else:
            self.documents.upsert.run(self._connection, self.documents.row(before))
        table = tables.answer_history
        then = select(table.c.id, table.c.data).where(
            table.c.activity_id == key.activity_id, table.c.at == at.isoformat()
        )
        rows = self._connection.execute(then).all()
        answers = self.documents.many([row.data for row in rows], of=table)
        ids = [row.id for row, answer in zip(rows, answers, strict=True) if answer.direction is key.direction]
        self._connection.execute(table.delete().where(table.c.id.in_(ids)))

    def delete_activity(self, activity_id: str) -> None:
        """Delete all answers to an activity, with their history."""
        self._delete(tables.answer.c.activity_id == activity_id)
        history = tables.answer_history
        self._connection.execute(history.delete().where(history.c.activity_id == activity_id))

    def answered_among(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these activities have a stance."""
        return frozenset(found for (found,) in _ANSWERED.rows(self._connection, {"ids": json.dumps(sorted(ids))}))

    def asked_again(self, today: date) -> tuple[Answer, ...]:
        """The limits that the person wanted to be asked about again by now, the longest due first."""
        rows = _ASKED_AGAIN.rows(self._connection, {"today": today.isoformat()})
        found = self.documents.many([data for (data,) in rows])
        return tuple(answer for answer in found if answer.is_asked_again(today))

    def _has_key(self, key: AnswerKey) -> tuple[ColumnElement[bool], ...]:
        return (tables.answer.c.activity_id == key.activity_id, tables.answer.c.direction == key.direction.value)

    def _history(self, *conditions: ColumnElement[bool]) -> tuple[AnswerChange, ...]:
        table = tables.answer_history
        found = select(table.c.at, table.c.data).where(*conditions).order_by(table.c.id.desc())

        def decode() -> tuple[AnswerChange, ...]:
            rows = self._connection.execute(found).all()
            answers = self.documents.many([row.data for row in rows], of=table)
            pairs = zip(answers, rows, strict=True)
            return tuple(AnswerChange(answer=answer, at=datetime.fromisoformat(row.at)) for answer, row in pairs)

        return decoded(table.name, decode)


class OwnTerms(KeyedRepository[TermWords]):
    """Own words for terms, and all earlier ones."""

    documents = DocumentTable(tables.term, TermWords, lambda t: {"entry_id": t.entry_id})

    def save(self, model: TermWords, at: datetime | None = None) -> None:
        """Save words written at this time (UTC), and add them to the history."""
        if at is None:
            raise ValueError("words are saved with their time")
        super().save(model)
        row = {"entry_id": model.entry_id, "at": at.isoformat(), "words": model.words}
        self._connection.execute(tables.term_history.insert().values(row))

    def history(self, entry_id: str) -> tuple[tuple[datetime, str], ...]:
        """How the words changed, newest first."""
        table = tables.term_history
        found = select(table.c.at, table.c.words).where(table.c.entry_id == entry_id).order_by(table.c.id.desc())
        return decoded(
            table.name,
            lambda: tuple((datetime.fromisoformat(row.at), row.words) for row in self._connection.execute(found)),
        )

    def delete(self, key: str) -> bool:
        """Delete the words for a term, with their history; whether there were any."""
        history = tables.term_history
        self._connection.execute(history.delete().where(history.c.entry_id == key))
        return super().delete(key)


class OwnEntries(KeyedRepository[CatalogueEntry]):
    """Own entries."""

    documents = DocumentTable(tables.entry, CatalogueEntry, lambda e: {"id": e.id, "category": e.category})


class OwnCategories(KeyedRepository[Category]):
    """Own categories."""

    documents = DocumentTable(tables.category, Category, lambda c: {"id": c.id})


class HiddenCategories:
    """Categories that the person does not want to see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> frozenset[str]:
        """Ids of the hidden categories."""
        return frozenset(self._connection.execute(select(tables.hidden_category.c.category_id)).scalars())

    def set(self, category_id: str, hidden: bool) -> None:
        """Hide or show a category."""
        table = tables.hidden_category
        self._connection.execute(table.delete().where(table.c.category_id == category_id))
        if hidden:
            self._connection.execute(table.insert().values(category_id=category_id))
