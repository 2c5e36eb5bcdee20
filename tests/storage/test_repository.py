"""Models as JSON rows: a damaged row names its table and quotes nothing, and errors hold no content."""

from __future__ import annotations

import traceback

import pytest
from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError

from app.models.base import ActivityId
from app.storage import tables_private as tables
from app.storage.repository import PreparedStatement
from tests.storage.repositories import MARKER, KeptPrivate, damaged
from tests.support import factories as make


def test_a_long_list_comes_back_whole_and_a_spoiled_row_in_it_is_found(kept: KeptPrivate) -> None:
    entries = tuple(make.entry(ActivityId(f"own.{number:04x}"), title=str(number)) for number in range(600))
    with kept.write() as own:
        for entry in entries:
            own.entries.save(entry)
    with kept.read() as own:
        assert own.entries.all() == entries
    with kept.unit() as uow:
        last = tables.entry.c.id == entries[-1].id
        uow.connection(kept.space).execute(tables.entry.update().where(last).values(data=MARKER))
    with damaged("entry"), kept.read() as own:
        own.entries.all()


def test_an_exception_of_the_database_quotes_no_row(kept: KeptPrivate) -> None:
    row = {"activity_id": MARKER, "direction": "sideways", "data": MARKER}
    with pytest.raises(IntegrityError) as caught, kept.unit() as uow:
        uow.connection(kept.space).execute(tables.answer.insert().values(**row))
    assert MARKER not in str(caught.value)


def test_nor_does_one_of_a_statement_run_past_sqlalchemy(kept: KeptPrivate) -> None:
    statement = PreparedStatement(tables.answer.insert().values({c.name: bindparam(c.name) for c in tables.answer.c}))
    row = {**dict.fromkeys(tables.answer.c.keys()), "activity_id": MARKER, "direction": "sideways", "data": MARKER}
    with pytest.raises(IntegrityError) as caught, kept.unit() as uow:
        statement.run(uow.connection(kept.space), row)
    assert MARKER not in "".join(traceback.format_exception(caught.value))
    assert kept.rows(tables.answer) == []
