"""An unexpected error is said by kind and place; what it carries is said nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.hardening.crashes import own_place
from app.hardening.report import CannotStart
from tests.support.processes import run_code

SECRET = "wrote-this-in-private"
_BEGIN = """
import os, sys, threading, warnings, logging
from app.hardening.crashes import Crashes
crashes = Crashes()
crashes.take_over()
crashes.shown_by(lambda crash: print("shown", crash.kind, crash.place))
"""


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (f"raise ValueError('{SECRET}')", "ValueError"),
        (f"def work(): raise KeyError('{SECRET}')\nt = threading.Thread(target=work); t.start(); t.join()", "KeyError"),
        (f"class A:\n  def __del__(self): raise OSError('{SECRET}')\nA()", "OSError"),
        (
            f"from app.hardening.display import require_local_display as r\nr({{'DISPLAY': '{SECRET}:0'}})",
            "CannotStart",
        ),
    ],
)
def test_crashes_are_shown_without_content(code: str, kind: str, tmp_path: Path) -> None:
    done = run_code(_BEGIN + code, home=tmp_path)
    assert f"shown {kind} " in done.stdout
    assert f"accord: {kind} at " in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_our_own_line_is_named() -> None:
    from app.hardening.display import require_local_display

    with pytest.raises(CannotStart) as caught:
        require_local_display({"DISPLAY": "host:0"})
    assert own_place(caught.value.__traceback__).startswith("hardening/display.py:")
    assert own_place(None) == "elsewhere"


@pytest.mark.parametrize(
    "code",
    [
        f"logging.getLogger('somebody.elses').error('{SECRET}')",
        f"logging.error('%d', '{SECRET}')",
        f"warnings.warn('{SECRET}')",
        "import faulthandler; assert not faulthandler.is_enabled()",
    ],
)
def test_libraries_print_nothing(code: str, tmp_path: Path) -> None:
    done = run_code(_BEGIN + code, home=tmp_path)
    assert done.returncode == 0
    assert SECRET not in done.stdout + done.stderr


def test_showing_that_crashes_does_not_go_round(tmp_path: Path) -> None:
    code = """
def show(crash):
    print("shown")
    crashes._on_exception(RuntimeError, RuntimeError("again"), None)
    raise ValueError("and again")
crashes.shown_by(show)
raise KeyError("first")
"""
    done = run_code(_BEGIN + code, home=tmp_path)
    assert done.stdout.count("shown") == 1


_SLOT = """
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
def on_time():
    QTimer.singleShot(0, app.quit)
    raise ValueError("wrote-this-in-private")
QTimer.singleShot(0, on_time)
app.exec()
"""


def test_errors_in_slots_of_qt_arrive_too(tmp_path: Path) -> None:
    done = run_code(_BEGIN + _SLOT, home=tmp_path)
    assert "shown ValueError" in done.stdout
    assert SECRET not in done.stdout + done.stderr
