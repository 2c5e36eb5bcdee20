"""Aftercare: each says what they need, and alone what they can give of what the partner needs."""

from __future__ import annotations

import pytest

from app.errors import NotYours, Stale
from app.models.aftercare import AftercarePlan, AnsweredNeed, CareKind, CareNeed, Giving
from app.models.base import PersonId
from app.models.said_kinds import AFTERCARE, CAN_GIVE
from app.services import care, taking_back
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.attacks.tampering import plant
from tests.support import factories as make
from tests.support.vaults import TestVault

HELD = CareNeed(kind=CareKind.EMOTIONAL, text="To be held")
WATER = CareNeed(kind=CareKind.PHYSICAL, text="A glass of water")


def save(vault: TestVault, plan: AftercarePlan) -> None:
    with vault.unit(SHARED) as uow:
        care.save_aftercare(uow, plan=plan)


def plans(vault: TestVault) -> tuple[AftercarePlan, ...]:
    with vault.unit() as uow:
        return care.aftercare(uow)


def answer(vault: TestVault, need: CareNeed, giving: Giving | None, words: str = "") -> None:
    with vault.unit(SHARED) as uow:
        care.say_can_give(uow, person=vault.sam, need=need, giving=giving, words=words)


def answered(vault: TestVault) -> list[tuple[str, Giving | None]]:
    with vault.unit() as uow:
        return [(each.need.text, _giving(each)) for each in care.answered_needs(uow)]


def _giving(each: AnsweredNeed) -> Giving | None:
    return None if each.answer is None else each.answer.giving


def test_only_somebody_who_is_here_writes_their_plan(vault: TestVault) -> None:
    mine, theirs = make.plan(vault.alex, needs=(HELD,)), make.plan(vault.sam, words="Slowly.")
    save(vault, mine)
    save(vault, theirs)
    vault.service.leave(vault.sam)
    assert plans(vault) == (mine, theirs)
    with pytest.raises(NotYours):
        save(vault, theirs.evolve(words="Faster."))
    with vault.unit(SHARED) as uow, pytest.raises(NotYours):
        taking_back.take_back(uow, person=vault.sam, kind=AFTERCARE.name)


def test_a_plan_that_is_taken_back_or_emptied_is_in_no_file(vault: TestVault) -> None:
    for empty in (False, True):
        save(vault, make.plan(vault.alex, words="Quillfeather"))
        if empty:
            save(vault, AftercarePlan(person=vault.alex))
        else:
            with vault.unit(SHARED) as uow:
                taking_back.take_back(uow, person=vault.alex, kind=AFTERCARE.name)
        assert plans(vault) == ()
        with vault.unit() as uow:
            for space in (SHARED, private_space(vault.alex)):
                assert b"Quillfeather" not in b"".join(_data(uow, space))


def _data(uow: UnitOfWork, space: str) -> list[bytes]:
    connection = uow.connection(SHARED if space == SHARED else private_space(PersonId(space)))
    return list(connection.exec_driver_sql("SELECT data FROM said").scalars())


def test_a_plan_speaks_for_its_author_only(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.alex, AFTERCARE, make.plan(vault.sam))
        uow.parts.say(vault.alex, AFTERCARE, make.plan(vault.alex), "another key")
        uow.commit()
    assert plans(vault) == ()


def test_the_partner_says_what_they_can_give(vault: TestVault) -> None:
    save(vault, make.plan(vault.alex, needs=(HELD, WATER)))
    assert answered(vault) == [("To be held", None), ("A glass of water", None)]
    answer(vault, HELD, Giving.NOT_ME)
    answer(vault, WATER, Giving.A_LITTLE)
    answer(vault, WATER, Giving.GLADLY)
    assert answered(vault) == [("To be held", Giving.NOT_ME), ("A glass of water", Giving.GLADLY)]
    with vault.unit() as uow:
        assert [each.asks_elsewhere for each in care.answered_needs(uow)] == [True, False]
        assert uow.parts.count(vault.sam, CAN_GIVE) == 2
        assert uow.parts.count(vault.alex, CAN_GIVE) == 0
    answer(vault, HELD, None)
    assert answered(vault)[0] == ("To be held", None)


def test_an_answer_counts_for_no_other_words(vault: TestVault) -> None:
    save(vault, make.plan(vault.alex, needs=(WATER,)))
    answer(vault, WATER, Giving.GLADLY)
    save(vault, make.plan(vault.alex, needs=(HELD,)))
    assert answered(vault) == [("To be held", None)]


def test_an_answer_holds_none_of_the_partners_words(vault: TestVault) -> None:
    save(vault, make.plan(vault.alex, needs=(HELD,)))
    answer(vault, HELD, Giving.GLADLY)
    with vault.unit() as uow:
        assert all(b"To be held" not in data for data in _data(uow, vault.sam))


def test_only_the_giver_says_it_and_only_about_what_is_needed(vault: TestVault) -> None:
    save(vault, make.plan(vault.alex, needs=(HELD,)))
    with pytest.raises(Stale):
        answer(vault, WATER, Giving.GLADLY)
    with vault.unit(SHARED) as uow, pytest.raises(Stale):
        care.say_can_give(uow, person=vault.alex, need=HELD, giving=Giving.GLADLY)
    answer(vault, HELD, Giving.NOT_ME)
    with vault.unit() as uow:
        said = uow.parts.of(vault.sam, CAN_GIVE)[0]
    plant(vault, vault.sam, CAN_GIVE, b'{"giving":"gladly"}', said.key)
    assert answered(vault) == [("To be held", Giving.NOT_ME)]
    vault.service.leave(vault.sam)
    with pytest.raises(NotYours):
        answer(vault, HELD, Giving.GLADLY)
