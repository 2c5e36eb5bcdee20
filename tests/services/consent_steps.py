"""Steps of a couple, drawn at random: the same for the same number, so that what failed can be done once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from enum import IntEnum
from functools import partial
from random import Random
from typing import NamedTuple

from app.models.answer import Ceiling, Stance
from app.models.live import LiveMark
from app.models.outline import DraftKind
from app.models.scene_day import Evening, Verdict
from tests.services.consent_couple import SIDES
from tests.services.consent_kills import kill
from tests.services.consent_walk import Walk
from tests.support.randomness import counted_bytes
from tests.support.remembered import rows_remembered

LENGTH = 100
"""How many steps one couple do."""
_RANDOM_BYTES = 1_000_000
"""More than one couple need."""


class Who(IntEnum):
    """The two people, by their place in the vault."""

    ALEX = 0
    SAM = 1


class Act(NamedTuple):
    """Something that can be done, how often compared to others, and what each of its arguments can be.

    `killed`: whether it can be cut off by a kill. `is_one`: whether it is a single act, which is done or is not done.
    """

    do: Callable[..., object]
    weight: int
    choices: tuple[Sequence[object], ...] = ()
    killed: bool = True
    is_one: bool = True


_WHO, _SIDE, _KIND = tuple(Who), range(len(SIDES)), tuple(DraftKind)
_STANCES = (*[Stance.WANT] * 4, *(stance for stance in Stance if stance not in (Stance.WANT, Stance.ONLY_IF)))
_CONDITIONS = ("", "slowly")
_CEILINGS = (None, None, Ceiling.LIGHT, Ceiling.MEDIUM)
_FIRST_OR_NONE = (None, *range(10))
_MARKS = tuple(mark for mark in LiveMark if mark not in (LiveMark.CAP, LiveMark.UNANSWERED))

ACTS = {
    "answer": Act(Walk.answer, 7, (_WHO, _SIDE, _STANCES, _CONDITIONS, _CEILINGS)),
    "open_together": Act(Walk.open_together, 6, is_one=False),
    "talk": Act(Walk.talk, 3, ((True, False), (None, *_WHO))),
    "wake": Act(Walk.wake, 4, (_WHO, _SIDE)),
    "take_back": Act(Walk.take_back, 2, (_WHO, _SIDE)),
    "take_back_aftercare": Act(Walk.take_back_aftercare, 1, (_WHO,), is_one=False),
    "propose": Act(Walk.propose, 16, (_WHO, _SIDE)),
    "remove": Act(Walk.remove, 2, (_WHO, _SIDE)),
    "edit": Act(Walk.edit, 4, (_WHO, _KIND, ("", "No photos", "No marks"))),
    "pause": Act(Walk.pause, 2, (_KIND, (None, 1, 1, 15))),
    "widen": Act(Walk.widen, 6, (_SIDE, (1, 15, 40)), is_one=False),
    "change_signal": Act(Walk.change_signal, 2, (("two taps", "an open palm"),)),
    "read": Act(Walk.read, 10, (_WHO, _KIND, (None, None, None, 0, 1, 2))),
    "both_read": Act(Walk.both_read, 12, (_KIND,), is_one=False),
    "agree_waiting": Act(Walk.agree_waiting, 3, (_KIND,)),
    "take_back_yes": Act(Walk.take_back_yes, 2, (_WHO, _KIND)),
    "withdraw": Act(Walk.withdraw, 5, (_WHO, (0, 1), _FIRST_OR_NONE, (False, False, False, True))),
    "end_scene": Act(Walk.end_scene, 1),
    "check_ready": Act(Walk.check_ready, 2, (_WHO, tuple(Verdict)), is_one=False),
    "compare_ready": Act(Walk.compare_ready, 2),
    "both_ready": Act(Walk.both_ready, 2, is_one=False),
    "choose_evening": Act(Walk.choose_evening, 1, ((Evening.SMALLER, Evening.SMALLER, Evening.OFF), _SIDE)),
    "begin_scene": Act(Walk.begin_scene, 3),
    "evening": Act(Walk.evening, 8, is_one=False),
    "happens": Act(Walk.happens, 6, (_MARKS, _SIDE)),
    "minutes_pass": Act(Walk.minutes_pass, 2, ((1, 1, 10, 30),)),
    "days_pass": Act(Walk.days_pass, 3, ((1, 1, 1, 15, 95, -1, -20),), killed=False),
    "trust_clock": Act(Walk.trust_clock, 3, is_one=False),
    "leave": Act(Walk.leave, 3, (_WHO,), killed=False),
    "come_back": Act(Walk.come_back, 8, killed=False),
    "restart": Act(Walk.restart, 3, is_one=False),
}


class Step(NamedTuple):
    """An act with its arguments; `killed`: how far through its writes the program is killed, or None."""

    act: str
    arguments: tuple[object, ...]
    killed: float | None = None

    def __str__(self) -> str:
        given = ", ".join(each.name.lower() if isinstance(each, Who) else repr(each) for each in self.arguments)
        return f"{self.act}({given})" + ("" if self.killed is None else f" killed at {self.killed:.3f}")


def steps_of(number: int, *, kills: float, length: int = LENGTH) -> tuple[Step, ...]:
    """The steps of the couple of that number. `kills`: the share of steps that are killed."""
    random = Random(number)
    names, weights = list(ACTS), [act.weight for act in ACTS.values()]
    drawn = (random.choices(names, weights)[0] for _ in range(length))
    return tuple(
        Step(
            name,
            tuple(random.choice(choices) for choices in ACTS[name].choices),
            random.random() if ACTS[name].killed and random.random() < kills else None,
        )
        for name in drawn
    )


def go(number: int, steps: Iterable[Step], tally: Counter[str]) -> None:
    """Let the couple of that number do these steps, look at the vault after each, and count what happened.

    Raises `Wrong`, or whatever else went wrong.
    """
    with counted_bytes(_RANDOM_BYTES * (number + 1)), rows_remembered(), closing(Walk()) as walk:
        for step in steps:
            _do(walk, step, tally)
            walk.check()
            tally["steps"] += 1


def _do(walk: Walk, step: Step, tally: Counter[str]) -> None:
    act, pair = ACTS[step.act], walk.vault.pair
    agreed, paused, begun = walk.agreed, walk.pauses, walk.scenes_begun
    allowed = set(walk.told.allowed)
    run = partial(act.do, walk, *(pair[each] if isinstance(each, Who) else each for each in step.arguments))
    if step.killed is None:
        run()
    elif kill(walk, run, step.killed, is_one=act.is_one):
        tally["kills"] += 1
    tally["restarts"] += step.act == "restart" or step.killed is not None
    tally["agreements"] += walk.agreed - agreed
    tally["pauses"] += walk.pauses - paused
    tally["scenes"] += walk.scenes_begun - begun
    tally["endings"] += len(allowed - walk.told.allowed)
