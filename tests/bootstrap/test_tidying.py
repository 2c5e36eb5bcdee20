"""What was deleted permanently is overwritten once nobody is active, and after a session that was cut off."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.tidying import Tidying
from app.models.changes import ChangeKind, changed
from app.models.presence import Presence
from app.services import patterns, sharing
from app.storage.spaces import SHARED, private_space
from app.storage.tidying import is_due
from app.ui.session import Session
from tests.support.openings import take_back
from tests.support.tasks import InlineTasks
from tests.support.ui_fixtures import no_leaks, own_settings
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample

__all__ = ["no_leaks", "own_settings"]


def due(vault: TestVault) -> set[str]:
    """The spaces that need rewriting."""
    with vault.unit() as uow:
        spaces = (SHARED, *(private_space(person) for person in vault.pair))
        return {space for space in spaces if is_due(uow.connection(space))}


def test_it_waits_for_a_calm_moment(qtbot: QtBot, vault: TestVault) -> None:
    errors: list[Exception] = []
    session = Session(vault.people, Presence(here=vault.pair))
    tidying = Tidying(session, InlineTasks(errors.append, session), vault.service)
    assert tidying._calm.isActive(), "a session before may have been cut off"
    tidying._calm.stop()
    with vault.unit(vault.sam) as uow:
        patterns.delete_facts(uow, person=vault.sam, now=vault.clock())
    with vault.unit(SHARED) as uow:
        seen = sharing.what_they_see(uow, person=vault.alex, base=vault.catalogue).items
        take_back(uow, vault.alex, seen[0].pairing.key)
    assert due(vault) == {SHARED, *map(private_space, vault.pair)}
    session.announce(changed(ChangeKind.LIMITS))
    assert tidying._calm.isActive()
    tidying._calm.timeout.emit()
    assert due(vault) == set()
    assert errors == []
    session.deleteLater()
