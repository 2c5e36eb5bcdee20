"""The part of each person who comes is looked at once, and Home hears of what was found."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.part_checks import PartChecks
from app.errors import VaultUnwritable
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.presence import Presence
from app.models.vault_warning import VaultWarning
from app.storage.databases import SHARED, file_name
from app.ui.session import Session
from tests.attacks.tampering import come_back, tamper
from tests.support.tasks import InlineTasks
from tests.support.ui_fixtures import no_leaks, own_settings
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault

__all__ = ["no_leaks", "own_settings"]


class House:
    """A session with somebody in it, on lanes without threads."""

    def __init__(self, vault: TestVault, *here: PersonId) -> None:
        self.errors: list[Exception] = []
        self.told: list[Changes] = []
        self.session = Session(vault.people, Presence(here=here))
        self.session.changed.connect(lambda changes, _by: self.told.append(changes))
        self.checks = PartChecks(
            self.session, InlineTasks(self.errors.append, self.session), vault.service, vault.clock, vault.ids
        )

    def end(self) -> None:
        self.session.deleteLater()
        assert self.errors == []


def test_each_who_comes_is_looked_at_once(qtbot: QtBot, vault: TestVault) -> None:
    for person in vault.pair:
        come_back(vault, person)
    tamper(vault, "DELETE FROM said")
    house = House(vault, vault.alex)
    house.checks.on_due()
    assert [changes.kinds for changes in house.told] == [set(ChangeKind)]
    assert vault.service.visits.findings(vault.alex).kinds == ("era", "profile")
    assert vault.service.visits.findings(vault.sam).kinds == ()
    house.checks.on_due()
    assert len(house.told) == 1
    house.session.set_presence(Presence(here=vault.pair))
    house.checks.on_due()
    assert vault.service.visits.findings(vault.sam).kinds == ("era", "profile")
    house.end()


def test_a_damaged_page_that_nothing_read_is_found_and_everything_is_read_again(qtbot: QtBot, vault: TestVault) -> None:
    for person in vault.pair:
        vault.service.leave(person)
    path = vault.folder / file_name(SHARED)
    raw = bytearray(path.read_bytes())
    raw[-2000] ^= 1
    path.write_bytes(raw)
    for person, words in ((vault.alex, ALEX_WORDS), (vault.sam, SAM_WORDS)):
        vault.service.admit(vault.service.derive(person, words))
        assert vault.service.visits.warnings(person) == ()
    house = House(vault, *vault.pair)
    house.checks.on_due()
    assert [changes.kinds for changes in house.told] == [set(ChangeKind)], "told once, and both are told"
    for person in vault.pair:
        assert vault.service.visits.warnings(person) == (VaultWarning.SHARED_MADE_AGAIN,)
        assert vault.service.visits.findings(person).kinds == (), "nobody is accused"
    house.end()


def test_nothing_is_told_of_a_part_that_is_as_it_was_said(qtbot: QtBot, vault: TestVault) -> None:
    house = House(vault, *vault.pair)
    house.checks.on_due()
    assert house.told == []
    house.end()


def test_what_can_not_be_written_disturbs_nobody(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_person: PersonId, _today: date) -> bool:
        raise VaultUnwritable("shared.db")

    monkeypatch.setattr(vault.service, "check_part", full)
    house = House(vault, vault.alex)
    house.checks.on_due()
    assert house.told == []
    house.end()


def test_coming_is_noted_for_the_next_time(qtbot: QtBot, vault: TestVault) -> None:
    for person in vault.pair:
        come_back(vault, person)
    house = House(vault, vault.alex)
    at = vault.clock()
    house.checks.on_due()
    assert vault.service.visits.opened_before(vault.alex).at is None
    house.end()
    come_back(vault, vault.alex)
    assert vault.service.visits.opened_before(vault.alex).at == at
    assert vault.service.visits.opened_before(vault.sam).at is None
