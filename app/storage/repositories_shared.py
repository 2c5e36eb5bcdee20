"""Repositories of the shared space: models in, models out."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.models.person import Person
from app.storage.rows import person_from, person_values
from app.storage.tables_shared import person as person_table


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
        changed = self._connection.execute(
            person_table.update().where(person_table.c.id == person.id).values(**values)
        ).rowcount
        if not changed:
            last = self._connection.execute(select(func.coalesce(func.max(person_table.c.position), -1))).scalar_one()
            self._connection.execute(person_table.insert().values(position=last + 1, **values))


class SharedRepos:
    """Everything kept in the shared space."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
