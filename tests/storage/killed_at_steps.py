"""Interrupts an act on a vault at each of its steps, and does the act again: a program for tests.

A step is a call to the file system and, where the process is killed, the beginning or end of a transaction. Each line
of output is what was found after one interruption, as JSON.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from app.errors import VaultError, VaultMissing
from app.storage.keyring_file import read_people
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, make
from tests.support.clock import FakeIds
from tests.support.quick_vault import QuickVault

EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.listdir", "os.scandir")
KILLED = -int(signal.SIGKILL)
THROUGH, REFUSED, CONTAINED = 0, 7, 8


class Steps:
    """Counts the steps of this process, and at one of them kills it or lets the call fail."""

    def __init__(self, root: Path, *, kill: bool) -> None:
        self._root, self._kill = str(root), kill
        self.seen = 0
        self.last = 0
        sys.addaudithook(self.on_event)
        if kill:
            for name in ("begin", "commit", "rollback"):
                event.listen(Engine, name, lambda _connection: self.step())

    def on_event(self, name: str, arguments: tuple[object, ...]) -> None:
        """A call to the file system, on a path in our folder or to take a lock."""
        if name == "fcntl.flock":
            is_step = arguments[1] != fcntl.LOCK_UN
        else:
            is_step = name in EVENTS and str(arguments[0]).startswith(self._root)
        if is_step:
            self.step()

    def step(self) -> None:
        """One more; the last one interrupts."""
        if self.last:
            self.seen += 1
            if self.seen == self.last:
                if self._kill:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(errno.ENOSPC, "full")


def interrupted(steps: Steps, number: int, act: Callable[[], object]) -> int:
    """Do the act in a process that is interrupted at a step; how that process ended."""
    child = os.fork()
    if child == 0:
        steps.last, steps.seen = number, 0
        try:
            act()
        except VaultError:
            os._exit(REFUSED)
        finally:
            steps.last = 0
        os._exit(CONTAINED if steps.seen >= number else THROUGH)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def opened(folder: Path, *words: str) -> int:
    """How many people of a vault come in."""
    with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(8)) as vault:
        for person, passphrase in zip(vault.people, words, strict=False):
            assert vault.unlock(person.person_id, passphrase).person_id == person.person_id
        return len(vault.present)


def state_of(folder: Path) -> str:
    """What the first page would make of a place."""
    try:
        return f"vault for {len(read_people(folder))}"
    except VaultMissing:
        return "nothing"
    except VaultError as error:
        return type(error).__name__


def set_up(folder: Path, number: int) -> Callable[[], object]:
    """Set up a vault for two, every second time in a folder that is there already and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    if number % 2:
        folder.mkdir(parents=True)
    return lambda: make(folder, ADA, BO)


def join(folder: Path, _number: int) -> Callable[[], object]:
    """Let a partner join a vault for one."""
    template = folder.parent.parent / "template"
    if not template.exists():
        make(template, ADA)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            (ada,) = vault.people
            vault.unlock(ada.person_id, WORDS_A)
            vault.join_partner(ada.person_id, WORDS_A, BO)

    return act


ACTS = {"set-up": set_up, "join": join}


def main(name: str, how: str, root: Path) -> None:
    """Interrupt at step 1, 2, … until the act gets through."""
    root = root.resolve()
    folder = root / "place" / "vault"
    ACTS[name](folder, 1)()
    steps, number, ended = Steps(root, kill=how == "kill"), 0, KILLED
    while ended != THROUGH:
        number += 1
        act = ACTS[name](folder, number)
        ended = interrupted(steps, number, act)
        found = state_of(folder)
        if found == ("nothing" if name != "join" else "vault for 1"):
            act()
        here = opened(folder, WORDS_A, WORDS_B)
        beside = sorted(path.name for path in folder.parent.iterdir())
        aside = len(list(folder.glob("set-aside-*")))
        print(
            json.dumps({"step": number, "ended": ended, "found": found, "here": here, "beside": beside, "aside": aside})
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
