"""When something went wrong: a person's own dated notes, and what they brought to their partner of them."""

from __future__ import annotations

from pydantic import Field

from app.models.base import Day, Model, PersonId, Words
from app.models.canonical import plain
from app.models.said import SaidKind


class IncidentNote(Model):
    """What happened, in a person's own words. It is in their private space only, and in none of the shared pages."""

    id: str
    day: Day
    words: Words = Field(min_length=1)


class IncidentTold(Model):
    """The very words that their author brought to their partner, with the day they are about."""

    day: Day
    words: Words


class ToldToMe(Model):
    """What somebody's partner told them. `commitment`: of exactly these words, which a mark as read names."""

    by: PersonId
    told: IncidentTold
    commitment: str
    is_read: bool = False


class ReadIncidents(Model):
    """Which of what their partner told them a person has read, by commitment."""

    commitments: frozenset[str] = frozenset()


INCIDENT = SaidKind("incident", IncidentTold)
"""Own words, for the partner to read alone. Key: the note's id."""


def told_of(note: IncidentNote) -> IncidentTold:
    """What bringing a note tells: its very words, without characters that no shared row has."""
    return IncidentTold(day=note.day, words=plain(note.words))
