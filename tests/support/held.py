"""Looks for a text in everything that Python still holds."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

_DEPTH = 3
"""Plain containers leave the collector's lists, so what tracked objects refer to is followed a little further."""


@pytest.fixture
def holders_anywhere() -> Iterator[Callable[..., list[str]]]:
    """`holders_of` that looks at what tests/conftest.py spares from collections, too: modules and their caches."""

    def look(*secrets: str) -> list[str]:
        gc.unfreeze()
        return holders_of(*secrets)

    yield look
    gc.collect()
    gc.freeze()


def holders_of(*secrets: str) -> list[str]:
    """The types of the objects that refer to a text equal to one of these; those of the running frames do not count."""
    gc.collect()
    things = [thing for thing in gc.get_objects() if not isinstance(thing, FrameType)]
    found: list[str] = []
    if _are_referred_to(things, secrets):
        for thing in things:
            found.extend(type(owner).__name__ for owner in _owners(thing, secrets, _DEPTH))
    return found


def _are_referred_to(things: list[object], secrets: tuple[str, ...]) -> bool:
    """Whether any of them holds one. Takes all at once, a tenth of the time of looking into each."""
    for _ in range(_DEPTH + 1):
        referents = gc.get_referents(*things)
        if not {each for each in referents if type(each) is str}.isdisjoint(secrets):
            return True
        things = [each for each in referents if isinstance(each, tuple | dict) and not gc.is_tracked(each)]
    return False


def _owners(thing: object, secrets: tuple[str, ...], depth: int) -> Iterator[object]:
    for referent in gc.get_referents(thing):
        if type(referent) is str:
            if referent in secrets and thing is not secrets:
                yield thing
        elif depth and not gc.is_tracked(referent) and isinstance(referent, tuple | dict):
            yield from _owners(referent, secrets, depth - 1)
