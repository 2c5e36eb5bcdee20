"""A unit of work reads every open space, writes one, and keeps nothing that was not committed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event

from app.errors import NeedsBoth, VaultUnwritable
from app.models.base import PersonId
from app.storage.database_errors import NotWritable
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, WORDS_B, Made, name_of, say_name
from tests.support import factories as make
from tests.support.clock import START
from tests.support.quick_vault import QuickVault


def kept_name(vault: QuickVault, person: PersonId) -> str:
    with UnitOfWork(vault.spaces) as uow:
        return name_of(uow, person)


def copies(vault: QuickVault) -> int:
    """Rows in the shared file."""
    with UnitOfWork(vault.spaces) as uow:
        return int(uow.connection(SHARED).exec_driver_sql("SELECT count(*) FROM said").scalar_one())


def fail_after_renaming(uow: UnitOfWork, person: PersonId) -> None:
    say_name(uow, person, "Zed")
    raise ValueError("of our own")


def test_leaving_rolls_back(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        say_name(uow, pair.a, "Zed")
    assert kept_name(vault, pair.a) == ADA.name
    with pytest.raises(ValueError, match="own"), UnitOfWork(vault.spaces, SHARED) as uow:
        fail_after_renaming(uow, pair.a)
    assert kept_name(vault, pair.a) == ADA.name


def test_commit_keeps_and_what_follows_is_another_transaction(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        assert uow.write_space == SHARED
        say_name(uow, pair.a, "Zed")
        uow.commit()
        say_name(uow, pair.a, "Not kept")
    assert kept_name(vault, pair.a) == "Zed"


def test_it_survives_being_reopened(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        say_name(uow, pair.a, "Zed")
        uow.commit()
    vault.close()
    with pair.open() as again:
        again.unlock(pair.b, WORDS_B)
        assert kept_name(again, pair.a) == "Zed"


def test_other_spaces_can_only_be_read(vault: QuickVault, pair: Made) -> None:
    private = private_space(pair.a)
    with UnitOfWork(vault.spaces, private) as uow:
        assert uow.private(pair.b).prefs.get("name") is None
        with pytest.raises(NotWritable):
            uow.private(pair.b).prefs.set("name", "Zed")
        uow.private(pair.a).prefs.set("name", "Zed")
        with pytest.raises(NotWritable):
            say_name(uow, pair.a, "Zed")
    with UnitOfWork(vault.spaces, private) as uow:
        uow.private(pair.a).prefs.set("name", "Zed")
        uow.commit()
    with UnitOfWork(vault.spaces) as uow:
        assert uow.private(pair.a).prefs.get("name") == "Zed"
        with pytest.raises(NotWritable):
            say_name(uow, pair.a, "Zed")
        with pytest.raises(NotWritable):
            uow.commit()
    assert kept_name(vault, pair.a) == ADA.name


def test_writing_is_possible_again_after_reading(vault: QuickVault, pair: Made) -> None:
    for turn in range(3):
        assert kept_name(vault, pair.a) == (ADA.name if turn == 0 else f"Zed {turn - 1}")
        with UnitOfWork(vault.spaces, SHARED) as uow:
            say_name(uow, pair.a, f"Zed {turn}")
            uow.commit()


def test_statements_run_past_sqlalchemy_keep_to_the_transaction(vault: QuickVault, pair: Made) -> None:
    private = private_space(pair.a)
    kept, dropped = make.answer("touch.hugs"), make.answer("touch.massage")
    with UnitOfWork(vault.spaces, private) as uow:
        own = uow.private(pair.a)
        own.answers.save(kept, START)
        uow.commit()
        own.answers.save(dropped, START)
    with UnitOfWork(vault.spaces) as uow:
        own = uow.private(pair.a)
        assert own.answers.all() == (kept,)
        with pytest.raises(NotWritable):
            own.answers.save(dropped, START)
        with pytest.raises(NotWritable):
            own.sharing.unseal()


def test_outside_its_block_and_without_the_person(vault: QuickVault, pair: Made) -> None:
    uow = UnitOfWork(vault.spaces)
    with pytest.raises(RuntimeError):
        uow.connection(SHARED)
    vault.leave(pair.b)
    with uow, pytest.raises(NeedsBoth):
        uow.private(pair.b)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.commit()


def test_nothing_begins_before_it_is_used(vault: QuickVault) -> None:
    begun: list[str] = []
    for space in vault.spaces.ids:
        event.listen(vault.spaces.engine(space), "begin", lambda _, space=space: begun.append(space))
    with UnitOfWork(vault.spaces, SHARED):
        pass
    assert begun == []
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED)
    assert begun == [SHARED]


def test_a_commit_that_fails_leaves_the_space_as_the_disk_has_it(vault: QuickVault, pair: Made) -> None:
    def fail(_: Connection) -> None:
        raise VaultUnwritable("shared.db")

    engine = vault.spaces.engine(SHARED)
    event.listen(engine, "commit", fail)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED).exec_driver_sql("DELETE FROM said")
        with pytest.raises(VaultUnwritable) as caught:
            uow.commit()
        assert caught.value.detail == "shared.db"
    event.remove(engine, "commit", fail)
    assert copies(vault) > 0
