"""My patterns: observations in one person's dated facts. Each has dates and a question, no score and no diagnosis.

Each rule is a pure function from facts to observations. All it knows about the partner is that something was
proposed or opened again, and when they were here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from app.models.answer import AnswerKey, Stance
from app.models.base import Model
from app.models.catalogue import Direction
from app.models.facts import DatedFacts, HeldStance, Noticed, OwnSession, TimeSpan, held_stances


class PatternKind(StrEnum):
    """The kinds of observations, in the order shown."""

    SOFTENED = "softened"
    AGAIN = "again"
    TOGETHER_ONLY = "together_only"
    LONG = "long"
    LATE = "late"
    RUSHED = "rushed"
    SAME_ANSWERS = "same_answers"
    MORE_WILLING = "more_willing"


class EvidenceKind(StrEnum):
    """What happened."""

    PROPOSED = "proposed"
    PROPOSED_TOGETHER = "proposed_together"
    RAISED = "raised"
    TAKEN_OUT = "taken_out"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    LIMIT = "limit"
    SOFTENED = "softened"
    CHANGED = "changed"
    SESSION = "session"
    RUSHED = "rushed"
    WILLING = "willing"


class Evidence(Model):
    """One dated fact of an observation, and the answer of this person it is about."""

    kind: EvidenceKind
    at: datetime
    until: datetime | None = None
    key: AnswerKey | None = None
    stance: Stance | None = None


class Observation(Model):
    """An observation. `id` is the same for the same facts, so a choice to set it aside is kept.

    `numbers` are the counts in its sentence.
    """

    id: str
    kind: PatternKind
    evidence: tuple[Evidence, ...]
    numbers: dict[str, int]

    @property
    def key(self) -> AnswerKey | None:
        """The answer that all of the evidence is about, if there is one."""
        keys = {each.key for each in self.evidence}
        return next(iter(keys)) if len(keys) == 1 else None

    @property
    def latest(self) -> datetime:
        """The time of the newest evidence."""
        return max(each.until or each.at for each in self.evidence)


class ObservationChoice(Model):
    """A person's choice to set an observation aside, or a whole kind."""

    id: str
    at: datetime
    kind: PatternKind
    key: AnswerKey | None = None
    whole_kind: bool = False


def set_aside(observation: Observation, *, whole_kind: bool, at: datetime) -> ObservationChoice:
    """The choice to set an observation aside, or its whole kind."""
    if whole_kind:
        return ObservationChoice(id=f"kind:{observation.kind}", at=at, kind=observation.kind, whole_kind=True)
    return ObservationChoice(id=observation.id, at=at, kind=observation.kind, key=observation.key)


def is_set_aside(observation: Observation, choices: Iterable[ObservationChoice]) -> bool:
    """Whether an observation or its whole kind was set aside."""
    return any(c.id == observation.id or (c.whole_kind and c.kind is observation.kind) for c in choices)


SOFTENED_WITHIN = timedelta(days=7)
"""After a proposal. A week is short enough to exclude chance."""
SOFTENED_LOOK_BACK = timedelta(days=90)
"""Three months, like a review."""
FEWEST_PROPOSALS_AFTER_NO = 2
"""A single proposal after a no can be a misunderstanding."""
PROPOSALS_LOOK_BACK = timedelta(days=180)
FEWEST_CHANGES_TOGETHER = 5
"""Fewer changes are too few to tell where they are usually made."""
FEWEST_SESSIONS_TOGETHER = 2
"""In a single session, the couple may just have gone through the list."""
TOGETHER_LOOK_BACK = timedelta(days=90)
LONG_SESSION = timedelta(hours=3)
"""Setting up takes an hour."""
NIGHT_FROM, NIGHT_UNTIL = time(0), time(5)
"""By the local clock."""
SHORTEST_AT_NIGHT = timedelta(minutes=15)
"""Locking a little after midnight is not a late session."""
FEWEST_SESSIONS = 3
"""Everybody has a long or late session now and then."""
SESSIONS_LOOK_BACK = timedelta(days=30)
FEWEST_RUSHED = 3
"""Evenings; one or two can happen to anybody."""
RUSHED_LOOK_BACK = timedelta(days=90)
RUN_LENGTH = 20
"""Answers in a row that are compared with as many before them."""
FEWEST_STANCES_BEFORE, MOST_STANCES_NOW = 4, 2
"""Different stances in the run before and in the last run, out of six."""
FEWEST_YESES = 8
"""With fewer yeses, one of them changes the share too much."""
WILLING_GROWTH_PERCENT = 25
"""Growth of the share of *willing* among the yeses, in percent of all yeses."""
WILLING_LOOK_BACK = timedelta(days=60)
MOST_EVIDENCE = 8
"""The newest facts are kept."""


