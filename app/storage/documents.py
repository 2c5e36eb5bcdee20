"""A table whose rows hold one model each as JSON, beside the columns that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Delete, Insert, Select, Table, bindparam, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import OperationalError

from app.errors import VaultDamaged
from app.models.base import Model
from app.storage.databases import run_raw

M = TypeVar("M", bound=Model)
T = TypeVar("T")
_AT_ONCE = 250


def unquoted(table: str, work: Callable[[], T]) -> T:
    """The result of `work`; what a damaged row raises becomes `VaultDamaged`, which holds on to nothing of the row."""
    try:
        return work()
    except (ValueError, OperationalError):  # pydantic's and json's errors are ValueErrors
        pass
    raise VaultDamaged(table)  # outside the handler, so that no context quotes the row


class Prepared:
    """A statement compiled once for all and run past SQLAlchemy; for the writes that are made at every key.

    SQLAlchemy's cache costs about 60 µs a statement and its execution 35 more, which shows beside a commit of 0.8 ms.
    """

    def __init__(self, statement: Insert | Delete) -> None:
        compiled = statement.compile(dialect=sqlite.dialect())
        self._sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Execute it with these values; gives the number of rows it touched."""
        return run_raw(connection, self._sql, tuple([values[name] for name in self._names]))


class Shape(Generic[M]):
    """How a model stands in its table: key columns first, then the others, then `data`.

    Statements are built once, so that SQLAlchemy finds them compiled. Rows come back in the order in which
    they were first kept.
    """

    def __init__(self, table: Table, model: type[M], columns: Callable[[M], dict[str, Any]]) -> None:
        self.table = table
        self.model = model
        self.columns = columns
        self._one = TypeAdapter(model)
        self._many = TypeAdapter(tuple[model, ...])  # type: ignore[valid-type]
        keys = [column.name for column in table.primary_key.columns]
        others = [column.name for column in table.columns if column.name not in keys]
        statement = insert(table).values({column.name: bindparam(column.name) for column in table.columns})
        self.upsert = Prepared(
            statement.on_conflict_do_update(
                index_elements=keys, set_={name: statement.excluded[name] for name in others}
            )
        )
        self.every = select(table.c.data).order_by(literal_column("rowid"))

    def values(self, model: M) -> dict[str, Any]:
        """The row of a model."""
        return {**self.columns(model), "data": model.model_dump_json()}

    def one(self, data: str | None) -> M | None:
        """The model of a row's JSON. Raises `VaultDamaged` for what is none."""
        if data is None:
            return None
        return unquoted(self.table.name, lambda: self._one.validate_json(data))

    def many(self, rows: Sequence[str]) -> tuple[M, ...]:
        """The models of many rows; a row is one model, no more and no less."""
        return unquoted(self.table.name, lambda: self._exactly(rows))

    def _exactly(self, rows: Sequence[str]) -> tuple[M, ...]:
        # Many in one call are fast, but a call holds up every other thread, the window's too, until it is done.
        models: list[M] = []
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            found = self._many.validate_json(f"[{','.join(part)}]")
            if len(found) != len(part):
                raise ValueError("a row that is not one model")
            models.extend(found)
        return tuple(models)


class Documents(Generic[M]):
    """A repository over one such table."""

    def __init__(self, connection: Connection, shape: Shape[M]) -> None:
        self._connection = connection
        self._shape = shape

    def all(self) -> tuple[M, ...]:
        """Every model."""
        return self._select(self._shape.every)

    def save(self, model: M) -> None:
        """Keep a model, new or changed."""
        self._shape.upsert.run(self._connection, self._shape.values(model))

    def _select(self, statement: Select[Any]) -> tuple[M, ...]:
        name = self._shape.table.name
        return self._shape.many(unquoted(name, lambda: self._connection.execute(statement).scalars().all()))

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[M, ...]:
        return self._select(self._shape.every.where(*conditions))

    def _first(self, *conditions: ColumnElement[bool]) -> M | None:
        statement = select(self._shape.table.c.data).where(*conditions)
        return self._shape.one(self._connection.execute(statement).scalars().first())

    def _delete(self, *conditions: ColumnElement[bool]) -> bool:
        return bool(self._connection.execute(self._shape.table.delete().where(*conditions)).rowcount)

    def _replace(self, models: Iterable[M], key: str) -> None:
        """Make the table hold exactly these, writing only what differs."""
        wanted = {self._shape.columns(model)[key]: model for model in models}
        have = {self._shape.columns(model)[key]: model for model in self.all()}
        for gone in have.keys() - wanted.keys():
            self._delete(self._shape.table.c[key] == gone)
        for name, model in wanted.items():
            if have.get(name) != model:
                self.save(model)


class Keyed(Documents[M]):
    """Documents that are found and deleted by the one column that is their key."""

    def get(self, key: str) -> M | None:
        """The one with this key."""
        return self._first(self._is(key))

    def delete(self, key: str) -> bool:
        """Delete the one with this key; whether there was one."""
        return self._delete(self._is(key))

    def _is(self, key: str) -> ColumnElement[bool]:
        (column,) = self._shape.table.primary_key.columns
        return column == key


class Prefs:
    """Small things kept by a name."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def get(self, key: str) -> str | None:
        """What is kept under a name."""
        found = select(self._table.c.value).where(self._table.c.key == key)
        value: str | None = self._connection.execute(found).scalars().first()
        return value

    def set(self, key: str, value: str | None) -> None:
        """Keep a value, or nothing any more."""
        self._connection.execute(self._table.delete().where(self._table.c.key == key))
        if value is not None:
            self._connection.execute(self._table.insert().values(key=key, value=value))
