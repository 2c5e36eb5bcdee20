"""Prints what was imported on which thread while somebody walks through the program; a process of its own."""

from __future__ import annotations

import json
import sys
import threading
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from app.models.base import PersonId
from app.ui.page_id import PageId
from tests.benchmarks.playing import application, playing, unlock
from tests.end_to_end.player import Player
from tests.support.vaults import ALEX_WORDS

OF_QT = ("app.ui", "app.bootstrap", "pyqtgraph")
PAGES = tuple(page for page in PageId if page is not PageId.MY_READING)


def walk(place: Path) -> dict[str, bool]:
    """Modules that may define a class of Qt, and whether the UI thread imported them."""
    found: dict[str, bool] = {}
    real = SourceFileLoader.exec_module

    def noted(loader: SourceFileLoader, module: ModuleType) -> None:
        name = module.__name__
        if name.startswith(OF_QT) and not loader.is_package(name):
            found[name] = threading.current_thread() is threading.main_thread()
        real(loader, module)

    application()
    SourceFileLoader.exec_module = noted  # type: ignore[method-assign,assignment]
    with playing(place, place.parent / "settings") as player:
        unlock(player, PersonId(player.controller.access.marks()[0].person_id), ALEX_WORDS)
        player.settle()
        for page in PAGES:
            player.shell.pages.go(page)
            player.settle()
        _chart(player)
        _dialogs(player)
    return found


def _chart(player: Player) -> None:
    player.shell.pages.go(PageId.CHECK_INS)
    player.settle()
    player.press("Check in or look back: Chart")
    player.until(lambda: "app.ui.check_ins.chart_view" in sys.modules, "the chart")
    player.settle()


def _dialogs(player: Player) -> None:
    player.shell.pages.go(PageId.JOURNAL)
    player.settle()
    getattr(player.page, "list").import_wanted.emit()  # noqa: B009 - the type would import the journal on the way
    player.until(lambda: "app.ui.journal.import_dialog" in sys.modules, "the dialog")
    player.settle()


if __name__ == "__main__":
    print(json.dumps(walk(Path(sys.argv[1]))), flush=True)
