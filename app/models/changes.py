"""What an act changed: kinds and ids, so that each screen can decide whether to look again."""

from __future__ import annotations

from enum import StrEnum

from app.models.base import Model


class ChangeKind(StrEnum):
    """The kinds of things that change."""

    PEOPLE = "people"
    ANSWERS = "answers"
    TERMS = "terms"
    ENTRIES = "entries"
    READY = "ready"
    LIMITS = "limits"
    SIGNALS = "signals"
    AFTERCARE = "aftercare"
    DRAFTS = "drafts"
    READINGS = "readings"
    AGREEMENTS = "agreements"
    APPROVALS = "approvals"
    RESOURCES = "resources"
    PREFS = "prefs"
    JOURNAL = "journal"
    CHECK_INS = "check_ins"
    PATTERNS = "patterns"
    THERAPIST = "therapist"


class Changes(Model):
    """Kinds and ids of what an act changed."""

    kinds: frozenset[ChangeKind] = frozenset()
    ids: tuple[str, ...] = ()
    stood: tuple[int, ...] = ()
    """Where each of these stood in the order of a list and stands no more; empty where none moved or went."""

    def touches(self, *kinds: ChangeKind) -> bool:
        """Whether any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


def changed(*kinds: ChangeKind, ids: tuple[str, ...] = (), stood: tuple[int, ...] = ()) -> Changes:
    """Shorthand for `Changes`."""
    return Changes(kinds=frozenset(kinds), ids=ids, stood=stood)
