"""Older copies of files put back: what narrows comes back, the rest waits to be chosen, and no era counts twice."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.ending import Ending
from app.models.said import SaidKind
from app.models.said_kinds import ERA, RESTS, BareMark
from app.storage.databases import private_space
from app.storage.restoring import OfferedRow
from app.storage.spaces import SHARED
from app.storage.tables_private import left_era, part
from app.storage.tables_shared import said as said_copy
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import BO, WORDS_A, WORDS_B, Made
from tests.support.quick_vault import QuickVault

PLAN = SaidKind("plan", AftercarePlan)


def say(vault: QuickVault, person: PersonId, key: str, words: str | None) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        if words is None:
            uow.parts.take_back(person, PLAN, key)
        else:
            uow.parts.say(person, PLAN, AftercarePlan(person=person, words=words), key)
        uow.commit()


def plans(vault: QuickVault, person: PersonId) -> dict[str, str]:
    with UnitOfWork(vault.spaces) as uow:
        return {said.key: said.body.words for said in uow.parts.of(person, PLAN)}


def copied(vault: QuickVault, person: PersonId) -> dict[str, bytes]:
    with UnitOfWork(vault.spaces) as uow:
        rows = uow.connection(SHARED).execute(select(said_copy).where(said_copy.c.author == person)).all()
    return {f"{row.kind}/{row.key}": row.data for row in rows}


def endings(vault: QuickVault) -> frozenset[Ending]:
    with UnitOfWork(vault.spaces) as uow:
        return frozenset().union(*map(uow.parts.endings, ("one", "two", "three")))


def rests(vault: QuickVault, person: PersonId) -> set[str]:
    with UnitOfWork(vault.spaces) as uow:
        return {said.key for said in uow.parts.of(person, RESTS)}


def era(vault: QuickVault, person: PersonId) -> str:
    with UnitOfWork(vault.spaces) as uow:
        said = uow.parts.get(person, ERA)
    assert said is not None
    return said.body.era


def offered(vault: QuickVault, person: PersonId) -> set[tuple[str, str, bool]] | None:
    with UnitOfWork(vault.spaces) as uow:
        restoring = uow.restoring(person)
        return {(row.kind, row.key, row.is_in_copy) for row in restoring.offered()} if restoring.is_pending else None


def choose(vault: QuickVault, person: PersonId, *rows: OfferedRow, everything: bool = False) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        restoring = uow.restoring(person)
        restoring.choose(restoring.offered() if everything else rows)
        assert uow.parts.put_right(person) == (), "nobody is accused"
        uow.commit(erase=True)


class Days:
    """Copies of a vault's files of five days."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.copies: list[dict[Path, bytes]] = []

    def keep(self) -> None:
        files = (self.made.file(self.made.a), self.made.file(self.made.b), self.made.shared_file)
        self.copies.append({path: path.read_bytes() for path in files})

    def put_back(self, path: Path, day: int) -> None:
        path.write_bytes(self.copies[day][path])


@pytest.fixture
def days(pair: Made) -> Days:
    """Five days on which Ada said, changed, took back, let rest and ended things."""
    days = Days(pair)

    def live(*acts: tuple[str, str | None], rest: str = "", ending: str = "") -> None:
        with pair.open() as vault:
            vault.unlock(pair.a, WORDS_A)
            vault.unlock(pair.b, WORDS_B)
            for key, words in acts:
                say(vault, pair.a, key, words)
            say(vault, pair.b, "of Bo", f"day {len(days.copies)}")
            with UnitOfWork(vault.spaces, SHARED) as uow:
                if rest:
                    uow.parts.say(pair.a, RESTS, BareMark(), rest)
                if ending:
                    uow.parts.end(pair.a, [Ending(ending)])
                uow.commit()
        days.keep()

    live(("kept", "kept"), ("changed", "before"), ("taken back", "secret"))
    live(("changed", "after"), ("taken back", None), ("new", "new"), rest="rests", ending="one")
    live(*((f"many {number}", "words") for number in range(30)), *((f"many {number}", None) for number in range(30)))
    live(ending="two")
    live(("changed", "last"))
    return days


@pytest.mark.parametrize(("own", "shared"), list(product(range(5), repeat=2)))
def test_only_an_own_space_older_than_its_copy_is_a_restored_one(days: Days, own: int, shared: int) -> None:
    made = days.made
    days.put_back(made.file(made.a), own)
    days.put_back(made.shared_file, shared)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert (offered(vault, made.a) is not None) is (own < shared)
    with made.open() as vault:
        vault.unlock(made.b, WORDS_B)
        assert offered(vault, made.b) is None
        assert plans(vault, made.b) == {"of Bo": "day 4"}


def test_what_narrows_comes_back_unasked_and_the_rest_waits(days: Days) -> None:
    made = days.made
    days.put_back(made.file(made.a), 0)
    with made.open() as vault:
        vault.unlock(made.b, WORDS_B)
        before, old_era = copied(vault, made.a), era(vault, made.a)
        vault.unlock(made.a, WORDS_A)
        assert endings(vault) == {Ending("one"), Ending("two")}
        assert rests(vault, made.a) == {"rests"}
        assert era(vault, made.a) != old_era
        assert plans(vault, made.a) == {"kept": "kept", "changed": "before", "taken back": "secret"}
        assert offered(vault, made.a) == {
            ("plan", "changed", True),
            ("plan", "new", True),
            ("plan", "taken back", False),
        }
        say(vault, made.a, "said meanwhile", "not copied yet")
        assert copied(vault, made.a) == before, "nothing of mine before I chose"
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a) == {
            ("plan", "changed", True),
            ("plan", "new", True),
            ("plan", "taken back", False),
        }
        assert copied(vault, made.a) == before
        with UnitOfWork(vault.spaces, SHARED) as uow:
            assert uow.parts.put_right(made.a) == ()
            uow.parts.end(made.a, [Ending("three")])
            uow.commit()
        vault.unlock(made.b, WORDS_B)
        vault.leave(made.a)
        assert Ending("three") in endings(vault), "an ending waits for nothing"


