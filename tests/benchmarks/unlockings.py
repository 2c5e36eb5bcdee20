"""Prints how long Home took after each of some unlockings, four clocks each, and locking; a process of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.models.base import PersonId
from tests.benchmarks.playing import lock, playing, unlock
from tests.support.vaults import ALEX_WORDS

TIMES = 4

place = Path(sys.argv[1])
taken, locked = [], []
with playing(place, place.parent / f"settings-{place.name}") as player:
    player.settle(300)
    person = PersonId(player.controller.access.marks()[0].person_id)
    for _ in range(TIMES):
        taken.append(unlock(player, person, ALEX_WORDS))
        player.settle()
        locked.append(lock(player))
print(json.dumps([taken, locked]), flush=True)
