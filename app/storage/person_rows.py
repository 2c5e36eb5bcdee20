"""Profiles of people as rows; both kinds of space have such a table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from app.models.base import PersonId
from app.models.person import Hue, MarkShape, Person, PersonMark
from app.storage.repository import decoded


def person_values(person: Person) -> dict[str, Any]:
    """A profile as columns, without its position."""
    return {
        "id": person.id,
        "name": person.name,
        "pronouns": person.pronouns,
        "shape": person.mark.shape.value,
        "hue": person.mark.hue.value,
        "initial": person.mark.initial,
    }


def person_from(row: Row[Any]) -> Person:
    """A profile from its row."""
    return decoded("person", lambda: _person(row))


def _person(row: Row[Any]) -> Person:
    mark = PersonMark(shape=MarkShape(row.shape), hue=Hue(row.hue), initial=row.initial)
    return Person(id=PersonId(row.id), name=row.name, pronouns=row.pronouns, mark=mark)