def observe(facts: DatedFacts, now: datetime, zone: tzinfo) -> tuple[Observation, ...]:
    """All observations, by kind and then newest first. `now` is UTC, `zone` the person's time zone."""
    held = held_stances(facts.answers)
    found = (
        *softened(held, facts.noticed, now, zone),
        *proposed_again(facts.noticed, now),
        *changed_together_only(held, facts.sessions, now, zone),
        *long_sessions(facts.sessions, now, zone),
        *late_sessions(facts.sessions, now, zone),
        *rushed_talks(facts.rushed, now, zone),
        *same_answers(held, zone),
        *more_willing(held, now, zone),
    )
    order = list(PatternKind)
    return tuple(sorted(found, key=lambda o: (order.index(o.kind), -o.latest.timestamp(), o.id)))


def softened(
    held: Sequence[HeldStance], noticed: Sequence[Noticed], now: datetime, zone: tzinfo
) -> tuple[Observation, ...]:
    """Limits that became softer within days after that side was proposed. The days are calendar days."""
    found: list[Observation] = []
    for limit, softer in _steps(held):
        if not _is_softer(limit.stance, softer.stance) or not now - SOFTENED_LOOK_BACK <= softer.at <= now:
            continue
        proposals = sorted(
            (n.at, EvidenceKind(n.kind.value))
            for n in noticed
            if n.kind.is_proposal and n.key == limit.key and softer.at - SOFTENED_WITHIN <= n.at <= softer.at
        )
        if proposals:
            proposed_at, proposal = proposals[-1]
            evidence = (
                Evidence(kind=EvidenceKind.LIMIT, at=limit.at, key=limit.key, stance=limit.stance),
                Evidence(kind=proposal, at=proposed_at, key=limit.key),
                Evidence(kind=EvidenceKind.SOFTENED, at=softer.at, key=limit.key, stance=softer.stance),
            )
            days = (softer.at.astimezone(zone).date() - proposed_at.astimezone(zone).date()).days
            found.append(
                _observation(PatternKind.SOFTENED, f"{_name(limit.key)}:{softer.at:%Y%m%d}", evidence, days=days)
            )
    return tuple(found)


def _steps(held: Sequence[HeldStance]) -> list[tuple[HeldStance, HeldStance]]:
    """Each stance with the one that followed it."""
    last: dict[AnswerKey, HeldStance] = {}
    steps: list[tuple[HeldStance, HeldStance]] = []
    for each in sorted(held, key=lambda s: s.at):
        if each.key in last:
            steps.append((last[each.key], each))
        last[each.key] = each
    return steps


def _is_softer(before: Stance, after: Stance) -> bool:
    """Whether a limit became less of a limit. *Not applicable* is neither more nor less."""
    order = list(Stance)
    return before.is_limit and after is not Stance.NOT_APPLICABLE and order.index(after) < order.index(before)


