"""The seam between screens and services: who is told what became of an act, and who hears of the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.errors import NotReady, WrongPassphrase
from app.models.changes import ChangeKind, Changes, changed
from app.services.units import UnitOfWork, Units
from app.ui.presenter import Presenter
from app.ui.tasks import Tasks
from app.ui.workspace import SHARED, Workspace
from tests.support.prompts import FakePrompts
from tests.support.workspace import make_workspace

SIGNALS = changed(ChangeKind.SIGNALS)


class Counting(Presenter):
    """Counts how often it loads."""

    kinds = (ChangeKind.SIGNALS,)

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws)
        self.loads = 0
        self.errors: list[Exception] = []
        self.failed.connect(self.errors.append)

    def reload(self) -> None:
        self.loads += 1


@pytest.fixture
def ws(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """A workspace with real lanes."""
    made = make_workspace(tmp_path, raise_errors=False)
    tasks = Tasks(made.prompts.show_error)
    yield replace(made, tasks=tasks)
    tasks.close()


def told(ws: Workspace) -> list[tuple[Changes, QObject | None]]:
    heard: list[tuple[Changes, QObject | None]] = []
    ws.session.changed.connect(lambda changes, by: heard.append((changes, by)))
    return heard


def refuse(_uow: UnitOfWork) -> Changes:
    raise NotReady("test")


def test_a_change_says_who_made_it(ws: Workspace, qtbot: QtBot) -> None:
    done: list[Changes] = []
    heard, by = told(ws), QObject()
    ws.write(SHARED, lambda _uow: SIGNALS, by=by, done=done.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(SIGNALS, by)]
    assert done == [SIGNALS]


def test_whoever_saves_what_can_only_be_copied_later_is_told_once(
    ws: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    toasts, heard, behind = list[str](), told(ws), list[bool]()
    ws.signals.toasted.connect(lambda text, _undo: toasts.append(text))
    monkeypatch.setattr(type(ws.vault), "is_behind", property(lambda _self: bool(behind)))

    def fall_behind(_uow: UnitOfWork) -> Changes:
        behind.append(True)
        return SIGNALS

    ws.write(SHARED, fall_behind, by=ws.session)
    qtbot.waitUntil(lambda: len(heard) == 1)
    ws.write(SHARED, fall_behind, by=ws.session)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert toasts == ["Saved. The shared file could not be written, so it will be copied there later."]


def test_a_presenter_ignores_its_own_echo_and_what_is_not_its_own_kind(ws: Workspace, qtbot: QtBot) -> None:
    mine, other = Counting(ws), Counting(ws)
    ws.session.changed.connect(mine.on_changed)
    ws.session.changed.connect(other.on_changed)
    heard = told(ws)
    mine.write(SHARED, lambda _uow: SIGNALS)
    mine.write(SHARED, lambda _uow: changed(ChangeKind.JOURNAL))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert (mine.loads, other.loads) == (0, 1)


def test_a_refused_act_is_shown_and_announces_nothing(ws: Workspace, qtbot: QtBot) -> None:
    presenter, heard = Counting(ws), told(ws)
    presenter.write(SHARED, refuse, lambda _changes: pytest.fail("it was refused"))
    qtbot.waitUntil(lambda: bool(presenter.errors))
    assert presenter.loads == 1, "what is stored is shown again"
    assert heard == []


@pytest.mark.parametrize("begin", ["write", "act", "act_with_keys"])
def test_what_is_begun_is_finished_and_announced_if_its_screen_is_deleted(
    ws: Workspace, qtbot: QtBot, begin: str
) -> None:
    heard, by, started, go_on = told(ws), QObject(), Event(), Event()

    def work(_given: object) -> Changes:
        started.set()
        assert go_on.wait(60)
        return SIGNALS

    _begin(ws, begin, work, by, lambda _changes: pytest.fail("nobody is there to be told"))
    qtbot.waitUntil(started.is_set)
    delete(by)
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(SIGNALS, None)]


@pytest.mark.parametrize("begin", ["write", "act", "act_with_keys"])
def test_a_failure_is_shown_even_if_its_screen_is_deleted(ws: Workspace, qtbot: QtBot, begin: str) -> None:
    by, started, go_on = QObject(), Event(), Event()

    def work(_given: object) -> Changes:
        started.set()
        assert go_on.wait(60)
        raise NotReady("test")

    _begin(ws, begin, work, by, lambda _changes: None, lambda _error: pytest.fail("its screen was deleted"))
    qtbot.waitUntil(started.is_set)
    delete(by)
    go_on.set()
    prompts = ws.prompts
    assert isinstance(prompts, FakePrompts)
    qtbot.waitUntil(lambda: bool(prompts.errors))
    assert [type(error) for error in prompts.errors] == [NotReady]


def _begin(
    ws: Workspace,
    how: str,
    work: Callable[[object], Changes],
    by: QObject,
    done: Callable[[Changes], object],
    failed: Callable[[Exception], object] | None = None,
) -> None:
    if how == "write":
        ws.write(SHARED, work, by=by, done=done, failed=failed)
    elif how == "act":
        ws.act(work, by=by, done=done, failed=failed)
    else:
        ws.act_with_keys(lambda: "key", lambda _key, units: work(units), by=by, done=done, failed=failed)


def test_without_the_key_nothing_is_begun(ws: Workspace, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def derive() -> str:
        raise WrongPassphrase()

    def act(_key: str, _units: Units) -> Changes:
        raise AssertionError("there was no key")

    ws.act_with_keys(derive, act, by=ws.session, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], WrongPassphrase)


def test_locked_before_the_key_is_there_nothing_is_begun(ws: Workspace, qtbot: QtBot) -> None:
    deriving, go_on, acted = Event(), Event(), Event()

    def derive() -> str:
        deriving.set()
        assert go_on.wait(60)
        return "key"

    def act(_key: str, _units: Units) -> Changes:
        acted.set()
        return SIGNALS

    ws.act_with_keys(derive, act, by=ws.session)
    qtbot.waitUntil(deriving.is_set)
    ws.tasks.next_epoch()
    go_on.set()
    idle = Event()
    ws.keys(lambda: None, lambda _none: idle.set())
    qtbot.waitUntil(idle.is_set)
    assert not acted.is_set()
