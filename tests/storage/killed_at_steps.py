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
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.errors import VaultError, VaultMissing
from app.models.vault_warning import VaultWarning
from app.storage import moves, schema
from app.storage.backup_file import BackupFile
from app.storage.backups import BackupWork, next_name, rotate, stored_backups
from app.storage.files import BACKUPS
from app.storage.keyring import parse_keyring
from app.storage.keyring_file import read_people
from app.storage.restore import Restore
from app.storage.unit_of_work import UnitOfWork
from app.storage.whole_folder import remove_unfinished
from tests.storage.longer_history import SECOND_HEAD, longer_history
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, WORDS_NEW, make, name_of
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


def pair_in(folder: Path) -> None:
    """A fresh copy of a vault for two."""
    template = folder.parent.parent / "pair"
    if not template.exists():
        make(template, ADA, BO)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)


def renew(folder: Path, _number: int) -> Callable[[], object]:
    """Give the first of two new keys, while their partner is away."""
    pair_in(folder)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            ada, _bo = vault.people
            vault.unlock(ada.person_id, WORDS_A)
            moves.renew(vault, vault.keys.new_keys(ada.person_id, WORDS_A, WORDS_NEW))

    return act


def leave(folder: Path, _number: int) -> Callable[[], object]:
    """Let the first of two go, without anything."""
    pair_in(folder)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            ada, _bo = vault.people
            vault.unlock(ada.person_id, WORDS_A)
            moves.go(vault, vault.keys.going(ada.person_id, WORDS_A))

    return act


def stay(folder: Path, _number: int) -> Callable[[], object]:
    """Let the second of two unlock for the first time after the first has left."""
    template = folder.parent.parent / "left"
    if not template.exists():
        leave(folder, 0)()
        shutil.copytree(folder, template)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            (bo,) = vault.people
            vault.unlock(bo.person_id, WORDS_B)

    return act


def take(folder: Path, _number: int) -> Callable[[], object]:
    """Let the first of two take their space along into a vault of their own."""
    pair_in(folder)
    shutil.rmtree(folder.parent / OWN, ignore_errors=True)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            ada, _bo = vault.people
            vault.unlock(ada.person_id, WORDS_A)
            own = vault.keys.own_vault(ada.person_id, WORDS_A)
            moves.take_along(vault, folder.parent / OWN, own, lambda uow: uow.commit())

    return act


def delete(folder: Path, _number: int) -> Callable[[], object]:
    """Delete a vault for two."""
    pair_in(folder)

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            for person, words in zip(vault.people, (WORDS_A, WORDS_B), strict=True):
                vault.unlock(person.person_id, words)
            moves.delete(vault)

    return act


def migrate(folder: Path, _number: int) -> Callable[[], object]:
    """Let both unlock a vault whose files are older than this version."""
    pair_in(folder)
    for kind in schema.HEADS:
        if schema.HEADS[kind] != SECOND_HEAD:
            schema.FOLDERS[kind] = longer_history(folder.parent.parent, kind)
            schema.HEADS[kind] = SECOND_HEAD

    def act() -> None:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            for person, words in zip(vault.people, (WORDS_A, WORDS_B), strict=True):
                vault.unlock(person.person_id, words)

    return act


ACTS = {"set-up": set_up, "join": join}
GOING = {"renew": renew, "leave": leave, "stay": stay, "take": take, "delete": delete, "migrate": migrate}


AFTER = {"renew": ["new", "b"], "leave": ["b"], "stay": ["b"], "take": ["a", "b"], "delete": [], "migrate": ["a", "b"]}
"""Which passphrases let somebody in after each of these acts."""
BEFORE = {name: ["b"] if name == "stay" else ["a", "b"] for name in AFTER}


def wrong_in(name: str, found: list[dict[str, Any]]) -> list[str]:
    """What is wrong with what was found after interrupting an act at each of its steps."""
    wrong = []
    for each in found:
        own = [] if each["own"] is None else [each["own"]]
        is_whole = (
            own in ([], [["a"]])
            and each["ended"] in (KILLED, REFUSED, CONTAINED, THROUGH)
            and each["here"]
            in (
                [AFTER[name]] * 2,
                [BEFORE[name]] * 2,
            )
        )
        unfinished = [file for file in each["left"] if file.startswith(("next-", "set-aside-")) or ".part" in file]
        databases = [file for file in each["left"] if file.endswith(".db")]
        is_left = name in ("leave", "stay") and each["here"][0] == AFTER[name]
        if not is_whole or unfinished or (is_left and len(databases) != 1):
            wrong.append(f"{name}: {each}")
    if not found or (found[-1]["ended"], found[-1]["here"][0]) != (THROUGH, AFTER[name]):
        wrong.append(f"{name}: it never got through")
    return wrong


OWN = "own"
"""The folder of somebody's own vault, beside that which they leave."""
SOME_DAMAGE = {VaultWarning.PARTNER_UNREADABLE, VaultWarning.SHARED_MADE_AGAIN}
"""What a shared file that could not be read for a moment leads to, until both have been there again."""


