"""Putting the dates of many drafts right at once: of a folder, of files without one, or of those that read two ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from app.models.journal_dates import FIRST_YEAR, LAST_YEAR
from app.models.journal_incoming import IncomingEntry

Drafts = tuple[IncomingEntry, ...]
Which = Callable[[IncomingEntry], bool]


class DraftGroup(StrEnum):
    """Drafts whose dates can be put right together, whatever folder they are from."""

    ALL = "all"
    UNDATED = "undated"
    AMBIGUOUS = "ambiguous"


def in_group(group: DraftGroup) -> Which:
    """Whether a draft belongs to a group."""
    if group is DraftGroup.AMBIGUOUS:
        return lambda draft: draft.readings is not None
    return lambda draft: group is DraftGroup.ALL or not draft.dated


def from_source(source: str) -> Which:
    """Whether a draft is from a folder."""
    return lambda draft: draft.source == source


def sources_of(drafts: Iterable[IncomingEntry]) -> dict[str, int]:
    """The folders that drafts are from, and how many each has, in the order of their names."""
    found: dict[str, int] = {}
    for draft in drafts:
        found[draft.source] = found.get(draft.source, 0) + 1
    return dict(sorted(found.items()))


def earliest(drafts: Iterable[IncomingEntry], which: Which) -> datetime | None:
    """The time of the earliest of some drafts."""
    return min((draft.at for draft in drafts if which(draft)), default=None)


def moved(drafts: Drafts, which: Which, by: timedelta) -> Drafts:
    """The drafts with some of them moved by the same time; what would leave the calendar stays at its end."""
    return _changed(drafts, which, lambda draft: _kept_possible(draft.at, by))


def on_one_day(drafts: Drafts, which: Which, day: date, zone: tzinfo | None) -> Drafts:
    """The drafts with some of them on one day, each at its own time of day."""
    return _changed(
        drafts,
        which,
        lambda draft: datetime.combine(day, draft.at.astimezone(zone).time(), zone).astimezone(draft.at.tzinfo),
    )


def read_in_order(drafts: Drafts, *, month_first: bool) -> Drafts:
    """The drafts with each date that can be read in two ways read in this one."""
    return _changed(
        drafts, in_group(DraftGroup.AMBIGUOUS), lambda draft: (draft.readings or (draft.at,))[-1 if month_first else 0]
    )


def _changed(drafts: Drafts, which: Which, at: Callable[[IncomingEntry], datetime]) -> Drafts:
    return tuple(draft.evolve(at=at(draft)) if which(draft) else draft for draft in drafts)


def _kept_possible(at: datetime, by: timedelta) -> datetime:
    first, last = at.replace(year=FIRST_YEAR), at.replace(year=LAST_YEAR)
    try:
        return min(max(at + by, first), last)
    except OverflowError:
        return last if by > timedelta() else first
