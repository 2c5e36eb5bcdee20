"""Tables that both kinds of space have."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, Text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def add_meta(metadata: MetaData) -> Table:
    """The table with the one row that proves that key and file belong together."""
    return Table(
        "meta",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("canary", Text, nullable=False),
        Column("vault_id", Text, nullable=False),
        Column("database_id", Text, nullable=False),
        Column("space", Text, nullable=False),
        CheckConstraint("id = 1", name="one_row"),
    )


def add_person(metadata: MetaData) -> Table:
    """Profiles: both in the shared space, the person's own in a private one."""
    return Table(
        "person",
        metadata,
        Column("id", Text, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("name", Text, nullable=False),
        Column("pronouns", Text, nullable=False),
        Column("shape", Text, nullable=False),
        Column("hue", Text, nullable=False),
        Column("initial", Text, nullable=False),
    )


def add_entries(metadata: MetaData) -> tuple[Table, Table]:
    """Own categories and entries in a private space, offered ones in the shared space."""
    category = Table(
        "category",
        metadata,
        Column("id", Text, primary_key=True),
        Column("data", Text, nullable=False),
    )
    entry = Table(
        "entry",
        metadata,
        Column("id", Text, primary_key=True),
        Column("category", Text, nullable=False),
        Column("data", Text, nullable=False),
        CheckConstraint("id LIKE 'own.%'", name="own"),
    )
    return category, entry
