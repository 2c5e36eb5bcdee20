"""Visits every state that the rules of consent can reach in tiny worlds, breadth first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from unittest.mock import patch

from app.models import agreement, live
from tests.models.tiny_evening import EveningExplorer
from tests.models.tiny_paused import PausedExplorer
from tests.models.tiny_told import RULES, SCENE, Wrong
from tests.models.tiny_world import Explorer

State = TypeVar("State")


class Tiny(Protocol[State]):
    """A tiny world: where it begins, what can be done in each state, and what must hold of it."""

    def firsts(self) -> Sequence[State]:
        """The states that it begins with."""

    def acts(self, state: State, /) -> Iterator[tuple[str, State]]:
        """Every state that one act leads to, with the name of the act."""

    def require_right(self, state: State, /) -> None:
        """Raise `Wrong` unless the rules say of a state what people would tell."""


WORLDS: dict[str, Callable[[], Tiny[Any]]] = {
    "rules": lambda: Explorer(RULES, SCENE),
    "scene": lambda: Explorer(SCENE),
    "pause": PausedExplorer,
    "evening": EveningExplorer,
}
TWO_ROUNDS = {"rules": 5, "scene": 5, "pause": 4, "evening": 3}
"""Acts: to agree, to end, to agree again, to end and to agree again. In the last two worlds more than that has happened
before: something is agreed, and of an evening each stage is where it begins."""
DEEPER = {"rules": 6, "scene": 6, "pause": 5, "evening": 4}
"""For `make soak`."""


@contextmanager
def short_times() -> Iterator[None]:
    """A yes waits for a day, so that it expires within the three days there are; a check-in, for half a minute."""
    with (
        patch.object(agreement, "WAITING_DAYS", 1),
        patch.object(live, "ANSWERED_WITHIN", 30),
        patch.object(live, "STOPS_AFTER", 30),
    ):
        yield


def explore(world: str, depth: int) -> int:
    """Visit every state within that many acts; returns how many there are. Raises `Wrong`."""
    tiny = WORLDS[world]()
    came_from: dict[Any, tuple[Any, str]] = dict.fromkeys(tiny.firsts(), (None, ""))
    edge = list(came_from)
    for first in edge:
        tiny.require_right(first)
    for _ in range(depth):
        found: list[Any] = []
        for state in edge:
            act = "the next act"
            try:
                for act, after in tiny.acts(state):
                    if after not in came_from:
                        came_from[after] = (state, act)
                        tiny.require_right(after)
                        found.append(after)
            except Wrong as wrong:
                raise Wrong(f"{wrong}, after {' / '.join(_acts_to(came_from, state))}, at or after {act}") from None
        edge = found
    return len(came_from)


def _acts_to(came_from: dict[Any, tuple[Any, str]], state: Any) -> list[str]:
    before, act = came_from[state]
    return [*_acts_to(came_from, before), act] if act else []
