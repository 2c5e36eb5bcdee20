"""The time zone of this computer, with its clock changes, as Python's own local time knows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """Asks the system for each moment: `astimezone()` alone gives the offset of one moment for all."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        here = moment.replace(tzinfo=UTC).astimezone()
        plain = here.replace(tzinfo=None, fold=0)
        # An hour that comes twice: the second one has another offset than the first.
        second = plain.astimezone().utcoffset() != here.utcoffset()
        return plain.replace(tzinfo=self, fold=int(second))


LOCAL = LocalZone()
