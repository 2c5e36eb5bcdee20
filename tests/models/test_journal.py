"""Journal entries: when an entry is blank, their labels, and their order in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.journal import (
    Boundary,
    EntryKind,
    EntryText,
    JournalQuery,
    LabelRole,
    at_of,
    moment_of,
)

times = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))


@given(times, times)
def test_moments_order_entries_as_their_times_do(one: datetime, other: datetime) -> None:
    assert at_of(moment_of(one)) == one
    assert (moment_of(one) < moment_of(other)) == (one < other)


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=5)))
    assert moment_of(at) == moment_of(at.astimezone(UTC))


@pytest.mark.parametrize("fields", [{"title": " "}, {"body": "x"}, {"tags": ("a",)}, {"ways": ("a",)}, {"for_us": "x"}])
def test_anything_written_or_picked_makes_an_entry(fields: dict[str, Any]) -> None:
    assert not EntryText(**fields).is_blank


@pytest.mark.parametrize("kind", EntryKind)
def test_a_kind_or_a_boundary_alone_makes_no_entry(kind: EntryKind) -> None:
    assert all(EntryText(kind=kind, boundary=boundary).is_blank for boundary in Boundary)


def test_each_role_has_its_labels() -> None:
    text = EntryText(feelings=("feeling",), fears=("fear",), values=("value",), needs=("need",), tags=("tag",))
    assert {role: text.labels(role) for role in LabelRole} == {role: (role.value,) for role in LabelRole}


def test_a_search_without_conditions_is_for_everything() -> None:
    assert JournalQuery().is_everything
    assert not JournalQuery(words="x").is_everything
    assert not JournalQuery(since=0).is_everything
