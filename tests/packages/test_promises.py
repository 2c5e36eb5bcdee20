"""The program that people install makes the same promises as the one from source."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from app import __version__
from tests.packages.program import Home, Program
from tests.support.at_spi import wait_until

READ_BY_ALL = (
    "/usr/", "/lib", "/proc/", "/dev/", "/sys/devices/", "/sys/fs/cgroup/", "/etc/ld.so.", "/etc/fonts/",
    "/etc/localtime", "/etc/ssl/openssl.cnf", "/etc/machine-id", "/var/lib/dbus/machine-id", "/var/cache/fontconfig",
)  # fmt: skip
"""What a program with a window reads, whatever it is for: libraries, fonts, the kernel's own, and settings of these."""
_OPENED = re.compile(r'open(?:at)?\(.*?"(/[^"]*)", (\S+).* = \d')


def _files(program: Program) -> list[Path]:
    return [file for file in program.folder.rglob("*") if file.is_file()]


def test_version(program: Program, home: Home) -> None:
    assert program.run(home, "--version").stdout.strip() == f"Accord {__version__}"


def test_it_holds_what_it_needs_and_nothing_that_connects(program: Program) -> None:
    inside = {file.name for file in _files(program)}
    assert {"page.typ", "0001_baseline.py", "pages.qss", "libcupsprintersupport.so"} <= inside
    assert [name for name in inside if re.search("Qt6?(Network|WebEngine|Qml|Quick)", name)] == []
    assert [file for file in _files(program) if file.stat().st_mode & 0o6000] == []


def test_libraries_are_looked_for_inside(program: Program) -> None:
    """A path from the machine that built it may be somebody's home on this one."""
    libraries = [str(file) for file in _files(program) if ".so" in file.name]
    told = subprocess.run(("objdump", "-p", *libraries), capture_output=True, text=True, check=True).stdout
    paths = re.findall(r"^  R(?:UN)?PATH +(.*)$", told, re.MULTILINE)
    assert paths
    assert [path for path in paths if any(not each.startswith("$ORIGIN") for each in path.split(":"))] == []


def test_the_bill_lists_whatever_is_inside(program: Program) -> None:
    """Python, what starts the program, and each library whose licence is beside it."""
    share = program.folder / "share" if program.tree is None else program.tree / "usr" / "share"
    papers = share / "doc" / "accord"
    parts = json.loads((papers / "bom.cdx.json").read_text())["components"]
    listed = {_plain(part["name"]) for part in parts}
    assert {"python", "pyinstaller", "sqlcipher3", "typst"} <= listed
    assert [name for name in listed if "libpython" in name] == []
    assert {_plain(folder.name) for folder in (papers / "libraries").iterdir()} - listed == set()
    assert [part["name"] for part in parts if not part["version"]] == []


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _traced(program: Program, home: Home, traces: Path) -> list[str]:
    """The system calls of a self-check, from the start of the program itself."""
    watched = "trace=execve,socket,open,openat,io_uring_setup,seccomp"
    tracer = ("strace", "-f", "-qq", "-s", "4096", "-e", watched, "-o", str(traces))
    done = program.run(home, "--demo", "--self-check", before=tracer)
    assert done.returncode == 0, done.stderr
    assert "accord: " not in done.stderr
    calls = traces.read_text(errors="replace").splitlines()
    begins = next(n for n, call in enumerate(calls) if f'execve("{program.command}"' in call and call.endswith(" = 0"))
    return calls[begins:]


def test_the_self_check_opens_local_sockets_and_its_own_files(program: Program, home: Home, tmp_path: Path) -> None:
    """Every page of the sample is visited; nothing but its own files is written, and no socket leads out."""
    calls = _traced(program, home, tmp_path / "calls")
    refused = next(n for n, call in enumerate(calls) if re.search(r"seccomp\(SECCOMP_SET_MODE_FILTER.* = 0", call))
    assert refused < next(n for n, call in enumerate(calls) if re.search(r'libQt6Core[^"]*", .* = \d', call))
    assert [call for call in calls if re.search(r"socket\((?!AF_UNIX).*= \d", call)] == []
    opened = [found.groups() for found in map(_OPENED.search, calls) if found]
    written = [os.path.normpath(name) for name, flags in opened if re.search(r"O_(WRONLY|RDWR|CREAT)", flags)]
    assert written
    ours = (str(home.inside), "/run/user/", "/dev/", "/proc/")
    key = os.environ.get("XAUTHORITY", str(home.inside))  # to the screen
    assert [name for name in written if not name.startswith(ours)] == []
    read = {os.path.normpath(name) for name, _flags in opened}
    own = str(Path(program.command).parent)
    assert sorted(name for name in read if not name.startswith((*ours, key, own, *READ_BY_ALL))) == []


def test_the_process_is_hardened(program: Program, home: Home) -> None:
    with program.running(home) as running:
        place = Path(f"/proc/{running.pid}")
        wait_until(lambda: re.search(r"^Seccomp:\s+2$", (place / "status").read_text(), re.MULTILINE) is not None)
        status = (place / "status").read_text()
        limits = (place / "limits").read_text()
        if os.getuid() == 0:  # others can't look at it
            wait_until(lambda: "libqxcb" in (place / "maps").read_text())
            assert "Qt6Network" not in (place / "maps").read_text()
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert re.search(r"^Max core file size\s+0\s+0\s", limits, re.MULTILINE)


_PROBE = """
import ctypes, json, os, socket
def attempt(ask):
    try:
        ask()
    except OSError as error:
        return type(error).__name__, error.errno
    return "passed", 0
libc = ctypes.CDLL(None, use_errno=True)
found = {
    "python": attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "name": attempt(lambda: socket.getaddrinfo("localhost", 80)),
    "local": attempt(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close()),
    "library": (libc.socket(2, 1, 0), ctypes.get_errno()),
    "dumpable": libc.prctl(3, 0, 0, 0, 0),
}
with open(os.environ["ACCORD_PROBE"], "w") as file:
    json.dump(found, file)
raise ModuleNotFoundError(__name__)
"""
OPTIONAL = "linkify_it"
"""A module that markdown-it uses if it is there; it is not."""


def test_python_and_the_kernel_refuse_a_network_inside_it(copy: Program, home: Home) -> None:
    """What is loaded from beside the program runs in its hardened process."""
    (copy.folder / "_internal" / f"{OPTIONAL}.py").write_text(_PROBE)
    found = home.outside / "found"
    done = copy.run(home, "--demo", "--self-check", changed={"ACCORD_PROBE": str(found)})
    assert done.returncode == 0, done.stderr
    assert json.loads(found.read_text()) == {
        "python": ["NetworkRefused", 13], "name": ["NetworkRefused", 13], "local": ["passed", 0],
        "library": [-1, 97], "dumpable": 0,
    }  # fmt: skip
