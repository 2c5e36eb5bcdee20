"""The program is used: unlock, walk through every screen, answer, write, lock, again and again; nothing may grow."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.answer import STANCES, Answer
from app.models.catalogue import Direction
from app.models.person import Person
from app.services.answers import save_answer
from app.ui.journal.page import JournalPage
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.soak.outcome import Outcome
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault, vault_for
from tests.support.workspace import workspace_over

ROUNDS, SETTLED = 24, 8
MOST_GROWTH = {"memory_kib": 12_000, "threads": 0, "files": 0, "widgets": 0}
"""What may be added between round `SETTLED` and the last."""


def _settle(milliseconds: int = 20) -> None:
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _measure() -> dict[str, int]:
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return {
        "memory_kib": resident,
        "threads": threading.active_count(),
        "files": len(os.listdir("/proc/self/fd")),
        "widgets": len(QApplication.allWidgets()),
    }


def _walk(vault: TestVault, here: tuple[Person, ...]) -> None:
    """A session: the shell and every visible place; then it is closed."""
    ws = workspace_over(vault, here)
    assert isinstance(ws.prompts, FakePrompts)
    ws.prompts.answers.append(True)
    shell = Shell(ws, nav_items())
    window = MainWindow(ws.design)
    window.show_content(shell, dressed=True)
    window.show()
    for page in PageId:
        if page is not PageId.MY_READING:
            shell.pages.go(page)
            _settle()
            if isinstance(shell.pages.current, JournalPage):
                _write_and_find(shell.pages.current)
    shell.pages.flush()
    window.drop_content()
    window.close()
    window.deleteLater()
    ws.design.deleteLater()
    _settle(60)


def _write_and_find(page: JournalPage) -> None:
    """An entry is begun, written, found by its words, put in the bin and deleted permanently."""
    page.new_entry()
    _settle()
    QTest.keyClicks(page.pane.editor, "marigolds under glass, and rain")
    page.presenter.leave()
    _settle()
    QTest.keyClicks(page.list.search, "marigold")
    _settle(300)
    assert page.list.model.rowCount() == 1
    page.list.choose(0)
    _settle()
    page.chosen.delete()
    page.list.search.clear()
    _settle()
    page.show_bin(True)
    _settle()
    binned = page.list.model.rowCount()
    page.list.choose(0)
    _settle()
    page.chosen.delete()
    _settle()
    assert page.list.model.rowCount() == binned - 1
    page.show_bin(False)
    _settle()


def _round(vault: TestVault, number: int) -> None:
    for person, words in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        vault.service.leave(person)
        vault.service.admit(vault.service.derive(person, words))
    for entry in vault.catalogue.entries[:20]:
        for direction in entry.directions:
            stance = STANCES[number % len(STANCES)]
            answer = Answer(activity_id=entry.id, direction=Direction(direction)).with_stance(stance)
            with vault.unit(vault.alex) as uow:
                save_answer(uow, person=vault.alex, answer=answer, now=vault.clock(), today=vault.clock().date())
    _walk(vault, vault.people[:1])
    _walk(vault, vault.people)


def use(rounds: int) -> Outcome:
    """Run the rounds and judge the growth."""
    application = QApplication(["accord"])
    application.setStyle("Fusion")
    seen: list[dict[str, int]] = []
    with tempfile.TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        for number in range(rounds):
            _round(vault, number)
            seen.append(_measure())
            print(f"round {number + 1:>3}: {seen[-1]}", flush=True)
    first = seen[min(SETTLED, len(seen)) - 1]
    growth = Counter({name: seen[-1][name] - first[name] for name in first})
    over = sorted(name for name, most in MOST_GROWTH.items() if growth[name] > most)
    print(f"growth since round {min(SETTLED, len(seen))}: {dict(growth)}")
    return Outcome(rounds, [f"{name} grows" for name in over], growth)
