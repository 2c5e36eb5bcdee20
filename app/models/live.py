"""A scene while it runs: what happened in it, and what that makes of any second of it. Nothing leads back from a stop.

Seconds are those that passed since it began, including what the computer slept. There is no clock here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import inf
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from app.models.base import Model
from app.models.said import SaidKind
from app.models.scene_day import MOST_LEFT_OUT
from app.models.signal import Channel, Level, SafetySignal

MOST_EVENTS = 4_000
MOST_STOP_LINES = 5
LONGEST = 24 * 60
"""Minutes."""
ANSWERED_WITHIN = 60
"""Seconds after which a check-in that nobody answered asks again, as *check in now*."""
STOPS_AFTER = 120
"""Seconds after that, it stops."""
LAST_MINUTES = 5
"""How many minutes before the end it says how many are left."""
RESTS_FOR = timedelta(hours=12)
"""How long a scene that was stopped cannot be started again."""


class LiveMark(StrEnum):
    """What can happen in a scene."""

    CHECKED_IN = "checked_in"
    YELLOW = "yellow"
    WENT_ON = "went_on"
    SMALLER = "smaller"
    """It goes on without some activities."""
    RED = "red"
    ENDED = "ended"
    CAP = "cap"
    UNANSWERED = "unanswered"


STOPS = frozenset((LiveMark.RED, LiveMark.ENDED, LiveMark.CAP, LiveMark.UNANSWERED))


class LiveEvent(Model):
    """Something that happened, `at` seconds into the scene. `ids`: of activities that are out from then on.

    `n` counts what happened before it: several things may happen within a second.
    """

    at: int = Field(ge=0, le=LONGEST * 60)
    n: int = Field(default=0, ge=0, le=MOST_EVENTS)
    mark: LiveMark
    ids: tuple[str, ...] = Field(default=(), max_length=MOST_LEFT_OUT)


def _moment(at: datetime) -> datetime:
    """The moment in UTC. ValueError without a time zone, or if days cannot be counted from it."""
    if at.tzinfo is None or not datetime.min.year < at.year < datetime.max.year:
        raise ValueError("moment")
    return at.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_moment)]


class Live(Model):
    """A scene that was started. `cap` and `interval` are minutes, `ran` milliseconds that it had run at `seen`.

    `without`: ids of the activities that were left out from the beginning.
    """

    began: Moment
    cap: int = Field(ge=1, le=LONGEST)
    interval: int | None = Field(default=None, ge=1, le=LONGEST)
    without: tuple[str, ...] = Field(default=(), max_length=MOST_LEFT_OUT)
    events: tuple[LiveEvent, ...] = Field(default=(), max_length=MOST_EVENTS)
    ran: int = Field(default=0, ge=0)
    seen: Moment


LIVE = SaidKind("live", Live)
"""Both: a scene that runs. Key: the agreement's id and that of the act, with a slash between."""
LIVED = SaidKind("lived", Live)
"""Both: a scene that was stopped. Key: as `LIVE`; a kind of its own, so that what runs is found at once."""


class Nudge(StrEnum):
    """Whether a check-in is due."""

    NONE = "none"
    DUE = "due"
    NOW = "now"
    """Nobody answered; it stops soon."""


class LiveState(NamedTuple):
    """What holds at one second of a scene. Times are seconds since it began.

    `stopped`: why it stopped, at `stopped_at`. `stops_at`: when it stops by itself, unless somebody answers.
    `without`: ids of the activities that are out.
    """

    without: frozenset[str]
    stops_at: int
    is_paused: bool = False
    nudge: Nudge = Nudge.NONE
    stopped: LiveMark | None = None
    stopped_at: int = 0


class _Due(NamedTuple):
    """When it stops by itself."""

    at: int
    mark: LiveMark


def state_at(live: Live, elapsed: float) -> LiveState:
    """The state at a second. What happened later than that has happened: no clock takes it back."""
    since, is_paused, without = 0, False, frozenset(live.without)
    for event in _in_order(live.events):
        due = _due(live, since, is_paused)
        if due.at <= event.at or event.mark in STOPS:
            stop = due if due.at <= event.at else _Due(event.at, event.mark)
            return LiveState(without, stop.at, stopped=stop.mark, stopped_at=stop.at)
        if event.mark is LiveMark.YELLOW:
            is_paused = True
        elif not (is_paused and event.mark is LiveMark.CHECKED_IN):
            is_paused = False
        since, without = event.at, without | frozenset(event.ids)
    due = _due(live, since, is_paused)
    now = max(elapsed, since)
    if due.at <= now:
        return LiveState(without, due.at, stopped=due.mark, stopped_at=due.at)
    return LiveState(without, due.at, is_paused, _nudge(live, since, is_paused, now))


def _in_order(events: Iterable[LiveEvent]) -> list[LiveEvent]:
    return sorted(events, key=lambda event: (event.at, event.mark not in STOPS, event.n, event.mark, event.ids))


def _due(live: Live, since: int, is_paused: bool) -> _Due:
    cap = _Due(live.cap * 60, LiveMark.CAP)
    if live.interval is None or is_paused:
        return cap
    return min(cap, _Due(since + live.interval * 60 + ANSWERED_WITHIN + STOPS_AFTER, LiveMark.UNANSWERED))


