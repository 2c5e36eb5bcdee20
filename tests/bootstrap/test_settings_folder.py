"""Where the settings are kept, on a machine that does not let them be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.bootstrap import SETTINGS_FILE, _own_folder
from app.ui.preferences import Preferences

# Private, as it is called before there is a window that could be looked at.


def test_a_home_that_cannot_be_written_is_no_reason_not_to_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Settings count until the program ends, and are not remembered."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _location: str(in_the_way / "accord"))
    settings = Preferences(_own_folder(QStandardPaths.StandardLocation.AppConfigLocation) / SETTINGS_FILE)
    first = settings.scale
    settings.scale = first + 50
    assert settings.scale == first + 50
    assert in_the_way.read_text() == ""
