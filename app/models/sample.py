"""The made-up people of the sample vault, as their files hold them. Each sees only their own private parts."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from pydantic import Field

from app.models.aftercare import CareKind
from app.models.answer import Answer, AnswerChange, Ceiling, Stance, Visibility, allowed_visibilities
from app.models.base import ActivityId, IdSource, Model, Words
from app.models.catalogue import Catalogue, Direction, SideLabels
from app.models.check_in import BuiltInDimension, DimensionRating, Occasion
from app.models.facts import Noticed, NoticeKind, OwnSession, TimeSpan
from app.models.journal import EntryText
from app.models.limits import TalkResult
from app.models.outline import Phase, Scope
from app.models.person import Hue, MarkShape

_LETTERS = {
    "W": Stance.WANT,
    "I": Stance.WILLING,
    "C": Stance.CURIOUS,
    "O": Stance.ONLY_IF,
    "S": Stance.SOFT_LIMIT,
    "H": Stance.HARD_LIMIT,
    "N": Stance.NOT_APPLICABLE,
}


class SamplePerson(Model):
    """A made-up person, and the passphrase shown in the banner."""

    key: str
    name: str
    pronouns: str
    shape: MarkShape
    hue: Hue
    initial: str
    passphrase: str


class SampleEntry(Model):
    """An activity one of them added."""

    by: str
    category: str
    title: str
    description: str
    labels: SideLabels
    offer: bool
    answer: str

    def answer_of(self, entry_id: ActivityId, direction: Direction) -> Answer:
        """Its author's answer to one side of it."""
        return Answer(activity_id=entry_id, direction=direction).with_stance(_LETTERS[self.answer])


class SampleTalk(Model):
    """The result of a talk."""

    result: TalkResult
    notes: str


class SampleCare(Model):
    """One person's aftercare."""

    needs: tuple[tuple[CareKind, str], ...]
    avoid: tuple[str, ...]
    words: str


class SampleRules(Model):
    """Their ground rules."""

    rules: tuple[str, ...]
    questions: tuple[str, ...]
    agreed_days_ago: int


class SampleScene(Model):
    """One of their scenes, agreed if `agreed_days_ago` is given."""

    title: str
    scope: Scope
    agreed_days_ago: int | None = None
    needs: dict[str, tuple[tuple[str, ...], str]]
    items: tuple[tuple[str, str, int | None, Phase, str], ...]
    exclusions: tuple[str, ...]
    place: str
    privacy: str
    cap: int | None
    check_in: int | None
    stop_criteria: tuple[str, ...]
    debrief: str
    withdraw: str = ""


class SampleCouple(Model):
    """All of assets/sample. An answer is a letter for each side, with an optional digit for the ceiling, or `-`."""

    language: str
    people: tuple[SamplePerson, SamplePerson]
    answers: dict[str, tuple[str, ...]]
    conditions: dict[str, dict[str, str]]
    notes: dict[str, dict[str, str]]
    never: dict[str, tuple[str, ...]]
    always: dict[str, tuple[str, ...]]
    terms: dict[str, dict[str, str]]
    own_entries: tuple[SampleEntry, ...]
    talks: dict[str, SampleTalk]
    aftercare: dict[str, SampleCare]
    practised_days_ago: int
    ground_rules: SampleRules
    scenes: tuple[SampleScene, ...]

    def answers_of(self, key: str, catalogue: Catalogue) -> tuple[Answer, ...]:
        """All answers of a person."""
        place = [person.key for person in self.people].index(key)
        found: list[Answer] = []
        for entry_id, codes in self.answers.items():
            entry = catalogue.find(entry_id)
            if entry is None:
                continue
            sides = len(entry.directions)
            for direction, code in zip(entry.directions, codes[place * sides : (place + 1) * sides], strict=True):
                if code != "-":
                    blank = Answer(activity_id=entry.id, direction=direction)
                    found.append(self._filled(key, blank, code, entry.intensity))
        return tuple(found)

    def _filled(self, key: str, blank: Answer, code: str, intensity: bool) -> Answer:
        stance = _LETTERS[code[0]]
        open_answer = not stance.is_limit and stance is not Stance.NOT_APPLICABLE
        wanted = Visibility.NEVER if blank.activity_id in self.never.get(key, ()) else None
        if wanted is None and blank.activity_id in self.always.get(key, ()):
            wanted = Visibility.ALWAYS
        return blank.evolve(
            stance=stance,
            ceiling=Ceiling(int(code[1])) if len(code) > 1 and open_answer and intensity else None,
            conditions=self.conditions.get(blank.activity_id, {}).get(key, "") if open_answer else "",
            note=self.notes.get(blank.activity_id, {}).get(key, ""),
            visibility=wanted or allowed_visibilities(stance)[0],
        )


