"""Repositories of what a person keeps after a scene: what they ticked, and their notes when something went wrong."""

from __future__ import annotations

from app.models.afterwards import Afterwards
from app.models.incident import IncidentNote
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository


class EveningsAfter(KeyedRepository[Afterwards]):
    """The person's own time after each scene, by agreement."""

    documents = DocumentTable(tables.afterwards, Afterwards, lambda a: {"agreement": a.agreement})


class IncidentNotes(KeyedRepository[IncidentNote]):
    """Their notes, in the order they were first written."""

    documents = DocumentTable(tables.incident, IncidentNote, lambda n: {"id": n.id})
