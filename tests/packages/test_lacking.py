"""What a machine may lack: the program works, or says in a sentence why it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from app.hardening.report import CANNOT_START
from tests.packages.program import Changed, Home, Program

NEEDS_SCREEN, NO_WINDOW = "Accord needs a screen", "Accord can't show its window"
NO_TEMPORARY = "Accord could not make a private folder for temporary files"
NOT_UTF8 = "accord: Qt at default\n"
"""Qt's warning that it takes another language; what a warning says is not shown."""
NOWHERE = "/proc/1"
"""A folder in which nobody can make a file, root included."""


@dataclass(frozen=True)
class Lack:
    """What is changed, and what is said, if it does not start; `noted`: what is on the terminal if it does."""

    changed: Changed
    said: str = ""
    noted: str = ""


LACKING = {
    "screen": Lack({"DISPLAY": None, "WAYLAND_DISPLAY": None}, NEEDS_SCREEN),
    "screen that is there": Lack({"DISPLAY": ":4711"}, NO_WINDOW),
    "platform plugin": Lack({"QT_QPA_PLATFORM": "nonsense"}, NO_WINDOW),
    "wayland": Lack({"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "wayland-4711"}, NO_WINDOW),
    "platform theme": Lack({"QT_QPA_PLATFORMTHEME": "nonsense"}),
    "style": Lack({"QT_STYLE_OVERRIDE": "nonsense"}),
    "home": Lack(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"))),
    "home that can be written": Lack(
        {"HOME": NOWHERE, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None}
    ),
    "home and runtime": Lack(
        {"HOME": NOWHERE, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "XDG_RUNTIME_DIR": None}, NO_TEMPORARY
    ),
    "language": Lack({"LC_ALL": "C", "LANG": None}, noted=NOT_UTF8),
    "language that exists": Lack({"LC_ALL": "xx_YY.nonsense", "LANG": "xx_YY.nonsense"}, noted=NOT_UTF8),
    "runtime": Lack({"XDG_RUNTIME_DIR": None}),
    "runtime that exists": Lack({"XDG_RUNTIME_DIR": f"{NOWHERE}/nothing"}),
    "temporary folder": Lack({"TMPDIR": f"{NOWHERE}/nothing"}),
    "message bus": Lack({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={NOWHERE}/nothing"}),
    "time zone": Lack({"TZ": "Nowhere/Nothing"}),
}


def _check(program: Program, home: Home, lack: Lack) -> None:
    done = program.run(home, "--demo", "--self-check", changed=lack.changed)
    if lack.said:
        assert done.returncode == CANNOT_START, done.stderr
        assert lack.said in done.stderr
        assert "Error" not in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert "".join(re.findall("^accord: .*\n", done.stderr, re.MULTILINE)) == lack.noted


@pytest.mark.parametrize("lacking", LACKING)
def test_what_a_machine_may_lack(lacking: str, program: Program, home: Home) -> None:
    _check(program, home, LACKING[lacking])


def test_without_fonts(program: Program, home: Home) -> None:
    """It brings its own."""
    fonts = home.outside / "fonts.conf"
    fonts.write_text("<fontconfig/>")
    program.give(fonts)
    _check(program, home, Lack({"FONTCONFIG_FILE": str(fonts)}))


@pytest.mark.parametrize(
    ("library", "said"),
    [
        ("libQt6Widgets.so.6", "the library libQt6Widgets.so.6 is missing"),
        ("libQt6XcbQpa.so.6", NO_WINDOW),
        ("libqxcb.so", NO_WINDOW),
    ],
)
def test_without_a_library(library: str, said: str, copy: Program, home: Home) -> None:
    found = list(copy.folder.rglob(library))
    assert found
    for each in found:
        each.unlink()
    _check(copy, home, Lack({}, said))
