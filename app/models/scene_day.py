"""The day of a scene: each one's ready check, and what both see of it. The result can only become more careful."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import Asset, Day, ItemId, Model, PersonId
from app.models.clause import Clause
from app.models.outline import DraftKind
from app.models.said import SaidKind


class ReadyAsk(StrEnum):
    """What everybody asks themselves before a scene, in order."""

    MOOD = "mood"
    ENERGY = "energy"
    BODY = "body"
    SUBSTANCES = "substances"
    UNCHANGED = "unchanged"
    STILL_YES = "still_yes"


class Verdict(StrEnum):
    """What somebody makes of their own ready check."""

    READY = "ready"
    NOT_TONIGHT = "not_tonight"


class Evening(StrEnum):
    """What becomes of the evening, from the freest to the most careful."""

    READY = "ready"
    NOT_AS_PLANNED = "not_as_planned"
    SMALLER = "smaller"
    """Both chose to leave some of it out for tonight."""
    OFF = "off"
    """Another day, or just being together."""


_CARE = tuple(Evening)
MOST_LEFT_OUT = 400


class ReadyCheck(Model):
    """One person's answers before a scene, which never leave their private space.

    `after`: the result that there was when they gave their verdict.
    """

    agreement_id: ItemId
    day: Day
    answers: dict[ReadyAsk, bool] = Field(default_factory=dict)
    verdict: Verdict | None = None
    after: Evening | None = None

    @property
    def may_be_ready(self) -> bool:
        """Whether every question was answered with yes."""
        return all(self.answers.get(ask, False) for ask in ReadyAsk)


class Tonight(Model):
    """What both see of the ready checks of a day. `without`: ids of the activities that are left out for tonight."""

    day: Day
    evening: Evening
    without: tuple[str, ...] = Field(default=(), max_length=MOST_LEFT_OUT)


TONIGHT = SaidKind("tonight", Tonight)
"""Both. Key: the agreement's id."""


class SceneDayTexts(Asset):
    """The questions of the ready check, and what to do on stopping where no signal says it, in one language."""

    folder = "scene_day"
    ready: dict[ReadyAsk, str]
    stopping: tuple[str, ...]


def is_on(current: CurrentAgreement, today: date) -> bool:
    """Whether a scene can be held today: it is agreed, and if it is for one evening, that is today or was yesterday."""
    document = current.agreement.document
    if document.kind is not DraftKind.SCENE or current.state is not AgreementState.AGREED:
        return False
    day = document.review_on
    return not ends_with_debrief(current.agreement) or (day is not None and day <= today <= day + timedelta(days=1))


def tonight_of(said: Mapping[PersonId, Tonight], people: Collection[PersonId], today: date) -> Tonight | None:
    """What two parts say of today: what is careful counts by its author alone, what is free only if both say it."""
    rows = [row for person, row in said.items() if person in people and row.day == today]
    if not rows:
        return None
    is_alike = len(rows) == len(people) and len({row.evening for row in rows}) == 1
    evening = max((row.evening for row in rows), key=_CARE.index)
    if not is_alike and evening is Evening.READY:
        return None
    if not is_alike and evening is Evening.SMALLER:
        evening = Evening.NOT_AS_PLANNED
    without = sorted({each for row in rows for each in row.without})
    return Tonight(day=today, evening=evening, without=tuple(without[:MOST_LEFT_OUT]))


def after_checks(before: Tonight | None, checks: Collection[ReadyCheck], people: int, today: date) -> Tonight | None:
    """What both see once each has given a verdict; it depends on no answer, and not on whose verdict it is.

    `checks`: those that can be read now. A verdict that was changed can make a result more careful, never freer.
    """
    given = [check for check in checks if check.day == today and check.verdict is not None]
    if len(given) < people:
        return before
    declined = [check for check in given if check.verdict is Verdict.NOT_TONIGHT]
    if before is None or before.evening is Evening.READY:
        evening = Evening.NOT_AS_PLANNED if declined else Evening.READY
    elif before.evening is Evening.SMALLER and any(check.after is Evening.SMALLER for check in declined):
        evening = Evening.OFF
    else:
        return before
    return Tonight(day=today, evening=evening, without=before.without if before is not None else ())


def nobody_changed(seen: Tonight, checks: Collection[ReadyCheck], people: int, today: date) -> bool:
    """Whether nobody has changed their verdict since both saw the result. `checks`: those of today, of both."""
    if after_checks(seen, checks, people, today) != seen:
        return False
    ready = [check for check in checks if check.verdict is Verdict.READY]
    return seen.evening is not Evening.READY or len(ready) == people


def more_careful(before: Tonight, evening: Evening, without: Collection[str] = ()) -> Tonight | None:
    """What both choose instead of what was planned; None if that would be freer than what there is."""
    if _CARE.index(evening) < _CARE.index(before.evening):
        return None
    left_out = sorted({*before.without, *without})
    return before.evolve(evening=evening, without=tuple(left_out[:MOST_LEFT_OUT]))


def may_begin(tonight: Tonight | None, items: Collection[Clause]) -> bool:
    """Whether a scene can begin: both are ready, or it is smaller and something is left of it."""
    if tonight is None:
        return False
    if tonight.evening is Evening.SMALLER:
        return any(clause.id not in tonight.without for clause in items)
    return tonight.evening is Evening.READY
