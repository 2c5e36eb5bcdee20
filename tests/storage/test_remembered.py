"""Decoding each row once for all tests finds what decoding it every time finds."""

from __future__ import annotations

from typing import Any

import pytest

from app.models.base import PersonId
from app.models.canonical import encode
from app.models.said import FORMAT, SALT_SIZE
from app.models.said_kinds import RESTS, TERM, BareMark, TermSaid
from app.storage import parts
from app.storage.said_rows import SaidRow
from tests.support.remembered import LONGEST, rows_remembered

AUTHOR = PersonId("a" * 32)
ROW = SaidRow(AUTHOR, TERM.name, "x", 1, FORMAT, bytes(SALT_SIZE), encode(TermSaid(words="so", entry="")), b"")
CHANGES: list[dict[str, Any]] = [
    {},
    *({"n": n} for n in (2, 1.0, True, "1", b"1", None)),
    *({"salt": salt} for salt in (b"1" * SALT_SIZE, "", None)),
    *({"data": data} for data in (b"{}", ROW.data + b" ", ROW.data.decode(), None, encode(BareMark()))),
    {"data": encode(TermSaid(words="w" * (LONGEST - 100), entry=""))},
    {"format": FORMAT + 1},
    {"key": "y"},
]


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("kind", [TERM, RESTS])
def test_what_is_remembered_is_what_is_decoded(kind: Any, trusted: bool) -> None:
    rows = [ROW._replace(**change) for change in CHANGES]
    decoded = [parts._said(kind, row, trusted) for row in rows]
    assert len({repr(each) for each in decoded}) > 1
    for order in (1, -1, 1):
        with rows_remembered():
            found = [parts._said(kind, row, trusted) for row in rows[::order]]
        assert list(map(repr, found)) == list(map(repr, decoded[::order]))
