"""The wheel and its source archive: the program, its texts, licences and notices, and nothing else."""

from __future__ import annotations

import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from app import __version__
from tests.support.sources import ROOT

BUILT = ROOT / "build" / "package"
WHEEL, SOURCE = BUILT / f"accord-{__version__}-py3-none-any.whl", BUILT / f"accord-{__version__}.tar.gz"
PAPERS = (
    "LICENSE",
    "LICENSES/CC-BY-SA-4.0.txt",
    "LICENSES/GPL-3.0-or-later.txt",
    "LICENSES/OFL-1.1.txt",
    "packaging/NOTICES.md",
)
TOLD = f"accord-{__version__}.dist-info"

pytestmark = pytest.mark.skipif(not (WHEEL.is_file() and SOURCE.is_file()), reason="make package has not built them")


def _program() -> set[str]:
    """What the program is, from the source."""
    found = [file for folder in ("app", "assets") for file in (ROOT / folder).rglob("*") if file.is_file()]
    return {file.relative_to(ROOT).as_posix() for file in found if "__pycache__" not in file.parts}


def test_the_wheel() -> None:
    with zipfile.ZipFile(WHEEL) as wheel:
        names = set(wheel.namelist())
        about = wheel.read(f"{TOLD}/METADATA").decode()
    papers = {f"{TOLD}/licenses/{name}" for name in PAPERS}
    own = {f"{TOLD}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt")}
    assert names == _program() | papers | own
    assert re.search(r"^License-Expression: GPL-3.0-or-later AND CC-BY-SA-4.0 AND OFL-1.1$", about, re.MULTILINE)
    wanted = re.findall(r"^([A-Za-z0-9-]+==.*)$", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^Requires-Dist: (.*)$", about, re.MULTILINE) == wanted


def test_the_source_archive() -> None:
    with tarfile.open(SOURCE) as archive:
        members = [member for member in archive if member.isfile()]
    names = {str(Path(member.name).relative_to(f"accord-{__version__}")) for member in members}
    papers = {*PAPERS, "README.md"}
    builds = {"pyproject.toml", "requirements.in", "MANIFEST.in", "PKG-INFO", "setup.cfg"}
    assert {name for name in names if not name.startswith("accord.egg-info/")} == _program() | papers | builds
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}
