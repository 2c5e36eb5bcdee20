"""Values of any type in any column of the shared file: they cost their row, and are gone after the next unlock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.ending import Ending
from app.services import home, opening, sharing
from app.services.part_check import check_part
from app.services.shared_list import shared_items
from app.storage.spaces import SHARED
from tests.attacks.tampering import come_back, put_right, tamper, unlock
from tests.support.openings import MASSAGE, answer, open_and_accept, word
from tests.support.vaults import TestVault, vault_for

VALUES = ("CAST(x'61ff' AS TEXT)", "x'ff'", "7", "0.5", "''", "zeroblob(100000)", "'x'")
"""SQL for a value that a column may not have been made for; the first is text that is no UTF-8."""
SAID = ("author", "kind", "key", "n", "format", "salt", "data", "proof")
ENDED = ("agreement", "clause", "above", "proof")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        answer(made, made.alex, Stance.HARD_LIMIT)
        answer(made, made.sam, Stance.WANT, direction=Direction.PASSIVE)
        word(made, made.alex, "my words")
        open_and_accept(made)
        with made.unit(SHARED) as uow:
            for person in made.pair:
                uow.parts.end(person, [Ending("agreed", "clause")])
            uow.commit()
        yield made


def copies(vault: TestVault, person: PersonId) -> list[tuple[object, ...]]:
    with vault.unit() as uow:
        run = uow.connection(SHARED).execute
        rows = [*run(text("SELECT * FROM said WHERE author = :a"), {"a": person})]
        rows += [*run(text("SELECT * FROM ended WHERE author = :a"), {"a": person})]
    return sorted((tuple(row) for row in rows), key=repr)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    ("table", "column"), [*(("said", column) for column in SAID), *(("ended", column) for column in ENDED)]
)
@pytest.mark.parametrize("whose", [0, 1], ids=["mine", "my partner's"])
def test_no_value_stops_a_page_or_stays(vault: TestVault, value: str, table: str, column: str, whose: int) -> None:
    me, partner, author = vault.alex, vault.sam, vault.pair[whose]
    before = copies(vault, author)
    with vault.unit() as uow:
        items = shared_items(uow)
    for person in vault.pair:
        vault.service.leave(person)
    unlock(vault, me)
    tamper(vault, f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE author = :author", author=author)
    with vault.unit(SHARED) as uow:
        assert check_part(uow, person=me, today=vault.clock().date()) is not None
    with vault.unit() as uow:
        if whose == 0:
            assert shared_items(uow) == items
        else:
            assert [item.pairing.activity_id for item in shared_items(uow)] == [MASSAGE], "my limit counts by itself"
        uow.parts.endings("agreed")
        opening.limits(uow, base=vault.catalogue)
        sharing.would_share(uow, person=me, base=vault.catalogue)
        home.home(uow, base=vault.catalogue, today=vault.clock().date(), me=me, people=vault.pair)
    unlock(vault, partner)
    come_back(vault, partner)
    for person in vault.pair:
        put_right(vault, person)
        assert put_right(vault, person) == ()
    assert copies(vault, author) == before
