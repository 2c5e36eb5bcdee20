"""What the system is asked to keep others from, and what *About* claims of it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.bootstrap import about
from app.hardening.report import HardeningReport, Network
from app.platforms.interface import Platform


class FakePlatform:
    """Says what it can, and keeps which windows it was given."""

    def __init__(self, *, hides_windows: bool = False, is_tried: bool = True) -> None:
        self.hides_windows, self.is_tried = hides_windows, is_tried
        self.hidden: list[int] = []

    def hide_from_captures(self, window: int) -> bool:
        self.hidden.append(window)
        return True


@pytest.mark.parametrize("hides", [True, False])
def test_each_window_that_gets_the_keyboard_is_left_out_of_captures_where_that_is_possible(
    qtbot: QtBot, hides: bool
) -> None:
    platform, window = FakePlatform(hides_windows=hides), QWindow()
    bootstrap._hide_from_captures(cast("Platform", platform), None)
    bootstrap._hide_from_captures(cast("Platform", platform), window)
    assert platform.hidden == ([window.winId()] if hides else [])
    window.deleteLater()


@pytest.mark.parametrize(
    ("platform", "said", "not_said"),
    [
        (FakePlatform(), "can take pictures of this window", "Nobody has checked"),
        (FakePlatform(hides_windows=True, is_tried=False), "leave this window out", "can take pictures"),
    ],
)
def test_about_claims_no_more_than_the_system_does(
    monkeypatch: pytest.MonkeyPatch, platform: FakePlatform, said: str, not_said: str
) -> None:
    monkeypatch.setattr(about, "current", lambda: platform)
    words = "\n".join(about.about_lines(HardeningReport(Network.TRIPWIRE, no_core_dumps=True, not_dumpable=False)))
    assert "may be able to read it" in words
    assert said in words
    assert not_said not in words
    assert ("Nobody has checked" in words) is not platform.is_tried
