"""Prints the longest stalls of the window while a large vault is backed up and moves to new keys, each also stopped.

A process of its own. What it prints last is JSON: the stalls by act, and what was seen of progress and of stopping.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.models.base import PersonId
from app.services import parting
from app.services.long_work import LongWork
from app.storage.backups import stored_backups
from app.storage.files import BACKUPS
from tests.benchmarks.heart import Heart
from tests.benchmarks.playing import application, playing, unlock
from tests.end_to_end.player import Player, run_until
from tests.support.vaults import ALEX_WORDS

LOOK_MS = 50
STOPPED_AT = 0.4
"""How much of it is done when somebody stops it."""
_TRIES = 30


class Progress(QTimer):
    """Looks how far work is, and stops it once it is so far."""

    def __init__(self, work: LongWork, stop_at: float = 2.0) -> None:
        super().__init__()
        self._work, self._stop_at = work, stop_at
        self.seen: list[float] = []
        self.stopped = 0.0
        self.timeout.connect(self._look)
        self.start(LOOK_MS)

    def _look(self) -> None:
        share = self._work.done / max(1, self._work.total)
        if not self.seen or self.seen[-1] != share:
            self.seen.append(share)
        if share >= self._stop_at and not self.stopped:
            self.stopped = time.perf_counter()
            self._work.stop()

    @property
    def told(self) -> str:
        """What was seen."""
        assert self.seen == sorted(self.seen), "it went back"
        steps = f"{len(self.seen)} steps of progress were seen"
        if not self.stopped:
            return steps if self._stop_at > 1 else f"{steps}; it ended before it could be stopped"
        return f"{steps}; ended {time.perf_counter() - self.stopped:.2f} s after it was stopped"


def measure(place: Path) -> dict[str, object]:
    """A backup, the same stopped, new keys stopped, and new keys made."""
    application()
    heart, told = Heart(), dict[str, str]()
    with playing(place, place.parent / "settings-large") as player:
        player.settle(300)
        person = PersonId(player.controller.access.marks()[0].person_id)
        unlock(player, person, ALEX_WORDS)
        taking = player.shell.ws.backing_up
        wait(lambda: taking.work is None)
        for act, stop_at in (("backing up", 2.0), ("stopping a backup", STOPPED_AT)):
            player.settle(300)
            heart.watch(act)
            began = time.perf_counter()
            taking.take()
            assert taking.work is not None
            progress = Progress(taking.work, stop_at)
            wait(lambda: taking.work is None)
            complete = len(stored_backups(place / BACKUPS))
            assert complete == 1, f"{complete} backups after {act}: {player.shell.ws.vault.backups.failure!r}"
            told[act] = f"{time.perf_counter() - began:.1f} s; {progress.told}"
            heart.rest()
        for act, stop_at in (("stopping new keys", STOPPED_AT), ("making new keys", 2.0)):
            player.settle(300)
            heart.watch(act)
            began = time.perf_counter()
            told[act] = f"{_new_keys(player, person, stop_at)}; {time.perf_counter() - began:.1f} s"
            heart.rest()
    return {"stalls": heart.longest, "told": told}


def _new_keys(player: Player, person: PersonId, stop_at: float) -> str:
    ws, owner, work = player.shell.ws, QObject(), LongWork()
    renewal = parting.new_keys(ws.vault, person=person, passphrase=ALEX_WORDS, new_passphrase="seven slow barges")
    ended: list[object] = []
    progress = Progress(work, stop_at)
    ws.act(
        lambda _units: parting.renew(ws.vault, renewal=renewal, work=work),
        by=owner,
        done=ended.append,
        failed=ended.append,
    )
    wait(lambda: bool(ended))
    return f"{type(ended[0]).__name__}: {progress.told}"


def wait(what: Callable[[], bool]) -> None:
    """Let the program run until this is so, for some minutes."""
    assert any(run_until(what) for _ in range(_TRIES)), "it never ended"


if __name__ == "__main__":
    measured = measure(Path(sys.argv[1]))
    print(json.dumps([measured["stalls"], measured["told"]]), flush=True)
