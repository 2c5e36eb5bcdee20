"""Titles of windows and dialogs are *Accord* and nothing else: task lists and screen recorders read them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

import app.bootstrap
import app.ui
from app.errors import WrongPassphrase
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.prompts import Prompts
from app.ui.window import MainWindow

OUR_TITLE = "QApplication.applicationDisplayName()"
SOURCES = sorted(Path(app.ui.__file__).parent.rglob("*.py")) + sorted(Path(app.bootstrap.__file__).parent.rglob("*.py"))


def _windows() -> Iterator[type]:
    """Every class of ours that is a window of its own."""
    for package in (app.ui, app.bootstrap):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for _name, each in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
                if each.__module__ == found.name and issubclass(each, (QDialog, QMainWindow)):
                    yield each


def _sets_title(kind: type) -> bool:
    ours = (base for base in kind.__mro__ if base.__module__.startswith("app."))
    return any(f"self.setWindowTitle({OUR_TITLE})" in inspect.getsource(base) for base in ours)


def test_each_window_and_dialog_sets_it() -> None:
    found = list(_windows())
    assert len(found) >= 8
    assert [kind.__name__ for kind in found if not _sets_title(kind)] == []


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_other_title_is_set_and_no_dialog_of_qt_keeps_its_own(path: Path) -> None:
    tree = ast.parse(path.read_text())
    titles = [call for name, call in _calls(tree) if name == "setWindowTitle"]
    assert {ast.unparse(call.args[0]) for call in titles} <= {OUR_TITLE}
    of_qt = [(name, call) for name, call in _calls(tree) if name.startswith("Q") and name.endswith(("Dialog", "Box"))]
    for name, call in of_qt:
        if name in ("QFileDialog", "QCheckBox", "QComboBox", "QGroupBox", "QSpinBox", "QDialogButtonBox"):
            assert name != "QFileDialog" or ast.unparse(call.args[1]) == OUR_TITLE
        else:
            assert name == "QPrintDialog", f"{name} in {path.name}: make it a `Dialog`"
            assert titles, path.name


def test_questions_show_their_heading_inside(qtbot: QtBot) -> None:
    window = MainWindow(Design(Theme.LIGHT))
    qtbot.addWidget(window)
    prompts = Prompts(Design(Theme.LIGHT), window)
    secret = "Robin approves this page"
    prompts.confirm(secret, secret, "Yes", lambda: None)
    prompts.ask_text(secret, secret, secret, lambda _text: None, keep=lambda *_edit: None)
    prompts.ask_passphrase(secret, secret, lambda _text: None)
    prompts.save_as(secret, "page.pdf", lambda _path: None)
    prompts.choose_folder(secret, lambda _path: None)
    prompts.choose_files(secret, lambda _paths: None)
    prompts.show_error(WrongPassphrase())
    opened = window.findChildren(QDialog)
    assert len(opened) >= 7
    assert {each.windowTitle() for each in (window, *opened)} == {QApplication.applicationDisplayName()}
    assert any(isinstance(each, QFileDialog) for each in opened)
    prompts.close_all()