def _nudge(live: Live, since: int, is_paused: bool, now: float) -> Nudge:
    if live.interval is None or is_paused or now < since + live.interval * 60:
        return Nudge.NONE
    return Nudge.DUE if now < since + live.interval * 60 + ANSWERED_WITHIN else Nudge.NOW


def final_state(live: Live) -> LiveState:
    """What becomes of it if nothing else happens: it is always stopped."""
    return state_at(live, inf)


def next_event(live: Live, at: float, mark: LiveMark, ids: tuple[str, ...] = ()) -> LiveEvent:
    """Something that happens now, `at` seconds into a scene."""
    return LiveEvent(at=max(0, min(int(at), LONGEST * 60)), n=min(len(live.events), MOST_EVENTS), mark=mark, ids=ids)


def with_event(live: Live, event: LiveEvent) -> Live:
    """The scene with something that happened; a stop always finds room."""
    room = MOST_EVENTS if event.mark in STOPS else MOST_EVENTS - len(STOPS)
    if event in live.events or len(live.events) >= room:
        return live
    return live.evolve(events=(*live.events, event))


def seen_at(live: Live, elapsed: float, now: datetime) -> Live:
    """The scene with how long it has run, by the clock that counts while it does."""
    return live.evolve(ran=max(live.ran, round(elapsed * 1_000)), seen=now)


def elapsed_since(live: Live, now: datetime) -> float:
    """Seconds since it began, after an interruption: what it had run, and what has passed by the clock of the day."""
    return live.ran / 1_000 + max(0.0, (now - live.seen).total_seconds())


def together(rows: Collection[Live]) -> Live:
    """One scene of what both parts say about it: of each the more careful, and all that happened."""
    first = min(rows, key=lambda row: row.began)
    longest = max(rows, key=lambda row: (row.ran, -row.seen.timestamp()))
    intervals = [row.interval for row in rows if row.interval is not None]
    events = _in_order({event for row in rows for event in row.events})
    stops = [event for event in events if event.mark in STOPS]
    others = [event for event in events if event.mark not in STOPS]
    return first.evolve(
        cap=min(row.cap for row in rows),
        interval=min(intervals, default=None),
        without=tuple(sorted({each for row in rows for each in row.without})[:MOST_LEFT_OUT]),
        events=tuple(_in_order([*stops[:1], *others[: MOST_EVENTS - 1]])),
        ran=longest.ran,
        seen=longest.seen,
    )


class SignalUsed(NamedTuple):
    """A signal that was given in a scene, or a check-in that nobody answered, and when."""

    at: datetime
    mark: LiveMark


_USED = frozenset((LiveMark.YELLOW, LiveMark.RED, LiveMark.UNANSWERED))


def signals_used(live: Live) -> tuple[SignalUsed, ...]:
    """Every yellow and red until it stopped, oldest first."""
    last = final_state(live).stopped_at
    events = (event for event in _in_order(live.events) if event.mark in _USED and event.at <= last)
    return tuple(SignalUsed(live.began + timedelta(seconds=event.at), event.mark) for event in events)


def started(rows: Mapping[str, Collection[Live]], stopped: Collection[str], people: int) -> dict[str, Live]:
    """The scenes, by the key of their rows, that both started and neither has stopped; a row of one alone is none."""
    return {key: together(found) for key, found in rows.items() if len(found) == people and key not in stopped}


def with_stop(live: Live, elapsed: float) -> Live:
    """The scene with what stopped it among its events, also if it stopped by itself."""
    state = state_at(live, elapsed)
    if state.stopped is None or any(event.mark in STOPS for event in live.events):
        return live
    return with_event(live, next_event(live, state.stopped_at, state.stopped))


def settled(live: Live, stopped: Live | None, elapsed: float, *, has_ended: bool) -> Live | None:
    """What one part says of a scene that was interrupted and runs no longer; None if it runs.

    `stopped`: what was said of its stop, if it was stopped. `has_ended`: whether somebody has ended its agreement.
    """
    if stopped is not None:
        return with_stop(together((live, stopped)), elapsed)
    if has_ended:
        live = with_event(live, next_event(live, min(elapsed, live.cap * 60), LiveMark.ENDED))
    return with_stop(live, elapsed) if state_at(live, elapsed).stopped is not None else None


def ended_at(live: Live) -> datetime:
    """When it stopped."""
    return live.began + timedelta(seconds=final_state(live).stopped_at)


def may_begin_again(lived: Iterable[Live], now: datetime, *, is_once: bool) -> bool:
    """Whether a scene can be started that was already stopped: not for twelve hours, and one for an evening never."""
    earlier = list(lived)
    return not earlier or (not is_once and all(now - ended_at(live) >= RESTS_FOR for live in earlier))


def stop_signals(signals: Iterable[SafetySignal]) -> tuple[SafetySignal, ...]:
    """What stops everything, words before gestures."""
    red = [signal for signal in signals if signal.level is Level.RED and signal.expression.strip()]
    return tuple(sorted(red, key=lambda signal: signal.channel is not Channel.VERBAL))


_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def stop_lines(signals: Iterable[SafetySignal], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """What both do on stopping, a sentence a line, as the first signal says it that says anything."""
    said = (" ".join(signal.response.split()) for signal in stop_signals(signals))
    found = tuple(filter(None, _SENTENCE.split(next(filter(None, said), ""))))
    return (found or otherwise)[:MOST_STOP_LINES]
