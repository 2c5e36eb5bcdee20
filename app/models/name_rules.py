"""Which characters a name or a mark may have; imports the standard library only."""

from __future__ import annotations

import re

LONGEST_NAME = 100
"""Maximum number of characters in a name or in pronouns."""
LONGEST_INITIAL = 8
"""Maximum number of code points in the one character on a mark."""

# Control characters, line separators, halves of surrogate pairs, and characters that turn the direction of writing.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def has_unsafe_characters(text: str) -> bool:
    """Whether a short text could make itself or its surroundings look like something else."""
    return _UNSAFE.search(text) is not None


# Letters and marks that are printed as nothing or as a space, though they count as more than that.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def as_seen(text: str) -> str:
    """What is to be seen of a name, in one case and form; two names that are the same in it can't be told apart."""
    import unicodedata

    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(each for each in seen if not each.isspace() and unicodedata.category(each) != "Cf")


def without_unsafe_characters(text: str) -> str:
    """The text without such characters."""
    return _UNSAFE.sub("", text)
