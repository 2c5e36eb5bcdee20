"""The made-up people of the sample vault, as their file holds them: in it, a person's key stands for their id."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from pydantic import Field

from app.models.aftercare import AftercarePlan
from app.models.answer import Answer, AnswerChange, AnswerKey, Ceiling, Stance
from app.models.base import ActivityId, Asset, IdSource, Model, Words
from app.models.catalogue import Direction, SideLabels
from app.models.check_in import BuiltInDimension, CheckIn, Occasion
from app.models.conversation import FIRST, ConversationAnswer
from app.models.facts import Noticed, NoticeKind, OwnSession, TimeSpan
from app.models.journal import EntryTemplate, EntryText, OwnWay
from app.models.limits import Talk
from app.models.live import LiveMark
from app.models.outline import PersonNeeds, Phase, Scope
from app.models.person import PersonMark


class SampleEntry(Model):
    """An activity that a person added, with their answer to each side of it."""

    category: str
    title: str
    description: str
    labels: SideLabels
    offer: bool
    stance: Stance


class SampleEarlier(Model):
    """An answer before the present one."""

    activity: ActivityId
    direction: Direction
    stance: Stance
    days_ago: int

    def change(self, now: datetime) -> AnswerChange:
        """The change, at its time."""
        blank = Answer(activity_id=self.activity, direction=self.direction)
        return AnswerChange(answer=blank.with_stance(self.stance), at=now - timedelta(days=self.days_ago))


class SampleNotice(Model):
    """Something a person noticed."""

    activity: ActivityId
    direction: Direction
    kind: NoticeKind
    days_ago: int

    def noticed(self, now: datetime, new_id: IdSource) -> Noticed:
        """The fact, at its time."""
        key = AnswerKey(activity_id=self.activity, direction=self.direction)
        at = now - timedelta(days=self.days_ago)
        return Noticed(id=f"{self.kind}:{new_id()}", at=at, kind=self.kind, key=key)


class SampleSession(Model):
    """A session on a past evening, from a full hour by the local clock."""

    days_ago: int
    hour: int
    minutes: int
    together: bool

    def session(self, now: datetime, new_id: IdSource) -> OwnSession:
        """The session, in UTC."""
        began = _days_ago(now, self.days_ago, time(self.hour))
        span = TimeSpan(began=began, ended=began + timedelta(minutes=self.minutes))
        return OwnSession(id=new_id(), span=span, together=(span,) if self.together else ())


class SampleCheckIn(Model):
    """A check-in at a local time. `ratings` has one character for each built-in dimension, `-` if skipped."""

    days_ago: int
    time: time
    ratings: str = Field(pattern=r"^[0-4-]{10}$")
    note: Words = ""
    occasion: Occasion = Occasion.NONE

    def check_in(self, now: datetime, new_id: IdSource) -> CheckIn:
        """The check-in, in UTC."""
        signs = zip(BuiltInDimension, self.ratings, strict=True)
        ratings = {dimension.value: int(sign) for dimension, sign in signs if sign != "-"}
        at = _days_ago(now, self.days_ago, self.time)
        return CheckIn(id=new_id(), at=at, ratings=ratings, note=self.note, occasion=self.occasion)


class SampleJournalEntry(Model):
    """A journal entry."""

    hours_ago: int
    text: EntryText
    pinned: bool = False
    binned: bool = False


class SampleTold(Model):
    """An answer to a question of a conversation, with what was not shared of it."""

    question: str
    choice: str = ""
    words: Words = ""
    is_shared: bool = True

    def answer(self, at: datetime, subject: str = FIRST) -> ConversationAnswer:
        """The answer, as it was written then."""
        return ConversationAnswer(subject=subject, at=at, **self.model_dump())


class SamplePerson(Model):
    """A made-up person, with everything that only they see. The banner shows their passphrase."""

    key: str
    name: str
    pronouns: str
    mark: PersonMark
    passphrase: str
    answers: tuple[Answer, ...]
    terms: dict[ActivityId, Words]
    own_entries: tuple[SampleEntry, ...]
    aftercare: AftercarePlan
    told: tuple[SampleTold, ...]
    earlier: tuple[SampleEarlier, ...]
    noticed: tuple[SampleNotice, ...]
    sessions: tuple[SampleSession, ...]
    check_ins: tuple[SampleCheckIn, ...]
    ways: tuple[OwnWay, ...]
    templates: tuple[EntryTemplate, ...]
    journal: tuple[SampleJournalEntry, ...]


class SampleItem(Model):
    """An activity proposed for a scene. `active`: who is on its active side, if it has sides."""

    activity: ActivityId
    active: str = ""
    ceiling: Ceiling | None = None
    phase: Phase
    details: str = ""


class SampleDraft(Model):
    """The ground rules, which have no title, or a scene; agreed if `agreed_days_ago` is given.

    `withdraw`: the activity to which the first of them ended their yes.
    """

    title: str = ""
    scope: Scope = Scope.UNTIL_REVIEW
    agreed_days_ago: int | None = None
    needs: tuple[PersonNeeds, ...] = ()
    items: tuple[SampleItem, ...] = ()
    rules: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    stop_criteria: tuple[str, ...] = ()
    place: str = ""
    privacy: str = ""
    cap_minutes: int | None = None
    check_in_minutes: int | None = None
    debrief: str = ""
    withdraw: str = ""


class SampleHappened(Model):
    """Something that happened in a scene, so many minutes into it."""

    minute: int
    mark: LiveMark


class SampleEvening(Model):
    """A scene for one evening that was held, from a local time on. `talked`: what each wrote about it, by their key."""

    scene: SampleDraft
    days_ago: int
    began: time
    happened: tuple[SampleHappened, ...]
    talked_days_ago: int
    talked: dict[str, tuple[SampleTold, ...]]

    def began_at(self, now: datetime) -> datetime:
        """When it began, in UTC."""
        return _days_ago(now, self.days_ago, self.began)


class SampleCouple(Asset):
    """All of assets/sample. `talks`: the results of their talks, by activity."""

    folder = "sample"
    people: tuple[SamplePerson, SamplePerson]
    talks: dict[str, Talk]
    practised_days_ago: int
    drafts: tuple[SampleDraft, ...]
    evening: SampleEvening


def _days_ago(now: datetime, days: int, at: time) -> datetime:
    """A local time on a past day."""
    return datetime.combine(now.astimezone().date() - timedelta(days=days), at).astimezone(now.tzinfo)