def come_in(folder: Path, also: Collection[VaultWarning] = ()) -> list[str]:
    """Which passphrases let somebody of a vault in; each is warned of nothing but a copy of the keyring, and `also`."""
    found = []
    try:
        with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
            for person in vault.people:
                for name, words in (("a", WORDS_A), ("b", WORDS_B), ("new", WORDS_NEW)):
                    if vault.keys.check(person.person_id, words):
                        warnings = vault.unlock(person.person_id, words).warnings
                        assert set(warnings) <= {VaultWarning.KEYRING_COPY, *also}, warnings
                        found.append(name)
            assert vault.shared == (len(vault.people) == 2)
            assert not vault.spaces.has_stand_in
            with UnitOfWork(vault.spaces) as uow:
                names = [name_of(uow, person.person_id) for person in vault.people]
                assert all(names), names
    except VaultMissing:
        pass
    return found


def interrupt_going(name: str, how: str, root: Path, stride: int = 1) -> None:
    """Interrupt new keys, leaving or deleting at step 1, 2, … until the act gets through."""
    folder = root / "place" / "vault"
    act = GOING[name](folder, 1)
    act()
    steps, number, ended = Steps(folder.parent, kill=how == "kill"), 1 - stride, KILLED
    while ended != THROUGH:
        number += stride
        act = GOING[name](folder, number)
        ended = interrupted(steps, number, act)
        here = [come_in(folder, SOME_DAMAGE if how == "fail" else ()), come_in(folder)]
        remove_unfinished(folder.parent)
        own = come_in(folder.parent / OWN) if (folder.parent / OWN).exists() else None
        left = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        print(json.dumps({"step": number, "ended": ended, "here": here, "own": own, "left": left}))
        shutil.rmtree(folder.parent)


def _template(folder: Path) -> Path:
    """A vault for two with a backup, made once."""
    template = folder.parent.parent / "template"
    if not template.exists():
        make(template, ADA, BO)
        take_backup(template)
    return template


def take_backup(folder: Path) -> None:
    """Back a vault up as its first person, keeping two."""
    backups, now = folder / BACKUPS, datetime.now(UTC)
    with QuickVault.open(folder, policy=CHEAP, ids=FakeIds(os.getpid())) as vault:
        vault.unlock(vault.people[0].person_id, WORDS_A)
        work = BackupWork(vault.files.backup_sources())
        try:
            work.begin()
            work.copy_open()
            work.finish(backups / next_name([backups], now.date()), now)
            rotate(backups, 2)
        finally:
            work.clean_up()


def back_up(folder: Path, _number: int) -> Callable[[], object]:
    """Back a vault up a second time."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_template(folder), folder)
    return lambda: take_backup(folder)


def restore(folder: Path, _number: int) -> Callable[[], object]:
    """Restore a backup beside the vault that it is from."""
    return _restored(folder, next(iter((_template(folder) / BACKUPS).iterdir())))


def restore_carried(folder: Path, _number: int) -> Callable[[], object]:
    """Restore a backup without the vault that it is from."""
    (backup,) = (_template(folder) / BACKUPS).iterdir()
    return _restored(folder, Path(shutil.copy(backup, folder.parent.parent / "carried.accord")))


def _restored(folder: Path, backup: Path) -> Callable[[], object]:
    shutil.rmtree(folder, ignore_errors=True)

    def act() -> None:
        with BackupFile(backup) as source:
            person = parse_keyring(source.keyring).people[0].person_id
        work = Restore(backup, person, CHEAP, FakeIds(3))
        work.into(folder, work.derive(WORDS_A))

    return act


def complete(folder: Path) -> int:
    """How many backups there are; all of them have to be complete."""
    found = stored_backups(folder / BACKUPS)
    for each in found:
        with BackupFile(folder / BACKUPS / each.name) as backup:
            backup.verify()
    return len(found)


ACTS |= {"backup": back_up, "restore": restore, "carried": restore_carried}
FOUND_BEFORE = dict.fromkeys(ACTS, "nothing") | {"join": "vault for 1", "backup": "vault for 2"}


def main(name: str, how: str, root: Path, stride: int = 1) -> None:
    """Interrupt at step 1, 2, … until the act gets through, or at every so many steps."""
    root = root.resolve()
    folder = root / "place" / "vault"
    if name in GOING:
        interrupt_going(name, how, root, stride)
        return
    ACTS[name](folder, 1)()
    steps, number, ended = Steps(root, kill=how == "kill"), 1 - stride, KILLED
    while ended != THROUGH:
        number += stride
        act = ACTS[name](folder, number)
        ended = interrupted(steps, number, act)
        found = state_of(folder)
        backups = complete(folder)
        if found == FOUND_BEFORE[name]:
            act()
        here = opened(folder, WORDS_A, WORDS_B)
        beside = sorted(path.name for path in folder.parent.iterdir())
        aside = len(list(folder.glob("set-aside-*")))
        parts = len(list((folder / BACKUPS).glob(".*")))
        said = {"step": number, "ended": ended, "found": found, "here": here, "beside": beside, "aside": aside}
        print(json.dumps({**said, "backups": [backups, complete(folder), parts]}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *map(int, sys.argv[4:]))
