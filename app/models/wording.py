"""Sentences with places for names and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")


def fill(text: str, /, **parts: str | int) -> str:
    """The text with each `{name}` replaced by that part, in one pass: braces within a part are kept as they are.

    Raises ValueError if the places of the text are not exactly the parts given.
    """
    places = set(_PLACE.findall(text))
    if places != parts.keys():
        raise ValueError(f"the text has places for {sorted(places)} and was given {sorted(parts)}")
    return fill_from(text, parts)


def fill_from(text: str, parts: Mapping[str, str | int]) -> str:
    """As `fill`, for a text that need not use every part: one of several sentences, or one that comes from assets."""
    return _PLACE.sub(lambda place: str(parts[place[1]]), text)
