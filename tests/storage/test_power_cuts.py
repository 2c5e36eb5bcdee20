"""The power fails at any moment of an act on a vault, and the disk has only some of what was not synced."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.storage.acts import ACTS
from tests.support.disk_calls import CREATE, CUT, RENAME, SYNC, WRITE, Call, is_possible, preloaded
from tests.support.power_cut import Image, Recording
from tests.support.processes import run_python

IMAGES = {"saving": 100, "keyring": 60, "backup": 60}
FEWER = 12


@pytest.mark.skipif(not is_possible(), reason="recording calls needs Linux and a C compiler")
def test_whatever_is_left_is_a_state_that_was_once_true(tmp_path: Path, home: Path) -> None:
    wanted = [f"{name}={IMAGES.get(name, FEWER)}" for name in ACTS]
    done = run_python("-m", "tests.storage.power_cuts", str(tmp_path), "1", *wanted, home=home, extra=preloaded())
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["wrong"] for each in found] == [[]] * len(ACTS)
    assert min(each["images"] for each in found) >= FEWER // 2, "there are fewer images than this test believes"


def listings(folder: Path, *calls: Call) -> list[dict[str, bytes | None]]:
    """Every image of some calls to a folder, as far as 400 attempts find them."""
    numbers = count().__next__
    recording = Recording(folder, calls, Image.of(folder, numbers), numbers)
    chance, found = Random(1), []
    for _attempt in range(400):
        if (image := recording.image(len(recording), chance)) not in found:
            found.append(image)
    return found


def test_what_is_not_synced_may_be_there_or_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    path = f"{tmp_path}/a"
    write, cut, sync = Call(WRITE, path, "", 1, b"new"), Call(CUT, path, "", 2, b""), Call(SYNC, path, "", 0, b"")
    assert {image["a"] for image in listings(tmp_path, write, cut)} == {b"old", b"ol", b"onew", b"on", b"old\0"}
    assert {image["a"] for image in listings(tmp_path, write, sync, cut)} == {b"onew", b"on"}


def test_a_name_is_on_the_disk_once_its_folder_is_synced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    part, path = f"{tmp_path}/part", f"{tmp_path}/a"
    calls = [Call(CREATE, part, "", 0, b""), Call(WRITE, part, "", 0, b"new"), Call(SYNC, part, "", 0, b"")]
    rename, synced = Call(RENAME, part, path, 0, b""), Call(SYNC, str(tmp_path), "", 0, b"")
    assert [image["a"] for image in listings(tmp_path, *calls)] == [b"old", b"old"]
    assert {image["a"] for image in listings(tmp_path, *calls, rename)} == {b"old", b"new"}
    assert listings(tmp_path, *calls, rename, synced) == [{"a": b"new"}]
    assert {image["a"] for image in listings(tmp_path, *calls[:2], rename, synced)} == {b"", b"new", b"\0\0\0"}


def test_a_write_may_be_torn_between_sectors(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0" * 1200)
    found = {image["a"] for image in listings(tmp_path, Call(WRITE, f"{tmp_path}/a", "", 500, b"1" * 600))}
    sectors = ((500, 512), (512, 1024), (1024, 1100))
    possible = set()
    for kept in range(8):
        data = bytearray(b"0" * 1200)
        for number, (begin, end) in enumerate(sectors):
            if kept >> number & 1:
                data[begin:end] = b"1" * (end - begin)
        possible.add(bytes(data))
    assert found == possible
