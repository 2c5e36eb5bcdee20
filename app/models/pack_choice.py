"""Which packs of the catalogue a person wants to see. Nobody else learns of it."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.base import Model
from app.models.catalogue import Pack, PackLevel


class PackChoice(Model):
    """A level, and the packs turned on beyond it or off within it.

    Packs that a later version brings are there if they are of the level.
    """

    level: PackLevel = PackLevel.USUAL
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()

    def is_on(self, pack: Pack) -> bool:
        """Whether the person sees its entries."""
        if pack.level.rank > self.level.rank:
            return pack.id in self.on
        return pack.id not in self.off

    def hidden(self, packs: Iterable[Pack]) -> frozenset[str]:
        """The ids of the packs that are off."""
        return frozenset(pack.id for pack in packs if not self.is_on(pack))

    def level_of(self, packs: Iterable[Pack]) -> PackLevel | None:
        """The level that has exactly the packs that are on; None if they were chosen one by one."""
        packs = tuple(packs)
        hidden = self.hidden(packs)
        return next((each for each in PackLevel if PackChoice(level=each).hidden(packs) == hidden), None)

    def with_pack(self, pack: Pack, on: bool) -> PackChoice:
        """The choice with one pack turned on or off."""
        own = frozenset((pack.id,))
        choice = self.evolve(on=self.on - own, off=self.off - own)
        if choice.is_on(pack) == on:
            return choice
        return choice.evolve(on=choice.on | own) if on else choice.evolve(off=choice.off | own)
