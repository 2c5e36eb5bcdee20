"""What somebody with an editor can make of a row that people said: every column and every field changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from app.models.said import SaidKind

Row = dict[str, Any]

VALUES: tuple[Any, ...] = (
    None, "", "x", "want", "willing", "curious", "only_if", "soft_limit", "hard_limit", "not_applicable", 0, 1, 5,
    -1, 10**40, 0.5, True, False, [], {}, ["x"], "9999-12-31", "0001-01-01", "a\x00b", "\u202eevil", "\ud800", "\x7f",
    "long" * 6000,
)  # fmt: skip
"""What is put into any field."""

JUNK: tuple[Any, ...] = (
    b"", b"{", b"[]", b"null", b"{}", b" {}", b"\xff\xfe", b'{"a":1,"a":2}', b"[" * 5000, b"9" * 5000, "text", 7, 0.5,
)  # fmt: skip
"""What is put into any column."""


def rows_of(connection: Connection, author: str, kinds: Iterable[str]) -> tuple[Row, ...]:
    """The rows of one person, of these kinds."""
    wanted = set(kinds)
    found = connection.execute(text("SELECT * FROM said WHERE author = :author ORDER BY kind, key"), {"author": author})
    return tuple(dict(row) for row in found.mappings() if row["kind"] in wanted)


def changes_of(row: Row, kind: SaidKind[Any], others: Iterable[Row], kinds: Iterable[str]) -> Iterator[Row]:
    """Every change of one row: each field of its body, each column, and what other rows have in their place."""
    body = json.loads(row["data"])
    known = [json.loads(other["data"]) for other in others]
    for name in kind.body.model_fields:
        for value in (*VALUES, *(each[name] for each in known if name in each)):
            yield {**row, "data": data_of({**body, name: value})}
        yield {**row, "data": data_of({field: value for field, value in body.items() if field != name})}
    yield {**row, "data": data_of({**body, "more": 1})}
    for other in others:
        yield {**row, "data": other["data"], "salt": other["salt"]}
        yield {**row, "key": other["key"]}
    for name in kinds:
        yield {**row, "kind": name}
    for column in ("data", "salt", "proof", "key", "kind", "n", "format"):
        for value in JUNK:
            yield {**row, column: value}


def data_of(body: Mapping[str, Any]) -> bytes:
    """The bytes of a body as the program writes them, as far as they have any."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def replace(connection: Connection, old: Row | None, new: Row | None) -> None:
    """Replace a row; None stands for a missing one."""
    if old is not None:
        connection.execute(text("DELETE FROM said WHERE author = :author AND kind = :kind AND key = :key"), old)
    if new is not None:
        connection.execute(
            text("INSERT OR REPLACE INTO said VALUES (:author, :kind, :key, :n, :format, :salt, :data, :proof)"), new
        )
