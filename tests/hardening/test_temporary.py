"""The private folder for temporary files: closed to others, removed at the end, and swept after a kill."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from app.hardening.report import CannotStart
from app.hardening.temporary import private_temporary
from tests.support.processes import run_code

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and owners are those of Unix")


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """An environment with a runtime and a cache folder."""
    for name in ("runtime", "cache"):
        (tmp_path / name).mkdir(mode=0o700)
    return {"XDG_RUNTIME_DIR": str(tmp_path / "runtime"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_it_is_private_and_in_memory(places: dict[str, str], tmp_path: Path) -> None:
    with private_temporary(places) as folder:
        assert folder.is_relative_to(tmp_path / "runtime")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
        assert places["TMPDIR"] == places["TEMP"] == places["TMP"] == str(folder)
        (folder / "spooled").mkdir()
        (folder / "spooled" / "page").write_text("a page in clear")
    assert not folder.exists()


def test_it_goes_when_the_program_fails(places: dict[str, str]) -> None:
    with pytest.raises(SystemExit), private_temporary(places) as folder:
        raise SystemExit(1)
    assert not folder.exists()


def test_two_run_side_by_side(places: dict[str, str]) -> None:
    with private_temporary(dict(places)) as one, private_temporary(dict(places)) as two:
        assert one != two
        assert one.exists()
        assert two.exists()


@pytest.mark.parametrize("spoil", ["open", "absent", "relative", "link", "unset"])
def test_a_runtime_folder_that_is_not_ours_alone_is_not_used(
    places: dict[str, str], spoil: str, tmp_path: Path
) -> None:
    runtime = tmp_path / "runtime"
    match spoil:
        case "open":
            runtime.chmod(0o755)
        case "absent":
            runtime.rmdir()
        case "relative":
            places["XDG_RUNTIME_DIR"] = "runtime"
        case "link":
            (tmp_path / "link").symlink_to(runtime)
            places["XDG_RUNTIME_DIR"] = str(tmp_path / "link")
        case "unset":
            del places["XDG_RUNTIME_DIR"]
    with private_temporary(places) as folder:
        assert folder.is_relative_to(tmp_path / "cache" / "accord")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_planted_link_is_not_followed(places: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_text("kept")
    (tmp_path / "runtime" / "accord").symlink_to(tmp_path / "elsewhere")
    with private_temporary(places) as folder:
        assert folder.is_relative_to(tmp_path / "cache")
    assert (tmp_path / "elsewhere" / "mine").read_text() == "kept"


def test_without_any_place_it_does_not_start(places: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "runtime" / "accord").write_text("in the way")
    (tmp_path / "cache" / "accord").write_text("in the way")
    with pytest.raises(CannotStart, match="private folder"), private_temporary(places):
        pass


def test_what_a_killed_run_left_is_removed(places: dict[str, str], tmp_path: Path) -> None:
    code = f"""
import os, signal
from app.hardening.temporary import private_temporary
with private_temporary({places!r}) as folder:
    (folder / "page").write_text("in clear")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    left = Path(run_code(code, home=tmp_path / "home").stdout.strip())
    assert (left / "page").exists()
    with private_temporary(places) as folder:
        assert not left.exists()
        assert os.listdir(folder.parent).count(folder.name) == 1
