"""Repositories of the shared space: models in, models out."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from app.models.person import Person
from app.storage.rows import person_from, person_values
from app.storage.tables_shared import person as person_table

# Statements are built once: building one takes as long as SQLite takes to run it.
_UPDATE = person_table.update().where(person_table.c.id == bindparam("this_id"))
_INSERT = person_table.insert()
_NEXT = select(func.coalesce(func.max(person_table.c.position), -1) + 1)


class People:
    """The profiles of the two."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Person, ...]:
        """In the order of joining."""
        rows = self._connection.execute(select(person_table).order_by(person_table.c.position, person_table.c.id))
        return tuple(person_from(row) for row in rows)

    def save(self, person: Person) -> None:
        """Change a profile, or add one after the others."""
        values = person_values(person)
        if not self._connection.execute(_UPDATE, {"this_id": person.id, **values}).rowcount:
            self._connection.execute(_INSERT, {"position": self._connection.execute(_NEXT).scalar_one(), **values})


class SharedRepos:
    """Everything kept in the shared space."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
