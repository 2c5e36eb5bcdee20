"""What somebody with the key of the shared file and a database editor can write into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import text

from app.models.base import Model, PersonId
from app.models.canonical import encode
from app.models.said import SaidKind
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.support.vaults import PASSPHRASES, TestVault

JUNK = (b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b'{"a":1,"a":2}', b"[" * 2_000, b"9" * 5_000, b'{"place":1e999}')

PART = ("said", "ended")
"""The tables of a part."""
NOTES = {"seen_ended", "uncopied"}
"""What an unlock may write in my own space: what I have seen ended, and what has been copied."""


def tamper(vault: TestVault, sql: str, **values: object) -> None:
    """Run a statement on the shared file."""
    with vault.unit(SHARED) as uow:
        uow.connection(SHARED).execute(text(sql), values)
        uow.commit()


def plant(vault: TestVault, author: PersonId, kind: SaidKind[Any], data: bytes, key: str = "") -> None:
    """Write a row into a person's part of the shared file."""
    values = {"author": author, "kind": kind.name, "key": key, "data": data}
    tamper(
        vault,
        "INSERT OR REPLACE INTO said (author, kind, key, n, format, salt, data, proof) "
        "VALUES (:author, :kind, :key, 1, 1, zeroblob(16), :data, zeroblob(32))",
        **values,
    )


def plant_everywhere(vault: TestVault, author: PersonId, kind: SaidKind[Any], body: Model, key: str) -> None:
    """Write a row under any name into what Sam can write: the shared file and their own."""
    row = {"author": author, "kind": kind.name, "key": key, "data": encode(body)}
    with vault.unit(SHARED) as uow:
        for space in (SHARED, private_space(vault.sam)):
            uow.connection(space).execute(
                text(
                    "INSERT OR REPLACE INTO said (author, kind, key, n, format, salt, data, proof) "
                    "VALUES (:author, :kind, :key, 1000000, 1, zeroblob(16), :data, zeroblob(32))"
                ),
                row,
            )
        uow.commit()


def unlock(vault: TestVault, person: PersonId) -> None:
    """Let a person in."""
    words = PASSPHRASES[vault.pair.index(person)]
    vault.service.admit(vault.service.derive(person, words))


def come_back(vault: TestVault, person: PersonId) -> None:
    """Leave and come back."""
    vault.service.leave(person)
    unlock(vault, person)


def put_right(vault: TestVault, person: PersonId) -> tuple[str, ...]:
    """Put a person's part in the shared file right; the kinds that somebody else had changed."""
    with vault.unit(SHARED) as uow:
        found = uow.parts.put_right(person)
        uow.commit()
    return found


def my_space(vault: TestVault) -> dict[str, list[str]]:
    """Every row of my own space, by table."""
    with vault.unit() as uow:
        connection = uow.connection(private_space(vault.alex))
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        plain = [name for name in tables if name not in NOTES and not name.startswith(("journal_words", "sqlite_"))]
        return {name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in plain}


def my_copies(vault: TestVault) -> list[str]:
    """My rows in the shared file."""
    with vault.unit() as uow:
        run = uow.connection(SHARED).execute
        rows = [
            run(text(f"SELECT * FROM {table} WHERE author = :me"), {"me": vault.alex}) for table in ("said", "ended")
        ]
        return sorted(repr(row) for found in rows for row in found)


def changed(body: Model, most: int | None = None) -> Iterator[bytes]:
    """Bytes that say something else, made from every field of a model and of those below it; then junk.

    `most`: how many of the changes, if not all.
    """
    said = encode(body)
    others = list(_others(json.loads(said)))
    chosen = others if most is None or most >= len(others) else Random(5).sample(others, most)
    yield from (data for data in (*map(_bytes, chosen), *JUNK) if data != said)


def _bytes(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: other} for other in _others(inner))
            yield {key: kept for key, kept in value.items() if key != name}
        yield {**value, "planted": 1}
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in _others(inner))
        yield [*value, *value]
        yield value[1:] if value else ["planted"]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, -value - 1, 10**30)
    elif isinstance(value, str):
        yield from (f"{value} not", "", f"\u202e{value}", "red", "yellow", "2031-01-01", "x" * 30_000)
    yield from (None, 0.5, [], {}) if value not in (None, [], {}) else ("planted",)
