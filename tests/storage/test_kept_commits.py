"""A commit reports an error: what was kept all the same is acknowledged, and nobody writes it twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from app.errors import VaultUnsure, VaultUnwritable
from app.storage import kept_commits
from app.storage.databases import private_space
from app.storage.kept_commits import DUE, header_number, set_header_number
from app.storage.tables_private import pref
from app.storage.tidying import is_due
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import Made
from tests.support.quick_vault import QuickVault

COMMIT = Connection.commit


def failing(*, kept: bool) -> Callable[[Connection], None]:
    """A commit that reports an error, after it was done or instead of it."""

    def commit(connection: Connection) -> None:
        if kept:
            COMMIT(connection)
        raise VaultUnwritable("x")

    return commit


def save(vault: QuickVault, made: Made) -> None:
    with UnitOfWork(vault.spaces, private_space(made.a)) as uow:
        uow.connection(private_space(made.a)).execute(pref.insert().values(key="k", value="v"))
        uow.commit()


def rows(vault: QuickVault, made: Made) -> int:
    with vault.spaces.connection(private_space(made.a)) as own:
        return len(own.execute(select(pref.c.key).where(pref.c.key == "k")).all())


def number(vault: QuickVault, made: Made) -> int:
    with vault.spaces.connection(private_space(made.a)) as own:
        return header_number(own)


def test_what_was_kept_is_acknowledged(vault: QuickVault, pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before = number(vault, pair)
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "commit", failing(kept=True))
        save(vault, pair)
    assert rows(vault, pair) == 1
    assert number(vault, pair) == before + 2 * (DUE + 1), "it was written once more, to be certainly on the disk"


def test_what_was_not_kept_is_refused(vault: QuickVault, pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "commit", failing(kept=False))
        with pytest.raises(VaultUnwritable) as caught:
            save(vault, pair)
    assert type(caught.value) is VaultUnwritable
    assert rows(vault, pair) == 0
    save(vault, pair)
    assert rows(vault, pair) == 1


def test_what_cannot_be_told_is_said_to_be_uncertain(
    vault: QuickVault, pair: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_connection: Connection) -> int:
        raise VaultUnwritable("x")

    def commit(connection: Connection) -> None:
        COMMIT(connection)
        patch.setattr(kept_commits, "header_number", unreadable)
        raise VaultUnwritable("x")

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "commit", commit)
        with pytest.raises(VaultUnsure):
            save(vault, pair)
    assert rows(vault, pair) == 1, "whoever looks finds it"


def test_whether_a_file_is_due_is_not_forgotten_over_counting(vault: QuickVault, pair: Made) -> None:
    own = private_space(pair.a)
    with vault.spaces.writing(own) as connection:
        set_header_number(connection, 2**31 - 1)
    save(vault, pair)
    with vault.spaces.connection(own) as connection:
        assert (header_number(connection), is_due(connection)) == (DUE, True)
