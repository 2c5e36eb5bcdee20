"""What the tests of both kinds of repositories share: an open vault, and a look at or into its rows."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select

from app.errors import VaultDamaged
from app.models.base import PersonId
from app.models.name_rules import without_unsafe_characters
from app.storage.repositories_private import PrivateRepositories
from app.storage.spaces import SpaceId, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.support.quick_vault import QuickVault
from tests.support.texts import AWKWARD

MARKER = "marigold-under-glass"
CONTROLS = "".join(map(chr, range(32))) + "\x7f\x80\x9f\u2028\u2029\ufffe\uffff"
NAME = without_unsafe_characters(CONTROLS) + " e\u0301 \u05e9\u05dc\u05d5\u05dd 🏳️‍🌈\u200d "
"""What a name may hold, at its strangest."""
"""Every control character, NUL first and in the middle of things."""
TEXTS = (*AWKWARD, CONTROLS, f"before\x00{MARKER}", "", "x" * 20_000, "🫶" * 20_000)


@dataclass
class Kept:
    """One space of an open vault; every act is a transaction of its own, so that reading goes to the file."""

    vault: QuickVault
    space: SpaceId

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """A unit of work that writes the space and is committed at the end."""
        with UnitOfWork(self.vault.spaces, self.space) as uow:
            yield uow
            uow.commit()

    def rows(self, table: Table) -> list[tuple[Any, ...]]:
        """The rows of a table as they are."""
        with UnitOfWork(self.vault.spaces) as uow:
            return [tuple(row) for row in uow.connection(self.space).execute(select(table))]

    def changes(self) -> int:
        """How many rows SQLite has written since the connection was made."""
        with UnitOfWork(self.vault.spaces) as uow:
            return int(uow.connection(self.space).exec_driver_sql("SELECT total_changes()").scalar_one())

    def spoil(self, table: Table, **values: Any) -> None:
        """Put something into every row that no model says."""
        with self.unit() as uow:
            assert uow.connection(self.space).execute(table.update().values(**values)).rowcount


@dataclass
class KeptPrivate(Kept):
    """A person's private space."""

    person: PersonId

    @contextmanager
    def write(self) -> Iterator[PrivateRepositories]:
        """Committed at the end."""
        with self.unit() as uow:
            yield uow.private(self.person)

    @contextmanager
    def read(self) -> Iterator[PrivateRepositories]:
        """Only reading."""
        with UnitOfWork(self.vault.spaces) as uow:
            yield uow.private(self.person)


def private_of(vault: QuickVault, person: PersonId) -> KeptPrivate:
    """A person's private space in an open vault."""
    return KeptPrivate(vault, private_space(person), person)


@contextmanager
def damaged(table: str) -> Iterator[None]:
    """Expect VaultDamaged that names the table and, printed in full, quotes nothing of the content."""
    with pytest.raises(VaultDamaged) as caught:
        yield
    assert caught.value.detail == table
    assert MARKER not in "".join(traceback.format_exception(caught.value))
