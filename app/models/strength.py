"""How well a passphrase resists guessing; imports the standard library only."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Weakness(Enum):
    """Why a passphrase would be guessed; `NewPassphrase` has words for each."""

    COMMON = "common"
    WORD = "word"
    NAME = "name"
    KEYS = "keys"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    DATE = "date"
    SWAPPED = "swapped"
    REVERSED = "reversed"
    SHORT = "short"


class Strength(NamedTuple):
    """How well a passphrase resists guessing: 0 to 4, and what is weak about it (None: nothing to say)."""

    score: int
    weakness: Weakness | None
