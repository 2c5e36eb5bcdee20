"""A part is read from its owner's space while that is open."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from app.errors import NeedsBoth
from app.models.base import PersonId
from app.models.ending import Ending
from app.storage.database_errors import NotWritable
from app.storage.parts import Parts
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, Made
from tests.storage.plans import PLAN, plan, said, say, tamper, words_of
from tests.support.quick_vault import QuickVault


def test_what_is_said_is_in_both_files_and_survives_locking(vault: QuickVault, pair: Made) -> None:
    commitment = say(vault, pair.a)
    vault.close()
    for person, words in ((pair.a, WORDS_A), (pair.b, WORDS_B)):
        with pair.open() as again:
            again.unlock(person, words)
            found = said(again, pair.a)
            assert found is not None
            assert (found.author, found.body, found.commitment) == (pair.a, plan(pair.a), commitment)


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


WRITES: dict[str, Callable[[Parts, PersonId], object]] = {
    "say": lambda parts, me: parts.say(me, PLAN, plan(me, "more")),
    "keep_words": lambda parts, me: parts.keep_words(me, PLAN, ""),
    "take_back": lambda parts, me: parts.take_back(me, PLAN),
    "erase": lambda parts, me: parts.erase(me, PLAN),
    "end": lambda parts, me: parts.end(me, [Ending("agreed")]),
    "note_seen": lambda parts, me: parts.note_seen(me, [Ending("agreed")]),
    "put_right": lambda parts, me: parts.put_right(me),
    "erase_all": lambda parts, me: parts.erase_all(me),
    "forget_endings": lambda parts, me: parts.forget_endings(me),
}
READS = {"all", "of", "get", "keys", "count", "words", "once", "endings", "ended_by", "seen", "times_said", "state"}


@pytest.mark.parametrize("name", WRITES)
def test_what_was_found_once_is_found_again_after_every_write(vault: QuickVault, pair: Made, name: str) -> None:
    say(vault, pair.a)
    found = []
    with UnitOfWork(vault.spaces, SHARED) as uow:
        for _ in range(2):
            uow.parts.once("key", lambda: found.append(name))
        assert found == [name]
        WRITES[name](uow.parts, pair.a)
        uow.parts.once("key", lambda: found.append(name))
    assert found == [name, name]


def test_every_method_is_known_to_read_or_to_write() -> None:
    methods = {name for name, each in vars(Parts).items() if inspect.isfunction(each) and not name.startswith("_")}
    assert methods == READS | WRITES.keys()


def test_what_is_said_is_read_back_in_the_same_act(vault: QuickVault, pair: Made) -> None:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        assert uow.parts.get(pair.a, PLAN) is None
        assert uow.parts.of(pair.a, PLAN) == ()
        uow.parts.say(pair.a, PLAN, plan(pair.a))
        assert [said.body for said in uow.parts.of(pair.a, PLAN)] == [plan(pair.a)]
        assert uow.parts.get(pair.a, PLAN) is not None