@pytest.mark.parametrize("everything", [True, False])
def test_choosing(days: Days, everything: bool) -> None:
    made = days.made
    days.put_back(made.file(made.a), 0)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        say(vault, made.a, "meanwhile", "mine")
        choose(vault, made.a, everything=everything)
        expected = {"kept": "kept", "meanwhile": "mine"}
        expected |= {"changed": "last", "new": "new"} if everything else {"changed": "before", "taken back": "secret"}
        assert plans(vault, made.a) == expected
        assert offered(vault, made.a) is None
        vault.unlock(made.b, WORDS_B)
        vault.leave(made.a)
        assert plans(vault, made.a) == expected
        assert endings(vault) == {Ending("one"), Ending("two")}
        assert rests(vault, made.a) == {"rests"}
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a) is None
        with UnitOfWork(vault.spaces, SHARED) as uow:
            assert uow.parts.put_right(made.a) == ()


def test_with_no_copy_left_to_compare_nothing_is_offered_as_gone(days: Days) -> None:
    """Before the person has chosen, the shared file is damaged."""
    made = days.made
    days.put_back(made.file(made.a), 0)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a)
    made.shared_file.write_bytes(b"damaged")
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a) == set()
        choose(vault, made.a, everything=True)
        assert plans(vault, made.a) == {"kept": "kept", "changed": "before", "taken back": "secret"}


def test_single_things_are_chosen(days: Days) -> None:
    made = days.made
    days.put_back(made.file(made.a), 0)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        choose(vault, made.a, OfferedRow("plan", "taken back", is_in_copy=False))
        assert plans(vault, made.a) == {"kept": "kept", "changed": "before"}


def test_rows_of_an_era_that_was_left_make_nothing_older(days: Days) -> None:
    """After restoring, the partner puts back every older copy of the shared file."""
    made = days.made
    days.put_back(made.file(made.a), 0)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        choose(vault, made.a, everything=True)
    for day in range(5):
        days.put_back(made.shared_file, day)
        with made.open() as vault:
            vault.unlock(made.a, WORDS_A)
            assert offered(vault, made.a) is None
            assert plans(vault, made.a) == {"kept": "kept", "changed": "last", "new": "new"}


def test_later_rows_of_an_era_that_was_left_make_nothing_older(days: Days) -> None:
    """When it was restored, the shared file was set back as well; then the later one is put back."""
    made = days.made
    days.put_back(made.file(made.a), 0)
    days.put_back(made.shared_file, 1)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        choose(vault, made.a, everything=True)
    days.put_back(made.shared_file, 4)
    with made.open() as vault:
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a) is None
        assert plans(vault, made.a) == {"kept": "kept", "changed": "after", "new": "new"}
        assert endings(vault) == {Ending("one")}


def test_put_back_a_second_time_it_is_restored_again_above_all_numbers(days: Days) -> None:
    made = days.made
    eras: set[str] = set()
    highest = 0
    for _ in range(3):
        days.put_back(made.file(made.a), 0)
        with made.open() as vault:
            vault.unlock(made.a, WORDS_A)
            assert offered(vault, made.a) is not None
            eras.add(era(vault, made.a))
            choose(vault, made.a, everything=True)
            with UnitOfWork(vault.spaces) as uow:
                n = uow.connection(private_space(made.a)).execute(select(part.c.n)).scalar_one()
            assert n > highest
            highest = n
            assert plans(vault, made.a) == {"kept": "kept", "changed": "last", "new": "new"}
    assert len(eras) == 3


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE said SET n = n + 1000 WHERE author = :me",
        "UPDATE said SET n = 9000000000000000000, proof = x'00'",
        "UPDATE said SET n = 'many'",
        "INSERT OR REPLACE INTO said SELECT author, kind, 'planted', n + 1000, format, salt, data, proof FROM said",
        "INSERT INTO said SELECT :me, kind, key || '!', n + 1000, format, salt, data, proof FROM said "
        "WHERE author <> :me",
    ],
)
def test_nobody_else_makes_it_older(days: Days, sql: str) -> None:
    made = days.made
    with made.open() as vault:
        vault.unlock(made.b, WORDS_B)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.connection(SHARED).execute(text(sql), {"me": made.a} if ":me" in sql else {})
            uow.commit()
        vault.unlock(made.a, WORDS_A)
        assert offered(vault, made.a) is None


def test_an_own_space_of_before_the_partner_joined(solo: Made) -> None:
    alone = solo.file(solo.a).read_bytes()
    with solo.open() as vault:
        vault.join_partner(solo.a, WORDS_A, BO)
        say(vault, solo.a, "together", "said to Bo")
    solo.file(solo.a).write_bytes(alone)
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        assert offered(vault, solo.a) == {("plan", "together", True)}
        choose(vault, solo.a, everything=True)
        assert plans(vault, solo.a) == {"together": "said to Bo"}
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        assert offered(vault, solo.a) is None
        with UnitOfWork(vault.spaces) as uow:
            assert uow.connection(private_space(solo.a)).execute(select(left_era)).all() != []
