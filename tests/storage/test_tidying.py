"""Rewriting a file after deletions: only where it is due, and it stays due until it has succeeded."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from app.errors import VaultUnwritable
from app.models.base import ActivityId
from app.storage.journal_index import WordIndex
from app.storage.spaces import SHARED
from app.storage.tidying import is_due, tidy
from app.storage.unit_of_work import UnitOfWork
from tests.storage.repositories import MARKER, KeptPrivate
from tests.support import factories as make
from tests.support.quick_vault import QuickVault

OWN = ActivityId("own.beef")


def _due(kept: KeptPrivate) -> bool:
    with UnitOfWork(kept.vault.spaces) as uow:
        return is_due(uow.connection(kept.space))


def _delete(kept: KeptPrivate, *, erase: bool) -> None:
    with UnitOfWork(kept.vault.spaces, kept.space) as uow:
        own = uow.private(kept.person)
        own.entries.save(make.entry(OWN, title=MARKER))
        own.entries.delete(OWN)
        uow.commit(erase=erase)


def test_only_a_commit_that_erases_makes_it_due(kept: KeptPrivate) -> None:
    _delete(kept, erase=False)
    assert not _due(kept)
    _delete(kept, erase=True)
    assert _due(kept)


def test_a_commit_that_fails_makes_nothing_due(kept: KeptPrivate) -> None:
    def fail(_connection: Connection) -> None:
        raise VaultUnwritable(kept.space)

    engine = kept.vault.spaces.engine(kept.space)
    event.listen(engine, "commit", fail)
    with pytest.raises(VaultUnwritable):
        _delete(kept, erase=True)
    event.remove(engine, "commit", fail)
    assert not _due(kept)


def test_it_is_rewritten_once(kept: KeptPrivate) -> None:
    _delete(kept, erase=True)
    statements: list[str] = []
    engine = kept.vault.spaces.engine(kept.space)
    event.listen(engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    assert tidy(kept.vault.spaces, kept.space)
    assert not _due(kept)
    assert any("optimize" in each for each in statements)
    statements.clear()
    assert tidy(kept.vault.spaces, kept.space)
    assert not any("optimize" in each for each in statements)


def test_a_large_file_is_left_for_later(kept: KeptPrivate) -> None:
    _delete(kept, erase=True)
    assert not tidy(kept.vault.spaces, kept.space, max_pages=1)
    assert _due(kept)
    assert tidy(kept.vault.spaces, kept.space, max_pages=100_000)


def test_it_stays_due_where_it_fails(kept: KeptPrivate, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_index: WordIndex) -> None:
        raise OperationalError("interrupted", None, Exception())

    _delete(kept, erase=True)
    with monkeypatch.context() as patch:
        patch.setattr(WordIndex, "rewrite", interrupted)
        assert not tidy(kept.vault.spaces, kept.space)
    assert _due(kept)
    assert tidy(kept.vault.spaces, kept.space)


def test_the_shared_space_has_no_index_to_rewrite(vault: QuickVault) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED).exec_driver_sql("DELETE FROM said WHERE kind = 'profile'")
        uow.commit(erase=True)
    assert tidy(vault.spaces, SHARED)
    with UnitOfWork(vault.spaces) as uow:
        assert not is_due(uow.connection(SHARED))
