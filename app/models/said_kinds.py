"""The kinds of things that a person says in their part of the shared space."""

from __future__ import annotations

from app.models.base import Model
from app.models.said import SaidKind


class Era(Model):
    """For which shared space a part is said, and since which restore or new keys; a yes names both parts' eras."""

    space: str
    era: str


ERA = SaidKind("era", Era)
