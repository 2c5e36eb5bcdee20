"""What a person sealed for an opening; from the moment an opening begins to show it, nothing else can."""

from __future__ import annotations

from typing import TypeVar

from app.models.base import Model, PersonId
from app.models.said import commitment_of


class Snapshot(Model):
    """What one person sealed.

    `salt` and `partner` are set once an opening has begun to show it: from then on it can be opened only with the
    partner's snapshot of that commitment, whose salt the partner has. `seen`: how many steps both have left behind of
    what is `shown`, which is fixed in the same way.
    """

    person: PersonId
    salt: bytes = b""
    partner: str = ""
    shown: str = ""
    seen: int = 0

    @property
    def is_begun(self) -> bool:
        """Whether an opening has begun to show it."""
        return bool(self.partner)

    @property
    def commitment(self) -> str:
        """Fixes what is sealed without revealing it to whoever lacks the salt."""
        sealed = self.evolve(salt=b"", partner="", shown="", seen=0)
        return commitment_of(self.salt, sealed.model_dump_json(exclude={"is_accepted"}).encode())


S = TypeVar("S", bound=Snapshot)


def bind(one: S, other: S, salts: tuple[bytes, bytes]) -> tuple[S, S]:
    """Two snapshots that an opening begins to show, each with the commitment of the other."""
    one, other = one.evolve(salt=salts[0]), other.evolve(salt=salts[1])
    return one.evolve(partner=other.commitment), other.evolve(partner=one.commitment)


def showing(one: S, other: S, news: bytes) -> tuple[S, S]:
    """Two bound snapshots that show exactly this: where they were in it, or from its beginning if it has changed."""
    fixed = tuple(commitment_of(each.salt, news) for each in (other, one))
    is_same = (one.shown, other.shown) == fixed
    seen = min(one.seen, other.seen) if is_same else 0
    return one.evolve(shown=fixed[0], seen=seen), other.evolve(shown=fixed[1], seen=seen)


def can_be_opened(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots can be opened with each other: both are fresh, or an opening began to show these two."""
    if not (one.is_begun or other.is_begun):
        return True
    return (one.partner, other.partner) == (other.commitment, one.commitment)