def proposed_again(noticed: Sequence[Noticed], now: datetime) -> tuple[Observation, ...]:
    """Sides of activities that were proposed, or came up to be talked about, repeatedly after a no."""
    by_key: dict[AnswerKey, list[Noticed]] = {}
    for each in noticed:
        if now - PROPOSALS_LOOK_BACK <= each.at <= now:
            by_key.setdefault(each.key, []).append(each)
    found: list[Observation] = []
    for key, events in by_key.items():
        # At the same moment, a no follows the proposal it answers.
        events.sort(key=lambda n: (n.at, n.kind.is_refusal, n.id))
        first_no = next((number for number, n in enumerate(events) if n.kind.is_refusal), len(events))
        again = [n for n in events[first_no:] if not n.kind.is_refusal]
        if len(again) >= FEWEST_PROPOSALS_AFTER_NO:
            evidence = tuple(Evidence(kind=EvidenceKind(n.kind.value), at=n.at, key=key) for n in events)
            refused = sum(n.kind.is_refusal for n in events)
            found.append(_observation(PatternKind.AGAIN, _name(key), evidence, again=len(again), refused=refused))
    return tuple(found)


def changed_together_only(
    held: Sequence[HeldStance], sessions: Sequence[OwnSession], now: datetime, zone: tzinfo
) -> tuple[Observation, ...]:
    """Answers that were only changed while both were here. Changes before the first known session do not count."""
    since = max(now - TOGETHER_LOOK_BACK, min((s.span.began for s in sessions), default=now))
    changes = [after for _before, after in _steps(held) if since <= after.at <= now]
    joint = [(s.id, part) for s in sessions for part in s.together]
    places: set[str] = set()
    for change in changes:
        place = next((session_id for session_id, part in joint if part.holds(change.at)), None)
        if place is None:
            return ()
        places.add(place)
    if len(changes) < FEWEST_CHANGES_TOGETHER or len(places) < FEWEST_SESSIONS_TOGETHER:
        return ()
    evidence = tuple(Evidence(kind=EvidenceKind.CHANGED, at=c.at, key=c.key, stance=c.stance) for c in changes)
    name = _month(changes[-1].at, zone)
    return (_observation(PatternKind.TOGETHER_ONLY, name, evidence, changes=len(changes), sessions=len(places)),)


def long_sessions(sessions: Sequence[OwnSession], now: datetime, zone: tzinfo) -> tuple[Observation, ...]:
    """Several sessions of many hours."""
    spans = [s.span for s in _recent(sessions, now) if s.span.length >= LONG_SESSION]
    return _of_sessions(PatternKind.LONG, spans, zone, hours=int(LONG_SESSION / timedelta(hours=1)))


def late_sessions(sessions: Sequence[OwnSession], now: datetime, zone: tzinfo) -> tuple[Observation, ...]:
    """Several sessions that reached well into the night."""
    spans = [s.span for s in _recent(sessions, now) if time_at_night(s.span, zone) >= SHORTEST_AT_NIGHT]
    return _of_sessions(PatternKind.LATE, spans, zone)


def rushed_talks(moments: Sequence[datetime], now: datetime, zone: tzinfo) -> tuple[Observation, ...]:
    """Several evenings on which this person said that a talk was rushed; the first of each counts."""
    days: dict[date, datetime] = {}
    for at in sorted(at for at in moments if now - RUSHED_LOOK_BACK <= at <= now):
        days.setdefault(at.astimezone(zone).date(), at)
    if len(days) < FEWEST_RUSHED:
        return ()
    evidence = tuple(Evidence(kind=EvidenceKind.RUSHED, at=at) for at in days.values())
    name = _month(evidence[-1].at, zone)
    return (_observation(PatternKind.RUSHED, name, evidence, evenings=len(days)),)


def time_at_night(span: TimeSpan, zone: tzinfo) -> timedelta:
    """How much of a span is at night, by the local clock."""
    first, last = span.began.astimezone(zone).date(), span.ended.astimezone(zone).date()
    total = timedelta()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        # In seconds since 1970, so that a night in which the clocks change has its true length.
        began = datetime.combine(day, NIGHT_FROM, zone).timestamp()
        ended = datetime.combine(day, NIGHT_UNTIL, zone).timestamp()
        shared = min(ended, span.ended.timestamp()) - max(began, span.began.timestamp())
        total += timedelta(seconds=max(0.0, shared))
    return total


