"""Prints the memory of the program, unlocked on Home, in KiB; the vault is made by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.models.base import PersonId
from tests.benchmarks.memory import memory_kib
from tests.benchmarks.playing import playing, unlock

place = Path(sys.argv[1]) / "memory-vault"
words = subprocess.run(
    [sys.executable, "-m", "tests.benchmarks.memory_vault", str(place)], check=True, stdout=subprocess.PIPE, text=True
).stdout.strip()
with playing(place, place.parent / "settings") as player:
    unlock(player, PersonId(player.controller.access.marks()[0].person_id), words)
    player.settle(300)
    print(memory_kib(), flush=True)
