"""How tables are described, and those that both kinds of space have.

A description has the columns and the primary key, which statements are built from. Everything else about a table, such
as its constraints and indexes, is in the migrations alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

Columns = tuple[Column[Any], ...]


def keys(*names: str) -> Columns:
    """Columns of text that together are the primary key."""
    return tuple(Column(name, Text, primary_key=True) for name in names)


def number_key(name: str) -> Columns:
    """A number that is the primary key."""
    return (Column(name, Integer, primary_key=True),)


def texts(*names: str) -> Columns:
    """Columns of text."""
    return tuple(Column(name, Text) for name in names)


def numbers(*names: str) -> Columns:
    """Columns of whole numbers."""
    return tuple(Column(name, Integer) for name in names)


def add_table(metadata: MetaData, name: str, *columns: Columns) -> Table:
    """A table with these groups of columns, in their order."""
    return Table(name, metadata, *(column for group in columns for column in group))


def add_common(metadata: MetaData) -> tuple[Table, Table, Table]:
    """`meta`, whose one row proves that key and file belong together; what people say; and what they ended.

    A private space has its person's own part, the shared space a copy of each.
    """
    meta = add_table(metadata, "meta", number_key("id"), texts("canary", "vault_id", "database_id", "space"))
    said = add_table(
        metadata, "said", keys("author", "kind", "key"), numbers("n", "format"), _blobs("salt", "data", "proof")
    )
    ended = add_table(metadata, "ended", keys("author", "agreement", "clause", "above"), _blobs("proof"))
    return meta, said, ended


def _blobs(*names: str) -> Columns:
    return tuple(Column(name, LargeBinary) for name in names)
