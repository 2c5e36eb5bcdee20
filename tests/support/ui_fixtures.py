"""Fixtures for tests with widgets: settings of their own, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.support.leaks import LeakCheck, Started

STARTED = Started()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Path:
    """QSettings, of whatever format, begin empty in each test."""
    folder = tmp_path / "settings"
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(kind, scope, str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest, own_settings: Path) -> Iterator[None]:
    """Fail a test that leaves a window, a running timer or animation, or a thread."""
    if not {"qapp", "qtbot", "qtmodeltester"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    check = LeakCheck(STARTED)
    yield
    left = check.leftovers()
    assert not left, "left behind: " + "; ".join(left)
