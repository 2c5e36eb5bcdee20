"""The tripwire alone, without the kernel's filter: what asks Python for a network is refused and counted."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.processes import run_code

_CODE = """
import errno, json, os, socket
from app.hardening.tripwire import NetworkRefused, Tripwire
tripwire = Tripwire()
before = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
tripwire.set_up()
said = {}
def attempt(name, ask):
    counted = tripwire.refusals
    try:
        ask()
        said[name] = "passed"
    except NetworkRefused as error:
        said[name] = errno.errorcode[error.errno]
    assert tripwire.refusals - counted == (said[name] != "passed"), name
attempt("inet", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
attempt("inet6", lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
attempt("look-up", lambda: socket.getaddrinfo("localhost", 80))
attempt("send", lambda: before.sendto(b"x", ("127.0.0.1", 9)))
attempt("connect", lambda: before.connect(("127.0.0.1", 9)))
one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
attempt("local", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close())
attempt("talk locally", lambda: (one.sendall(b"x"), other.recv(1)))
attempt("a file", lambda: os.listdir("."))
print(json.dumps(said))
"""


def test_only_what_is_local_passes(tmp_path: Path) -> None:
    done = run_code(_CODE, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        **dict.fromkeys(("inet", "inet6", "look-up", "send", "connect"), "EACCES"),
        **dict.fromkeys(("local", "talk locally", "a file"), "passed"),
    }
