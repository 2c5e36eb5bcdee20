"""What a person typed into fields whose words are added or saved by an act, and has not added yet."""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.models.base import Model, Words


class UnaddedWords(Model):
    """Words by field: those typed alone, and those typed while both were here, which are shown only to both."""

    alone: dict[str, Words] = {}
    together: dict[str, Words] = {}

    def without(self, ids: Collection[str]) -> UnaddedWords:
        """What is left when the things with these ids are deleted: a field's key has the id of what it is about."""
        return self._where(lambda key: not _is_about(key, ids))

    def about(self, ids: Collection[str]) -> UnaddedWords:
        """What was typed about the things with these ids."""
        return self._where(lambda key: _is_about(key, ids))

    def beside(self, earlier: UnaddedWords) -> UnaddedWords:
        """With what was typed earlier, where nothing was typed since."""
        return self.evolve(alone={**earlier.alone, **self.alone}, together={**earlier.together, **self.together})

    def _where(self, holds: Callable[[str], bool]) -> UnaddedWords:
        def those(typed: dict[str, Words]) -> dict[str, Words]:
            return {key: words for key, words in typed.items() if holds(key)}

        return self.evolve(alone=those(self.alone), together=those(self.together))


def _is_about(key: str, ids: Collection[str]) -> bool:
    return any(f".{each}." in f".{key}." for each in ids)
