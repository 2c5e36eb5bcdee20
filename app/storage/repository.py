"""Repositories: each keeps models of one kind as JSON in a table, beside the columns that queries use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import OperationalError

from app.errors import VaultDamaged
from app.models.base import Model
from app.storage.databases import all_raw, run_raw

M = TypeVar("M", bound=Model)
R = TypeVar("R")
T = TypeVar("T")
_VALIDATED_AT_ONCE = 40


def decoded(table: str, decode: Callable[[], T]) -> T:
    """What `decode` makes of rows of a table. VaultDamaged if a row is invalid; the error holds nothing of the row."""
    try:
        return decode()
    except (ValueError, TypeError, OperationalError):  # pydantic's and json's are ValueErrors, bytes no text
        pass
    raise VaultDamaged(table)  # outside the handler, so that no context quotes the row


class PreparedStatement:
    """A statement compiled once and run past SQLAlchemy, for what happens at every keystroke and in every act.

    SQLAlchemy's cache costs about 60 µs a statement and its execution 35 more, which shows beside a commit of 0.8 ms.
    """

    def __init__(self, statement: Insert | Update | Delete | Select[Any]) -> None:
        compiled = statement.compile(dialect=sqlite.dialect())
        self._sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Execute it with these values; the number of rows it touched."""
        return run_raw(connection, self._sql, tuple([values[name] for name in self._names]))

    def rows(self, connection: Connection, values: Mapping[str, Any] = MappingProxyType({})) -> list[tuple[Any, ...]]:
        """Execute it with these values; the rows that it found or returned."""
        given = {**self._constants, **values} if self._constants else values
        return all_raw(connection, self._sql, tuple([given[name] for name in self._names]))


def upsert(table: Table) -> Insert:
    """The statement that writes a row of a table, in place of the one with the same primary key."""
    statement = insert(table).values({column.name: bindparam(column.name) for column in table.columns})
    keys = [column.name for column in table.primary_key.columns]
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if not others:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


class DocumentTable(Generic[M]):
    """How a model is stored: the key columns and the other columns of its table, and the model as JSON in `data`.

    Statements are built once, so that SQLAlchemy finds them compiled. Rows come in the order they were first saved.
    """

    def __init__(self, table: Table, model: type[M], columns: Callable[[M], dict[str, Any]]) -> None:
        self.table = table
        self.model = model
        self.columns = columns
        self._one = TypeAdapter(model)
        self._many = TypeAdapter(tuple[model, ...])  # type: ignore[valid-type]
        self.upsert = PreparedStatement(upsert(table))
        self.every = select(table.c.data).order_by(literal_column("rowid"))
        self._every_row = str(self.every.compile(dialect=sqlite.dialect()))

    def row(self, model: M) -> dict[str, Any]:
        """The row of a model."""
        return {**self.columns(model), "data": model.model_dump_json()}

    def all(self, connection: Connection) -> tuple[M, ...]:
        """Every model. Not through SQLAlchemy's compiler, which starts from nothing with each opened database."""
        rows = decoded(self.table.name, lambda: connection.exec_driver_sql(self._every_row).scalars().all())
        return self.many(rows)

    def one(self, data: str | None) -> M | None:
        """The model of a row's JSON. Raises `VaultDamaged` for invalid JSON."""
        if data is None:
            return None
        return decoded(self.table.name, lambda: self._one.validate_json(data))

    def many(self, rows: Sequence[str], *, of: Table | None = None) -> tuple[M, ...]:
        """The models of many rows, exactly one for each; `of`: the table they are from, if it is not this one."""
        return decoded((self.table if of is None else of).name, lambda: self._exactly(rows))

    def _exactly(self, rows: Sequence[str]) -> tuple[M, ...]:
        # Validating many at once is fast, but each call blocks every other thread, the window's too, until it returns.
        models: list[M] = []
        for start in range(0, len(rows), _VALIDATED_AT_ONCE):
            part = rows[start : start + _VALIDATED_AT_ONCE]
            found = self._many.validate_json(f"[{','.join(part)}]")
            if len(found) != len(part):
                raise ValueError("a row that is not one model")
            models.extend(found)
        return tuple(models)


class Repository(Generic[M]):
    """The models of one table; a subclass says which."""

    documents: DocumentTable[M]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[M, ...]:
        """Every model."""
        return self.documents.all(self._connection)

    def save(self, model: M) -> None:
        """Save a model, new or changed."""
        self.documents.upsert.run(self._connection, self.documents.row(model))

    def delete_all(self) -> None:
        """Delete every model."""
        self._delete()

    def _select(self, statement: Select[Any]) -> tuple[M, ...]:
        rows = decoded(self.documents.table.name, lambda: self._connection.execute(statement).scalars().all())
        return self.documents.many(rows)

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[M, ...]:
        return self._select(self.documents.every.where(*conditions))

    def _first(self, *conditions: ColumnElement[bool]) -> M | None:
        statement = select(self.documents.table.c.data).where(*conditions)
        return self.documents.one(self._connection.execute(statement).scalars().first())

    def _delete(self, *conditions: ColumnElement[bool]) -> bool:
        return bool(self._connection.execute(self.documents.table.delete().where(*conditions)).rowcount)


class KeyedRepository(Repository[M]):
    """Models that are read and deleted by the one column that is the primary key."""

    def get(self, key: str) -> M | None:
        """The model with this key."""
        return self._first(self._has_key(key))

    def delete(self, key: str) -> bool:
        """Delete the model with this key; whether there was one."""
        return self._delete(self._has_key(key))

    def _has_key(self, key: str) -> ColumnElement[bool]:
        (column,) = self.documents.table.primary_key.columns
        return column == key


class KeyValues:
    """A table of small values by name."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    def get(self, key: str) -> str | None:
        """The value of a name."""
        found = _value_of(self._table).rows(self._connection, {"key": key})
        value: str | None = found[0][0] if found else None
        return value

    def set(self, key: str, value: str | None) -> None:
        """Set the value of a name; None removes it."""
        self._connection.execute(self._table.delete().where(self._table.c.key == key))
        if value is not None:
            self._connection.execute(self._table.insert().values(key=key, value=value))


@cache
def _value_of(table: Table) -> PreparedStatement:
    return PreparedStatement(select(table.c.value).where(table.c.key == bindparam("key")))


class StoredModel(Generic[M]):
    """One model under a name in a table of small values. A model without any values of its own is not stored."""

    def __init__(self, connection: Connection, table: Table, name: str, model: type[M]) -> None:
        self._values, self._table, self._name, self.model = KeyValues(connection, table), table, name, model

    def get(self) -> M:
        """The model as it was saved. Raises `VaultDamaged` for an invalid one."""
        stored = self._values.get(self._name)
        if stored is None:
            return self.model()
        return decoded(self._table.name, lambda: self.model.model_validate_json(stored))

    def save(self, model: M) -> None:
        """Save it in place of the one before."""
        self._values.set(self._name, None if model == self.model() else model.model_dump_json())


class Part(cached_property[R]):
    """A repository of a space with a `connection`, made when it is first asked for."""

    def __init__(self, make: Callable[[Connection], R]) -> None:
        super().__init__(lambda space: make(space.connection))
