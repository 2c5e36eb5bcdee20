"""Time and ids that a test decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

START = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)


class FakeClock:
    """A clock that does not move by itself; call it for the time."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> datetime:
        """Move on, for example `advance(days=1, hours=2)`; gives the new time."""
        self.now += timedelta(**delta)
        return self.now


class FakeIds:
    """Ids in the shape of real ones (32 hex digits), the same in every run."""

    def __init__(self, salt: int = 0) -> None:
        self.given = 0
        self._salt = salt

    def __call__(self) -> str:
        self.given += 1
        return UUID(int=(self._salt << 64) + self.given, version=4).hex
