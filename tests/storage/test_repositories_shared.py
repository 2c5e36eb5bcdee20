"""The shared space on a real encrypted file: what is kept comes back exactly, without times or authors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from app.models.signal import Level
from app.storage import tables_shared as tables
from app.storage.repositories_shared import SharedRepositories
from tests.storage.repositories import MARKER, KeptShared, damaged, shared_of
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


SPOILED: list[tuple[Table, Callable[[SharedRepositories], object]]] = [
    (tables.signal, lambda ours: ours.signals.all()),
]


@pytest.mark.parametrize(("table", "look"), SPOILED, ids=lambda value: getattr(value, "name", ""))
def test_a_spoiled_row_names_its_table_and_nothing_else(
    kept: KeptShared, table: Table, look: Callable[[SharedRepositories], object]
) -> None:
    with kept.write() as ours:
        ours.signals.save(make.signal())
    with kept.read() as ours:
        assert look(ours)
    for data in (MARKER, f'{{"id": "{MARKER}!"}}', f'["{MARKER}', f'{{"{MARKER}": 1}}', "null", "[]"):
        kept.spoil(table, data=data)
        with damaged(table.name), kept.read() as ours:
            look(ours)


@pytest.mark.parametrize("data", ["", "{0},{0}"], ids=["empty", "doubled"])
def test_a_row_is_exactly_one_model(kept: KeptShared, data: str) -> None:
    with kept.write() as ours:
        ours.signals.save(make.signal())
    kept.spoil(tables.signal, data=data.replace("{0}", make.signal().model_dump_json()))
    with damaged("signal"), kept.read() as ours:
        ours.signals.all()


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
    assert not {c for c in columns if "person" in c.split(".")[1]}
