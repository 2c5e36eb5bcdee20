"""How the page of a scene is shown: the whole screen, dark, and with a sound when a check-in is due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class LiveLook(NamedTuple):
    """What two people chose when they last began a scene."""

    fills_screen: bool = False
    is_dark: bool = True
    has_sound: bool = False

    @property
    def words(self) -> str:
        """As it is stored: what differs from the beginning."""
        differs = {"full": self.fills_screen, "light": not self.is_dark, "sound": self.has_sound}
        return " ".join(word for word, is_so in differs.items() if is_so)


def look_of_both(stored: Iterable[str]) -> LiveLook:
    """What was stored for each; what only one of them has counts as not chosen."""
    words = [set(each.split()) for each in stored]
    both = set.intersection(*words) if words else set[str]()
    return LiveLook("full" in both, "light" not in both, "sound" in both)
