"""After how many minutes a session is locked: whoever is alone has their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.locking import WHILE_MOVING, Locking
from app.models.presence import Presence
from app.platforms.interface import NoLockSource
from app.services.locking import save_alone_minutes
from app.services.long_work import LongWork
from app.ui.preferences import Preferences
from app.ui.session import Session
from tests.support.tasks import InlineTasks
from tests.support.ui_fixtures import no_leaks, own_settings
from tests.support.vaults import TestVault, vault_for

__all__ = ["no_leaks", "own_settings"]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        for person, minutes in zip(made.pair, (3, 9), strict=True):
            with made.unit(person) as uow:
                save_alone_minutes(uow, person=person, minutes=minutes, is_proven=True)
        yield made


def test_it_follows_who_is_here(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    alex, sam = vault.pair
    session = Session(vault.people, Presence(here=(alex,)))
    errors: list[Exception] = []
    preferences = Preferences(tmp_path / "accord.ini")
    locking = Locking(NoLockSource(), InlineTasks(errors.append, session), vault.service, preferences, session)
    locking.start(session)
    minutes, joint = [locking._minutes()], [locking._is_joint()]
    for presence in (Presence(here=(alex, sam)), Presence(here=(alex, sam), turn=alex), Presence(here=(sam,))):
        session.set_presence(presence)
        minutes.append(locking._minutes())
        joint.append(locking._is_joint())
    assert minutes == [3, 20, 20, 9]
    assert joint == [False, True, False, False]
    vault.service.moving = LongWork()
    assert locking._minutes() == WHILE_MOVING, "locking would stop it"
    vault.service.moving = None
    assert locking._minutes() == 9
    assert errors == []
    locking.stop()
    session.deleteLater()
