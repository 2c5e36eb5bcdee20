"""What imports into a private space have in common."""

from __future__ import annotations

from app.models.changes import Changes


class TakenBack(Changes):
    """How much of an import was deleted, and how much stays because it was changed since."""

    deleted: int
    kept: int
