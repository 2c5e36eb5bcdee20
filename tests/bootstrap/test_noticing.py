"""Signs of life: sessions from coming to the last of them, whoever comes and goes, whatever the computer does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.noticing import ASLEEP, SIGN_OF_LIFE, Noticing
from app.models.base import PersonId
from app.models.changes import ChangeKind, changed
from app.models.facts import OwnSession
from app.models.presence import Presence
from app.services import drafts, noticing, patterns
from app.ui.session import Session
from tests.support.couples import OUTLINE, draft_named
from tests.support.tasks import InlineTasks
from tests.support.ui_fixtures import no_leaks, own_settings
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for

__all__ = ["no_leaks", "own_settings"]
BEAT = timedelta(milliseconds=SIGN_OF_LIFE)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        for person in made.pair:
            with made.unit(person) as uow:
                patterns.set_looking(uow, person=person, looking=True, now=made.clock())
            with made.unit(person) as uow:
                patterns.delete_facts(uow, person=person, now=made.clock())
        yield made


class House:
    """A session with somebody in it, on lanes without threads."""

    def __init__(self, vault: TestVault, *here: PersonId) -> None:
        self.vault = vault
        self.errors: list[Exception] = []
        self.session = Session(vault.people, Presence(here=here))
        tasks = InlineTasks(self.errors.append, self.session)
        self.noticing = Noticing(self.session, tasks, vault.service, vault.clock, vault.ids)

    def beat(self, times: int = 1) -> None:
        for _ in range(times):
            self.vault.clock.advance(milliseconds=SIGN_OF_LIFE)
            self.noticing.on_due()

    def end(self) -> None:
        self.noticing.ending(lambda: None)()
        self.session.deleteLater()
        assert self.errors == []


def sessions(vault: TestVault, person: PersonId) -> tuple[OwnSession, ...]:
    with vault.unit() as uow:
        return uow.private(person).sessions.all()


def test_a_session_goes_from_coming_to_locking(qtbot: QtBot, vault: TestVault) -> None:
    start = vault.clock()
    house = House(vault, vault.alex)
    vault.clock.advance(seconds=1)
    house.noticing.on_due()
    house.beat(3)
    vault.clock.advance(minutes=2)
    house.end()
    (session,) = sessions(vault, vault.alex)
    assert (session.span.began, session.span.ended) == (start, vault.clock())
    assert session.together == ()
    assert sessions(vault, vault.sam) == ()


def test_a_kill_leaves_the_last_sign_of_life(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, vault.alex)
    house.noticing.on_due()
    house.beat(2)
    last = vault.clock()
    vault.clock.advance(minutes=3)
    (session,) = sessions(vault, vault.alex)
    assert session.span.ended == last
    house.end()


def test_the_other_joins_and_leaves(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, vault.alex)
    house.noticing.on_due()
    house.beat()
    joined = vault.clock()
    house.session.set_presence(Presence(here=vault.pair))
    house.beat(2)
    left = vault.clock.advance(minutes=1)
    last_words = house.noticing.leaving(vault.sam, lambda: vault.service.leave(vault.sam))
    house.session.set_presence(Presence(here=(vault.alex,)))
    last_words()
    house.beat(2)
    house.end()
    (alexs,) = sessions(vault, vault.alex)
    assert [(part.began, part.ended) for part in alexs.together] == [(joined, left)]
    vault.service.admit(vault.service.derive(vault.sam, "amber window garden"))
    (sams,) = sessions(vault, vault.sam)
    assert (sams.span.began, sams.span.ended) == (joined, left)
    assert [(part.began, part.ended) for part in sams.together] == [(joined, left)]


def test_what_cannot_be_noted_keeps_nothing_open(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(vault, vault.alex)
    house.noticing.on_due()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(noticing, "be_here", broken)
    closed: list[str] = []
    with pytest.raises(RuntimeError):
        house.noticing.ending(lambda: closed.append("all"))()
    assert closed == ["all"]


def test_a_sleep_of_the_computer_is_no_part_of_a_session(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, vault.alex)
    house.noticing.on_due()
    house.beat()
    before = vault.clock()
    vault.clock.advance(seconds=ASLEEP.total_seconds() * 20)
    house.end()
    first, second = sessions(vault, vault.alex)
    assert first.span.ended == before
    assert second.span.length == timedelta()


def test_a_proposal_is_noticed_once_a_draft_changed(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, *vault.pair)
    house.noticing.on_due()
    with vault.unit(SHARED) as uow:
        scene = drafts.new_scene(uow, title="New", new_id=vault.ids).draft
    with vault.unit(SHARED) as uow:
        pairing = draft_named(vault, OUTLINE).items[0].pairing
        drafts.propose_item(uow, draft_id=scene.id, pairing=pairing, by=vault.alex, new_id=vault.ids)

    def proposals(person: PersonId) -> int:
        with vault.unit() as uow:
            return sum(n.at == vault.clock() for n in uow.private(person).noticed.all())

    vault.clock.advance(minutes=1)
    house.session.announce(changed(ChangeKind.DRAFTS))
    assert house.noticing._soon.isActive()
    house.noticing.on_due()
    assert (proposals(vault.alex), proposals(vault.sam)) == (0, 1)
    house.end()


def test_what_cannot_be_kept_is_let_go(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, *vault.pair)
    vault.service.leave(vault.alex)
    house.noticing.on_due()
    assert house.errors == []
    assert len(sessions(vault, vault.sam)) == 1
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    house.end()


def test_with_the_switch_off_no_session_is_kept(qtbot: QtBot, vault: TestVault) -> None:
    with vault.unit(vault.alex) as uow:
        patterns.set_looking(uow, person=vault.alex, looking=False, now=vault.clock())
    house = House(vault, vault.alex)
    house.noticing.on_due()
    house.beat(2)
    house.end()
    assert sessions(vault, vault.alex) == ()
