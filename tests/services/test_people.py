"""Who somebody is, they say themselves; what the shared file says of them never ends a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.person import Hue, MarkShape, Person, PersonMark
from app.models.said_kinds import PROFILE
from app.services.people import UNNAMED, people, profile_of
from tests.support import factories as make
from tests.support.vaults import SHARED, TestVault, vault_for


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
