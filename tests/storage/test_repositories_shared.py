"""The shared space on a real encrypted file: what is kept comes back exactly, without times or authors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from app.models.agreement import blockers, covers
from app.models.signal import Level
from app.storage import tables_shared as tables
from app.storage.repositories_shared import SharedRepositories
from tests.storage.repositories import CONTROLS, MARKER, KeptShared, damaged, shared_of
from tests.support import factories as make
from tests.support.quick_vault import QuickVault


@pytest.fixture
def kept(vault: QuickVault) -> KeptShared:
    return shared_of(vault)


def test_signals_keep_their_places(kept: KeptShared) -> None:
    first, second = make.signal("z"), make.signal("a", Level.YELLOW)
    with kept.write() as ours:
        for signal in (first, second, first.evolve(practised_on=make.TODAY)):
            ours.signals.save(signal)
        ours.signals.save(make.signal("new", Level.GREEN))
    with kept.write() as ours:
        assert [signal.id for signal in ours.signals.all()] == ["z", "a", "new"]
        assert ours.signals.all()[0].practised_on == make.TODAY
        ours.signals.replace((second, first))
        ours.signals.save(second.evolve(meaning="slow down"))
    with kept.write() as ours:
        assert ours.signals.all() == (second.evolve(meaning="slow down"), first)
        ours.signals.delete("a")
        ours.signals.delete("a")
    with kept.read() as ours:
        assert ours.signals.all() == (first,)


def test_one_yes_of_each_person_to_a_draft(kept: KeptShared) -> None:
    document = make.document()
    later = make.yes(document, signature=bytes(range(256)))
    with kept.write() as ours:
        for yes in (make.yes(document), make.yes(document, make.SAM), later, make.yes(make.document("draft2"))):
            ours.yeses.save(yes)
    with kept.write() as ours:
        assert set(ours.yeses.of("draft1")) == {later, make.yes(document, make.SAM)}
        assert all(covers(yes, document) for yes in ours.yeses.of("draft1"))
        ours.yeses.delete("draft1", make.ALEX)
        ours.yeses.delete("draft1", make.ALEX)
    with kept.read() as ours:
        assert ours.yeses.of("draft1") == (make.yes(document, make.SAM),)
        assert len(ours.yeses.of("draft2")) == 1
        assert ours.yeses.of("none") == ()


def test_an_agreement_comes_back_to_the_last_byte(kept: KeptShared) -> None:
    document = make.document(title=CONTROLS)
    agreement = make.agreement(of=document)
    with kept.write() as ours:
        ours.agreements.save(agreement)
    with kept.read() as ours:
        found = ours.agreements.get(agreement.id)
    assert found == agreement
    assert found is not None
    assert found.document.version == document.version
    assert [yes.signature for yes in found.yeses] == [yes.signature for yes in agreement.yeses]
    assert blockers(found.document, (make.ALEX, make.SAM), found.yeses) == ()


def test_versions_of_an_agreement_and_the_day_one_ended(kept: KeptShared) -> None:
    first, second = make.agreement("z"), make.agreement("a", number=2)
    other = make.agreement("other", make.document("draft2"))
    with kept.write() as ours:
        for agreement in (first, second, other):
            ours.agreements.save(agreement)
        ours.agreements.end("z", make.REVIEW)
        ours.agreements.end("z", make.REVIEW + timedelta(days=9))
        ours.agreements.end("none", make.REVIEW)
    with kept.read() as ours:
        assert ours.agreements.all() == (first.evolve(ended_on=make.REVIEW), second, other)
        assert ours.agreements.of("draft1") == (first.evolve(ended_on=make.REVIEW), second)
        assert ours.agreements.of("none") == ()
        assert ours.agreements.get("none") is None
    with pytest.raises(IntegrityError), kept.write() as ours:
        ours.agreements.save(make.agreement("third", number=2))


def test_a_withdrawal_twice_is_one(kept: KeptShared) -> None:
    some, whole = make.withdrawal(), make.withdrawal("all", clause_ids=None)
    with kept.write() as ours:
        for withdrawal in (some, whole, some):
            ours.withdrawals.save(withdrawal)
    with kept.read() as ours:
        assert set(ours.withdrawals.all()) == {some, whole}
        assert len(ours.withdrawals.all()) == 2


SPOILED: list[tuple[Table, Callable[[SharedRepositories], object]]] = [
    (tables.signal, lambda ours: ours.signals.all()),
    (tables.yes, lambda ours: ours.yeses.of("draft1")),
    (tables.agreement, lambda ours: ours.agreements.get("agreement1")),
    (tables.withdrawal, lambda ours: ours.withdrawals.all()),
]


@pytest.mark.parametrize(("table", "look"), SPOILED, ids=lambda value: getattr(value, "name", ""))
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptShared, table: Table, look: Callable[[SharedRepositories], object]
) -> None:
    with kept.write() as ours:
        ours.signals.save(make.signal())
        ours.yeses.save(make.yes())
        ours.agreements.save(make.agreement())
        ours.withdrawals.save(make.withdrawal())
    with kept.read() as ours:
        assert look(ours)
    for data in (MARKER, f'{{"id": "{MARKER}!"}}', f'["{MARKER}', f'{{"{MARKER}": 1}}', "null", "[]"):
        kept.spoil(table, data=data)
        with damaged(table.name), kept.read() as ours:
            look(ours)


@pytest.mark.parametrize("data", ["", "{0},{0}"], ids=["empty", "doubled"])
def test_a_row_is_exactly_one_model(kept: KeptShared, data: str) -> None:
    with kept.write() as ours:
        ours.withdrawals.save(make.withdrawal())
    kept.spoil(tables.withdrawal, data=data.replace("{0}", make.withdrawal().model_dump_json()))
    with damaged("withdrawal"), kept.read() as ours:
        ours.withdrawals.all()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.signal, {"id": "s", "level": "purple"}),
    ],
)
def test_rows_that_no_model_makes_are_refused(kept: KeptShared, table: Table, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), kept.unit() as uow:
        uow.connection(kept.space).execute(table.insert().values(data="{}", **values))
    assert kept.rows(table) == []


def test_no_column_says_who_did_something_or_when() -> None:
    columns = {f"{table.name}.{column.name}" for table in tables.shared_metadata.sorted_tables for column in table.c}
    told = {c for c in columns if any(c.endswith(end) for end in ("_at", "_on", ".at", ".on", ".day", ".by", "_by"))}
    assert told == set()
    assert {c for c in columns if "person" in c.split(".")[1]} == {
        "yes.person_id",
    }
