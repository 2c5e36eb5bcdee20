"""Dated facts of the made-up people, as their file holds them; patterns are seen in them by the usual rules."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.models.answer import Answer, AnswerChange, Stance
from app.models.base import ActivityId, IdSource, Model
from app.models.catalogue import Direction
from app.models.facts import Noticed, NoticeKind, OwnSession, TimeSpan


class SampleEarlier(Model):
    """An answer before the one they have."""

    activity: str
    direction: Direction
    stance: Stance
    days_ago: int

    def change(self, now: datetime) -> AnswerChange:
        """With its time."""
        blank = Answer(activity_id=ActivityId(self.activity), direction=self.direction)
        return AnswerChange(answer=blank.with_stance(self.stance), at=now - timedelta(days=self.days_ago))


class SampleNotice(Model):
    """Something they noticed."""

    activity: str
    direction: Direction
    kind: NoticeKind
    days_ago: int

    def noticed(self, now: datetime, new_id: IdSource) -> Noticed:
        """With its time."""
        return Noticed(
            id=f"{self.kind}:{new_id()}",
            at=now - timedelta(days=self.days_ago),
            kind=self.kind,
            activity_id=ActivityId(self.activity),
            direction=self.direction,
        )


class SampleSession(Model):
    """An evening they were here, from a full hour by the local clock."""

    days_ago: int
    hour: int
    minutes: int
    together: bool

    def session(self, now: datetime, new_id: IdSource) -> OwnSession:
        """With its times (UTC)."""
        day = (now.astimezone() - timedelta(days=self.days_ago)).date()
        began = datetime.combine(day, time(self.hour)).astimezone(now.tzinfo)
        span = TimeSpan(began=began, ended=began + timedelta(minutes=self.minutes))
        return OwnSession(id=new_id(), span=span, together=(span,) if self.together else ())


class SampleFacts(Model):
    """One person's."""

    earlier: tuple[SampleEarlier, ...]
    noticed: tuple[SampleNotice, ...]
    sessions: tuple[SampleSession, ...]


class SamplePatterns(Model):
    """All of assets/sample_patterns, by the person's key."""

    language: str
    people: dict[str, SampleFacts]
