"""A result for a view of the start pages that has been replaced by then is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bootstrap.vault_access import ThreadedVaultAccess
from app.bootstrap.warm_up import WarmUp
from app.models.base import PersonId
from app.models.person import Person, PersonMark
from app.storage.key_hierarchy import Roots
from app.storage.slots import Secret
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.start.join import ExtendView
from app.ui.start.page import StartPage
from app.ui.start.person_view import PersonView
from app.ui.tasks import Lane, Tasks
from tests.support.prompts import FakePrompts


class HeldTasks(Tasks):
    """Does nothing before it is told to, as a busy machine would."""

    def __init__(self) -> None:
        super().__init__(_raise)
        self._held: list[Any] = []

    def _start(self, lane: Lane, job: Any) -> None:
        self._held.append(job)

    def let_go(self) -> int:
        """Do everything; returns how much that was."""
        held, self._held = self._held, []
        for job in held:
            try:
                job.result = job.work()
            except Exception as error:
                job.error = error
            self._on_finished(job)
        return len(held)


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[HeldTasks]:
    made = HeldTasks()
    yield made
    made.close()


@pytest.fixture
def access(tasks: HeldTasks, tmp_path: Path) -> ThreadedVaultAccess:
    warm_up = WarmUp()
    warm_up.is_ready = True
    return ThreadedVaultAccess(tmp_path / "vault", tasks, warm_up)


def _delete(view: PersonView) -> None:
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(view)


def _first_person(qtbot: QtBot, access: ThreadedVaultAccess) -> tuple[QWidget, PersonView]:
    page = StartPage(Design(Theme.LIGHT), access, FakePrompts())
    qtbot.addWidget(page)
    page._on_chosen(1)
    page._show_person()
    assert isinstance(page.view, PersonView)
    return page, page.view


def _partner(qtbot: QtBot, access: ThreadedVaultAccess) -> tuple[QWidget, PersonView]:
    person = Person(id=PersonId("a" * 32), name="Alex", mark=PersonMark(initial="A"))
    page = ExtendView(Design(Theme.LIGHT), access, FakePrompts(), person)
    qtbot.addWidget(page)
    page._show_newcomer(Roots("", Secret(b""), None))
    return page, page.findChildren(PersonView)[0]


@pytest.mark.parametrize("show", [_first_person, _partner])
def test_a_strength_for_a_view_that_is_gone(
    qtbot: QtBot,
    access: ThreadedVaultAccess,
    tasks: HeldTasks,
    show: Callable[[QtBot, ThreadedVaultAccess], tuple[QWidget, PersonView]],
) -> None:
    _page, view = show(qtbot, access)
    before = view.passphrase.verdict.text()
    view.passphrase.strength_asked.emit("quiet river lantern")
    assert tasks.let_go() == 1
    assert view.passphrase.verdict.text() != before
    view.passphrase.strength_asked.emit("quiet river lantern")
    _delete(view)
    assert tasks.let_go() == 1


def test_a_saved_code_for_a_view_that_is_gone(
    qtbot: QtBot, access: ThreadedVaultAccess, tasks: HeldTasks, tmp_path: Path
) -> None:
    """The file is made all the same."""
    _page, view = _partner(qtbot, access)
    to = tmp_path / "page.pdf"
    access.save_recovery_page("ABCD", to, lambda _none: view.focus_first(), view.notice.show_error, owner=view)
    _delete(view)
    assert tasks.let_go() == 1
    assert to.read_bytes().startswith(b"%PDF")


def test_who_is_turned_away_before_all_is_loaded_is_not_let_in(access: ThreadedVaultAccess, tasks: HeldTasks) -> None:
    warm_up = access._warm_up
    warm_up.is_ready = False
    access.unlock("a" * 32, "quiet river lantern", lambda _here: None, _raise)
    access.turn_away()
    warm_up.is_ready = True
    warm_up.ready.emit()
    assert tasks.let_go() == 0
