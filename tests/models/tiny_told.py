"""The tiny world: two people, two activities, one protection, three days; and what people would say about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from app.models.answer import Ceiling
from app.models.base import ItemId, PersonId
from app.models.ending import Ending
from app.models.pairing import Pairing
from tests.models.strategies import ALEX, PEOPLE
from tests.support import factories as make

START = date(2026, 3, 14)
DAYS = tuple(START + timedelta(days=number) for number in range(3))
SCENE, RULES = ItemId("scene"), ItemId("rules")
HUGS = Pairing(activity_id=make.HUGS)
MASSAGE = Pairing(activity_id=make.MASSAGE, active=ALEX)
PAIRINGS = (HUGS, MASSAGE)
GUARD = "guard"
LONGER, PAUSED, ONCE, TODAY = "longer", "paused", "once", "today"
"""Lines of a draft: a longer cap, a pause until the second day, for one evening only, and that it is the first day."""
OPEN, CAPPED, GENTLY, LONE, LIMIT = "open", "capped", "gently", "lone", "limit"
"""What both parts say of an activity: both want it; Sam up to a ceiling, or if gently; Sam alone; Sam a limit, too."""


class YesRow(NamedTuple):
    """A yes as a row: of one person, to one text, under one act, for the eras of a moment."""

    person: PersonId
    text: int
    act: int
    era: int
    on: int
    met: int | None


class Allowed(NamedTuple):
    """Something that an agreement allows, and the ceiling that is left of it."""

    agreement: str
    clause: str
    ceiling: Ceiling


class Guarded(NamedTuple):
    """What protects in an agreement: a clause, and the minutes that it says, if it says any."""

    agreement: str
    clause: str
    minutes: int | None = None


class Told(NamedTuple):
    """What people did, as they would tell it themselves."""

    waiting: frozenset[tuple[PersonId, str, int]] = frozenset()
    """Yeses that wait and that nobody ended: the person, the agreement, the day they were said."""
    allowed: frozenset[Allowed] = frozenset()
    """What both agreed and nobody ended."""
    rules: frozenset[str] = frozenset({""})
    """Agreements on ground rules that nobody ended; one that a newer one replaced is none that ended."""
    read: frozenset[tuple[PersonId, str]] = frozenset()
    """What protects or informs and was read: the person and the clause's digest."""
    later: frozenset[Allowed] = frozenset()
    """What an agreement allows once its pause is over."""
    guards: frozenset[Guarded] = frozenset()
    """What protects as long as an agreement allows anything."""
    guards_later: frozenset[Guarded] = frozenset()
    """What protects once its pause is over."""


class World(NamedTuple):
    """Everything that the rules read, in the smallest form, and what people did."""

    day: int = 0
    era: int = 0
    listed: tuple[str, ...] = (OPEN, OPEN)
    has_condition: bool = True
    rests: frozenset[tuple[PersonId, int]] = frozenset()
    lines: frozenset[tuple[PersonId, str, str]] = frozenset()
    """Author, draft, line."""
    left_out: frozenset[tuple[PersonId, str, str]] = frozenset()
    yeses: frozenset[YesRow] = frozenset()
    endings: frozenset[Ending] = frozenset()
    told: Told = Told()


class Wrong(AssertionError):
    """A state that no rule may lead to."""


def begun(*drafts: str, also: tuple[str, ...] = ()) -> World:
    """The first state: everything is on the shared list and in the drafts, nothing is agreed.

    `also`: more lines of the scene.
    """
    items = [(SCENE, "item0"), (SCENE, "item1")] if len(drafts) == 1 else [(SCENE, "item0")]
    lines = [(draft, GUARD) for draft in drafts[:1]] + items + [(SCENE, line) for line in also]
    return World(lines=frozenset((person, draft, line) for draft, line in lines for person in PEOPLE))
