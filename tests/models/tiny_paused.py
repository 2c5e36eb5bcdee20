"""The tiny world of a scene whose wider changes have a pause: what counts at once, and what from the next day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind, Document, field_clause_id
from app.models.outline import DraftField
from tests.models.strategies import PEOPLE, SAM
from tests.models.tiny_told import (
    CAPPED,
    DAYS,
    GUARD,
    HUGS,
    LIMIT,
    LONGER,
    OPEN,
    PAUSED,
    SCENE,
    Guarded,
    World,
    Wrong,
    begun,
)
from tests.models.tiny_world import Explorer, ceiling_of

_CAP, _GUARD = field_clause_id(DraftField.CAP_MINUTES), f"line:{GUARD}"


class PausedExplorer(Explorer):
    """A scene of one activity that is agreed; whatever becomes wider has a pause until the second day."""

    def __init__(self) -> None:
        super().__init__(SCENE)

    def firsts(self) -> tuple[World, ...]:
        """One activity is agreed, for an hour at most; or two, for longer."""
        world = begun(SCENE, also=(PAUSED,))
        one = self.agree(world._replace(lines=world.lines - _both("item1")), SCENE)
        return one._replace(lines=world.lines), self.agree(world._replace(lines=world.lines | _both(LONGER)), SCENE)

    def _edits(self, world: World) -> Iterator[tuple[str, World]]:
        for line in (GUARD, LONGER, "item1", PAUSED):
            yield f"toggle {line}", world._replace(lines=world.lines ^ _both(line))
        yield "put back", world._replace(left_out=world.left_out - {(SAM, SCENE, f"pairing:{HUGS.key}")})
        for state in (OPEN, CAPPED, LIMIT):
            if state != world.listed[1]:
                yield f"open {state}", self.open(world, state)

    def say_yes(self, world: World, person: PersonId, draft_id: str) -> tuple[World, str]:
        """A whole reading, which has to have the pause that both chose, and its yes."""
        self._require_pause(world, self.text_of(world, draft_id)[1])
        return super().say_yes(world, person, draft_id)

    def _require_pause(self, world: World, text: Document) -> None:
        """Until the pause is over, a text allows no more than before and no more than it says, and guards as both did.

        Before: what is agreed, if anything is.
        """
        has_pause = any(line == PAUSED for _, _, line in world.lines) and DAYS[world.day] < DAYS[1]
        told = world.told
        before = {each.clause: each.ceiling for each in told.allowed}
        items = {c.id: ceiling_of(c) for c in text.clauses if c.item is not None}
        guards = {(c.id, c.minutes) for c in text.clauses if c.id in (_CAP, _GUARD)}
        if has_pause and told.guards:
            items = {each: min(ceiling, before[each]) for each, ceiling in items.items() if each in before}
            guards |= {(each.clause, each.minutes) for each in told.guards if each.clause in (_CAP, _GUARD)}
        waits = text.wider_from is not None and text.wider_from > DAYS[world.day]
        now = [c for c in text.clauses if not (waits and c.id in text.wider)] + list(text.until_then if waits else ())
        if sorted((c.id, ceiling_of(c)) for c in now if c.item is not None) != sorted(items.items()):
            raise Wrong("until the pause is over, something is allowed that was not, or not what is narrower")
        if _least(guards) != _least((c.id, c.minutes) for c in now if c.id in (_CAP, _GUARD)):
            raise Wrong("until the pause is over, it is guarded in a different way")

    def next_day(self, world: World) -> World:
        """Midnight; a pause is over."""
        told = world.told
        if world.day == 0:
            over = {each.agreement for each in told.guards_later}
            told = told._replace(
                allowed=frozenset(each for each in told.allowed if each.agreement not in over) | told.later,
                guards=frozenset(each for each in told.guards if each.agreement not in over) | told.guards_later,
                later=frozenset(),
                guards_later=frozenset(),
            )
        return super().next_day(world._replace(told=told))

    def require_right(self, world: World) -> None:
        """Raise `Wrong` unless the rules say of a state what people told."""
        super().require_right(world)
        for version in self.versions(world, SCENE):
            if version.state is AgreementState.AGREED:
                self._require_later(world, version)

    def _require_later(self, world: World, version: CurrentAgreement) -> None:
        told, own_id = world.told, version.agreement.id
        later = {(each.clause, each.ceiling) for each in told.later if each.agreement == own_id}
        now = {(each.clause, each.ceiling) for each in told.allowed if each.agreement == own_id}
        waiting = {(c.id, ceiling_of(c)) for c in version.waiting if c.kind is ClauseKind.PERMISSION}
        if not later - now <= waiting <= later:
            raise Wrong("what comes after a pause is not what both agreed to")
        if now and _least_guards(version.clauses) != _least(_own_guards(told.guards, own_id)):
            raise Wrong("allowed with less protection than both read, or with more")


def _both(line: str) -> frozenset[tuple[PersonId, str, str]]:
    return frozenset((person, SCENE, line) for person in PEOPLE)


def _own_guards(guards: Iterable[Guarded], own_id: str) -> Iterator[tuple[str, int | None]]:
    return (
        (each.clause, each.minutes) for each in guards if each.agreement == own_id and each.clause in (_CAP, _GUARD)
    )


def _least_guards(clauses: Iterable[Clause]) -> dict[str, int]:
    return _least((c.id, c.minutes) for c in clauses if c.id in (_CAP, _GUARD))


def _least(guards: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    """What is guarded, and of two caps the shorter one."""
    found: dict[str, int] = {}
    for own_id, minutes in guards:
        found[own_id] = min(minutes or 0, found.get(own_id, minutes or 0))
    return found
