"""`make soak`: unlock, walk through every screen, answer, write, lock, again and again; writes build/soak.json.

After that every statement between the key and Home raises, whatever ended meets whatever could bring it back, acts are
killed at each of their steps, power cuts, failing calls, full disks and kills meet the vault, scenes are killed while
they run and one runs for twelve hours, every state of the tiny worlds is visited, and couples walk through everything
that consent is made of, with restarts and kills. The counts of rounds, steps and kills may be given, and with `--only`
words from the names of the tests that are wanted. Fails where memory, threads, open files or widgets keep growing,
where somebody is let in half, or where anything counts that nobody agreed or that somebody ended.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
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
from tests.soak import backups, consent, failures, hostile, leavings, passphrases, scenes
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault, vault_for
from tests.support.workspace import workspace_over

OUT = Path("build/soak.json")
ROUNDS, SETTLED = 24, 8
STEPS, KILLS, BACKUPS = 200_000, 200, 100
LEAVINGS, KEY_CHANGES, PASSPHRASES = 50, 20, 100
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


def use(rounds: int) -> consent.Outcome:
    """Run the rounds and judge the growth."""
    application = QApplication(["accord"])
    application.setStyle("Fusion")
    seen: list[dict[str, int]] = []
    began = time.monotonic()
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
    return consent.Outcome(rounds, [f"{name} grows" for name in over], time.monotonic() - began, growth)


def parts(rounds: int, steps: int, kills: int) -> dict[str, Callable[[], consent.Outcome]]:
    """Every test of `make soak` under its name, in the order in which they run."""
    return {
        "the program is used": lambda: use(rounds),
        "everything raises on the way in": lambda: consent.try_everything("tests/end_to_end/test_sent_back.py"),
        "nothing that ended revives": lambda: consent.try_everything("tests/attacks/test_nothing_revives.py"),
        "acts are killed at each step": lambda: consent.kill_at_each_step(kills),
        "scenes are killed and opened again": lambda: scenes.killed_and_opened(kills),
        "a scene runs for twelve hours": scenes.twelve_hours,
        "new keys, leaving and deleting are killed": lambda: leavings.killed_at_each_step(kills),
        "the power fails": failures.power_fails,
        "calls to the file system fail": failures.calls_fail,
        "the process is killed at calls": failures.killed_at_calls,
        "the process is killed while it saves": failures.killed_commits,
        "the disk is full": failures.disks_are_full,
        "people leave": lambda: leavings.leave(LEAVINGS),
        "keys are changed": lambda: leavings.change_keys(KEY_CHANGES),
        "passphrases are changed": lambda: passphrases.change_passphrases(PASSPHRASES),
        "backups are restored": lambda: backups.restored(BACKUPS),
        **hostile.TESTS,
        "every state of the tiny worlds": consent.explore_deeper,
        "couples walk": lambda: consent.walk(steps),
    }


def main() -> int:
    """Run every test, or those that are named, write the report and print what failed."""
    parser = argparse.ArgumentParser(prog="make soak ARGS=")
    for name, count in (("rounds", ROUNDS), ("steps", STEPS), ("kills", KILLS)):
        parser.add_argument(name, nargs="?", type=int, default=count)
    parser.add_argument("--only", action="append", metavar="WORDS", help="only tests whose name has these words")
    asked = parser.parse_args()
    every = parts(asked.rounds, asked.steps, asked.kills)
    wanted = [name for name in every if asked.only is None or any(words in name for words in asked.only)]
    if not wanted:
        parser.error("no test has that name; these are: " + ", ".join(every))
    found = {name: every[name]() for name in wanted}
    consent.write_report(found, OUT)
    for name, each in found.items():
        print(f"{name}: {each.tried} tried in {each.seconds:.0f} s, {len(each.failed)} failed; {each.told}")
        for failure in each.failed:
            print(failure)
    return 1 if any(each.failed for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
