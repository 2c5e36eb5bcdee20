"""Repositories of a private space: models in, models out."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.models.base import PersonId
from app.models.person import Person
from app.storage.rows import person_from, person_values
from app.storage.tables_private import person as person_table


class Profile:
    """One's own profile."""

    def __init__(self, connection: Connection, person_id: PersonId) -> None:
        self._connection = connection
        self._person_id = person_id

    def get(self) -> Person:
        """The profile; it is written when the space is made."""
        found = select(person_table).where(person_table.c.id == self._person_id)
        return person_from(self._connection.execute(found).one())

    def save(self, person: Person) -> None:
        """Replace it."""
        if person.id != self._person_id:
            raise ValueError("a private space holds its own person's profile")
        self._connection.execute(person_table.delete())
        self._connection.execute(person_table.insert().values(position=0, **person_values(person)))


class PrivateRepos:
    """Everything kept in one person's private space."""

    def __init__(self, connection: Connection, person_id: PersonId) -> None:
        self.profile = Profile(connection, person_id)
