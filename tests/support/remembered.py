"""Rows that are read over and over are decoded once: what a row says depends on nothing but the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from app.models.agreement import Yes, YesSaid, yes_of
from app.models.base import Model
from app.models.said import Said, SaidKind
from app.models.said_kinds import PartEra
from app.services import agreement_store, endings_seen
from app.storage import parts
from app.storage.said_rows import SaidRow

MOST = 20_000
"""How many rows are remembered."""
LONGEST = 20_000
"""The bytes of the longest row that is remembered."""

_decode, _find = parts._said, yes_of  # the two functions that cost most
_said: dict[tuple[object, ...], Said[Any] | None] = {}
_yeses: dict[tuple[object, ...], Yes | None] = {}


@pytest.fixture(scope="module", autouse=True)
def decoded_once() -> Iterator[None]:
    """Decode each row once: the tests of a folder read the same sample thousands of times."""
    with rows_remembered():
        yield


@contextmanager
def rows_remembered() -> Iterator[None]:
    """Within the block, every row is decoded once. Half of a long walk is spent on decoding without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_said", _remembered)
        for module in (agreement_store, endings_seen):
            patch.setattr(module, "yes_of", _remembered_yes)
        yield


def _remembered(kind: SaidKind[Model], row: SaidRow, trusted: bool) -> Said[Model] | None:
    if not isinstance(row.data, bytes) or len(row.data) > LONGEST:
        return _decode(kind, row, trusted)
    key = (kind.body, row, trusted, *map(type, row))  # 1, 1.0 and True are equal, but not the same row
    if key not in _said:
        _make_room(_said)
        _said[key] = _decode(kind, row, trusted)
    return _said[key]


def _remembered_yes(row: Said[YesSaid], space: str, eras: Sequence[PartEra]) -> Yes | None:
    key = (row.author, row.key, row.commitment, row.n, space, *((each.person, each.era) for each in eras))
    if key not in _yeses:
        _make_room(_yeses)
        _yeses[key] = _find(row, space, eras)
    return _yeses[key]


def _make_room(remembered: dict[Any, Any]) -> None:
    if len(remembered) >= MOST:
        remembered.clear()
