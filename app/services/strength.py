"""How well a passphrase resists guessing, and what makes it weak; nothing is stored or passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.models.strength import Strength, Weakness

LONGEST_ESTIMATE = 72
"""The most characters zxcvbn accepts; more never make a passphrase weaker."""
GOOD = 3
"""From this score on no weakness is reported."""

_PATTERNS = {
    "spatial": Weakness.KEYS,
    "repeat": Weakness.REPEATED,
    "sequence": Weakness.SEQUENCE,
    "regex": Weakness.DATE,
    "date": Weakness.DATE,
}


def estimate(passphrase: str) -> Strength:
    """The score from 0 to 4 and, if it is low, the weakness; takes about 10 ms, so not on the UI thread."""
    if not passphrase:
        return Strength(0, None)
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:LONGEST_ESTIMATE])
    score = int(found["score"])
    return Strength(score, weakness_of(found["sequence"]) if score < GOOD else None)


def weakness_of(matches: Sequence[Mapping[str, Any]]) -> Weakness:
    """The weakness of the longest recognised part."""
    longest = max(matches, key=lambda match: len(match["token"]))
    if longest["pattern"] == "dictionary":
        return _of_a_word(longest, alone=len(matches) == 1)
    return _PATTERNS.get(longest["pattern"], Weakness.SHORT)


def _of_a_word(match: Mapping[str, Any], *, alone: bool) -> Weakness:
    if match.get("l33t"):
        return Weakness.SWAPPED
    if match.get("reversed"):
        return Weakness.REVERSED
    if match["dictionary_name"] in ("surnames", "male_names", "female_names"):
        return Weakness.NAME
    if match["dictionary_name"] == "passwords" and alone:
        return Weakness.COMMON
    return Weakness.WORD
