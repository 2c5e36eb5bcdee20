"""The shared copy never changes a part, and is put right."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event

from app.errors import VaultUnwritable
from app.models.ending import Ending
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, Made
from tests.storage.plans import PLAN, plan, put_right, said, say, tamper, words_of
from tests.support.quick_vault import QuickVault


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM said",
        "UPDATE said SET data = :junk WHERE kind = 'plan'",
        "UPDATE said SET salt = zeroblob(16)",
        "UPDATE said SET author = :partner WHERE author = :author AND kind = 'plan'",
        "UPDATE said SET n = n + 1000000000000, format = 7, proof = x'00'",
        "INSERT OR REPLACE INTO said SELECT author, kind, 'more', n, format, salt, data, proof FROM said",
        "DELETE FROM ended",
        "INSERT INTO ended SELECT :author, 'f', 'g', '', x'00'",
    ],
)
def test_my_part_is_what_my_space_says_and_the_copy_is_put_right(vault: QuickVault, pair: Made, sql: str) -> None:
    say(vault, pair.a)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.parts.end(pair.a, [Ending("agreed")])
        uow.commit()
    vault.leave(pair.a)
    values = {
        name: value for name, value in {"junk": b"{}", "author": pair.a, "partner": pair.b}.items() if f":{name}" in sql
    }
    tamper(vault, sql, **values)
    vault.unlock(pair.a, WORDS_A)
    assert words_of(vault, pair.a) == "tea"
    mine = said(vault, pair.a)
    with UnitOfWork(vault.spaces) as uow:
        assert uow.parts.of(pair.a, PLAN) == (mine,)
        assert uow.parts.endings("agreed") == {Ending("agreed")}
        assert uow.parts.endings("f") == frozenset()
    assert put_right(vault, pair.a) != ()
    assert put_right(vault, pair.a) == ()
    vault.leave(pair.a)
    assert words_of(vault, pair.a) == "tea"


def test_a_cut_between_the_two_files_accuses_nobody(vault: QuickVault, pair: Made) -> None:
    def fail(_: Connection) -> None:
        raise VaultUnwritable("shared.db")

    say(vault, pair.a)
    engine = vault.spaces.engine(SHARED)
    event.listen(engine, "commit", fail)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.parts.say(pair.a, PLAN, plan(pair.a, "water"))
        uow.parts.end(pair.a, [Ending("agreed", "clause")])
        uow.commit()
    event.remove(engine, "commit", fail)
    assert vault.spaces.is_behind
    vault.close()
    with pair.open() as again:
        again.unlock(pair.b, WORDS_B)
        assert words_of(again, pair.a) == "tea"
        again.unlock(pair.a, WORDS_A)
        assert words_of(again, pair.a) == "water"
        assert put_right(again, pair.a) == ()
        again.leave(pair.a)
        assert words_of(again, pair.a) == "water"
        with UnitOfWork(again.spaces) as uow:
            assert uow.parts.endings("agreed") == {Ending("agreed", "clause")}


def test_what_was_copied_is_noted_no_longer_once_its_owner_has_left(vault: QuickVault, pair: Made) -> None:
    say(vault, pair.a)
    vault.leave(pair.a)
    tamper(vault, "UPDATE said SET data = x'7b7d' WHERE kind = 'plan'")
    vault.unlock(pair.a, WORDS_A)
    assert put_right(vault, pair.a) == ("plan",)
