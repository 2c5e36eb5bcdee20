"""The running program keeps when somebody was here, in their own space, and shows nothing of it together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import app.bootstrap.noticing
from app.models.base import PersonId
from app.models.facts import OwnSession
from app.models.presence import PresenceKind
from app.services import patterns
from app.services.vault_service import VaultService
from app.ui.page_id import PageId
from app.ui.patterns.page import PatternsPage
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, presence, sam_leaves, unlock
from tests.support.clock import FakeIds
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS, vault_for

__all__ = ["cheap"]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst of changes is over soon."""
    monkeypatch.setattr(app.bootstrap.noticing, "SETTLED", 20)


@pytest.fixture
def people(tmp_path: Path) -> tuple[PersonId, PersonId]:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        for person in vault.pair:
            with vault.unit(person) as uow:
                patterns.delete_facts(uow, person=person, now=vault.clock())
        return vault.pair


@pytest.fixture
def player(qtbot: QtBot, people: tuple[PersonId, PersonId], tmp_path: Path) -> Iterator[Player]:
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as running:
        yield running


def sessions(folder: Path, person: PersonId, words: str) -> tuple[OwnSession, ...]:
    """What is in a person's private space once the program has closed it."""
    service = VaultService(policy=CHEAP, ids=FakeIds())
    service.open(folder)
    try:
        service.admit(service.derive(person, words))
        with service.unit() as uow:
            return uow.private(person).sessions.all()
    finally:
        service.close()


def test_an_evening_with_both(player: Player, people: tuple[PersonId, PersonId], tmp_path: Path) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: presence(player) is PresenceKind.TOGETHER, "together")
    player.settle(80)
    assert player.find("My patterns") is None
    assert "attern" not in player.words()
    sam_leaves(player)
    player.go(PageId.PATTERNS)
    assert isinstance(player.page, PatternsPage)
    player.controller.on_lock()
    player.until(lambda: "Locked" in player.words(), "the unlock page")
    player.settle(60)
    player.controller.access.service.close()
    for person, words in zip(people, (ALEX_WORDS, SAM_WORDS), strict=True):
        (session,) = sessions(tmp_path / "vault", person, words)
        (part,) = session.together
        assert session.span.began <= part.began <= part.ended <= session.span.ended


def test_stopping_on_the_page_locks(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.PATTERNS)
    player.shell.ws.signals.stop_asked.emit()
    player.until(lambda: "Locked" in player.words(), "the unlock page")
    player.settle(60)
    assert player.controller.access.service.present == ()
