"""Looks for a text in everything that Python still holds."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from types import FrameType

_DEPTH = 3
"""Plain containers leave the collector's lists, so what tracked objects refer to is followed a little further."""


def holders_of(secret: str) -> list[str]:
    """The types of the objects that refer to a text equal to `secret`; those of the running frames do not count."""
    gc.collect()
    found: list[str] = []
    for thing in gc.get_objects():
        if not isinstance(thing, FrameType):
            found.extend(type(owner).__name__ for owner in _owners(thing, secret, _DEPTH))
    return found


def _owners(thing: object, secret: str, depth: int) -> Iterator[object]:
    for referent in gc.get_referents(thing):
        if type(referent) is str:
            if len(referent) == len(secret) and referent == secret:
                yield thing
        elif depth and not gc.is_tracked(referent) and isinstance(referent, tuple | dict):
            yield from _owners(referent, secret, depth - 1)
