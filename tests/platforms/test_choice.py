"""What differs between systems is behind one interface, and chosen in one place."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from ctypes import CDLL
from pathlib import Path

import pytest

from app import platforms
from app.platforms.interface import Platform
from app.platforms.linux import Linux
from app.platforms.macos import MacOS
from app.platforms.windows import Windows
from tests.support.sources import ROOT

PR_GET_DUMPABLE = 3
CHOICE = "app/platforms/__init__.py"
OWN = {"app/platforms/linux.py", "app/platforms/macos.py", "app/platforms/windows.py", "app/platforms/posix.py"}
OWN |= {"app/hardening/seccomp.py"}
"""Modules that run on their own system alone."""
ASKS = re.compile(
    r"\bsys\.platform\b|\bos\.name\b|\bplatform\.(system|uname|release)\b|\bsysname\b|\bimport platform\b"
)
FOREIGN = {"ctypes", "fcntl", "resource", "msvcrt", "winreg", "pwd", "grp"}
"""Modules that some systems lack, and the way to libraries that some lack."""

SYSTEMS: dict[str, type[Platform]] = {"linux": Linux, "darwin": MacOS, "win32": Windows}


def sources() -> dict[str, str]:
    """The program's modules by path."""
    found = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in (ROOT / "app").rglob("*.py")}
    assert CHOICE in found
    return found


def imported(source: str) -> set[str]:
    """The top packages that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_only_one_place_asks_which_system_this_is() -> None:
    assert {path for path, source in sources().items() if ASKS.search(source)} == {CHOICE}


def test_only_modules_of_a_system_use_what_others_lack() -> None:
    assert {path for path, source in sources().items() if imported(source) & FOREIGN} == OWN


@pytest.mark.parametrize(("name", "kind"), SYSTEMS.items())
def test_each_system_has_its_module_and_all_of_the_interface(name: str, kind: type[Platform]) -> None:
    assert type(platforms.platform_named(name)) is kind
    wanted = set(Platform.__annotations__) | {each for each in vars(Platform) if not each.startswith("_")}
    assert wanted - set(dir(platforms.platform_named(name))) == set()
    for method in (each for each in wanted if inspect.isfunction(getattr(Platform, each, None))):
        parameters = inspect.signature(getattr(kind, method)).parameters
        assert list(parameters) == list(inspect.signature(getattr(Platform, method)).parameters), method


def test_what_a_session_loads_exists() -> None:
    for kind in SYSTEMS.values():
        for module in kind.session_modules:
            assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_only_linux_claims_to_be_tried_as_the_readme_says() -> None:
    assert [name for name, kind in SYSTEMS.items() if kind.is_tried] == ["linux"]
    assert "tried on Linux only" in (ROOT / "README.md").read_text(encoding="utf-8")
    for kind in (MacOS, Windows):
        assert "never tried" in str(inspect.getdoc(inspect.getmodule(kind)))


@pytest.mark.skipif(sys.platform != "linux", reason="Flatpak is Linux's")
def test_inside_a_flatpak_files_come_through_portals_which_a_hidden_process_could_not_use(tmp_path: Path) -> None:
    info = tmp_path / ".flatpak-info"
    assert not Linux(info).uses_portals
    info.touch()
    inside = Linux(info)
    before = CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)
    assert inside.uses_portals
    assert not inside.hide_memory()
    assert CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == before


@pytest.mark.skipif(sys.platform != "linux", reason="what this system does itself")
def test_this_one_is_linux(tmp_path: Path) -> None:
    here = platforms.current()
    assert isinstance(here, Linux)
    assert here is platforms.current()
    assert not here.hide_from_captures(1)
    running, boot = here.clocks()
    assert 0 < running <= boot
    with (tmp_path / "lock").open("ab") as first, (tmp_path / "lock").open("ab") as second:
        here.lock_file(first, wait=False)
        with pytest.raises(OSError, match="unavailable"):
            here.lock_file(second, wait=False)
    assert here.is_own(tmp_path.lstat())
