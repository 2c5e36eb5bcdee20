"""Repositories behind patterns: noticed facts, own sessions, observations that were set aside."""

from __future__ import annotations

from app.models.facts import Noticed, OwnSession
from app.models.patterns import ObservationChoice
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository, Repository


class NoticedFacts(Repository[Noticed]):
    """What the person noticed."""

    documents = DocumentTable(tables.noticed, Noticed, lambda n: {"id": n.id, "at": n.at.isoformat()})


class OwnSessions(KeyedRepository[OwnSession]):
    """When the person was here."""

    documents = DocumentTable(tables.own_session, OwnSession, lambda s: {"id": s.id, "began": s.span.began.isoformat()})

    def delete_before(self, began: str) -> None:
        """Delete the sessions that began before an ISO moment."""
        self._delete(tables.own_session.c.began < began)


class ObservationChoices(KeyedRepository[ObservationChoice]):
    """Observations that the person set aside."""

    documents = DocumentTable(tables.observation_choice, ObservationChoice, lambda c: {"id": c.id})
