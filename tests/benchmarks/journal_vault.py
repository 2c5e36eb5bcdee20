"""A journal of a hundred thousand entries, made at once; the same rows for a plain index beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

from app.models.base import PersonId
from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry
from tests.support.clock import START
from tests.support.vaults import ALEX, vault_for

_SYLLABLES = "ba be bi bo ca de di do fa fe ga go ha he ka ki la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to ve vi wa we".split()  # noqa: E501, SIM905
WORDS = 80
"""Words of a body."""
STEP = 2000
"""Entries that are put in together."""
FEELINGS = ("calm", "curious", "tender", "a little afraid", "playful", "tired", "proud", "lonely")
NEEDS = ("trust", "surrender", "closeness", "novelty", "play", "being_seen")


class Writer:
    """Writes the same entries in every run; few words are common and most are rare, as in any language."""

    def __init__(self) -> None:
        self._random = random.Random(20261124)
        made = (
            "".join(self._random.choices(_SYLLABLES, k=self._random.choice((1, 2, 2, 3, 3, 4)))) for _ in range(40_000)
        )
        self.words = list(dict.fromkeys(made))
        self._weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.words))))

    def some(self, count: int) -> str:
        """That many words."""
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=count))

    def entries(self, count: int) -> Iterator[JournalEntry]:
        """That many entries, some minutes apart, the newest last."""
        pick = self._random.choice
        for number in range(count):
            at = START - timedelta(minutes=7 * (count - number))
            text = EntryText(
                kind=pick(tuple(EntryKind)),
                boundary=pick((Boundary.STAYS, Boundary.STAYS, Boundary.TALK)),
                title=self.some(3),
                body=self.some(WORDS),
                feelings=(pick(FEELINGS),),
                needs=(pick(NEEDS),),
                tags=(f"tag {number % 60}",),
            )
            yield JournalEntry(id=EntryId(f"{number:032x}"), at=at, changed_at=at, text=text)


def make_journal(folder: Path, count: int) -> PersonId:
    """A vault of one person with that many entries."""
    with vault_for(folder, ALEX) as vault:
        batch: list[JournalEntry] = []
        with vault.unit(vault.alex) as uow:
            journal = uow.private(vault.alex).journal
            for entry in Writer().entries(count):
                batch.append(entry)
                if len(batch) == STEP:
                    journal.add_many(batch)
                    batch.clear()
            journal.add_many(batch)
            uow.commit()
        return vault.alex
