"""A part is read from its owner's space; the shared copy never changes it, and is put right."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event, text

from app.errors import InputError, NeedsBoth, VaultUnwritable
from app.models.aftercare import AftercarePlan
from app.models.base import PersonId
from app.models.ending import Ending
from app.models.said import Said, SaidKind
from app.storage.databases import NotWritable
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, Made
from tests.support.quick_vault import QuickVault

PLAN = SaidKind("plan", AftercarePlan)


def plan(person: PersonId, words: str = "tea") -> AftercarePlan:
    return AftercarePlan(person=person, words=words)


def say(vault: QuickVault, person: PersonId, words: str = "tea", key: str = "") -> str:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        commitment = uow.parts.say(person, PLAN, plan(person, words), key)
        uow.commit()
    return commitment


def said(vault: QuickVault, person: PersonId, key: str = "") -> Said[AftercarePlan] | None:
    with UnitOfWork(vault.spaces) as uow:
        return uow.parts.get(person, PLAN, key)


def words_of(vault: QuickVault, person: PersonId, key: str = "") -> str | None:
    found = said(vault, person, key)
    return None if found is None else found.body.words


def tamper(vault: QuickVault, sql: str, **values: object) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED).execute(text(sql), values)
        uow.commit()


def put_right(vault: QuickVault, person: PersonId) -> tuple[str, ...]:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        foreign = uow.parts.put_right(person)
        uow.commit()
    return foreign


def test_what_is_said_is_in_both_files_and_survives_locking(vault: QuickVault, pair: Made) -> None:
    commitment = say(vault, pair.a)
    vault.close()
    for person, words in ((pair.a, WORDS_A), (pair.b, WORDS_B)):
        with pair.open() as again:
            again.unlock(person, words)
            found = said(again, pair.a)
            assert found is not None
            assert (found.author, found.body, found.commitment) == (pair.a, plan(pair.a), commitment)


def test_saying_the_same_again_writes_nothing(vault: QuickVault, pair: Made) -> None:
    first = say(vault, pair.a)
    assert say(vault, pair.a) == first
    assert say(vault, pair.a, "water") != first


def test_all_lists_both_parts_by_key(vault: QuickVault, pair: Made) -> None:
    say(vault, pair.b, "one", "x/2")
    say(vault, pair.b, "two", "x/1")
    say(vault, pair.a, "three", "x/3")
    say(vault, pair.a, "elsewhere", "y/1")
    with UnitOfWork(vault.spaces) as uow:
        assert [(s.author, s.body.words) for s in uow.parts.all(PLAN, "x/")] == [
            (pair.a, "three"),
            (pair.b, "two"),
            (pair.b, "one"),
        ]
        assert uow.parts.count(pair.a, PLAN) == 2


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
        with pytest.raises(VaultUnwritable):
            uow.commit()
    event.remove(engine, "commit", fail)
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


def test_junk_in_the_shared_file_costs_one_row(vault: QuickVault, pair: Made) -> None:
    say(vault, pair.a, "kept", "1")
    for n, junk in enumerate((b"", b"{", b"[]", b"\xff", b'{"person":1}', b" " + b"{}", b"9" * 5000)):
        say(vault, pair.a, "spoilt", f"2{n}")
        vault.leave(pair.a)
        tamper(vault, "UPDATE said SET data = :junk WHERE key = :key", junk=junk, key=f"2{n}")
        with UnitOfWork(vault.spaces) as uow:
            assert [s.body.words for s in uow.parts.of(pair.a, PLAN) if s.key == f"2{n}" or s.key == "1"] == ["kept"]
        vault.unlock(pair.a, WORDS_A)
        assert words_of(vault, pair.a, f"2{n}") == "spoilt"


def test_nobody_speaks_for_somebody_who_is_not_here(vault: QuickVault, pair: Made) -> None:
    vault.leave(pair.b)
    with UnitOfWork(vault.spaces, SHARED) as uow, pytest.raises(NeedsBoth):
        uow.parts.say(pair.b, PLAN, plan(pair.b))
    with UnitOfWork(vault.spaces, SHARED) as uow, pytest.raises(NeedsBoth):
        uow.parts.end(pair.b, [Ending("agreed")])
    with UnitOfWork(vault.spaces) as uow, pytest.raises(NotWritable):
        uow.parts.say(pair.a, PLAN, plan(pair.a))


@pytest.mark.parametrize("words", ["a\x00b", "\x1b[2J", "x\u202ey", "\u2066z", "\x7f"])
def test_control_characters_and_overrides_of_direction_are_refused(vault: QuickVault, pair: Made, words: str) -> None:
    with pytest.raises(InputError):
        say(vault, pair.a, words)
    assert said(vault, pair.a) is None


def test_erased_words_are_in_no_part(vault: QuickVault, pair: Made) -> None:
    say(vault, pair.a)
    with UnitOfWork(vault.spaces, SHARED) as uow:
        assert uow.parts.erase(pair.a, PLAN)
        assert not uow.parts.erase(pair.a, PLAN, "never said")
        uow.commit(erase=True)
    assert said(vault, pair.a) is None
    vault.leave(pair.a)
    assert said(vault, pair.a) is None


def test_an_ending_that_was_seen_stays_ended(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.parts.end(pair.b, [Ending("agreed")])
        uow.parts.note_seen(pair.a, [Ending("agreed")])
        uow.commit()
    vault.leave(pair.b)
    tamper(vault, "DELETE FROM ended")
    with UnitOfWork(vault.spaces) as uow:
        assert uow.parts.endings("agreed") == {Ending("agreed")}
        assert uow.parts.seen(pair.a) == {Ending("agreed")}
