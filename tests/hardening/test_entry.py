"""The command `accord`: its arguments, and what it says when it does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
from app.__main__ import read_options
from app.hardening import seccomp
from app.hardening.report import CANNOT_START
from app.hardening.start import Options
from tests.support.processes import run_code, run_python


def test_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_options([]) == Options()
    assert read_options(["--demo"]) == Options(demo=True)
    assert read_options(["--gallery"]) == Options(gallery=True)
    assert read_options(["--allow-captures"]) == Options(allow_captures=True)
    assert read_options(["--vault", "ours"]) == Options(vault=tmp_path / "ours")
    assert read_options(["--vault", "~/ours"]) == Options(vault=Path.home() / "ours")
    assert read_options(["--demo", "--self-check"]) == Options(demo=True, self_check=True)


@pytest.mark.parametrize(
    "arguments", [["--demo", "--vault", "x"], ["--vault"], ["--dem"], ["ours"], ["-platform", "x"]]
)
def test_arguments_that_are_not_understood(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    assert ended.value.code == 2
    assert "accord: error:" in capsys.readouterr().err


def test_help_keeps_the_check_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(["--help"])
    said = capsys.readouterr().out
    assert "--demo" in said
    assert "--self-check" not in said


def test_the_version_is_said(tmp_path: Path) -> None:
    done = run_python("-m", "app", "--version", home=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, f"Accord {app.__version__}")


@pytest.mark.skipif(not seccomp.is_possible(), reason="without the filter such a display is used")
def test_a_display_over_a_network_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    extra = {"DISPLAY": "localhost:10.0", "QT_QPA_PLATFORM": "xcb"}
    done = run_python("-m", "app", "--demo", home=tmp_path, extra=extra)
    assert done.returncode == CANNOT_START
    assert "localhost:10.0" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("platform", ["nonsense", "wayland-egl-of-nothing"])
def test_a_screen_that_qt_can_not_use_is_said_in_a_sentence(tmp_path: Path, platform: str) -> None:
    done = run_python("-m", "app", home=tmp_path, extra={"QT_QPA_PLATFORM": platform})
    assert done.returncode == CANNOT_START
    assert "Accord can't show its window" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Fatal Python error" not in done.stderr
    assert str(tmp_path) not in done.stderr


def _start_where_loading_fails(message: str) -> str:
    return f"""
import sys
import app.__main__ as entry
def fail():
    raise ImportError({message!r})
entry.import_plainly = fail
sys.argv = ["accord"]
sys.exit(entry.main())
"""


def test_a_library_that_the_system_lacks_is_named(tmp_path: Path) -> None:
    message = "libGL.so.1: cannot open shared object file: No such file or directory"
    done = run_code(_start_where_loading_fails(message), home=tmp_path)
    assert done.returncode == CANNOT_START
    assert "the library libGL.so.1 is missing" in done.stderr
    assert "accord: " not in done.stderr


def test_a_module_that_fails_to_load_otherwise_is_an_error(tmp_path: Path) -> None:
    done = run_code(_start_where_loading_fails("cannot import name: somebody’s words"), home=tmp_path)
    assert done.returncode == 1
    assert "accord: ImportError at" in done.stderr
    assert "somebody" not in done.stderr
