"""The local time zone of the computer, with past changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The zone that `astimezone()` uses; today's offset would be wrong for times before the clocks changed."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far the local clock is ahead of UTC."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not used."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """The name of the zone at that time."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """Local time for a moment in UTC."""
        here = moment.replace(tzinfo=UTC).astimezone()
        plain = here.replace(tzinfo=None, fold=0)
        # When an hour comes twice, the second has a different offset than the first.
        second = plain.astimezone().utcoffset() != here.utcoffset()
        return plain.replace(tzinfo=self, fold=int(second))


LOCAL = LocalZone()
