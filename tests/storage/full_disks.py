"""Does acts on a vault while its disk gets full, with more room each time until there is enough: a program for tests.

What was there before is the same to the byte, unless the act is one that changes files in their place. Its output is a
line of JSON for each act: on how many full disks it was tried, and what was wrong on which. Only root may mount.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.storage.acts import ONCE
from tests.storage.failed_calls import THROUGH, told_by, wrong_after
from tests.support.files import contents
from tests.support.mounts import leave_room, small_disk

ACTS = ("saving", "keyring", "backup", "restore", "set-up", "join", "renew", "leave", "stay", "take", "migrate")
CHANGED = {"saving": ".db", "keyring": ".db", "join": ".db"}
"""The kind of files that an act may change in their place, or change back."""
LITTLE = ("saving", "keyring", "leave")
_PAGE = 4
_BIG, _ENOUGH = 1 << 16, 1 << 12
"""KiB of the whole disk, and of room in which every act ends."""


def tried_with(name: str, root: Path, room: int) -> tuple[bool, str]:
    """Whether this many KiB were enough for an act, and what is wrong afterwards."""
    act, place = ONCE[name], root / "place"
    with small_disk(place, _BIG):
        do = act.prepare(place / "vault")
        before = _kept(name, place)
        leave_room(place, room)
        told = told_by(do, lambda: None)
        now = _kept(name, place)
        lost = {file for file, data in before.items() if data != now.get(file)}
        added = {file for file, data in now.items() if file not in before and data not in before.values()}
        if _is_upgraded(lost, added):
            lost, added = set(), set()
        leave_room(place, _ENOUGH)
        wrong = wrong_after(act, place / "vault", told)
    place.rmdir()
    if told != THROUGH and (lost or added):
        wrong += f"not the same: {sorted(lost)}, added: {sorted(added)}"
    return told == THROUGH, wrong and f"{name}, {room} KiB of room: {wrong}"


def _is_upgraded(lost: set[str], added: set[str]) -> bool:
    """Whether files were upgraded, of which there is a new backup for each person whose were."""
    private = {file for file in lost if file.endswith(".db") and not file.endswith("shared.db")}
    return bool(private) and len(added) == len(private) and all(file.endswith(".accord") for file in added)


def _kept(name: str, place: Path) -> dict[str, bytes]:
    """The files that must not change."""
    changed = CHANGED.get(name, "none")
    return {file: data for file, data in contents(place).items() if not file.endswith((changed, ".lock", "-journal"))}


def main(root: Path, step: int, *names: str) -> None:
    """Try acts with more and more room until it is enough: in steps of so many KiB, or of 4 if they need little."""
    for name in names or ACTS:
        mine, wrong, disks, is_enough = root.resolve() / name, list[str](), 0, False
        mine.mkdir()
        try:
            while not is_enough:
                room = disks * (_PAGE if name in LITTLE else step)
                is_enough, found = tried_with(name, mine, room)
                disks += not is_enough
                wrong += [found] if found else []
        except pytest.skip.Exception:
            pass
        print(json.dumps({"name": name, "disks": disks, "wrong": wrong}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
