"""Tables that both kinds of space have, and the form that most tables share."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, MetaData, Table, Text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def text_column(name: str) -> Column[str]:
    """A column of text that every row has."""
    return Column(name, Text, nullable=False)


def add_documents(
    metadata: MetaData, name: str, *more: Column[str] | CheckConstraint, keys: tuple[str, ...] = ("id",)
) -> Table:
    """A table of models as JSON: the key columns, the columns that queries use, and `data`."""
    return Table(name, metadata, *(Column(key, Text, primary_key=True) for key in keys), *more, text_column("data"))


def add_meta(metadata: MetaData) -> Table:
    """The table with the one row that proves that key and file belong together."""
    return Table(
        "meta",
        metadata,
        Column("id", Integer, primary_key=True),
        *map(text_column, ("canary", "vault_id", "database_id", "space")),
        CheckConstraint("id = 1", name="one_row"),
    )


def add_said(metadata: MetaData) -> tuple[Table, Table]:
    """What people say and what they ended: their own part in a private space, copies of both in the shared space."""
    said = Table(
        "said",
        metadata,
        *(Column(key, Text, primary_key=True) for key in ("author", "kind", "key")),
        Column("n", Integer, nullable=False),
        Column("format", Integer, nullable=False),
        *(Column(name, LargeBinary, nullable=False) for name in ("salt", "data", "proof")),
    )
    ended = Table(
        "ended",
        metadata,
        *(Column(key, Text, primary_key=True) for key in ("author", "agreement", "clause", "above")),
        Column("proof", LargeBinary, nullable=False),
    )
    return said, ended
