"""Repositories behind patterns: noticed facts, own sessions, observations that were set aside, kept self-checks."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.facts import Noticed, OwnSession
from app.models.patterns import ObservationChoice
from app.models.self_check import KeptSelfChecks
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository, KeyValues, Repository, decoded

_SELF_CHECKS = "self_check.kept"


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


class SelfChecks:
    """Answers to the self-check that the person chose to keep."""

    def __init__(self, connection: Connection) -> None:
        self._values = KeyValues(connection, tables.pref)

    def get(self) -> KeptSelfChecks:
        """All that is kept."""
        kept = self._values.get(_SELF_CHECKS)
        if kept is None:
            return KeptSelfChecks()
        return decoded(tables.pref.name, lambda: KeptSelfChecks.model_validate_json(kept))

    def save(self, checks: KeptSelfChecks) -> None:
        """Keep exactly these."""
        self._values.set(_SELF_CHECKS, checks.model_dump_json() if checks.checks else None)
