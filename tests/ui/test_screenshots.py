"""The pictures of all screens: each shows its screen alone, whatever was done for the pictures before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.ui.design.tokens import Theme
from tests.screenshots import __main__ as screenshots
from tests.screenshots.shots import SHOTS
from tests.support.vaults import vault_for

CHANGING = ("home-told", "afterwards", "went-wrong", "settings-backups", "settings-code", "journal-bin", "versions")
"""Pictures for which something is written: to the vault, to the settings, or to what is known of a visit."""


@pytest.mark.usefixtures("qtbot")
def test_a_picture_shows_nothing_of_the_pictures_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words: dict[str, list[list[str]]] = {}

    def read(window: QWidget, file: str) -> None:
        screenshots.come_to_rest()
        shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
        found = [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]
        words.setdefault(file, []).append(found)

    monkeypatch.setattr(screenshots, "take", read)
    monkeypatch.setattr(screenshots, "variants", lambda name: [(name, Theme.LIGHT, 100, screenshots.WIDE)])
    shots = {shot.name: shot for shot in SHOTS}
    with vault_for(tmp_path / "vault") as vault:
        vault.clock.now = screenshots.NOW
        screenshots.session_pages(vault, [shots[name] for name in ("home", "settings", *CHANGING, "home", "settings")])
    assert set(words) == {"home", "settings", *CHANGING}
    for name in ("home", "settings"):
        before, after = words[name]
        assert before == after
        assert before
