"""One vault, two processes: exactly one has it, by whatever name each opens it, and the other is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from app.platforms.linux import Linux
from app.storage.checking import FileState, check
from tests.storage.made import CHEAP, WORDS_A, Made
from tests.storage.races import (
    WAYS,
    hard_links_but_for_the_lock,
    linked_files,
    race,
    same_path,
    second_mount,
    unmake,
    wrong_with,
)
from tests.support.foreign_lock import locked

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and locks files as Linux does")

TIMES = 5


@pytest.mark.parametrize("way", WAYS)
def test_one_wins_and_the_other_is_told(pair: Made, tmp_path: Path, way: Callable[[Path, Path], Path]) -> None:
    place, chance = tmp_path / "by another name", Random(1)
    pair.open().close()
    try:
        other = way(pair.folder, place)
    except OSError:
        assert way is second_mount
        pytest.skip("mounting is not allowed here")
    try:
        ended = [race(pair, (pair.folder, other), chance) for _time in range(TIMES)]
    finally:
        unmake(place)
    assert [wrong_with(each) for each in ended] == [""] * TIMES
    found = {each.name: each.state for each in check(pair.folder, lambda: WORDS_A, CHEAP, tmp_path)}
    assert set(found.values()) <= {FileState.SOUND, FileState.OUTSIDE}


@pytest.mark.parametrize(
    ("way", "owner", "rule"),
    [(linked_files, Path, "is_symlink"), (hard_links_but_for_the_lock, Linux, "claim")],
)
def test_the_lock_file_alone_is_not_enough(
    pair: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: Callable[[Path, Path], Path],
    owner: type,
    rule: str,
) -> None:
    other = way(pair.folder, tmp_path / "by another name")
    monkeypatch.setattr(owner, rule, lambda *_: rule == "claim")
    assert any(wrong_with(race(pair, (pair.folder, other), Random(1))) for _time in range(TIMES))


def test_the_next_gets_in_after_a_kill(pair: Made) -> None:
    if (child := os.fork()) == 0:
        pair.open()
        os._exit(9)
    os.waitpid(child, 0)
    with pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A)
    assert wrong_with(race(pair, (pair.folder, same_path(pair.folder, pair.folder)), Random(2))) == ""


def test_the_lock_of_a_different_program_is_not_taken_for_ours(pair: Made, tmp_path: Path) -> None:
    """It locks the whole file, the byte that is claimed included; that is told once the file is to be opened."""
    os.link(pair.file(pair.b), tmp_path / "second name")
    with locked(pair.file(pair.b)), pair.open() as vault:
        assert vault.unlock(pair.a, WORDS_A)
