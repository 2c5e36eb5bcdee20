"""Records acts on a vault and looks at what a power cut may have left of them: a program for tests.

Its output is a line of JSON for each act: how many calls it made, how many different images were opened, and what was
wrong with which of them. The library of `tests.support.disk_calls` has to be loaded.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from random import Random

from tests.storage.acts import ACTS
from tests.support.disk_calls import read_log, watch
from tests.support.power_cut import Image, Recording, digest_of, numbers, write_out

_MOST_WRONG = 5
_MOST_ATTEMPTS = 20
"""Times as many images are made as are wanted, since some are the same."""


def recorded(name: str, root: Path) -> Recording:
    """What an act does to a vault for two."""
    place, log = root / "place", root / "calls"
    act, number = ACTS[name].prepare(place / "vault"), numbers()
    place.mkdir(exist_ok=True)
    before = Image.of(place, number)
    watch(place, log)
    act()
    watch(Path("/dev/null/nowhere"))
    recording = Recording(place, list(read_log(log)), before, number)
    assert recording.whole() == Image.of(place, numbers()).listing(), "something was not seen"
    return recording


def opened(name: str, root: Path, most: int, seed: int) -> dict[str, object]:
    """Open so many different images of an act, as far as there are so many."""
    recording, chance = recorded(name, root), Random(seed)
    seen: set[bytes] = set()
    wrong, place = list[str](), root / "image"
    for _attempt in range(most * _MOST_ATTEMPTS):
        if len(seen) == most or len(wrong) > _MOST_WRONG:
            break
        after = chance.randrange(len(recording) + 1)
        listing = recording.image(after, chance)
        digest = digest_of(listing)
        if digest in seen:
            continue
        seen.add(digest)
        write_out(listing, place)
        try:
            ACTS[name].check(place / "vault", recording.acknowledged(after), ())
        except Exception as error:
            wrong.append(f"{name}, seed {seed}, after call {after}: {type(error).__name__} {error}")
        shutil.rmtree(place)
    return {"name": name, "calls": len(recording), "images": len(seen), "wrong": wrong}


def main(root: Path, seed: int, *wanted: str) -> None:
    """Try acts one after another, each given as its name and how many images are wanted: `saving=100`."""
    for each in wanted:
        name, _, most = each.partition("=")
        mine = root.resolve() / name
        mine.mkdir()
        print(json.dumps(opened(name, mine, int(most), seed)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
