"""Check-ins and own dimensions in a real private file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.models.check_in import CheckIn, Dimension, DimensionArrangement, Occasion
from app.models.journal import moment_of
from app.storage import tables_private as tables
from tests.storage.made import Made
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged, private_of
from tests.support.quick_vault import QuickVault

AT = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)


def check_in(name: str = "1", at: datetime = AT, **said: Any) -> CheckIn:
    return CheckIn(**{"id": name, "at": at, "ratings": {"mood": 3}, **said})


def test_a_check_in_comes_back_whole(kept: KeptPrivate) -> None:
    made = [
        check_in(str(n), AT + timedelta(microseconds=n), note=text, occasion=Occasion.SCENE)
        for n, text in enumerate(TEXTS)
    ]
    with kept.write() as repos:
        for each in reversed(made):
            repos.check_ins.save(each)
    with kept.read() as repos:
        assert list(repos.check_ins.all()) == made


def test_more_than_are_validated_at_once_come_in_their_order(kept: KeptPrivate) -> None:
    made = [check_in(str(n), AT + timedelta(hours=n)) for n in range(450)]
    with kept.write() as repos:
        for each in made:
            repos.check_ins.save(each)
    with kept.read() as repos:
        assert list(repos.check_ins.all()) == made
        assert list(repos.check_ins.since(moment_of(made[400].at))) == made[400:]
        assert list(repos.check_ins.since(moment_of(made[3].at), moment_of(made[5].at))) == made[3:5]


def test_another_time_leaves_nothing_at_the_old_one(kept: KeptPrivate) -> None:
    with kept.write() as repos:
        repos.check_ins.save(check_in())
        repos.check_ins.save(check_in(at=AT + timedelta(days=1)))
    assert len(kept.rows(tables.check_in)) == 1


def test_a_time_that_is_taken_moves_on(kept: KeptPrivate) -> None:
    with kept.write() as repos:
        repos.check_ins.save(check_in("1"))
        assert repos.check_ins.free_time(check_in("1")) == AT
        assert repos.check_ins.free_time(check_in("2")) == AT + timedelta(microseconds=1)


def test_deleting(kept: KeptPrivate) -> None:
    with kept.write() as repos:
        repos.check_ins.save(check_in())
        assert repos.check_ins.delete("1")
        assert not repos.check_ins.delete("1")
    assert kept.rows(tables.check_in) == []


def test_own_dimensions_and_their_arrangement(kept: KeptPrivate) -> None:
    own = Dimension(id="own.1", title="Appetite", low="none", high="large", own=True)
    with kept.write() as repos:
        repos.dimensions.save(own)
        repos.arrangement.save(DimensionArrangement(order=("own.1", "mood"), hidden=frozenset({"stress"})))
    with kept.read() as repos:
        assert repos.dimensions.all() == (own,)
        assert repos.arrangement.get() == DimensionArrangement(order=("own.1", "mood"), hidden=frozenset({"stress"}))
    with kept.write() as repos:
        repos.arrangement.save(DimensionArrangement())
        assert repos.dimensions.delete("own.1")
    assert [key for key, _value in kept.rows(tables.pref)] == ["keyring.entries"]
    assert kept.rows(tables.own_dimension) == []


def test_it_is_kept_from_the_other_one(kept: KeptPrivate, vault: QuickVault, pair: Made) -> None:
    with kept.write() as repos:
        repos.check_ins.save(check_in())
    with private_of(vault, pair.b).read() as repos:
        assert repos.check_ins.all() == ()


@pytest.mark.parametrize("data", ['{"note": "%s"}', "not json %s", '{"id": "1", "at": "%s", "ratings": []}'])
def test_a_damaged_row_says_nothing_of_what_it_holds(kept: KeptPrivate, data: str) -> None:
    with kept.write() as repos:
        repos.check_ins.save(check_in())
        repos.dimensions.save(Dimension(id="own.1", title="x", own=True))
    kept.spoil(tables.check_in, data=data % MARKER)
    kept.spoil(tables.own_dimension, data=data % MARKER)
    with kept.read() as repos, damaged("check_in"):
        repos.check_ins.all()
    with kept.read() as repos, damaged("own_dimension"):
        repos.dimensions.all()
