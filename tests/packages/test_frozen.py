"""The frozen program makes the same promises as the one from source.

Runs where ACCORD_PACKAGE names its folder, as `make package-check` does.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import __version__
from tests.support.environment import own_environment
from tests.support.sources import ROOT

FOLDER = os.environ.get("ACCORD_PACKAGE", "")
PROGRAM = ROOT / FOLDER / "accord"
CANNOT_START = 2

pytestmark = pytest.mark.skipif(not FOLDER, reason="no frozen program was named")


def _environment(home: Path, changed: Mapping[str, str | None]) -> dict[str, str]:
    kept: dict[str, str | None] = {**own_environment(home), **changed}
    return {name: value for name, value in kept.items() if value is not None}


def _run(
    home: Path, *options: str, before: tuple[str, ...] = (), changed: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [*before, str(PROGRAM), *options]
    env = _environment(home, changed or {})
    return subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, timeout=300, check=False)


@contextmanager
def _running(home: Path) -> Iterator[Path]:
    """The program with its window open; its folder in /proc."""
    child = subprocess.Popen([str(PROGRAM)], env=_environment(home, {}), cwd=home, stderr=subprocess.DEVNULL)
    try:
        place = Path(f"/proc/{child.pid}")
        until = time.monotonic() + 60
        while "libqxcb" not in (place / "maps").read_text() and time.monotonic() < until:
            time.sleep(0.05)
        yield place
    finally:
        child.terminate()
        child.wait(60)


def test_version(tmp_path: Path) -> None:
    assert _run(tmp_path, "--version").stdout.strip() == f"Accord {__version__}"


def test_it_holds_what_it_needs_and_nothing_that_connects() -> None:
    inside = {file.name for file in (ROOT / FOLDER).rglob("*") if file.is_file()}
    assert {"page.typ", "0001_baseline.py", "pages.qss", "accord.1.gz", "bom.cdx.json", "NOTICES.md"} <= inside
    assert [name for name in inside if re.search("Qt6?(Network|WebEngine|Qml|Quick)", name)] == []
    assert [file for file in (ROOT / FOLDER).rglob("*") if file.is_file() and file.stat().st_mode & 0o6000] == []


def test_the_self_check_opens_local_sockets_and_its_own_files(tmp_path: Path) -> None:
    """Every page of the sample is visited; nothing is written outside the home, and no socket leads out."""
    traces = tmp_path / "calls"
    tracer = ("strace", "-f", "-qq", "-e", "trace=socket,openat,io_uring_setup", "-o", str(traces))
    done = _run(tmp_path, "--demo", "--self-check", before=tracer)
    assert done.returncode == 0, done.stderr
    assert "accord: " not in done.stderr
    calls = traces.read_text(errors="replace").splitlines()
    assert [call for call in calls if re.search(r"socket\((?!AF_UNIX).*= \d", call)] == []
    written = [call for call in calls if "openat(" in call and re.search(r"O_(WRONLY|RDWR|CREAT).*= \d", call)]
    assert written
    ours = (str(tmp_path), "/dev/", "/proc/", "/tmp/.X11")
    assert [call for call in written if not any(f'"{place}' in call for place in ours)] == []


def test_the_process_is_hardened(tmp_path: Path) -> None:
    with _running(tmp_path) as place:
        status = (place / "status").read_text()
        limits = (place / "limits").read_text()
        libraries = (place / "maps").read_text()
    assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert re.search(r"^Max core file size\s+0\s+0\s", limits, re.MULTILINE)
    assert "Qt6Network" not in libraries


NO_FONTS = "<fontconfig/>"


@pytest.mark.parametrize("lacking", ["screen", "platform", "home", "locale", "runtime", "fonts"])
def test_what_a_machine_may_lack(lacking: str, tmp_path: Path) -> None:
    """It works, or says why not in a sentence."""
    empty = tmp_path / "fonts.conf"
    empty.write_text(NO_FONTS)
    changed: dict[str, dict[str, str | None]] = {
        "screen": {"DISPLAY": None, "WAYLAND_DISPLAY": None},
        "platform": {"QT_QPA_PLATFORM": "nonsense"},
        "home": {"HOME": "/proc/1", "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None},
        "locale": {"LC_ALL": "C", "LANG": None},
        "runtime": {"XDG_RUNTIME_DIR": None},
        "fonts": {"FONTCONFIG_FILE": str(empty)},
    }
    done = _run(tmp_path, "--demo", "--self-check", changed=changed[lacking])
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        assert lacking not in {"screen", "platform"}
    else:
        assert done.returncode == CANNOT_START
        assert re.search(r"[A-Z][^.]+\.", done.stderr), done.stderr
