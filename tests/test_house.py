"""The house itself: what can be imported where, what may be in a file, what every run of the tests relies on."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.network import SocketGuard
from tests.support.sources import ROOT, sources

APP = sources("app")
UI = [source for source in APP if source.module.startswith("app.ui")]
PINS = ("requirements.txt", "requirements-dev.txt", "requirements-package.txt")

# What may be imported before the unlock window shows, and what that must not bring along.
FIRST = re.compile(
    r"app\.(__main__|bootstrap|hardening|paths|errors|storage\.keyring_file|ui\.window|ui\.design.*|ui\.start\..*view)"
)
HEAVY = {
    "alembic",
    "cryptography",
    "numpy",
    "platformdirs",
    "pydantic",
    "pyqtgraph",
    "qtawesome",
    "sqlalchemy",
    "sqlcipher3",
    "typst",
    "zxcvbn",
}

# Calls that put words before a person; their words go through tr().
SHOWING = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "QToolButton",
    "addAction", "addItem", "addTab", "setAccessibleDescription", "setAccessibleName", "setPlaceholderText",
    "setStatusTip", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle",
}  # fmt: skip


def _project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _brings_along(first: str) -> dict[str, str]:
    """Every module that importing `first` imports, with the chain that leads there."""
    by_name = {source.module: source for source in APP}
    chains = {first: first}
    waiting = [first]
    while waiting:
        module = waiting.pop()
        for name in by_name[module].imports_at_start() if module in by_name else ():
            # `from package import thing` may name a module or something in one.
            parts = name.split(".")
            for reached in (".".join(parts[:length]) for length in range(1, len(parts) + 1)):
                if reached not in chains and (reached in by_name or reached == parts[0]):
                    chains[reached] = f"{chains[module]} -> {reached}"
                    waiting.append(reached)
    return chains


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_no_forbidden_part_of_qt() -> None:
    """import-linter sees whole packages only; these are parts of PySide6."""
    never = ("PySide6.QtNetwork", "PySide6.QtWebEngine", "PySide6.QtWebSockets", "PySide6.QtGui.QDesktopServices")
    found = [source.at(line) for source in APP for line, name in source.imports() if name.startswith(never)]
    assert not found, f"nothing of ours opens a network or another program: {found}"


@pytest.mark.parametrize("first", [source.module for source in APP if FIRST.fullmatch(source.module)])
def test_what_comes_first_is_light(first: str) -> None:
    """import-linter counts lazy imports as well; this follows only those that happen at once."""
    assert [chain for module, chain in _brings_along(first).items() if module in HEAVY] == []


def test_heavy_modules_are_noticed() -> None:
    assert _brings_along("app.models.base")["pydantic"] == "app.models.base -> pydantic"


def test_no_running_of_other_programs() -> None:
    """No child process, no shell, no code from text."""
    never = {"subprocess", "pickle", "pty"}
    found = [source.at(line) for source in APP for line, name in source.imports() if name.split(".")[0] in never]
    found += [
        source.at(call.lineno)
        for source in APP
        for call in source.calls
        if ast.unparse(call.func) in {"eval", "exec", "os.system", "os.popen"}
    ]
    assert not found


def test_words_can_be_translated() -> None:
    """A literal with letters that is shown without tr() is a defect."""
    found = [
        source.at(argument.lineno)
        for source in UI
        for call in source.calls
        if _called(call) in SHOWING
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        and re.search(r"[A-Za-z]{2}", argument.value)
    ]  # fmt: skip
    assert not found, f"words that are not translated: {found}"


# Which argument of Workspace's methods is given a unit of work.
ACT_AT = {"read": 0, "write": 1}


def _reached_into(tree: ast.AST) -> list[int]:
    """Lines where an attribute of a unit of work is asked for: of any `uow`, and of what a function is given as one."""
    given: list[tuple[ast.AST, str]] = [(tree, "uow")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ACT_AT:
            acts = node.args[ACT_AT[_called(node)] :][:1]
            given += [(act, act.args.args[0].arg) for act in acts if isinstance(act, ast.Lambda) and act.args.args]
        if isinstance(node, ast.FunctionDef):
            annotated = ((each.arg, each.annotation) for each in node.args.args if each.annotation is not None)
            given += [(node, name) for name, annotation in annotated if "UnitOfWork" in ast.unparse(annotation)]
    return sorted(
        {
            node.lineno
            for within, name in given
            for node in ast.walk(within)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
        }
    )


def test_screens_hand_a_unit_of_work_to_services_only() -> None:
    """No repository is read or written in app.ui."""
    assert [source.at(line) for source in UI for line in _reached_into(source.tree)] == []


@pytest.mark.parametrize(
    "code",
    ["ws.read(lambda uow: uow.parts.all(kind))", "ws.write(SHARED, lambda u: u.commit())",
     "def act(unit: UnitOfWork) -> None: unit.private(me)"],
)  # fmt: skip
def test_reaching_into_a_unit_of_work_is_noticed(code: str) -> None:
    assert _reached_into(ast.parse(code)) == [1]


def test_window_titles_are_the_name_of_the_program() -> None:
    """A task list shows titles, also while everything is hidden."""
    calls = [(source, call) for source in APP for call in source.calls]
    titles = [(s, call.args[0]) for s, call in calls if _called(call) == "setWindowTitle"]
    titles += [(s, call.args[1]) for s, call in calls if _called(call).endswith("QFileDialog")]
    assert titles
    found = [(source.at(title.lineno), ast.unparse(title)) for source, title in titles]
    assert [each for each in found if each[1] != "QApplication.applicationDisplayName()"] == []


def test_every_module_says_what_it_is() -> None:
    said = [source for source in APP if source.path.name != "__init__.py" or source.tree.body]
    assert [source.path for source in said if not ast.get_docstring(source.tree)] == []


# The most lines of a file, a class and a function: a reader holds no more in mind at once.
LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION = 400, 250, 40


def _too_long(tree: ast.Module, lines: int) -> list[str]:
    """What in a file is beyond its cap."""
    found = [f"file: {lines}"] if lines > LONGEST_FILE else []
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            most = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found += [f"{node.name}: {length}"] if length > most else []
    return found


def test_files_classes_and_functions_stay_within_their_caps() -> None:
    lines = {source: len((ROOT / source.path).read_text(encoding="utf-8").splitlines()) for source in APP}
    found = {str(source.path): _too_long(source.tree, lines[source]) for source in APP}
    assert {path: beyond for path, beyond in found.items() if beyond} == {}


def test_what_is_beyond_a_cap_is_noticed() -> None:
    method = "    def longest(self) -> None:\n" + "        pass\n" * LONGEST_FUNCTION
    code = "class Long:\n" + method + "    x = 1\n" * (LONGEST_CLASS - LONGEST_FUNCTION - 2)
    assert _too_long(ast.parse(code), LONGEST_FILE) == ["longest: 41"]
    assert _too_long(ast.parse(code + "    y = 2\n"), LONGEST_FILE + 1) == ["file: 401", "Long: 251", "longest: 41"]


def test_class_names_are_unique() -> None:
    """A class is found by its name alone, and no import needs an alias."""
    found: dict[str, list[str]] = {}
    for source in APP:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(source.at(node.lineno))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_tests_mirror_the_package() -> None:
    """Each package of the program has its folder of tests."""
    packages = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()}
    assert packages <= {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}


@pytest.mark.parametrize("package", ["storage", "hardening"])
def test_each_module_has_its_tests(package: str) -> None:
    """Modules that only declare (tables, values) are tested through those that use them."""
    declarations = {"tables_common", "tables_private", "tables_shared", "report", "start"}
    modules = {path.stem for path in (ROOT / "app" / package).glob("*.py")} - {"__init__"} - declarations
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / package).glob("test_*.py")}
    assert modules - tested == set()


@pytest.mark.parametrize("name", PINS)
def test_pins_are_hashed_and_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    entries = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert entries
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_both_pins_agree() -> None:
    """What is tested and what is packaged is what is run."""
    run, dev, package = (
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)) for name in PINS
    )
    assert run.items() <= dev.items()
    assert run.items() <= package.items()


def _imported_by_app() -> set[str]:
    """Top-level names of third parties in app/: imported, or looked up by a literal name."""
    names = {name for source in APP for name in source.names()}
    names |= {
        node.args[0].value
        for source in APP
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and _called(node) in {"find_spec", "import_module"}
        and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }  # fmt: skip
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"app"}


def test_runtime_requirements_are_what_the_program_imports() -> None:
    """No requirement that app/ does not import, and no import that is only somebody else's requirement."""
    listed = re.findall(r"^([A-Za-z0-9-]+)==", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    of_import = packages_distributions()
    imported = {_normal(name) for top in _imported_by_app() for name in of_import[top]}
    assert imported == {_normal(name) for name in listed}


def _normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "requirements-package.in"])
def test_every_dependency_has_its_reason(name: str) -> None:
    """CONTRIBUTING.md says why each is here."""
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    wanted = re.findall(r"^([A-Za-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert wanted
    assert [each for each in wanted if f"**{each}**" not in reasons] == []


def test_types_are_checked_without_exemptions() -> None:
    """Only third parties without types are listed, and no rule is switched off for a file of ours."""
    mypy = _project()["tool"]["mypy"]  # type: ignore[index]
    assert mypy["strict"] is True
    for override in mypy["overrides"]:
        assert set(override) == {"module", "ignore_missing_imports"}
        assert not [module for module in override["module"] if module.startswith(("app", "tests"))]


def test_no_file_names_a_machine() -> None:
    """No path of somebody's machine, no address of a package registry."""
    here = re.escape(str(ROOT).encode())
    pattern = re.compile(rb"/(?:home|root|Users)/[a-z]+/|" + here)
    own = Path(__file__)
    found = [path.name for path in _tracked() if path != own and pattern.search(path.read_bytes())]
    assert not found


def test_sources_hold_no_promises() -> None:
    """What is not done is not hinted at in the source."""
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|coming soon", re.IGNORECASE)
    found = [str(s.path) for s in APP if pattern.search((ROOT / s.path).read_text(encoding="utf-8"))]
    assert not found


def test_home_is_not_the_persons(home: Path) -> None:
    assert Path.home().is_relative_to(home)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
        assert Path(os.environ[name]).is_relative_to(home)
        assert Path(os.environ[name]).stat().st_mode & 0o077 == 0


def test_network_sockets_trip_the_guard(no_network: SocketGuard) -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(PermissionError):
        socket.getaddrinfo("localhost", 80)
    assert len(no_network.seen) == 2
    no_network.seen.clear()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets here")
def test_unix_sockets_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind("here")
        assert Path("here").exists()


def test_python_is_recent_enough() -> None:
    assert _project()["project"]["requires-python"] == ">=3.11"  # type: ignore[index]
    assert sys.version_info >= (3, 11)
