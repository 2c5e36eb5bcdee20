"""What a person typed into fields whose words are added or saved by an act, and has not added yet."""

from __future__ import annotations

from collections.abc import Collection

from app.models.base import Model, Words


class UnaddedWords(Model):
    """Words by field: those typed alone, and those typed while both were here, which are shown only to both."""

    alone: dict[str, Words] = {}
    together: dict[str, Words] = {}

    def without(self, ids: Collection[str]) -> UnaddedWords:
        """What is left when the things with these ids are deleted: a field's key has the id of what it is about."""

        def rest(typed: dict[str, Words]) -> dict[str, Words]:
            return {key: words for key, words in typed.items() if not any(f".{each}." in f".{key}." for each in ids)}

        return self.evolve(alone=rest(self.alone), together=rest(self.together))
