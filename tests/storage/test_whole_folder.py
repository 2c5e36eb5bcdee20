"""Setting up a vault, joining, backing up or restoring one is interrupted at any step: nothing is half done."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.errors import VaultExists
from app.storage.keyring_file import LOCK
from app.storage.whole_folder import whole_folder
from tests.storage.killed_at_steps import ACTS, CONTAINED, FOUND_BEFORE, KILLED, REFUSED, THROUGH
from tests.support.files import contents
from tests.support.processes import run_python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the steps are taken in a copy of the process")


@pytest.mark.parametrize("how", ["kill", "fail"])
@pytest.mark.parametrize("name", ACTS)
def test_interrupted_at_each_step(tmp_path: Path, home: Path, name: str, how: str) -> None:
    done = run_python("-m", "tests.storage.killed_at_steps", name, how, str(tmp_path), home=home)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) > 20, "the act has fewer steps than this test believes"
    before, had = FOUND_BEFORE[name], int(name == "backup")
    for each in found[:-1]:
        assert each["ended"] in ({KILLED} if how == "kill" else {REFUSED, CONTAINED}), each
        # A call whose failure is contained may end in success.
        assert each["found"] in (before, "vault for 2"), each
        assert each["here"] == 2, each
        assert each["beside"] == ["vault"], each
        assert each["aside"] <= 1, each
        assert each["backups"][0] in (had, 2 * had), each
        assert each["backups"][1:] == [2 * had, 0], each
    assert {each["found"] for each in found[:-1]} == {before, "vault for 2"}
    assert (found[-1]["ended"], found[-1]["found"]) == (THROUGH, "vault for 2")


def test_a_folder_that_is_being_filled_is_left_alone(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "one") as site:
        (site / "here").write_text("words")
        with whole_folder(tmp_path / "two") as other:
            (other / "there").write_text("more")
        assert (site / "here").read_text() == "words"
    assert {**contents(tmp_path / "one"), LOCK: b""} == {"here": b"words", LOCK: b""}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["one", "two"]


def test_what_is_put_there_meanwhile_stays(tmp_path: Path) -> None:
    made = whole_folder(tmp_path / "one")
    made.__enter__()
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "letter").write_text("hello")
    with pytest.raises(VaultExists):
        made.__exit__(None, None, None)
    assert contents(tmp_path / "one") == {"letter": b"hello"}


def test_a_folder_behind_a_link_is_filled(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole_folder(tmp_path / "link") as site:
        (site / "here").write_text("words")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "here").read_text() == "words"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o700
