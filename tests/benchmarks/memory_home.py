"""Prints the memory of the program, unlocked on Home, in KiB; the vault is made by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.models.base import PersonId
from tests.benchmarks.evening import make_vault, playing, unlock
from tests.benchmarks.memory import memory_kib

place = Path(sys.argv[1]) / "memory-vault"
if sys.argv[2:] == ["make"]:
    make_vault(place, 0, sample=True)
    sys.exit(0)
if not place.exists():
    subprocess.run([sys.executable, "-m", "tests.benchmarks.memory_home", sys.argv[1], "make"], check=True)
with playing(place, place.parent / "settings") as player:
    unlock(player, PersonId(player.keeper.door.marks()[0].person_id))
    player.settle(300)
    print(memory_kib(), flush=True)
