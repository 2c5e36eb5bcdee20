"""Repositories of what patterns are seen in: noticed facts, own sessions, and what was set aside; kept self-checks."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.facts import Noticed, OwnSession
from app.models.patterns import ObservationChoice
from app.models.self_check import KeptSelfChecks
from app.storage import tables_private as tables
from app.storage.documents import Documents, Prefs, Shape, unquoted

_CHECKS = "self_check.kept"
_NOTICED = Shape(tables.noticed, Noticed, lambda n: {"id": n.id, "at": n.at.isoformat()})
_SESSIONS = Shape(tables.own_session, OwnSession, lambda s: {"id": s.id, "began": s.span.began.isoformat()})
_CHOICES = Shape(tables.observation_choice, ObservationChoice, lambda c: {"id": c.id})


class NoticedFacts(Documents[Noticed]):
    """What this person noticed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _NOTICED)

    def delete_all(self) -> None:
        """Forget everything."""
        self._delete()


class OwnSessions(Documents[OwnSession]):
    """When this person was here."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _SESSIONS)

    def get(self, session_id: str) -> OwnSession | None:
        """One session."""
        return self._first(tables.own_session.c.id == session_id)

    def delete_before(self, began: str) -> None:
        """Forget the ones that began before an ISO moment."""
        self._delete(tables.own_session.c.began < began)

    def delete_all(self) -> None:
        """Forget everything."""
        self._delete()


class ObservationChoices(Documents[ObservationChoice]):
    """What this person set aside."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _CHOICES)

    def delete(self, choice_id: str) -> None:
        """Show it again."""
        self._delete(tables.observation_choice.c.id == choice_id)

    def delete_all(self) -> None:
        """Forget everything."""
        self._delete()


class SelfChecks:
    """Answers to the self-check that were kept."""

    def __init__(self, connection: Connection) -> None:
        self._prefs = Prefs(connection, tables.pref)

    def get(self) -> KeptSelfChecks:
        """All that is kept."""
        kept = self._prefs.get(_CHECKS)
        if kept is None:
            return KeptSelfChecks()
        text = kept
        return unquoted(tables.pref.name, lambda: KeptSelfChecks.model_validate_json(text))

    def save(self, checks: KeptSelfChecks) -> None:
        """Keep exactly these."""
        self._prefs.set(_CHECKS, checks.model_dump_json() if checks.checks else None)
