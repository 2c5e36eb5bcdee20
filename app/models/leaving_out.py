"""How an activity is left out: of one draft, or of everything until the person who let it rest wakes it."""

from __future__ import annotations

from app.models.base import ItemId, Model, Words


class HeldElsewhere(Model):
    """Where a pairing is agreed, or waits for a yes. `title`: of the scene; empty for the ground rules."""

    agreement_id: ItemId
    title: Words


class LeavingOut(Model):
    """The answer to *Not in this one* or *Not any more*. `also`: the agreements in which the same pairing ends, too."""

    rests: bool = False
    also: frozenset[ItemId] = frozenset()


NOT_IN_THIS_ONE = LeavingOut()
