"""A unit of work reads every open space, writes one, and keeps nothing that was not committed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event

from app.errors import NeedsBoth, VaultUnwritable
from app.models.base import PersonId
from app.storage.databases import NotWritable
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, BO, WORDS_B, Made
from tests.support import factories as make
from tests.support.clock import START
from tests.support.quick_vault import QuickVault


def name_of(vault: QuickVault, person: PersonId) -> str:
    with UnitOfWork(vault.spaces) as uow:
        return next(p.name for p in uow.shared.people.all() if p.id == person)


def rename(uow: UnitOfWork, person: PersonId, name: str) -> None:
    uow.shared.people.save(ADA.profile(person).evolve(name=name))


def fail_after_renaming(uow: UnitOfWork, person: PersonId) -> None:
    rename(uow, person, "Zed")
    raise ValueError("of our own")


def test_leaving_rolls_back(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        rename(uow, pair.a, "Zed")
    assert name_of(vault, pair.a) == ADA.name
    with pytest.raises(ValueError, match="own"), UnitOfWork(vault.spaces, SHARED) as uow:
        fail_after_renaming(uow, pair.a)
    assert name_of(vault, pair.a) == ADA.name


def test_commit_keeps_and_what_follows_is_another_transaction(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        assert uow.write_space == SHARED
        rename(uow, pair.a, "Zed")
        uow.commit()
        rename(uow, pair.a, "Not kept")
    assert name_of(vault, pair.a) == "Zed"


def test_it_survives_being_reopened(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        rename(uow, pair.a, "Zed")
        uow.commit()
    vault.close()
    with pair.open() as again:
        again.unlock(pair.b, WORDS_B)
        assert name_of(again, pair.a) == "Zed"


def test_other_spaces_can_only_be_read(vault: QuickVault, pair: Made) -> None:
    private = private_space(pair.a)
    with UnitOfWork(vault.spaces, private) as uow:
        assert uow.private(pair.b).profile.get()
        with pytest.raises(NotWritable):
            uow.private(pair.b).profile.save(BO.profile(pair.b).evolve(name="Zed"))
        uow.private(pair.a).profile.save(ADA.profile(pair.a).evolve(name="Zed"))
        with pytest.raises(NotWritable):
            rename(uow, pair.a, "Zed")
        uow.commit()
    with UnitOfWork(vault.spaces) as uow:
        assert uow.private(pair.a).profile.get().name == "Zed"
        with pytest.raises(NotWritable):
            rename(uow, pair.a, "Zed")
        with pytest.raises(NotWritable):
            uow.commit()
    assert name_of(vault, pair.a) == ADA.name


def test_writing_is_possible_again_after_reading(vault: QuickVault, pair: Made) -> None:
    for turn in range(3):
        assert name_of(vault, pair.a) == (ADA.name if turn == 0 else f"Zed {turn - 1}")
        with UnitOfWork(vault.spaces, SHARED) as uow:
            rename(uow, pair.a, f"Zed {turn}")
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


def test_a_profile_of_somebody_else_has_no_place_in_a_private_space(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, private_space(pair.a)) as uow, pytest.raises(ValueError, match="own person"):
        uow.private(pair.a).profile.save(ADA.profile(pair.b))


def test_outside_its_block_and_without_the_person(vault: QuickVault, pair: Made) -> None:
    uow = UnitOfWork(vault.spaces)
    with pytest.raises(RuntimeError):
        _ = uow.shared
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
        uow.shared.people.all()
    assert begun == [SHARED]


def test_a_commit_that_fails_leaves_the_space_as_the_disk_has_it(vault: QuickVault, pair: Made) -> None:
    def fail(_: Connection) -> None:
        raise VaultUnwritable("shared.db")

    engine = vault.spaces.engine(SHARED)
    event.listen(engine, "commit", fail)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.shared.people.save(ADA.profile(PersonId("f" * 32)))
        with pytest.raises(VaultUnwritable) as caught:
            uow.commit()
        assert caught.value.detail == "shared.db"
    event.remove(engine, "commit", fail)
    with UnitOfWork(vault.spaces) as uow:
        assert [person.id for person in uow.shared.people.all()] == [pair.a, pair.b]
