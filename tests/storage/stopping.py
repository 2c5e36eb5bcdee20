"""Stopping an act at one of its steps."""

from __future__ import annotations


class EndedHere(Exception):
    """Somebody stopped it."""


class Stopping:
    """Stops an act at one of its steps, or lets it through and counts them."""

    def __init__(self, at: int = 0) -> None:
        self.calls = self.handled = 0
        self._at = at

    def __call__(self, handled: int = 0) -> None:
        assert handled >= 0
        self.calls, self.handled = self.calls + 1, self.handled + handled
        if self.calls == self._at:
            raise EndedHere
