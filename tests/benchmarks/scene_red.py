"""Prints how long R takes until the stop page is painted, in seconds; a process of its own, as cold as a first time."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.live import LIVED, Live, LiveEvent, LiveMark
from app.services import live as service
from app.ui.page_id import PageId
from app.ui.scene_day.live_page import LivePage
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.benchmarks.stopwatch import Stopwatch, Stretch
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.scene_days import agreed_scene, begin, ready
from tests.support.vaults import SHARED, TestVault, vault_for


def held_before(vault: TestVault, count: int) -> None:
    """So many scenes that both have held."""
    now = vault.clock()
    live = Live(began=now, cap=60, events=(LiveEvent(at=600, mark=LiveMark.ENDED),), seen=now)
    with vault.unit(SHARED) as uow:
        for number in range(count):
            for person in vault.pair:
                uow.parts.say(person, LIVED, live, f"{number:064x}/{number:032x}")
        uow.commit()


def red(vault: TestVault, folder: Path) -> Stretch:
    """From the key to the painted page; what is written afterwards does not count."""
    scene = agreed_scene(vault)
    ready(vault, scene)
    begin(vault, scene)
    ws = workspace_of(vault, folder, here=vault.pair)
    window, shell = MainWindow(ws.design), Shell(ws, nav_items())
    window.show_content(shell, dressed=True)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    shell.pages.go(PageId.LIVE, scene)
    while not (window.windowHandle().isExposed() and window.isActiveWindow()):
        QCoreApplication.processEvents()
    settle()
    page = shell.pages.current
    assert isinstance(page, LivePage)
    view = page.live
    assert view is not None
    laps: list[Stretch] = []
    watch, write = Stopwatch(), service.keep_running

    def painted(*given: object, **named: object) -> object:
        if view.is_stopped and not laps:
            laps.append(watch.lap())
        return write(*given, **named)  # type: ignore[arg-type]

    service.keep_running = painted  # type: ignore[assignment]
    watch.start()
    QTest.keyClick(view, Qt.Key.Key_R)
    ws.keeper.forget()
    window.drop_content()
    window.close()
    return laps[0]


def main() -> None:
    """Measure it once."""
    application = QApplication(["bench", "-style", "fusion"])
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        held_before(vault, int(sys.argv[1]))
        print(red(vault, Path(folder)).held, flush=True)
    del application


if __name__ == "__main__":
    main()
