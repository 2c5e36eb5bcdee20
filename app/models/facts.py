"""Dated facts about one person: what they noticed, and when they were here. Stored in their private space only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from app.models.answer import AnswerChange, AnswerKey, Stance
from app.models.base import Model

SHORTEST_HELD = timedelta(minutes=10)
"""A stance that was changed sooner was a typing slip or a passing thought; it does not count."""

MOST_RUSHED = 30
"""How many rushed talks are kept."""


class NoticeKind(StrEnum):
    """What a person can notice: what was proposed or came up to be talked about again, or a no of their own."""

    PROPOSED = "proposed"
    PROPOSED_TOGETHER = "proposed_together"
    RAISED = "raised"
    TAKEN_OUT = "taken_out"
    DECLINED = "declined"
    WITHDREW = "withdrew"

    @property
    def is_refusal(self) -> bool:
        """Whether it was this person's no."""
        return self in (NoticeKind.TAKEN_OUT, NoticeKind.DECLINED, NoticeKind.WITHDREW)

    @property
    def is_proposal(self) -> bool:
        """Whether it was proposed, by the partner or by both together."""
        return self in (NoticeKind.PROPOSED, NoticeKind.PROPOSED_TOGETHER)


class Noticed(Model):
    """One thing this person saw or did about one side of an activity, `key`. `at` is UTC.

    For a proposal, `at` is when this person first unlocked with it there. When it was made is not stored.
    """

    id: str
    at: datetime
    kind: NoticeKind
    key: AnswerKey


class TimeSpan(Model):
    """A span of time."""

    began: datetime
    ended: datetime

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.ended < self.began:
            raise ValueError("a span cannot end before it begins")
        return self

    @property
    def length(self) -> timedelta:
        """Its duration."""
        return self.ended - self.began

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is in the span, ends included."""
        return self.began <= moment <= self.ended


class OwnSession(Model):
    """One session of this person, from unlocking to the last sign of life (UTC).

    `together`: the parts in which the partner was here as well. While `is_together`, the last part is still growing.
    """

    id: str
    span: TimeSpan
    together: tuple[TimeSpan, ...] = ()
    is_together: bool = False

    def extended(self, now: datetime, together: bool) -> OwnSession:
        """The session after a further sign of life. If the clock was set back, nothing moves back."""
        moment = max(now, self.span.ended)
        parts = self.together
        if self.is_together and parts:
            parts = (*parts[:-1], parts[-1].evolve(ended=moment))
        elif together:
            parts = (*parts, TimeSpan(began=moment, ended=moment))
        return self.evolve(span=self.span.evolve(ended=moment), together=parts, is_together=together)


def new_session(session_id: str, now: datetime, together: bool) -> OwnSession:
    """A session that starts now."""
    here = TimeSpan(began=now, ended=now)
    return OwnSession(id=session_id, span=here, together=(here,) if together else (), is_together=together)


class RushedTalks(Model):
    """When this person said that a talk was rushed (UTC), by the conversation in which they said so."""

    said: dict[str, datetime] = {}

    def with_answer(self, subject: str, at: datetime | None) -> RushedTalks:
        """With what was said in a conversation; None: that it was not rushed, or nothing."""
        others = {each: when for each, when in self.said.items() if each != subject}
        kept = {**others, subject: at} if at is not None else others
        newest = sorted(kept, key=lambda each: kept[each])[-MOST_RUSHED:]
        return RushedTalks(said={each: kept[each] for each in newest})


class DatedFacts(Model):
    """Everything that patterns are found in. The order of each part has no meaning."""

    answers: tuple[AnswerChange, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    sessions: tuple[OwnSession, ...] = ()
    rushed: tuple[datetime, ...] = ()


class HeldStance(Model):
    """A stance that was held for a while or still is. `at` is when it was chosen."""

    key: AnswerKey
    stance: Stance
    at: datetime


def held_stances(changes: Iterable[AnswerChange]) -> tuple[HeldStance, ...]:
    """The stances that were held, oldest first, without slips, incomplete answers and repetitions."""
    by_key: dict[AnswerKey, list[HeldStance]] = {}
    for change in sorted(changes, key=_in_order):
        answer = change.answer
        if answer.stance is not None and answer.is_complete:
            by_key.setdefault(answer.key, []).append(HeldStance(key=answer.key, stance=answer.stance, at=change.at))
    held = [each for steps in by_key.values() for each in _held(steps)]
    return tuple(sorted(held, key=lambda s: (s.at, s.key.activity_id, s.key.direction.value)))


def _in_order(change: AnswerChange) -> tuple[datetime, str]:
    return change.at, change.answer.stance or ""


def _held(steps: list[HeldStance]) -> list[HeldStance]:
    once = _each_once(steps)
    held = [
        s for s, after in zip(once, [*once[1:], None], strict=True) if after is None or after.at - s.at >= SHORTEST_HELD
    ]
    return _each_once(held)


def _each_once(steps: list[HeldStance]) -> list[HeldStance]:
    return [s for s, before in zip(steps, [None, *steps], strict=False) if before is None or before.stance != s.stance]
