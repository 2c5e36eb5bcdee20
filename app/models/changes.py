"""What an act changed, so that each screen can decide whether to reload."""

from __future__ import annotations

from enum import StrEnum

from app.models.base import Model


class ChangeKind(StrEnum):
    """Kinds of stored things."""

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
    SCENE_DAY = "scene_day"
    APPROVALS = "approvals"
    RESOURCES = "resources"
    PREFS = "prefs"
    JOURNAL = "journal"
    CHECK_INS = "check_ins"
    PATTERNS = "patterns"
    THERAPIST = "therapist"
    PREPARED = "prepared"
    CONVERSATIONS = "conversations"
    AFTERWARDS = "afterwards"
    INCIDENTS = "incidents"


class Changes(Model):
    """Kinds and ids of what an act changed."""

    kinds: frozenset[ChangeKind] = frozenset()
    ids: tuple[str, ...] = ()
    old_places: tuple[int, ...] = ()
    """Sort key that each of these had in its list, if it moved within the list or left it."""

    def touches(self, *kinds: ChangeKind) -> bool:
        """Whether any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


def changed(*kinds: ChangeKind, ids: tuple[str, ...] = (), old_places: tuple[int, ...] = ()) -> Changes:
    """Shorthand for `Changes`."""
    return Changes(kinds=frozenset(kinds), ids=ids, old_places=old_places)
