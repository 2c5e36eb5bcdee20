"""The leak check itself: it has to see what it is there to see."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPropertyAnimation, QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support import leaks
from tests.support.ui_fixtures import STARTED


@pytest.fixture
def check(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> leaks.LeakCheck:
    """A check that loses patience at once."""
    monkeypatch.setattr(leaks, "PATIENCE", 0.0)
    return leaks.LeakCheck(STARTED)


def test_nothing_is_nothing(check: leaks.LeakCheck) -> None:
    assert check.leftovers() == []


def test_window(check: leaks.LeakCheck, qtbot: QtBot) -> None:
    window = QWidget()
    window.setObjectName("forgotten")
    window.show()
    assert check.leftovers() == ["window QWidget 'forgotten'"]
    window.deleteLater()
    del window
    assert check.leftovers() == []


def test_timer(check: leaks.LeakCheck, qtbot: QtBot) -> None:
    timer = QTimer()
    timer.start(10_000)
    assert check.leftovers() == ["QTimer ''"]
    timer.stop()
    assert check.leftovers() == []


def test_animation(check: leaks.LeakCheck, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    animation = QPropertyAnimation(widget, b"windowOpacity")
    animation.setEndValue(0.5)
    animation.setDuration(10_000)
    animation.start()
    assert "QPropertyAnimation ''" in check.leftovers()
    animation.stop()


def test_threads(check: leaks.LeakCheck, qtbot: QtBot) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name="lane")
    thread.start()
    lane = QThread()
    lane.start()
    assert check.leftovers() == ["thread lane", "QThread ''"]
    lane.quit()
    assert lane.wait(5000)
    done.set()
    thread.join()
    assert check.leftovers() == []


@pytest.mark.parametrize("value", ["first", "second"])
def test_settings_begin_empty(qapp: QApplication, value: str) -> None:
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "accord", "accord")
    assert settings.allKeys() == []
    settings.setValue("what", value)
    settings.sync()
    assert settings.status() == QSettings.Status.NoError
