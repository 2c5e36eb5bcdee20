"""Pages and sheets as files in somebody's folder: owner-only, whole or not at all, whatever is there already."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from app.errors import VaultUnwritable
from app.services import saving
from app.services.saving import save_page
from app.storage import files
from tests.support.files import contents
from tests.support.processes import run_in_copy

posix = pytest.mark.skipif(os.name == "nt", reason="links and modes are others there")


@pytest.fixture(params=["as the system can", "with a name"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to write: not every file system has files without a name."""
    if request.param == "with a name":
        monkeypatch.setattr(files, "_write_unnamed", lambda _path, _raw: False)
    return str(request.param)


@posix
def test_it_is_for_its_owner_even_over_a_file_that_was_for_all(way: str, tmp_path: Path) -> None:
    to = tmp_path / "pages.pdf"
    to.write_bytes(b"before")
    to.chmod(0o666)
    save_page(to, b"%PDF")
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert contents(tmp_path) == {"pages.pdf": b"%PDF"}


@posix
def test_no_link_is_followed_and_no_part_of_others_used(way: str, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "pages.pdf").symlink_to(victim)
    (folder / ".pages.pdf.part").symlink_to(victim)
    save_page(folder / "pages.pdf", b"%PDF")
    assert victim.read_bytes() == b"precious"
    assert not (folder / "pages.pdf").is_symlink()
    assert (folder / "pages.pdf").read_bytes() == b"%PDF"


def test_what_cannot_be_written_is_said_and_leaves_everything(way: str, tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for to in (tmp_path / "none" / "a.pdf", tmp_path / "folder.pdf", tmp_path / ("x" * 300)):
        with pytest.raises(VaultUnwritable):
            save_page(to, b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


DIE_AT = """
import os
from pathlib import Path
from app.services.saving import save_page
def die(*_arguments, **_named):
    os._exit(9)
setattr(os, {step!r}, die)
save_page(Path({to!r}), b"%PDF" * 100_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name are Linux's")
@pytest.mark.parametrize("step", ["fsync", "link"])
def test_a_kill_leaves_nothing_of_it(tmp_path: Path, step: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"before")
    done = run_in_copy(DIE_AT.format(step=step, to=str(folder / "a.pdf")))
    assert done.returncode == 9, done.stderr
    assert contents(folder) == {"a.pdf": b"before"}


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on file sizes is Linux's")
def test_no_room(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"before")
    code = f"""
import resource, signal
from pathlib import Path
from app.errors import VaultUnwritable
from app.services.saving import save_page
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    save_page(Path({str(folder / "a.pdf")!r}), bytes(5000))
except VaultUnwritable:
    print("refused")
"""
    done = run_in_copy(code)
    assert done.stdout.split() == ["refused"], done.stderr
    assert contents(folder) == {"a.pdf": b"before"}


@pytest.mark.parametrize("broken", ["a.pdf", "a-2.pdf", "a-3.pdf"])
def test_parts_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """The one that replaces a file comes last, so that a failure before it loses nothing."""
    (tmp_path / "a.pdf").write_bytes(b"before")

    def failing(path: Path, data: bytes) -> None:
        if path.name == broken:
            raise VaultUnwritable(path.name)
        save_page(path, data)

    monkeypatch.setattr(saving, "save_page", failing)
    with pytest.raises(VaultUnwritable):
        saving.save_pages(tmp_path / "a.pdf", [b"1", b"2", b"3"])
    assert contents(tmp_path) == {"a.pdf": b"before"}
