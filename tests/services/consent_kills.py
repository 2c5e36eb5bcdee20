"""Kills the program in the middle of an act of a walk, starts it again and looks at what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.models.base import PersonId
from app.services.agreement_store import all_yeses, waiting_yeses
from tests.attacks.killed_acts import Fact, facts, left_of
from tests.services.consent_told import Told, Wrong
from tests.services.consent_walk import Walk
from tests.support.files import contents, put_files
from tests.support.killing import KILLED, count_steps, killed


class _State(NamedTuple):
    """What counts, which yeses wait, and what people would tell."""

    facts: frozenset[Fact]
    waiting: frozenset[tuple[PersonId, str]]
    said: frozenset[tuple[PersonId, str]]
    """Every yes that was ever said, met or not."""
    told: Told

    def is_like(self, other: _State) -> bool:
        """Whether nobody could tell the two states apart."""
        return (self.facts, self.waiting) == (other.facts, other.waiting)


def kill(walk: Walk, do: Callable[[], object], part: float, *, is_one: bool) -> bool:
    """Do an act, then do it from where it began in a process that is killed after this part of its steps.

    The walk goes on from what the killed process left. `is_one`: the act must be there as a whole or not at all.
    Gives whether there was anything to kill. Raises `Wrong`.
    """
    walk.vault.service.close()
    files, here, given = contents(walk.vault.folder), walk.here, walk.vault.ids.given
    walk.open_again()
    before = _state(walk)
    agreed = walk.agreed
    steps = count_steps(do)
    if steps == 0:
        return False
    whole = _state(walk)
    walk.vault.service.close()
    put_files(walk.vault.folder, files)
    walk.here, walk.told = here, before.told

    def begin() -> None:
        walk.vault.ids.given = given  # with the same ids it says the same yes
        walk.open_again()

    if killed(begin, do, 1 + int(part * steps)) != KILLED:
        raise Wrong("done once more, the act took fewer steps")
    walk.open_again()
    now = _state(walk)
    walk.told = _told_of(before, whole, now)
    if now.is_like(before):
        walk.agreed = agreed
    if is_one and not before.is_like(now) and left_of(before.facts, whole.facts, now.facts).is_half:
        raise Wrong("half of an act is left")
    return True


def _told_of(before: _State, whole: _State, now: _State) -> Told:
    """What people would tell of what a killed act left; where nobody can know it, whatever may be so."""
    if before.is_like(whole) or not (now.is_like(before) or now.is_like(whole)):
        told = before.told.either(whole.told)
        told.waiting |= now.waiting & (whole.said - before.said)
    else:
        told = (before if now.is_like(before) else whole).told
    told.seen |= now.told.seen
    return told


def _state(walk: Walk) -> _State:
    with walk.vault.unit() as uow:
        found = (yes for each in walk.draft_ids.values() for yes in waiting_yeses(uow, each, walk.today))
        waiting = frozenset((yes.person, yes.agreement_id) for yes in found)
        said = frozenset((yes.person, yes.agreement_id) for yes in all_yeses(uow))
    return _State(facts(walk), waiting, said, walk.told.copy())
