"""Values of any type in any column of the shared file: each costs only its row, and is removed at the next unlock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.models.answer import Stance
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.ending import Ending
from app.services import home, opening, sharing
from app.services.part_check import check_part
from app.services.shared_list import shared_items
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.agreed_scene import come, only
from tests.attacks.tampering import come_back, unlock
from tests.support.openings import MASSAGE, answer, open_and_accept, word
from tests.support.vaults import TestVault, vault_for

VALUES = ("CAST(x'61ff' AS TEXT)", "x'ff'", "7", "0.5", "''", "zeroblob(100000)", "'x'")
"""SQL for a value that a column may not have been made for; the first is text that is no UTF-8."""
SAID = ("author", "kind", "key", "n", "format", "salt", "data", "proof")
ENDED = ("agreement", "clause", "above", "proof")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    """Each test leaves it as it was."""
    with vault_for(tmp_path_factory.mktemp("spoilt") / "vault") as made:
        answer(made, made.alex, Stance.HARD_LIMIT)
        answer(made, made.sam, Stance.WANT, direction=Direction.PASSIVE)
        word(made, made.alex, "my words")
        open_and_accept(made)
        with made.unit(SHARED) as uow:
            for person in made.pair:
                uow.parts.end(person, [Ending("agreed", "clause")])
            uow.commit()
        yield made


def copies(uow: UnitOfWork, person: PersonId) -> list[tuple[object, ...]]:
    run = uow.connection(SHARED).execute
    rows = [*run(text("SELECT * FROM said WHERE author = :a"), {"a": person})]
    rows += [*run(text("SELECT * FROM ended WHERE author = :a"), {"a": person})]
    return sorted((tuple(row) for row in rows), key=repr)


COLUMNS = [*(("said", column) for column in SAID), *(("ended", column) for column in ENDED)]


def read_pages(uow: UnitOfWork, vault: TestVault) -> None:
    """What the pages read."""
    me = vault.alex
    uow.parts.endings("agreed")
    opening.limits(uow, base=vault.catalogue)
    sharing.would_share(uow, person=me, base=vault.catalogue)
    home.home(uow, base=vault.catalogue, today=vault.clock().date(), me=me, people=vault.pair)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
@pytest.mark.parametrize("whose", [0, 1], ids=["mine", "my partner's"])
def test_no_value_stops_a_page_or_stays(vault: TestVault, table: str, column: str, whose: int) -> None:
    me, author = vault.alex, vault.pair[whose]
    come(vault)
    with vault.unit() as uow:
        before, items = copies(uow, author), shared_items(uow)
    only(vault, me)
    for value in VALUES:
        with vault.unit(SHARED) as uow:
            spoil(uow, table, column, value, author)
            if whose == 0:
                assert shared_items(uow) == items
            else:
                assert [item.pairing.activity_id for item in shared_items(uow)] == [MASSAGE], "my limit counts"
            read_pages(uow, vault)
            if whose == 0:
                uow.parts.put_right(me)
                assert uow.parts.put_right(me) == ()
                assert copies(uow, author) == before, value
    with vault.unit(SHARED) as uow:
        spoil(uow, table, column, VALUES[0], author)
        uow.commit()
    for person in vault.pair:
        come_back(vault, person) if person in vault.service.present else unlock(vault, person)
        with vault.unit(SHARED) as uow:
            assert check_part(uow, person=person, today=vault.clock().date()) is not None
    with vault.unit() as uow:
        assert copies(uow, author) == before


def spoil(uow: UnitOfWork, table: str, column: str, value: str, author: PersonId) -> None:
    """Put a value into a column of somebody's rows in the shared file."""
    statement = text(f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE author = :author")
    uow.connection(SHARED).execute(statement, {"author": author})


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_value_in_my_partners_own_file_stops_a_page(vault: TestVault, table: str, column: str) -> None:
    """Both are here: my partner's part is what their own file says."""
    come(vault)
    for value in VALUES:
        with vault.unit(SHARED) as uow:
            own = uow.connection(private_space(vault.sam))
            own.execute(text(f"UPDATE OR REPLACE {table} SET {column} = {value}"))
            assert [item.pairing.activity_id for item in shared_items(uow)] == [MASSAGE], value
            read_pages(uow, vault)
            uow.parts.put_right(vault.sam)
