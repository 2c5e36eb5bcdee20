"""What one person answers and adds: stances, words and their history, own entries and categories, hidden ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, select

from app.models.answer import Answer, AnswerChange, AnswerKey, TermWords
from app.models.catalogue import CatalogueEntry, Category
from app.storage import tables_private as tables
from app.storage.documents import Documents, Prepared, Shape, unquoted

_ANSWERS = Shape(
    tables.answer,
    Answer,
    lambda a: {
        "activity_id": a.activity_id,
        "direction": a.direction.value,
        "stance": a.stance.value if a.stance and a.is_complete else None,
    },
)
_TERMS = Shape(tables.term, TermWords, lambda t: {"entry_id": t.entry_id})
ENTRIES = Shape(tables.entry, CatalogueEntry, lambda e: {"id": e.id, "category": e.category})
CATEGORIES = Shape(tables.category, Category, lambda c: {"id": c.id})
_ADD_HISTORY = Prepared(
    tables.answer_history.insert().values(
        activity_id=bindparam("activity_id"), at=bindparam("at"), data=bindparam("data")
    )
)


class Answers(Documents[Answer]):
    """Answers as they stand, and as they stood."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _ANSWERS)

    def get(self, key: AnswerKey) -> Answer | None:
        """The answer to one side of an activity."""
        return self._first(*self._is(key))

    def save(self, model: Answer, at: datetime | None = None) -> None:
        """Keep an answer, and that it was given at this time (UTC); an empty one is kept in the history alone."""
        if at is None:
            raise ValueError("an answer is kept with its time")
        row = _ANSWERS.values(model)
        if model.is_empty:
            self._delete(*self._is(model.key))
        else:
            _ANSWERS.upsert.run(self._connection, row)
        _ADD_HISTORY.run(self._connection, {**row, "at": at.isoformat()})

    def _is(self, key: AnswerKey) -> tuple[ColumnElement[bool], ...]:
        return (tables.answer.c.activity_id == key.activity_id, tables.answer.c.direction == key.direction.value)

    def history(self, activity_id: str) -> tuple[AnswerChange, ...]:
        """How the answers to an activity changed, newest first."""
        kept = tables.answer_history
        found = select(kept.c.at, kept.c.data).where(kept.c.activity_id == activity_id).order_by(kept.c.id.desc())
        return unquoted(
            kept.name,
            lambda: tuple(
                AnswerChange(answer=Answer.model_validate_json(row.data), at=datetime.fromisoformat(row.at))
                for row in self._connection.execute(found)
            ),
        )

    def whole_history(self) -> tuple[AnswerChange, ...]:
        """How every answer changed, newest first; one statement, however many activities there are."""
        kept = tables.answer_history
        found = select(kept.c.at, kept.c.data).order_by(kept.c.id.desc())

        def read() -> tuple[AnswerChange, ...]:
            rows = self._connection.execute(found).all()
            answers = _ANSWERS.many([row.data for row in rows])
            pairs = zip(answers, rows, strict=True)
            return tuple(AnswerChange(answer=answer, at=datetime.fromisoformat(row.at)) for answer, row in pairs)

        return unquoted(kept.name, read)

    def delete_activity(self, activity_id: str) -> None:
        """Delete everything said to an activity."""
        self._delete(tables.answer.c.activity_id == activity_id)
        kept = tables.answer_history
        self._connection.execute(kept.delete().where(kept.c.activity_id == activity_id))

    def answered_among(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these activities have a stance."""
        answer = tables.answer.c
        found = select(answer.activity_id).where(answer.stance.is_not(None), answer.activity_id.in_(list(ids)))
        return frozenset(self._connection.execute(found).scalars())


class Terms(Documents[TermWords]):
    """Own words for terms, and how they were before."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _TERMS)

    def get(self, entry_id: str) -> TermWords | None:
        """The words for one term."""
        return self._first(tables.term.c.entry_id == entry_id)

    def save(self, model: TermWords, at: datetime | None = None) -> None:
        """Keep words, and that they were written at this time (UTC)."""
        if at is None:
            raise ValueError("words are kept with their time")
        super().save(model)
        row = {"entry_id": model.entry_id, "at": at.isoformat(), "words": model.words}
        self._connection.execute(tables.term_history.insert().values(row))

    def history(self, entry_id: str) -> tuple[tuple[datetime, str], ...]:
        """How the words changed, newest first."""
        kept = tables.term_history
        found = select(kept.c.at, kept.c.words).where(kept.c.entry_id == entry_id).order_by(kept.c.id.desc())
        return unquoted(
            kept.name,
            lambda: tuple((datetime.fromisoformat(row.at), row.words) for row in self._connection.execute(found)),
        )

    def delete(self, entry_id: str) -> None:
        """Delete the words and their history."""
        self._delete(tables.term.c.entry_id == entry_id)
        kept = tables.term_history
        self._connection.execute(kept.delete().where(kept.c.entry_id == entry_id))


class Hidden:
    """Categories this person does not want to see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> frozenset[str]:
        """The ids of the hidden ones."""
        return frozenset(self._connection.execute(select(tables.hidden_category.c.category_id)).scalars())

    def set(self, category_id: str, hidden: bool) -> None:
        """Hide or show one."""
        table = tables.hidden_category
        self._connection.execute(table.delete().where(table.c.category_id == category_id))
        if hidden:
            self._connection.execute(table.insert().values(category_id=category_id))