class SampleCheckIn(Model):
    """A check-in of a sample person. `ratings` has one character for each built-in dimension, `-` if skipped."""

    days_ago: int
    time: str
    ratings: str = Field(pattern=r"^[0-4-]{10}$")
    note: Words = ""
    occasion: Occasion = Occasion.NONE

    def rated(self) -> tuple[DimensionRating, ...]:
        """The ratings, one by one."""
        return tuple(
            DimensionRating(dimension=dimension.value, rating=int(sign))
            for dimension, sign in zip(BuiltInDimension, self.ratings, strict=True)
            if sign != "-"
        )


class SampleCheckIns(Model):
    """The check-ins of the sample people, by their keys."""

    language: str
    people: dict[str, tuple[SampleCheckIn, ...]]


class SampleWay(Model):
    """A person's way to meet a need."""

    by: str
    need: str
    text: str


class SampleTemplate(Model):
    """A person's template."""

    by: str
    name: str
    text: EntryText


class SampleJournalEntry(Model):
    """A journal entry."""

    by: str
    hours_ago: int
    text: EntryText
    pinned: bool = False
    binned: bool = False


class SampleJournal(Model):
    """The journals of both people."""

    ways: tuple[SampleWay, ...] = ()
    templates: tuple[SampleTemplate, ...] = ()
    entries: tuple[SampleJournalEntry, ...] = ()


class SampleEarlier(Model):
    """An answer before the present one."""

    activity: str
    direction: Direction
    stance: Stance
    days_ago: int

    def change(self, now: datetime) -> AnswerChange:
        """The change, at its time."""
        blank = Answer(activity_id=ActivityId(self.activity), direction=self.direction)
        return AnswerChange(answer=blank.with_stance(self.stance), at=now - timedelta(days=self.days_ago))


class SampleNotice(Model):
    """Something a person noticed."""

    activity: str
    direction: Direction
    kind: NoticeKind
    days_ago: int

    def noticed(self, now: datetime, new_id: IdSource) -> Noticed:
        """The fact, at its time."""
        return Noticed(
            id=f"{self.kind}:{new_id()}",
            at=now - timedelta(days=self.days_ago),
            kind=self.kind,
            activity_id=ActivityId(self.activity),
            direction=self.direction,
        )


class SampleSession(Model):
    """A session on a past evening, from a full hour by the local clock."""

    days_ago: int
    hour: int
    minutes: int
    together: bool

    def session(self, now: datetime, new_id: IdSource) -> OwnSession:
        """The session, in UTC."""
        day = (now.astimezone() - timedelta(days=self.days_ago)).date()
        began = datetime.combine(day, time(self.hour)).astimezone(now.tzinfo)
        span = TimeSpan(began=began, ended=began + timedelta(minutes=self.minutes))
        return OwnSession(id=new_id(), span=span, together=(span,) if self.together else ())


class SampleFacts(Model):
    """One person's dated facts."""

    earlier: tuple[SampleEarlier, ...]
    noticed: tuple[SampleNotice, ...]
    sessions: tuple[SampleSession, ...]


class SamplePatterns(Model):
    """All of assets/sample_patterns, by the key of the person."""

    language: str
    people: dict[str, SampleFacts]
