"""The time of the place where the computer stands, past changes of the clocks included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """What `astimezone()` without a zone goes by; a fixed offset of today would be wrong before the clocks changed."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far the local clock is ahead of UTC."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Nothing here asks for it."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """What the system calls it."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """The local clock at a moment that is given in UTC."""
        here = moment.replace(tzinfo=UTC).astimezone()
        plain = here.replace(tzinfo=None, fold=0)
        # An hour that comes twice: the second one has another offset than the first.
        second = plain.astimezone().utcoffset() != here.utcoffset()
        return plain.replace(tzinfo=self, fold=int(second))


LOCAL = LocalZone()
