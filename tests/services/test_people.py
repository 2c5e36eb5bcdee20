"""Who somebody is, they say themselves; what the shared file says of them never ends a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import InputError, NotYours, SameName
from app.models.person import Hue, MarkShape, Person, PersonMark
from app.models.said_kinds import PROFILE
from app.services.people import UNNAMED, people, profile_of, save_profile
from tests.support import factories as make
from tests.support.vaults import ALEX, SAM, SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        yield made


def say(vault: TestVault, profile: Person) -> None:
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.alex, PROFILE, profile)
        uow.commit()


def all_people(vault: TestVault) -> tuple[Person, ...]:
    with vault.unit() as uow:
        return people(uow)


@pytest.mark.parametrize(("shape", "hue"), list(itertools.product(MarkShape, Hue)))
def test_every_mark_comes_back(vault: TestVault, shape: MarkShape, hue: Hue) -> None:
    person = make.person(vault.alex, pronouns="any", mark=PersonMark(shape=shape, hue=hue, initial="Ω"))
    say(vault, person)
    with vault.unit() as uow:
        assert (profile_of(uow, vault.alex), profile_of(uow, vault.sam)) == (person, vault.people[1])
    if (shape, hue) != (vault.people[1].mark.shape, vault.people[1].mark.hue):
        assert all_people(vault) == (person, vault.people[1])


def test_they_come_in_the_order_of_joining(vault: TestVault) -> None:
    assert [person.name for person in all_people(vault)] == ["Alex", "Sam"]
    vault.service.leave(vault.alex)
    assert [person.name for person in all_people(vault)] == ["Alex", "Sam"]


def test_a_profile_of_somebody_else_is_nobodys(vault: TestVault) -> None:
    say(vault, make.person(vault.sam, name="Sam"))
    with vault.unit() as uow:
        assert profile_of(uow, vault.alex).id == vault.alex
        assert profile_of(uow, vault.alex).name == UNNAMED
        assert profile_of(uow, vault.sam) == vault.people[1]


LIKE_SAM = ("Sam", " sAm ", "S\u200bam", "\u200fSam", "\uff33\uff41\uff4d", "Sam\u2800", "Sam\ufe0f", "\u2060S am")


@pytest.mark.parametrize("name", LIKE_SAM)
def test_nobody_takes_their_partners_name(vault: TestVault, name: str) -> None:
    before = all_people(vault)
    with vault.unit(SHARED) as uow, pytest.raises(SameName):
        save_profile(uow, profile=make.person(vault.alex, name=name))
    assert all_people(vault) == before


@pytest.mark.parametrize("name", LIKE_SAM)
def test_nor_do_they_at_set_up(tmp_path: Path, name: str) -> None:
    with pytest.raises(SameName), vault_for(tmp_path / "vault", replace(ALEX, name=name), SAM):
        pass


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u3164", "\u2800\u2060", "\u115f"])
def test_a_name_can_be_seen(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError), vault_for(tmp_path / "vault", replace(ALEX, name=name), SAM):
        pass


def test_nobody_says_who_their_partner_is(vault: TestVault) -> None:
    vault.service.leave(vault.sam)
    with vault.unit(SHARED) as uow, pytest.raises(NotYours):
        save_profile(uow, profile=make.person(vault.sam, name="Robin"))


@pytest.mark.parametrize(
    "name", ["Samantha", "S\u00e0m", "\u0421\u043c", "\u5c71\u59c6", "\u0645\u0631\u064a\u0645", "Sam\u2019s"]
)
def test_every_other_name_is_theirs_to_choose(vault: TestVault, name: str) -> None:
    with vault.unit(SHARED) as uow:
        save_profile(uow, profile=make.person(vault.alex, name=name))
    assert [person.name for person in all_people(vault)] == [name, "Sam"]


@pytest.mark.parametrize("name", ["Sam", "S\u200bam", "s" + "a" * 98 + "m"])
def test_who_writes_themselves_a_partners_name_and_mark_is_still_told_apart(vault: TestVault, name: str) -> None:
    sam = vault.people[1].evolve(name=name) if len(name) > 9 else vault.people[1]
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.sam, PROFILE, sam)
        uow.parts.say(vault.alex, PROFILE, sam.evolve(id=vault.alex, name=name))
        uow.commit()
    one, other = all_people(vault)
    assert (one.name[-4:], other.name[-4:]) == (" (1)", " (2)")
    assert (one.mark.shape, one.mark.hue) != (other.mark.shape, other.mark.hue)
    with vault.unit(SHARED) as uow, pytest.raises(SameName):
        save_profile(uow, profile=make.person(vault.alex, name=name))
