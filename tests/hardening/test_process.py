"""A hardened process reaches no network in any way, leaves no core and still shows its window.

Everything here happens in processes of their own: what is installed can't be taken off again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.hardening import seccomp
from tests.support.environment import own_environment
from tests.support.network_probe import FAMILIES
from tests.support.processes import run_code, run_python
from tests.support.sources import ROOT

pytestmark = pytest.mark.skipif(not seccomp.is_possible(), reason="this system has no filter to be installed")
OTHERS = sorted(set(FAMILIES) - {"unix"})


def probe(mode: str, home: Path) -> dict[str, Any]:
    """What the probe found, as the JSON it printed."""
    done = run_python("-m", "tests.support.network_probe", mode, home=home)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return {mode: probe(mode, tmp_path_factory.mktemp(mode)) for mode in ("control", "filter", "full")}


def test_the_attempts_work_without_hardening(attempts: dict[str, dict[str, Any]]) -> None:
    """Otherwise the tests below would prove nothing."""
    control = attempts["control"]
    assert control["python"]["inet"] == control["libc"]["inet"] == control["libc"]["netlink"] == "ok"
    assert (control["look_up"], control["child"], control["earlier_thread"]) == ("ok", "ended with 0", "ok")
    assert set(control["seccomp"]) == {"0"}
    assert control["dumpable"] == 1


@pytest.mark.parametrize("mode", ["filter", "full"])
@pytest.mark.parametrize("family", OTHERS)
def test_no_socket_from_python(attempts: dict[str, dict[str, Any]], mode: str, family: str) -> None:
    assert attempts[mode]["python"][family] == ("EACCES" if mode == "full" else "EAFNOSUPPORT")


@pytest.mark.parametrize("family", OTHERS)
def test_no_socket_from_libraries(attempts: dict[str, dict[str, Any]], family: str) -> None:
    assert attempts["full"]["libc"][family] == "EAFNOSUPPORT"


def test_no_socket_from_children(attempts: dict[str, dict[str, Any]]) -> None:
    full = attempts["full"]
    assert "Address family not supported" in full["child"]
    if "bash" in full:
        assert "Connection refused" in attempts["control"]["bash"]
        assert "Address family not supported" in full["bash"]


def test_no_way_around(attempts: dict[str, dict[str, Any]]) -> None:
    """Not by io_uring, a different numbering, or garbage in the half of the argument that nobody reads."""
    full = attempts["full"]
    assert full["io_uring"] == "EPERM"
    if os.uname().machine == "x86_64":
        assert (full["high_bits"], full["x32"]) == ("EAFNOSUPPORT", "ENOSYS")
        # A kernel without the 32-bit way in ends such a process instead.
        assert full["foreign"] == "-1" or full["foreign"].startswith("ended with -")


def test_local_sockets_stay(attempts: dict[str, dict[str, Any]]) -> None:
    full = attempts["full"]
    assert (full["python"]["unix"], full["libc"]["unix"], full["pair"]) == ("ok", "ok", "ok")


def test_threads_that_were_there_before_are_covered(attempts: dict[str, dict[str, Any]]) -> None:
    assert attempts["full"]["earlier_thread"] == "EAFNOSUPPORT"
    assert attempts["full"]["seccomp"] == ["2", "2"]


def test_the_tripwire_counts(attempts: dict[str, dict[str, Any]]) -> None:
    """One for each family and one for the name that was looked up."""
    full = attempts["full"]
    assert full["look_up"] == "EACCES"
    assert full["refusals"] == len(OTHERS) + 1


def test_nothing_to_read_along(attempts: dict[str, dict[str, Any]]) -> None:
    full = attempts["full"]
    assert (full["network"], full["core"], full["dumpable"], full["umask"]) == ("enforced", [0, 0], 0, 0o077)


@pytest.fixture
def home_of_nobody() -> Iterator[Path]:
    """A home that another user can reach; the tests' own is closed to them."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="accord-tests-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


def python_of(become: tuple[str, ...]) -> str:
    """A Python that another user can run from the checkout, children included."""
    look = f"import os, subprocess, sys; os.listdir({str(ROOT)!r}); subprocess.run([sys.executable, '-c', ''])"
    look += "; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, shutil.which("python3", path="/usr/local/bin:/usr/bin")):
        if python and not subprocess.run([*become, python, "-c", look], capture_output=True, check=False).returncode:
            return python
    pytest.skip("another user can reach neither a Python nor the checkout")


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else")
def test_it_needs_no_root(home_of_nobody: Path) -> None:
    become = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    command = [*become, python_of(become), "-B", "-m", "tests.support.network_probe", "full"]
    env = own_environment(home_of_nobody)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["user"], found["network"], found["dumpable"]) == (65534, "enforced", 0)
    assert {found["libc"][family] for family in OTHERS} == {"EAFNOSUPPORT"}


_WINDOW = """
import os
from app.hardening.process import harden
report = harden(os.environ)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
edit = QLineEdit()
edit.show()
def look():
    print(app.platformName(), edit.windowHandle().isExposed(), report.network)
    app.quit()
QTimer.singleShot(500, look)
app.exec()
"""


@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no X screen")
def test_qt_shows_a_window(tmp_path: Path) -> None:
    done = run_python("-c", _WINDOW, home=tmp_path, extra={"QT_QPA_PLATFORM": "xcb"})
    assert done.stdout.split() == ["xcb", "True", "enforced"], done.stderr


_REFUSED = """
import os, sys
from app.hardening import process, seccomp
from app.hardening.report import Network
seccomp.install = lambda: (Network.FAILED, "seccomp EPERM")
try:
    process.harden({"QT_QPA_PLATFORM": "offscreen"})
except process.CannotStart as error:
    print(error)
"""


def test_a_filter_that_fails_stops_the_program(tmp_path: Path) -> None:
    done = run_code(_REFUSED, home=tmp_path)
    assert "could not cut itself off from the network (seccomp EPERM)" in done.stdout


@pytest.mark.parametrize(
    ("number", "network"), [("ENOSYS", "tripwire"), ("EINVAL", "tripwire"), ("EPERM", "failed"), ("EACCES", "failed")]
)
def test_a_kernel_that_lacks_it_differs_from_one_that_refuses(number: str, network: str, tmp_path: Path) -> None:
    code = f"""
import ctypes, errno
from app.hardening import seccomp
def refuse(libc, processor):
    ctypes.set_errno(errno.{number})
    return -1
seccomp._install = refuse
print(seccomp.install()[0])
"""
    assert run_code(code, home=tmp_path).stdout.strip() == network
