"""A signal ends the program the way a person would, and cleans up on its way."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.support.processes import run_code

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]


@pytest.mark.parametrize("name", SIGNALS)
def test_before_there_is_a_window(name: str, tmp_path: Path) -> None:
    code = f"""
import os, signal
from app.hardening.stopping import Stopping
Stopping().set_up()
try:
    os.kill(os.getpid(), signal.{name})
finally:
    print("cleaned up")
"""
    done = run_code(code, home=tmp_path)
    assert (done.stdout.strip(), done.returncode) == ("cleaned up", 128 + getattr(signal, name))
    assert done.stderr == ""


_WITH_QT = """
import os, signal, threading
from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from app.hardening.stopping import Stopping
stopping = Stopping()
stopping.set_up()
app = QCoreApplication([])
notifier = QSocketNotifier(stopping.listen(), QSocketNotifier.Type.Read)
def on_stop():
    stopping.drain()
    print("closing")
    app.quit()
notifier.activated.connect(on_stop)
threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.{name})).start()
QTimer.singleShot(20000, lambda: app.exit(9))
code = app.exec()
notifier.setEnabled(False)
del notifier
stopping.stop_listening()
stopping.stop_listening()
print("code", code)
"""


@pytest.mark.parametrize("name", SIGNALS)
def test_in_the_event_loop(name: str, tmp_path: Path) -> None:
    """The loop sleeps in C++, where Python's own handling would never get its turn."""
    done = run_code(_WITH_QT.replace("{name}", name), home=tmp_path)
    assert done.stdout.split() == ["closing", "code", "0"], done.stderr
