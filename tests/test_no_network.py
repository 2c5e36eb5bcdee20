"""No network as the system sees it: which libraries are mapped, and which sockets a run of the program opens."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.hardening import seccomp
from app.ui.page_id import PageId
from tests.support.processes import run_code, run_python
from tests.support.sources import sources

QT = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport")
_MAPPED = """
import importlib, sys
for name in {modules!r}:
    importlib.import_module(name)
print(*sorted({{line.split()[-1] for line in open("/proc/self/maps") if "/" in line}}), sep="\\n")
"""
linux = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="asks Linux what is mapped")
filtered = pytest.mark.skipif(not seccomp.is_possible(), reason="this system has no filter")
on_screen = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no X screen")


def mapped(modules: Sequence[str], home: Path) -> str:
    """The files a process has mapped after importing these."""
    done = run_code(_MAPPED.format(modules=list(modules)), home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout


@linux
@pytest.mark.parametrize("part", QT)
def test_no_part_of_qt_brings_its_network(part: str, tmp_path: Path) -> None:
    found = mapped([f"PySide6.{part}"], tmp_path)
    assert f"libQt6{part.removeprefix('Qt')}" in found
    assert "libQt6Network" not in found


@linux
def test_nothing_of_ours_brings_it(tmp_path: Path) -> None:
    found = mapped([source.module for source in sources("app")], tmp_path)
    assert "libQt6Widgets" in found
    assert "libQt6Network" not in found


@linux
def test_it_would_be_seen(tmp_path: Path) -> None:
    assert "libQt6Network" in mapped(["PySide6.QtNetwork"], tmp_path)


_TINY = """
import os
from app.hardening.process import harden
if {harden}:
    harden(os.environ)
import ctypes
ctypes.CDLL(None).socket(2, 1, 0)
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
app = QApplication([])
edit = QLineEdit()
edit.show()
QPrinterInfo.availablePrinterNames()
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
QTimer.singleShot(800, app.quit)
app.exec()
print("shown", app.platformName())
"""


def traced(home: Path, *arguments: str, timeout: int = 240) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run Python under strace: how it ended, and the calls that opened a file, or opened or connected a socket."""
    log = home / "calls"
    before = [_strace(), "-f", "-qq", "-o", str(log), "-e", "trace=socket,connect,io_uring_setup,openat"]
    # Ended from inside: a program whose strace is killed would run on.
    before += ["timeout", "--kill-after=5", str(timeout)]
    done = run_python(*arguments, home=home, before=before, extra={"QT_QPA_PLATFORM": "xcb"}, timeout=timeout + 20)
    return done, list(_whole(log.read_text().splitlines()))


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Each call on one line, where strace tore it apart because another thread came in between."""
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, call = line.partition(" ")
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif "resumed>" in call:
            yield begun.pop(thread, "") + call.partition("resumed>")[2]
        else:
            yield call


def _strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    if subprocess.run([found, "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")
    return found


def opened(calls: Sequence[str]) -> list[str]:
    """The calls that gave somebody a socket other than a local one."""
    return [call for call in calls if re.search(r"(socket|io_uring_setup)\(.*= \d", call) and "(AF_UNIX" not in call]


def test_torn_calls_are_joined() -> None:
    torn = ["7 socket(AF_INET, SOCK_STREAM, 0 <unfinished ...>", "8 socket(AF_UNIX, SOCK_STREAM, 0) = 4"]
    calls = list(_whole([*torn, "7 <... socket resumed>)             = 3"]))
    assert opened(calls) == ["socket(AF_INET, SOCK_STREAM, 0 )             = 3"]


@on_screen
@filtered
def test_qt_opens_local_sockets_only(tmp_path: Path) -> None:
    done, calls = traced(tmp_path, "-c", _TINY.format(harden=True))
    assert done.stdout.split() == ["shown", "xcb"], done.stderr
    assert [call for call in calls if "(AF_INET," in call and "EAFNOSUPPORT" in call], "the attempt was not seen"
    assert [call for call in calls if "(AF_UNIX" in call and re.search(r"= \d", call)]
    assert opened(calls) == []


@on_screen
def test_an_open_door_would_be_seen(tmp_path: Path) -> None:
    _, calls = traced(tmp_path, "-c", _TINY.format(harden=False))
    assert [call for call in opened(calls) if "AF_INET" in call]


@on_screen
@filtered
def test_a_session_opens_local_sockets_only_and_never_loads_a_network(tmp_path: Path) -> None:
    """The real program, from its unlock page through every other one to a print dialog, a PDF and locking."""
    done, calls = traced(tmp_path, "-m", "tests.support.whole_session", str(tmp_path), timeout=600)
    assert done.returncode == 0, done.stderr
    assert "accord: " not in done.stderr.replace("accord: Qt at default\n", ""), "something went wrong on the way"
    found = json.loads(done.stdout.splitlines()[-1])
    pages = len(PageId) - 1
    expected = {"unlocked": True, "pages": pages, "print dialog": "Accord", "pdf": "%PDF-", "locked": True}
    assert found == {**expected, "mapped": []}
    assert [call for call in calls if "connect(" in call and "AF_UNIX" in call and call.endswith("= 0")]
    assert opened(calls) == []
    libraries = [call for call in calls if "libQt6" in call and re.search(r"= \d", call)]
    assert [call for call in libraries if "libQt6PrintSupport" in call], "what is loaded is seen"
    assert [call for call in libraries if "libQt6Network" in call] == []
