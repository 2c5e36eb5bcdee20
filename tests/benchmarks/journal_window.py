"""Somebody in the journal's window: prints keys, openings and stalls as JSON; a process of its own.

Each key has a reference in the same process, right before it: plain SQLite finds the same, and a bare list view paints
the rows it found.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QStringListModel, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from app.models.base import PersonId
from app.ui.journal.page import JournalPage
from app.ui.page_id import PageId
from tests.benchmarks.heart import Heart
from tests.benchmarks.journal_vault import Writer
from tests.benchmarks.plain_journal import PlainJournal
from tests.benchmarks.playing import application, playing, unlock
from tests.benchmarks.stopwatch import Stopwatch
from tests.end_to_end.player import Player
from tests.support.vaults import ALEX_WORDS

ROUNDS, OPENINGS = 3, 60
BETWEEN_KEYS = 60
"""Milliseconds between two keys of somebody who types fast."""
LIST_SIZE = 400, 640


class PlainList(QListView):
    """A bare list view of what plain SQLite finds."""

    def __init__(self, plain: PlainJournal) -> None:
        super().__init__()
        self._plain = plain
        self._rows = QStringListModel(self)
        self.setModel(self._rows)
        self.setWordWrap(True)
        self.resize(*LIST_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def show_found(self, words: str) -> None:
        """Find, show, paint."""
        self._rows.setStringList(self._plain.rows(self._plain.find(words)))
        self.viewport().repaint()


class JournalWalk:
    """Types, opens, scrolls and writes, with a stopwatch in hand."""

    def __init__(self, player: Player, heart: Heart, plain: PlainJournal) -> None:
        self._player, self._heart = player, heart
        page = player.page
        assert isinstance(page, JournalPage)
        self._page = page
        self._plain = PlainList(plain)
        self._watch = Stopwatch()
        self.held: dict[str, list[list[float]]] = {"keys": [], "plain": [], "openings": []}
        """Seconds, round by round, of each key, its reference, and each opening."""

    def walk(self, words: list[str]) -> None:
        """All of it."""
        typed = [words[3], words[60], words[500], f"{words[2]} {words[80]}", words[12_000], f"{words[1]} {words[5]}"]
        with self._heart.resting():
            self._plain.show()
            self._player.settle(100)
        for _ in range(ROUNDS):
            self._heart.watch("typing in the search")
            for each in self.held.values():
                each.append([])
            for text in typed:
                self._type(text)
            self._heart.watch("opening entries")
            self._open()
        self._plain.close()
        self._heart.watch("scrolling")
        self._scroll()
        self._heart.watch("writing")
        self._write()

    def _type(self, text: str) -> None:
        """From a key in the search to what it finds being painted."""
        search, rows = self._page.list.search, self._page.list.rows
        search.setFocus()
        for length, letter in enumerate(text, 1):
            with self._heart.resting():
                self._watch.start()
                self._plain.show_found(text[:length])
                self.held["plain"][-1].append(self._watch.lap().held)
            self._watch.start()
            _wait_for(self._page.entries.loaded, partial(QTest.keyClicks, search, letter))
            rows.viewport().repaint()
            self.held["keys"][-1].append(self._watch.lap().held)
            QTest.qWait(BETWEEN_KEYS)
        search.clear()
        self._player.settle(50)

    def _open(self) -> None:
        """From going to a row to its text being painted; rows all over the journal."""
        pick, column = random.Random(8), self._page.list
        column.choose(0)
        for _ in range(OPENINGS):
            index = column.model.index(pick.randrange(column.model.rowCount()))
            column.rows.scrollTo(index)
            self._player.settle(20)
            self._watch.start()
            _wait_for(self._page.presenter.shown, partial(column.rows.setCurrentIndex, index))
            self._page.pane.repaint()
            self.held["openings"][-1].append(self._watch.lap().held)
            self._player.settle(5)

    def _scroll(self) -> None:
        rows = self._page.list.rows
        bar = rows.verticalScrollBar()
        for step in range(150):
            bar.setValue(bar.value() + rows.viewport().height() * (1 if step < 75 else 40))
            QTest.qWait(10)
        for step in range(20):
            bar.setValue(bar.maximum() * (step * 7 % 20) // 20)
            QTest.qWait(30)
        for _ in range(30):
            QTest.keyClick(rows, Qt.Key.Key_PageUp)
            QTest.qWait(10)
        self._player.settle(100)

    def _write(self) -> None:
        pane = self._page.pane
        pane.focus_body()
        for letter in "what I noticed about it was how quiet everything became, and then ":
            QTest.keyClicks(pane.editor, letter)
            QTest.qWait(40)
        self._player.settle(800)
        self._page.list.choose(5)
        self._player.settle(300)


def _wait_for(signal: SignalInstance, act: Callable[[], object]) -> None:
    """Do something and let the program run until it says so; an event loop that sleeps, as in the program."""
    loop = QEventLoop()
    heard: list[bool] = []

    def on_heard(*_said: object) -> None:
        heard.append(True)
        loop.quit()

    signal.connect(on_heard)
    act()
    if not heard:
        loop.exec()
    signal.disconnect(on_heard)


def main(place: Path, file: Path) -> None:
    """Walk through the journal of that vault; the same entries are in that plain file."""
    words = Writer().words  # made before anything is watched: it takes as long as a stall
    plain = PlainJournal(file)
    application()
    heart = Heart()
    with playing(place, place.parent / "settings") as player:
        unlock(player, PersonId(player.controller.access.marks()[0].person_id), ALEX_WORDS)
        player.settle(300)
        heart.watch("opening the journal")
        player.shell.pages.go(PageId.JOURNAL)
        player.settle(1000)
        walk = JournalWalk(player, heart, plain)
        walk.walk(words)
        heart.rest()
    plain.close()
    print(json.dumps({"held": walk.held, "stalls": heart.longest}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
