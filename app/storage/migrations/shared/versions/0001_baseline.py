"""The tables of the shared space."""

from __future__ import annotations

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SPACE = (
    """
    CREATE TABLE meta (
        id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_meta_one_row CHECK (id = 1),
        canary TEXT NOT NULL,
        vault_id TEXT NOT NULL,
        database_id TEXT NOT NULL,
        space TEXT NOT NULL
    )
    """,
)

_SAID = (
    """
    CREATE TABLE said (
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        "key" TEXT NOT NULL,
        n INTEGER NOT NULL,
        format INTEGER NOT NULL,
        salt BLOB NOT NULL,
        data BLOB NOT NULL,
        proof BLOB NOT NULL,
        PRIMARY KEY (author, kind, "key")
    )
    """,
    "CREATE INDEX ix_said_author_n ON said (author, n)",
    """
    CREATE TABLE ended (
        author TEXT NOT NULL,
        agreement TEXT NOT NULL,
        clause TEXT NOT NULL,
        above TEXT NOT NULL,
        proof BLOB NOT NULL,
        PRIMARY KEY (author, agreement, clause, above)
    )
    """,
)

STATEMENTS = (*_SPACE, *_SAID)
"""All that a database of this revision has; `app.storage.schema` compares them before a file is used."""


def upgrade() -> None:
    """Create the tables."""
    from alembic import op

    for statement in STATEMENTS:
        op.execute(statement)
