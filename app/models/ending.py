"""What has ended of an agreement. Endings are only ever added."""

from __future__ import annotations

from typing import NamedTuple

DAY_PASSED = "day"
"""The `above` of an ending of a whole agreement whose day was seen to pass."""


class Ending(NamedTuple):
    """What has ended: all of an agreement (both empty), a clause of it, or a clause above a ceiling."""

    agreement: str
    clause: str = ""
    above: str = ""
