"""Stage 0: what is imported before the unlock window shows brings nothing heavy along, seen in a real process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.bootstrap.warm_up import MODULES
from tests.support.processes import run_code
from tests.support.vaults import vault_for
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
    assert {"app.__main__", "app.hardening", "app.paths", "app.storage.keyring_file"} <= set(STAGE_0)


def test_nothing_heavy_comes_first(tmp_path: Path) -> None:
    together = brought_along(STAGE_0, tmp_path)
    heavy = NEVER & together
    if heavy:
        # Which of them it was.
        pytest.fail(str({name: sorted(NEVER & brought_along([name], tmp_path)) for name in STAGE_0}))


def test_unlocking_brings_nothing_that_only_rare_acts_need(tmp_path: Path) -> None:
    """Migrating a vault, typesetting a page, drawing a chart, reading a file from elsewhere."""
    rare = {"alembic", "mako", "typst", "numpy", "pyqtgraph", "yaml", "charset_normalizer", "markdown_it", "jsonschema"}
    assert not rare & brought_along([*MODULES, "app.storage.vault"], tmp_path)


def test_the_entry_brings_no_qt(tmp_path: Path) -> None:
    """Hardening has to be installed before Qt is even loaded."""
    assert "PySide6" not in brought_along(["app.__main__"], tmp_path)


def test_the_measured_program_brings_nothing_of_the_tests(tmp_path: Path) -> None:
    """Otherwise the benchmarks would measure the memory of pytest as the program's."""
    assert not {"pytest", "hypothesis", "pytestqt"} & brought_along(["tests.benchmarks.playing"], tmp_path)


WATCHED = """
import json, linecache, sys
import app.__main__ as entry
from app.hardening.stopping import Stopping
listen = Stopping.listen

def shown(stopping):
    sys.modules["app.bootstrap"]._after_first_picture = tell
    return listen(stopping)

def tell(*_):
    from PySide6 import QtCore, QtGui, QtWidgets
    built = {name: name in vars(place) for place, name in
        [(QtCore, "Qt"), (QtGui, "QIcon"), (QtGui, "QShortcut"), (QtWidgets, "QStyle"), (QtCore, "QEvent")]}
    read = [name for name in linecache.cache if name.endswith(".py") and "/app/" in name]
    before = QtWidgets.QApplication.topLevelWidgets()[0].windowHandle().isExposed()
    print(json.dumps([built, read, before, "argparse" in sys.modules]))
    QtCore.QCoreApplication.exit(0)

Stopping.listen = shown
sys.argv[1:] = []
sys.exit(entry.main())
"""


@pytest.fixture(params=["vault", "none"])
def started(request: pytest.FixtureRequest, tmp_path: Path) -> list[object]:
    """What a real start had touched when its window was painted: the unlock page, or the welcome."""
    if request.param == "vault":
        with vault_for(tmp_path / "data" / "accord" / "Vault"):
            pass
    done = run_code(WATCHED, home=tmp_path)
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


def test_the_first_picture_does_without_what_pyside_builds_slowly(started: list[object]) -> None:
    built, read, exposed, has_generator = started
    assert exposed
    assert built == {"Qt": False, "QIcon": False, "QShortcut": False, "QStyle": False, "QEvent": True}
    # PySide's own import would have read the source of each.
    assert read == []
    # PySide's generator of stub files would have brought `argparse` along.
    assert not has_generator


def test_heavy_modules_would_be_seen(tmp_path: Path) -> None:
    assert "pydantic" in NEVER & brought_along(["app.models.base"], tmp_path)
