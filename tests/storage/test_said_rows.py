"""Numbers are given once, and a proof covers everything that a row says."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from app.storage.databases import private_space
from app.storage.said_rows import PartState, count_up, proof_of, state_of
from app.storage.slots import Secret
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import Made
from tests.support.quick_vault import QuickVault


class Proven(NamedTuple):
    """All that a proof is over."""

    secret: bytes = b"k" * 31
    space: str = "space"
    era: str = "era"
    kind: str = "role"
    key: str = "draft"
    n: int = 7
    salt: bytes = b"s" * 16
    data: bytes = b"{}"

    @property
    def proof(self) -> bytes:
        """The proof."""
        state = PartState(self.space, self.era)
        return proof_of(Secret(self.secret), state, self.kind, self.key, self.n, self.salt, self.data)


@pytest.mark.parametrize("field", Proven._fields)
def test_a_proof_covers_every_field(field: str) -> None:
    value: Any = getattr(Proven(), field)
    other: Any = value + 1 if isinstance(value, int) else value + value[:1]
    assert other != value
    assert Proven()._replace(**{field: other}).proof != Proven().proof


def test_fields_do_not_run_into_each_other() -> None:
    assert Proven(kind="role", key="draft").proof != Proven(kind="roled", key="raft").proof


def test_no_number_is_given_twice(vault: QuickVault, pair: Made) -> None:
    own = private_space(pair.a)
    with UnitOfWork(vault.spaces, own) as uow:
        connection = uow.connection(own)
        given = [count_up(connection) for _ in range(3)]
        assert {state for _, state in given} == {state_of(connection)}
        first = given[0][0]
        assert [n for n, _ in given] == [first, first + 1, first + 2]
