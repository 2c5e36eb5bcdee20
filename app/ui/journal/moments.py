"""The order of a long list: moments, pinned ones before the others, each newest first."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

NOWHERE = -1


class Moments:
    """Eight bytes an entry; found, put in and taken out by halving."""

    def __init__(self, moments: Iterable[int] = (), pinned: int = 0) -> None:
        found = array("q", moments)
        self._parts = (found[:pinned], found[pinned:])

    def __len__(self) -> int:
        return len(self._parts[0]) + len(self._parts[1])

    @property
    def last(self) -> int | None:
        """The oldest of those that are not pinned."""
        return self._parts[1][-1] if self._parts[1] else None

    def at(self, row: int) -> int:
        """The moment of a row."""
        pinned, others = self._parts
        return pinned[row] if row < len(pinned) else others[row - len(pinned)]

    def between(self, first: int, end: int) -> tuple[int, ...]:
        """The moments of some rows, `end` excluded."""
        return tuple(self.at(row) for row in range(max(0, first), min(end, len(self))))

    def row_of(self, moment: int) -> int:
        """The row of a moment; NOWHERE if it is not there."""
        for pinned in (True, False):
            if self.stands(moment, pinned=pinned):
                return self.place_of(moment, pinned=pinned)
        return NOWHERE

    def place_of(self, moment: int, *, pinned: bool) -> int:
        """The row where it stands or would stand."""
        part = self._parts[0 if pinned else 1]
        place = bisect_left(part, -moment, key=lambda each: -each)
        return place if pinned else place + len(self._parts[0])

    def stands(self, moment: int, *, pinned: bool) -> bool:
        """Whether it is there, in this part."""
        return self._has(self.place_of(moment, pinned=pinned), moment, pinned=pinned)

    def insert(self, moment: int, *, pinned: bool) -> None:
        """Put one in at its place."""
        row = self.place_of(moment, pinned=pinned)
        self._parts[0 if pinned else 1].insert(row if pinned else row - len(self._parts[0]), moment)

    def remove(self, row: int) -> None:
        """Take one out."""
        pinned, others = self._parts
        if row < len(pinned):
            del pinned[row]
        else:
            del others[row - len(pinned)]

    def extend(self, moments: Iterable[int]) -> None:
        """Older ones that come after all that are there."""
        self._parts[1].extend(moments)

    def _has(self, row: int, moment: int, *, pinned: bool) -> bool:
        part = self._parts[0 if pinned else 1]
        place = row if pinned else row - len(self._parts[0])
        return place < len(part) and part[place] == moment
