"""Prints the memory of the program with the journal open and loaded to its end, in KiB; a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from app.models.base import PersonId
from app.ui.page_id import PageId
from tests.benchmarks.memory import memory_kib
from tests.benchmarks.playing import playing, unlock

place, words = Path(sys.argv[1]), sys.argv[2]
with playing(place, place.parent / f"settings-{place.name}") as player:
    unlock(player, PersonId(player.controller.access.marks()[0].person_id), words)
    player.settle(300)
    player.shell.pages.go(PageId.JOURNAL)
    player.settle(1500)
    print(memory_kib(), flush=True)
