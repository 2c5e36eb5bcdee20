"""The program, played in this process; imports nothing but what the program itself needs, and as it does."""

# ruff: noqa: E402
from __future__ import annotations

from app.__main__ import import_plainly

import_plainly()

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import app.storage.slots
from app.models.base import PersonId
from app.services.vault_service import VaultService
from app.storage.slots import KdfPolicy
from tests.benchmarks.stopwatch import Stopwatch, Stretch
from tests.end_to_end.player import Player, program

_DERIVING = 0.2
"""Seconds that deriving keys takes at least."""


def application() -> QApplication:
    """The one of this process."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["bench", "-style", "fusion"])


@contextmanager
def playing(place: Path, folder: Path, on_shown: Callable[[], object] = lambda: None) -> Iterator[Player]:
    """The program, at its unlock window, warmed up."""
    application()
    # The measured vaults cost less than the program would accept.
    app.storage.slots.DEFAULT_POLICY = KdfPolicy(1, 1024, 1)
    folder.mkdir(parents=True, exist_ok=True)
    with program(place, folder, on_shown) as player:
        yield player


def unlock(player: Player, person: PersonId, words: str) -> Stretch:
    """Let somebody in; from their keys being derived to Home being painted."""
    watch = Stopwatch()
    derive = VaultService.derive

    def timed(service: VaultService, *given: Any) -> Any:
        unlocked = derive(service, *given)
        # Real keys take half a second and more, in which the window is free for other things.
        time.sleep(_DERIVING)
        watch.start()
        return unlocked

    VaultService.derive = timed  # type: ignore[method-assign,assignment]
    try:
        player.controller.access.unlock(person, words, player.controller.on_opened, _raise)
        player.until(lambda: player.controller.shell is not None, "the shell")
        player.until(lambda: not player.controller.tasks._under_way, "Home")
        QCoreApplication.processEvents()
        return watch.lap()
    finally:
        VaultService.derive = derive  # type: ignore[method-assign]


def _raise(error: Exception) -> None:
    raise error


def lock(player: Player) -> float:
    """Lock, and wait until keys and content are dropped and the files closed; the seconds that took."""
    began = time.perf_counter()
    player.controller.lock()
    player.until(lambda: not player.controller.tasks._under_way, "locked")
    took = time.perf_counter() - began
    player.settle()
    return took
