"""Run in a process of its own: hardens it, then tries every way to a network and prints what came of it as JSON.

`python -m tests.support.network_probe control|filter|full`; "control" hardens nothing, to show that the attempts
themselves would succeed. No attempt leaves the machine: sockets are made and closed, or connect to port 9 of the
loopback.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

FAMILIES = {"unix": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "bluetooth": 31, "vsock": 40}
_CHILD = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
# getpid by the 32-bit way in, as machine code: mov eax, 20; int 0x80; ret
_FOREIGN = """
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex("b814000000cd80c3"))
print(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))())
"""


def _outcome(attempt: Callable[[], object]) -> str:
    """The word "ok", or the name of the error number."""
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "ok"


def _python(family: int) -> None:
    socket.socket(family, socket.SOCK_RAW if family in (16, 17) else socket.SOCK_STREAM).close()


def _libc(family: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    opened = libc.socket(family, 3 if family in (16, 17) else 1, 0)
    if opened < 0:
        raise OSError(ctypes.get_errno(), "socket")
    os.close(opened)


def _call(*numbers: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.syscall(*map(ctypes.c_long, numbers)) < 0:
        raise OSError(ctypes.get_errno(), "syscall")


def _pair() -> None:
    for end in socket.socketpair():
        end.close()


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip() or f"ended with {done.returncode}"


def _status(path: Path) -> str:
    return next(line.split()[1] for line in path.read_text().splitlines() if line.startswith("Seccomp:"))


def _attempts() -> dict[str, object]:
    is_pc = os.uname().machine == "x86_64"
    found: dict[str, object] = {
        "python": {name: _outcome(partial(_python, family)) for name, family in FAMILIES.items()},
        "libc": {name: _outcome(partial(_libc, family)) for name, family in FAMILIES.items()},
        "pair": _outcome(_pair),
        "look_up": _outcome(lambda: socket.getaddrinfo("localhost", 80)),
        "io_uring": _outcome(lambda: _call(425, 0, 0)),
        "child": _said(sys.executable, "-c", _CHILD),
    }
    if is_pc:
        found["high_bits"] = _outcome(lambda: _call(41, (1 << 32) | 2, 1, 0))
        found["x32"] = _outcome(lambda: _call(0x40000000 + 41, 2, 1, 0))
        found["foreign"] = _said(sys.executable, "-c", _FOREIGN)
    if shutil.which("bash"):
        found["bash"] = _said("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9")
    return found


def _state() -> dict[str, object]:
    import resource

    return {
        "seccomp": [_status(task / "status") for task in Path("/proc/self/task").iterdir()],
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
        "umask": os.umask(0o077),
        "user": os.getuid(),
    }


def main(mode: str) -> None:
    """Harden by `mode`, try, print."""
    before: dict[str, str] = {}
    ready = threading.Event()

    def earlier_thread() -> None:
        ready.wait()
        before["libc"] = _outcome(lambda: _libc(FAMILIES["inet"]))

    thread = threading.Thread(target=earlier_thread)
    thread.start()
    found: dict[str, object] = {}
    if mode == "filter":
        from app.hardening import seccomp

        found["network"] = seccomp.install()[0]
    elif mode == "full":
        from app.hardening.process import harden

        report = harden({"QT_QPA_PLATFORM": "offscreen"})
        found["network"] = report.network
    found |= _state()
    ready.set()
    thread.join()
    found |= {"earlier_thread": before["libc"]} | _attempts()
    if mode == "full":
        found["refusals"] = report.refusals()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
