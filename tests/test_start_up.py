"""Stage 0: what is imported before the unlock window shows brings nothing heavy along, seen in a real process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.processes import run_code
from tests.test_house import APP, FIRST, HEAVY

NEVER = HEAVY | {"PySide6.QtNetwork", "asyncio", "http.client", "socket", "ssl"}
STAGE_0 = sorted(source.module for source in APP if FIRST.fullmatch(source.module))


def brought_along(modules: list[str], home: Path) -> set[str]:
    """Everything a fresh Python has imported after these modules."""
    code = "import importlib, json, sys\n"
    code += f"for name in {modules!r}: importlib.import_module(name)\n"
    code += "print(json.dumps(sorted(sys.modules)))"
    done = run_code(code, home=home)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_entry_is_among_them() -> None:
    assert {"app.__main__", "app.hardening", "app.paths", "app.storage.head"} <= set(STAGE_0)


def test_nothing_heavy_comes_first(tmp_path: Path) -> None:
    together = brought_along(STAGE_0, tmp_path)
    heavy = NEVER & together
    if heavy:
        # Which of them it was.
        pytest.fail(str({name: sorted(NEVER & brought_along([name], tmp_path)) for name in STAGE_0}))


def test_the_entry_brings_no_qt(tmp_path: Path) -> None:
    """Hardening has to be installed before Qt is even loaded."""
    assert "PySide6" not in brought_along(["app.__main__"], tmp_path)


def test_heavy_modules_would_be_seen(tmp_path: Path) -> None:
    assert "pydantic" in NEVER & brought_along(["app.models.base"], tmp_path)
