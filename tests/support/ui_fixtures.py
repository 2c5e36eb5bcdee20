"""Fixtures for tests with widgets: settings of their own, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QPixmap

from app.ui.design.icons import IconFont
from tests.support.leaks import LeakCheck, Started

STARTED = Started()


@pytest.fixture(scope="session", autouse=True)
def icons_painted_once() -> Iterator[None]:
    """Paint each icon once for all tests: every test has a design, and so a set of icons, of its own."""
    painted: dict[tuple[str, int, int, float], QPixmap] = {}
    paint = IconFont.pixmap

    def pixmap(font: IconFont, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        key = (name, colour.rgba(), size, ratio)
        if key not in painted:
            painted[key] = paint(font, name, colour, size, ratio)
        return painted[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(IconFont, "pixmap", pixmap)
        yield
    painted.clear()


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
