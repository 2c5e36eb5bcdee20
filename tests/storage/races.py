"""Two processes that open one vault at the same moment, each by a name of its own."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NoReturn

from app.errors import AccordError
from tests.storage.made import CHEAP, WORDS_A, Made
from tests.support.clock import FakeIds
from tests.support.quick_vault import QuickVault

TOLD = "VaultInUse"
_BIND, _DETACH = 4096, 2


def same_path(folder: Path, _place: Path) -> Path:
    return folder


def symbolic_link(folder: Path, place: Path) -> Path:
    place.symlink_to(folder)
    return place


def linked_files(folder: Path, place: Path) -> Path:
    """A folder whose files are symbolic links to the vault's, each with a lock file of its own."""
    place.mkdir()
    for path in _files(folder):
        (place / path.name).symlink_to(path)
    return place


def hard_links(folder: Path, place: Path) -> Path:
    """A folder whose files are hard links to the vault's, its lock file included."""
    shutil.copytree(folder, place, copy_function=os.link)
    return place


def hard_links_but_for_the_lock(folder: Path, place: Path) -> Path:
    place.mkdir()
    for path in _files(folder):
        os.link(path, place / path.name)
    return place


def second_mount(folder: Path, place: Path) -> Path:
    """The folder mounted once more, where root may do that. OSError if not."""
    place.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(str(folder).encode(), str(place).encode(), None, _BIND, None):
        place.rmdir()
        raise OSError(ctypes.get_errno(), "mount")
    return place


Way = Callable[[Path, Path], Path]
WAYS: tuple[Way, ...] = (
    same_path,
    symbolic_link,
    linked_files,
    hard_links,
    hard_links_but_for_the_lock,
    second_mount,
)


def unmake(place: Path) -> None:
    """Remove what a way has made."""
    if place.is_dir() and not ctypes.CDLL(None).umount2(str(place).encode(), _DETACH):
        place.rmdir()
    elif place.is_symlink():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file() and path.name != ".lock"]


def race(made: Made, paths: tuple[Path, Path], chance: Random) -> list[str]:
    """Let two processes open the vault at once and hold it until both are through; how each of them ended.

    The one that wins unlocks and writes.
    """
    runners = [Runner(path, made, chance.randrange(3000)) for path in paths]
    for runner in runners:
        runner.go()
    ended = [runner.told() for runner in runners]
    for runner in runners:
        runner.end()
    return ended


class Runner:
    """One of them, in a copy of this process."""

    def __init__(self, path: Path, made: Made, turns: int) -> None:
        (start, self._start), (self._said, say), (stop, self._stop) = os.pipe(), os.pipe(), os.pipe()
        self._child = os.fork()
        if self._child == 0:
            for end in (self._start, self._said, self._stop):
                os.close(end)
            _run(path, made, turns, start, say, stop)
        for end in (start, say, stop):
            os.close(end)

    def go(self) -> None:
        os.write(self._start, b"!")

    def told(self) -> str:
        """What it ended with: the name of an error, or nothing if it has the vault."""
        return str(json.loads(os.read(self._said, 4096) or b'"it died"'))

    def end(self) -> None:
        """Let it close the vault. The other one has this end of the pipe, too, so closing it would tell nothing."""
        os.write(self._stop, b"!")
        for end in (self._stop, self._start, self._said):
            os.close(end)
        os.waitpid(self._child, 0)


def _run(path: Path, made: Made, turns: int, start: int, say: int, stop: int) -> NoReturn:
    vault: Any = None
    told = ""
    try:
        os.read(start, 1)
        for _turn in range(turns):  # so that now one, now the other is first
            pass
        vault = QuickVault.open(path, policy=CHEAP, ids=FakeIds(os.getpid()))
        vault.unlock(made.a, WORDS_A)
        with vault.spaces.writing(vault.spaces.people[0]) as own:
            own.exec_driver_sql("INSERT OR REPLACE INTO pref (key, value) VALUES ('won', hex(randomblob(4000)))")
    except AccordError as error:
        told = type(error).__name__
    except BaseException:
        traceback.print_exc()
        told = "a bug"
    os.write(say, json.dumps(told).encode())
    os.read(stop, 1)
    if vault is not None:
        vault.close()
    sys.stdout.flush()
    os._exit(0)


def wrong_with(ended: list[str]) -> str:
    """What is wrong with how a race ended; empty if one has the vault and the other was told."""
    return "" if sorted(ended) == ["", TOLD] else f"they ended with {ended}"
