"""The history of a text: when it was agreed, renewed and over. What somebody ended has no day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from app.models.agreement import AgreementState, CurrentAgreement, has_passed, last_day
from app.models.base import Model


class EventKind(StrEnum):
    """What happened to a text."""

    AGREED = "agreed"
    CHANGED = "changed"
    """Agreed while an earlier version still was, or after somebody had ended it, which looks the same."""
    RENEWED = "renewed"
    """Agreed again after its day had passed."""
    OVER = "over"
    """Its review day or its evening passed."""
    PARTLY_ENDED = "partly_ended"
    ENDED = "ended"

    @property
    def makes_a_version(self) -> bool:
        """Whether a version was agreed."""
        return self in (EventKind.AGREED, EventKind.CHANGED, EventKind.RENEWED)


class HistoryEvent(Model):
    """One event of a version. `day` is None where it would tell when somebody ended something."""

    kind: EventKind
    version: CurrentAgreement
    day: date | None = None


def timeline(versions: Sequence[CurrentAgreement]) -> tuple[HistoryEvent, ...]:
    """What happened to a text, the latest first. `versions`: all of it, the newest first.

    Before a newer version an end is named only if its day had passed: whether somebody had ended it, or both only
    agreed to something else, is not told.
    """
    oldest_first = tuple(reversed(versions))
    events: list[HistoryEvent] = []
    for place, version in enumerate(oldest_first):
        before = oldest_first[place - 1] if place else None
        later = oldest_first[place + 1] if place + 1 < len(oldest_first) else None
        events.append(HistoryEvent(kind=_how(before, version), version=version, day=version.agreement.agreed_on))
        events.extend(_end_before(version, later) if later is not None else _end_by_now(version))
    return tuple(reversed(events))


def timeline_of_all(texts: Iterable[Sequence[CurrentAgreement]]) -> tuple[HistoryEvent, ...]:
    """What happened to several texts, the latest first; `texts`: the versions of each, the newest first.

    An end without a day follows the day of its own version: between days of other texts it would tell its own.
    """
    events = (event for versions in texts for event in timeline(versions))
    return tuple(sorted(events, key=lambda event: event.day or event.version.agreement.agreed_on, reverse=True))


def _how(before: CurrentAgreement | None, version: CurrentAgreement) -> EventKind:
    if before is None:
        return EventKind.AGREED
    return EventKind.RENEWED if _was_over(before, version) else EventKind.CHANGED


def _was_over(version: CurrentAgreement, later: CurrentAgreement) -> bool:
    return has_passed(version.agreement.document, later.agreement.agreed_on)


def _end_before(version: CurrentAgreement, later: CurrentAgreement) -> Iterator[HistoryEvent]:
    if _was_over(version, later):
        yield HistoryEvent(kind=EventKind.OVER, version=version, day=last_day(version.agreement.document))


def _end_by_now(version: CurrentAgreement) -> Iterator[HistoryEvent]:
    if version.state is AgreementState.LAPSED:
        yield HistoryEvent(kind=EventKind.OVER, version=version, day=last_day(version.agreement.document))
    elif version.state is AgreementState.ENDED:
        yield HistoryEvent(kind=EventKind.ENDED, version=version)
    elif version.ended:
        yield HistoryEvent(kind=EventKind.PARTLY_ENDED, version=version)
