"""Whatever is raised between the key and the first painted page leaves here exactly those who were here before."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from app.hardening.crashes import Crash
from app.models.base import PersonId
from app.ui.kit.mark import MarkButton
from app.ui.start.join import JoinView
from app.ui.start.page import StartPage
from tests.end_to_end.player import Player, run_until
from tests.end_to_end.sessions import cheap, unlock
from tests.support.raising import Statement, raising_at, statements_of
from tests.support.thorough import chosen
from tests.support.vaults import ALEX_WORDS, SAM_WORDS

__all__ = ["cheap"]

ON_THE_WAY = ("bootstrap/", "ui/session", "ui/shell/", "ui/home/", "ui/page", "ui/start/", "ui/workspace", "ui/window")
"""What runs on the UI thread between the key and Home; tests/services/test_admission.py has the database lane."""
NOT_ON_THE_WAY = ("bootstrap/first_picture", "bootstrap/warm_up")

pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture
def player(player: Player, monkeypatch: pytest.MonkeyPatch) -> Player:
    """That program; what nobody catches is a crash, as in the program itself."""
    crashed = player.controller._on_crash
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: crashed(Crash(kind.__name__, "here")))
    return player


def to_raise_at(statements: list[Statement]) -> Sequence[Statement]:
    """The first statement of every function on the way; all of them, which takes minutes, in `make soak`."""
    on_the_way = [each for each in dict.fromkeys(statements) if not each.file.startswith(NOT_ON_THE_WAY)]
    first: dict[tuple[str, int], Statement] = {}
    for each in on_the_way:
        first.setdefault((each.file, each.function), each)
    return chosen(on_the_way, list(first.values()))


def rested(player: Player) -> bool:
    """Run until nothing is under way any more, and what was reported of it has been dealt with."""
    for _ in range(3):
        if not run_until(lambda: not player.controller.tasks._under_way):
            return False
        for _turn in range(3):
            QCoreApplication.processEvents()
    return not player.controller.tasks._under_way


def come_in(player: Player, passphrase: str) -> None:
    """Alex types their passphrase; it may fail anywhere."""
    player.shown(MarkButton)[0].click()
    field = player.field("Passphrase")
    field.clear()
    QTest.keyClicks(field, passphrase)
    button = player.find("Unlock")
    assert button is not None
    button.click()
    assert rested(player)


def join(player: Player, passphrase: str) -> None:
    """Sam types their passphrase beside Alex; it may fail anywhere."""
    button = player.find("Sam joins")
    assert button is not None
    button.click()
    assert rested(player)
    if player.shown(JoinView):
        field = player.field("Sam")
        QTest.keyClicks(field, passphrase)
        submit = player.find("Join")
        assert submit is not None
        submit.click()
        assert rested(player)


def lock(player: Player) -> None:
    player.controller.lock()
    assert run_until(lambda: not player.controller.tasks._under_way and isinstance(player.window.content, StartPage))


def present(player: Player) -> tuple[PersonId, ...]:
    return player.controller.access.service.present


def test_alone(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    lock(player)
    with statements_of(ON_THE_WAY) as statements:
        come_in(player, ALEX_WORDS)
    assert len(present(player)) == 1
    lock(player)
    contained: list[Statement] = []
    tried = to_raise_at(statements)
    assert len(tried) > 50, "the way in has become shorter than this test believes"
    for statement in tried:
        with raising_at(statement) as raised:
            come_in(player, ALEX_WORDS)
        if player.controller.shell is not None and len(present(player)) == 1:
            # What raised was contained, or nothing did: some statements run only when a timer fires in time.
            contained.extend(raised)
            lock(player)
        assert rested(player)
        assert isinstance(player.window.content, StartPage), statement
        assert present(player) == (), statement
        assert player.controller._session is None, statement
        player.prompts.errors.clear()
    assert len(contained) < len(tried) / 8, contained
    unlock(player, 0, ALEX_WORDS)


def test_as_the_second_to_come(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    before = present(player)
    with statements_of(ON_THE_WAY) as statements:
        join(player, SAM_WORDS)
    assert len(present(player)) == 2
    contained: list[Statement] = []
    tried = to_raise_at(statements)
    for statement in tried:
        if len(present(player)) == 2:
            lock(player)
            unlock(player, 0, ALEX_WORDS)
        with raising_at(statement) as raised:
            join(player, SAM_WORDS)
        session = player.controller._session
        assert session is not None, statement
        assert session.presence.here == present(player), statement
        if present(player) != before:
            contained.extend(raised)
        else:
            player.window.end_over()
        player.prompts.errors.clear()
    assert len(contained) < len(tried) / 8, contained
    lock(player)
    assert present(player) == ()
