"""What is handed out: one version, a licence for each file, notices of what is bundled, and scripts that clean up."""

from __future__ import annotations

import re
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app import __version__
from app.assets import load
from app.models.notices import BundleNotices
from tests.support import notices
from tests.support.sources import ROOT

LINUX = ROOT / "packaging" / "linux"


def _tracked() -> list[str]:
    listed = subprocess.run(("git", "ls-files"), cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not a checkout")
    return listed.split("\n")[:-1]


def _toml(name: str) -> Any:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def _licences_of(file: str, annotations: list[dict[str, Any]]) -> Iterator[str]:
    for each in annotations:
        if any(re.fullmatch(_expression(path), file) for path in each["path"]):
            yield each["SPDX-License-Identifier"]


def _expression(path: str) -> str:
    """The globs of REUSE: `*` stays in a folder, `**` does not."""
    return re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")


def test_the_version_stands_in_one_place() -> None:
    assert "version" in _toml("pyproject.toml")["project"]["dynamic"]
    release = ElementTree.parse(LINUX / "org.accord.Accord.metainfo.xml").find("releases/release")
    assert release is not None
    assert release.get("version") == __version__
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_file_has_a_licence_and_every_licence_its_text() -> None:
    annotations = _toml("REUSE.toml")["annotations"]
    for each in annotations:
        assert each["SPDX-FileCopyrightText"]
        assert (ROOT / "LICENSES" / f"{each['SPDX-License-Identifier']}.txt").is_file()
    files = _tracked()
    assert [file for file in files if not [*_licences_of(file, annotations)]] == []
    fonts = [file for file in files if file.endswith((".ttf", ".otf"))]
    assert fonts
    assert [file for file in fonts if [*_licences_of(file, annotations)][-1] != "OFL-1.1"] == []
    expression = _toml("pyproject.toml")["project"]["license"]
    assert {each["SPDX-License-Identifier"] for each in annotations} == set(expression.split(" AND "))


def test_no_file_says_where_packages_come_from() -> None:
    address = re.compile(rb"https?://[\w.-]*(archive\.|mirror|registry|pypi\.|pythonhosted|deb\.debian)")
    told = [file for file in _tracked() if (ROOT / file).is_file() and address.search((ROOT / file).read_bytes())]
    assert told == []


def test_notices_name_every_library() -> None:
    said = re.sub(r"[^a-z0-9]", "", notices.FILE.read_text(encoding="utf-8").lower())
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned
    names = [*(name.removesuffix("-essentials") for name in pinned), "pyinstaller"]
    assert [name for name in names if re.sub("[^a-z0-9]", "", name) not in said] == []


def test_about_and_the_packages_say_the_same_of_what_is_bundled() -> None:
    assert notices.FILE.read_text(encoding="utf-8") == notices.as_markdown(load(BundleNotices))


def test_each_check_that_is_overruled_has_a_reason() -> None:
    lines = (LINUX / "lintian-overrides").read_text(encoding="utf-8").splitlines()
    pairs = [(before, line) for before, line in pairwise(["", *lines]) if not line.startswith("#")]
    assert pairs
    assert [line for before, line in pairs if not before.startswith("# ")] == []


def test_installing_and_removing_leaves_the_vault(tmp_path: Path) -> None:
    """With a stand-in for the program; the real one is installed in bare systems by `make package-test`."""
    unpacked, home = tmp_path / "unpacked", tmp_path / "a home"
    share = unpacked / "accord" / "share" / "applications"
    share.mkdir(parents=True)
    home.mkdir()
    (unpacked / "accord" / "accord").write_text("#!/bin/sh\necho Accord\n")
    (unpacked / "accord" / "accord").chmod(0o755)
    (share / "accord.desktop").write_bytes((LINUX / "accord.desktop").read_bytes())
    for script in ("install", "uninstall"):
        (unpacked / script).write_bytes((LINUX / script).read_bytes())
        (unpacked / script).chmod(0o755)
    notes = home / ".local" / "share" / "notes"
    settings, lock = home / ".config" / "accord" / "accord.ini", home / ".cache" / "accord" / "temporary" / ".lock"
    vault = home / ".local" / "share" / "accord" / "Vault" / "keyring.json"
    for file in (notes, settings, lock, vault):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("somebody's own")

    def run(*command: str) -> str:
        env = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    for _again in range(2):
        run(str(unpacked / "install"))
    assert run(str(home / ".local" / "bin" / "accord")) == "Accord\n"
    entry = (home / ".local" / "share" / "applications" / "accord.desktop").read_text()
    assert f'Exec="{home}/.local/bin/accord"' in entry
    run(str(home / ".local" / "lib" / "accord" / "uninstall"))
    assert {file for file in home.rglob("*") if file.is_file()} == {notes, vault}
    assert not settings.parent.exists()
    assert not lock.parent.exists()
