"""How far a long act is, told in bytes, and stopping it within a statement."""

from __future__ import annotations

import pytest

from app.storage.databases import private_space
from app.storage.watching import Watch, watched
from tests.storage.made import WORDS_A, Made
from tests.storage.stopping import EndedHere, Stopping


def test_a_long_statement_ends_where_somebody_stops_it(pair: Made) -> None:
    stopping = Stopping(3)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with vault.spaces.connection(private_space(pair.a)) as own:
            raw = own.connection.dbapi_connection
            assert raw is not None
            with pytest.raises(EndedHere), watched(raw, stopping):
                raw.execute(endless)
            assert raw.execute("SELECT 1").fetchone() == (1,), "and watches no longer"


def test_an_error_that_nobody_asked_for_is_its_own(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with vault.spaces.connection(private_space(pair.a)) as own:
            raw = own.connection.dbapi_connection
            assert raw is not None
            with pytest.raises(Exception, match="no such table"), watched(raw, Stopping()):
                raw.execute("SELECT * FROM no_such_table")


def test_a_pass_ends_with_all_of_its_bytes_however_it_was_told() -> None:
    counting = Stopping()
    with Watch(counting).passing(100) as at:
        for position in (10, 5, 40, 400):
            at(position)
    assert counting.handled == 100
    with pytest.raises(EndedHere), Watch(Stopping(1)).passing(100) as at:
        at(1)
