"""A window is never larger than the screen it opens on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import Space, Theme
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.kit.flow import Column
from app.ui.prompts import Prompts
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.screenshots.shots import SHOTS, shot_window
from tests.support.every_dialog import DIALOGS
from tests.support.leaks import settle
from tests.support.processes import run_python
from tests.support.screens import VirtualScreen, is_virtual
from tests.support.vaults import TestVault, vault_for


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("sizes") / "vault") as vault:
        vault.fill_with_sample()
        yield vault


class SmallScreen:
    """A screen of some size."""

    def __init__(self, size: QSize) -> None:
        self._size = size

    def availableSize(self) -> QSize:
        """What is free of bars."""
        return self._size


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (910, 485), (546, 291), (3840, 2120)])
def test_the_first_window_fits_its_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    window = MainWindow(Design(Theme.LIGHT))
    qtbot.addWidget(window)
    monkeypatch.setattr(window, "screen", lambda: SmallScreen(QSize(width, height)), raising=False)
    window.fit_screen()
    assert window.width() == min(1280, width)
    assert window.height() == min(800, height)
    assert window.minimumWidth() <= width
    assert window.minimumHeight() <= height


def test_a_window_fits_its_screen_with_the_frame_that_it_gets_when_it_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Framed(MainWindow):
        def frameGeometry(self) -> QRect:
            return self.geometry().adjusted(-1, -30, 1, 5) if self.isVisible() else self.geometry()

    design = Design(Theme.LIGHT, unpainted=True)
    window = Framed(design)
    qtbot.addWidget(window)
    monkeypatch.setattr(window, "screen", lambda: SmallScreen(QSize(1280, 800)), raising=False)
    window.fit_screen()
    assert window.size() == QSize(1280, 800)
    window.show()
    design.on_first_picture()
    assert window.frameGeometry().size() == QSize(1280, 800)


@pytest.mark.skipif(not is_virtual(), reason="no virtual screens here")
@pytest.mark.parametrize("factor", ["1", "1.5", "2.5"])
def test_a_real_first_window_is_no_larger_than_a_laptop_screen(tmp_path: Path, factor: str) -> None:
    screen = VirtualScreen("1366x768x24")
    try:
        around = {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": factor}
        done = run_python("-c", _FIRST_WINDOW, home=tmp_path, extra=around)
    finally:
        screen.close()
    assert done.returncode == 0, done.stderr
    for name, window, room in json.loads(done.stdout):
        assert window[0] <= room[0], name
        assert window[1] <= room[1], name


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_dialog_is_larger_than_a_small_window(
    qtbot: QtBot, sample: TestVault, subtests: pytest.Subtests, scale: int
) -> None:
    window = shot_window(sample, next(shot for shot in SHOTS if shot.name == "home"), scale=scale, size=(1024, 700))
    qtbot.addWidget(window)
    shell = window.findChild(Shell)
    assert shell is not None
    prompts = Prompts(window._design, window)
    for kind, make in DIALOGS.items():
        with subtests.test(kind.__name__):
            dialog = prompts.show(make(shell))
            settle()
            assert dialog.width() <= window.width()
            assert dialog.height() <= window.height()
            assert dialog.minimumHeight() <= window.height()
        prompts.close_all()
        settle()


@pytest.mark.parametrize("scale", [100, 200])
def test_a_step_of_a_dialog_has_the_height_it_needs_as_far_as_the_window_allows(
    qtbot: QtBot, sample: TestVault, scale: int
) -> None:
    for height in (1400, 700):
        shot = next(shot for shot in SHOTS if shot.name == "home")
        window = shot_window(sample, shot, scale=scale, size=(1024, height))
        qtbot.addWidget(window)
        shell = window.findChild(Shell)
        assert shell is not None
        dialog = shell.ws.prompts.show(StepsDialog(shell.ws, "Bring in a list", shell))
        dialog.show_step(Column(*(QLineEdit() for _ in range(14 if scale == 100 else 8)), spacing=24), ())
        settle()
        is_whole = dialog.pane.verticalScrollBar().maximum() == 0
        assert is_whole == (height == 1400)
        assert dialog.height() <= height
        dialog.show_step(Column(QLineEdit()), ())
        settle()
        assert dialog.height() == min(dialog.design.px(640), height - 2 * Space.L)
        dialog.close()


_FIRST_WINDOW = """
import json, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.screenshots.shots import START, start_window
from tests.support.leaks import settle
application = QApplication(["accord"])
application.setStyle("Fusion")
found = []
with tempfile.TemporaryDirectory() as folder:
    for name in START:
        window = start_window(name, Path(folder))
        window.fit_screen()
        for _ in range(5):
            settle()
        room = window.screen().availableSize()
        found.append((name, window.frameGeometry().size().toTuple(), room.toTuple()))
        window.close()
print(json.dumps(found))
"""
