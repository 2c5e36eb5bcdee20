"""Prints the longest stall of each act while somebody walks through the program; a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.ui.design.tokens import Theme
from app.ui.kit.field import SearchField
from app.ui.page_id import PageId
from tests.benchmarks.evening import pages
from tests.benchmarks.heart import Heart
from tests.benchmarks.playing import application, playing, unlock
from tests.benchmarks.stalls import FIRST_WINDOW, THEME, printed
from tests.end_to_end.player import Player
from tests.support.vaults import ALEX_WORDS

BACK_TO = (PageId.HOME, PageId.LIMITS, PageId.JOURNAL, PageId.SETTINGS)
"""Pages that were built before the theme changed."""


def walk(place: Path) -> Heart:
    """Every page, a list answered and searched, and a change of theme."""
    application()
    heart = Heart()
    heart.watch(FIRST_WINDOW)
    with playing(place, place.parent / "settings", lambda: heart.watch("warming up")) as player:
        player.settle(300)
        heart.watch("unlocking")
        unlock(player, PersonId(player.controller.access.marks()[0].person_id), ALEX_WORDS)
        player.settle(200)
        for page in pages():
            _open(player, heart, f"opening {page.value}", page)
        _answer(player, heart)
        _search(player, heart)
        heart.watch(THEME)
        player.controller._design.set_theme(Theme.DARK)
        player.settle(100)
        for page in BACK_TO:
            _open(player, heart, f"back to {page.value} after the theme", page)
        heart.rest()
    return heart


def _open(player: Player, heart: Heart, act: str, page: PageId, argument: object = None) -> None:
    heart.watch(act)
    player.shell.pages.go(page, argument)
    player.settle(250)


def _answer(player: Player, heart: Heart) -> None:
    _open(player, heart, "opening my_list, starter", PageId.MY_LIST, "starter")
    _open(player, heart, "opening my_list, card", PageId.MY_LIST, "touch.massage")
    heart.watch("answering")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5) * 3:
        QTest.keyClick(_focused(player), key)
        player.settle(30)
    heart.watch("answering, next card")
    for _ in range(5):
        QTest.keyClick(_focused(player), Qt.Key.Key_Right)
        player.settle(60)


def _search(player: Player, heart: Heart) -> None:
    # The search for a control takes as long as a stall.
    heart.rest()
    as_list = player.find("How to show it: As a list")
    assert as_list is not None
    as_list.setFocus()
    heart.watch("opening my_list, list")
    QTest.keyClick(as_list, Qt.Key.Key_Return)
    player.settle(250)
    heart.rest()
    (field,) = player.shown(SearchField)
    heart.watch("searching")
    for letter in "made up 49":
        QTest.keyClicks(field, letter)
        player.settle(20)
    player.settle(300)
    field.clear()
    player.settle(400)


def _focused(player: Player) -> QWidget:
    widget = player.window.focusWidget()
    assert isinstance(widget, QWidget)
    return widget


if __name__ == "__main__":
    print(printed(walk(Path(sys.argv[1]))), flush=True)