def _recent(sessions: Sequence[OwnSession], now: datetime) -> list[OwnSession]:
    return [s for s in sessions if now - SESSIONS_LOOK_BACK <= s.span.began <= now]


def _of_sessions(kind: PatternKind, spans: list[TimeSpan], zone: tzinfo, **numbers: int) -> tuple[Observation, ...]:
    if len(spans) < FEWEST_SESSIONS:
        return ()
    spans.sort(key=lambda s: (s.began, s.ended))
    evidence = tuple(Evidence(kind=EvidenceKind.SESSION, at=s.began, until=s.ended) for s in spans)
    return (_observation(kind, _month(spans[-1].began, zone), evidence, sessions=len(spans), **numbers),)


def same_answers(held: Sequence[HeldStance], zone: tzinfo) -> tuple[Observation, ...]:
    """The last answers are nearly all the same, and the answers before were not."""
    answers = sorted(held, key=lambda s: (s.at, s.key.activity_id, s.key.direction.value))
    before, last = answers[-2 * RUN_LENGTH : -RUN_LENGTH], answers[-RUN_LENGTH:]
    varied, same = len({s.stance for s in before}), len({s.stance for s in last})
    if len(before) < RUN_LENGTH or varied < FEWEST_STANCES_BEFORE or same > MOST_STANCES_NOW:
        return ()
    span = Evidence(kind=EvidenceKind.CHANGED, at=last[0].at, until=last[-1].at)
    earlier = Evidence(kind=EvidenceKind.CHANGED, at=before[0].at, until=before[-1].at)
    name = _month(last[-1].at, zone)
    numbers = {"answers": RUN_LENGTH, "before": varied, "now": same}
    return (_observation(PatternKind.SAME_ANSWERS, name, (earlier, span), **numbers),)


def more_willing(held: Sequence[HeldStance], now: datetime, zone: tzinfo) -> tuple[Observation, ...]:
    """More of the person's yeses are *willing* than two months before."""
    then, today = _stances_at(held, now - WILLING_LOOK_BACK), _stances_at(held, now)
    (yeses_then, willing_then), (yeses, willing) = _count(then), _count(today)
    if min(yeses_then, yeses) < FEWEST_YESES or willing * yeses_then <= willing_then * yeses:
        return ()
    if willing * 100 * yeses_then - willing_then * 100 * yeses < WILLING_GROWTH_PERCENT * yeses * yeses_then:
        return ()
    moved = [
        step
        for key, step in today.items()
        if step.stance is Stance.WILLING
        and step.at > now - WILLING_LOOK_BACK
        and (key not in then or then[key] != step)
    ]
    if not moved:
        return ()
    moved.sort(key=lambda s: (s.at, s.key.activity_id, s.key.direction.value))
    evidence = tuple(Evidence(kind=EvidenceKind.WILLING, at=s.at, key=s.key, stance=s.stance) for s in moved)
    numbers = {"yeses_before": yeses_then, "willing_before": willing_then, "yeses": yeses, "willing": willing}
    return (_observation(PatternKind.MORE_WILLING, _month(moved[-1].at, zone), evidence, **numbers),)


def _stances_at(held: Sequence[HeldStance], at: datetime) -> dict[AnswerKey, HeldStance]:
    """The stances held at a moment."""
    return {s.key: s for s in sorted(held, key=lambda s: s.at) if s.at <= at}


def _count(stances: dict[AnswerKey, HeldStance]) -> tuple[int, int]:
    """The number of yeses, and how many of them are *willing*."""
    yeses = [s.stance for s in stances.values() if s.stance.is_yes]
    return len(yeses), yeses.count(Stance.WILLING)


def _name(key: AnswerKey) -> str:
    return f"{key.activity_id}:{key.direction}" if key.direction is not Direction.TOGETHER else str(key.activity_id)


def _month(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m}"


def _observation(kind: PatternKind, name: str, evidence: tuple[Evidence, ...], **numbers: int) -> Observation:
    return Observation(id=f"{kind}:{name}", kind=kind, evidence=evidence[-MOST_EVIDENCE:], numbers=numbers)
