"""When every page of a private file is due to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from app.storage.databases import private_space
from app.storage.page_check import EVERY, checked_on, is_due, note_checked, note_session
from tests.storage.made import WORDS_A, Made

TODAY = date(2026, 11, 29)
DAY = timedelta(days=1)


@pytest.fixture
def own(pair: Made) -> Iterator[Connection]:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with vault.spaces.writing(private_space(pair.a)) as connection:
            yield connection


def test_it_is_due_until_it_was_done_and_after_a_week(own: Connection) -> None:
    assert is_due(own, TODAY)
    assert checked_on(own) is None
    note_checked(own, TODAY)
    assert checked_on(own) == TODAY
    assert [is_due(own, TODAY + after) for after in (0 * DAY, EVERY - DAY, EVERY, -DAY)] == [False, False, True, True]


def test_a_session_that_never_ended_makes_it_due(own: Connection) -> None:
    note_checked(own, TODAY)
    for _session in range(3):
        note_session(own, ends=False)
        note_session(own, ends=True)
    assert not is_due(own, TODAY)
    note_session(own, ends=False)
    note_session(own, ends=False)
    assert is_due(own, TODAY)
    note_session(own, ends=True)
    assert is_due(own, TODAY), "until it was done"
    note_checked(own, TODAY)
    assert not is_due(own, TODAY)
