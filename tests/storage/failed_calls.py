"""Lets calls to the file system fail in the middle of an act on a vault, or kills there: a program for tests.

What is left has to be as before the act or as after it, and whoever was not told of a failure has all of it. The
output is a line of JSON for each act and fault: how many calls were tried, how many were missed as the act made fewer
calls this time, and what was wrong with which of them. The library of `tests.support.disk_calls` has to be loaded.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from app.errors import AccordError
from tests.storage.acts import ONCE, Act
from tests.storage.killed_at_steps import SOME_DAMAGE
from tests.support.disk_calls import KILL, Call, interrupt, read_log, seen, watch
from tests.support.files import contents

EVERY = "every"


class Fault(NamedTuple):
    """What happens at a call: an error or a kill, to which kinds of calls, and whether to all that follow as well."""

    error: int
    kinds: str = "cowtsrum"
    lasting: bool = False


class NotReached(Exception):
    """The act made fewer calls than it did before, so that none failed."""


FAULTS = {
    "EIO": Fault(errno.EIO),
    "EIO-lasting": Fault(errno.EIO, "cwtsrum", lasting=True),
    "ENOSPC": Fault(errno.ENOSPC, "cwtsrm"),
    "ENOSPC-lasting": Fault(errno.ENOSPC, "cwtsrm", lasting=True),
    "EMFILE": Fault(errno.EMFILE, "co"),
    "EMFILE-lasting": Fault(errno.EMFILE, "co", lasting=True),
    "kill": Fault(KILL),
}
THROUGH, TOLD, KILLED, UNTOLD, MISSED = "through", "told", "", "untold", "missed"


def calls_of(act: Act, place: Path, log: Path) -> list[Call]:
    """The calls of an act, in their order."""
    do = act.prepare(place / "vault")
    child = os.fork()
    if child == 0:
        try:
            watch(place, log)
            do()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    return [call for call in read_log(log) if call.kind in Fault(0).kinds]


def wanted_steps(calls: Sequence[Call], kinds: str, how_many: str, chance: Random) -> list[int]:
    """The numbers of the calls to try: every one, or so many, some of them again if there are fewer."""
    numbers = range(1, sum(call.kind in kinds for call in calls) + 1)
    if how_many == EVERY:
        return list(numbers)
    return list(islice(cycle(chance.sample(numbers, len(numbers))), int(how_many)))


def interrupted(place: Path, do: Callable[[], object], at: int, fault: Fault) -> str:
    """Do an act in a process in which a call fails; what it tells of how that ended."""

    def watched() -> None:
        watch(place)
        interrupt(at, fault.error, fault.kinds, lasting=fault.lasting)
        do()
        if seen() < at:
            raise NotReached

    return told_by(watched, lambda: watch(Path("/dev/null/nowhere")))


def told_by(do: Callable[[], object], end: Callable[[], object]) -> str:
    """Do an act in a process of its own; what it tells of how that ended: nothing if it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            do()
            told = THROUGH
        except NotReached:
            told = MISSED
        except AccordError:
            told = TOLD
        except BaseException:
            told = f"{UNTOLD} {traceback.format_exc()}"
        end()
        os.write(write, told.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def wrong_after(act: Act, folder: Path, told: str) -> str:
    """What is wrong after an act in which a call failed."""
    if told.startswith(UNTOLD):
        return told
    try:
        act.check(folder, int(told in (THROUGH, MISSED)), () if told == KILLED else SOME_DAMAGE)
    except Exception:
        return f"{told or 'killed'}: {traceback.format_exc()}"
    return ""


class Judge:
    """Judges what calls that failed have left; what is the same to the byte, and told in the same way, only once."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._known: dict[tuple[str, bytes], str] = {}

    def wrong_after(self, place: Path, told: str) -> str:
        """What is wrong in a folder with a vault in it."""
        names = sorted(str(path.relative_to(place)) for path in place.rglob("*"))
        left = told, sha256(repr((names, contents(place))).encode()).digest()
        if left not in self._known:
            self._known[left] = wrong_after(self._act, place / "vault", told)
        return self._known[left]


def warm_up(act: Act, place: Path) -> None:
    """Do an act and look at what is left in this process, whose copies then have everything imported."""
    act.prepare(place / "vault")()
    act.check(place / "vault", 1, ())
    gc.freeze()


def tried(name: str, how: str, how_many: str, root: Path, chance: Random) -> dict[str, object]:
    """Let calls of an act fail, one at a time."""
    act, fault, place = ONCE[name], FAULTS[how], root / "place"
    judge = Judge(act)
    warm_up(act, place)
    steps = wanted_steps(calls_of(act, place, root / "calls"), fault.kinds, how_many, chance)
    wrong, missed = [], 0
    for at in steps:
        shutil.rmtree(place, ignore_errors=True)
        told = interrupted(place, act.prepare(place / "vault"), at, fault)
        missed += told == MISSED
        found = judge.wrong_after(place, told)
        if found:
            wrong.append(f"{name}, {how} at call {at}: {found}")
    return {"name": f"{name}, {how}", "steps": len(steps) - missed, "missed": missed, "wrong": wrong}


def main(root: Path, seed: int, *wanted: str) -> None:
    """Try acts one after another, each given with a fault and how many calls, or every: `saving:EIO=every`."""
    for each in wanted:
        what, _, how_many = each.partition("=")
        name, _, how = what.partition(":")
        mine = root.resolve() / what.replace(":", "-")
        mine.mkdir()
        child = os.fork()  # an act may change more than files, such as the history of migrations
        if child == 0:
            print(json.dumps(tried(name, how, how_many, mine, Random(seed))), flush=True)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        shutil.rmtree(mine)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
