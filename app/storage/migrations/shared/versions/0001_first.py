"""The first tables of the shared space."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_meta()
    _make_person()


def _make_meta() -> None:
    op.create_table(
        "meta",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("canary", sa.Text, nullable=False),
        sa.Column("vault_id", sa.Text, nullable=False),
        sa.Column("database_id", sa.Text, nullable=False),
        sa.Column("space", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
        sa.CheckConstraint("id = 1", name="ck_meta_one_row"),
    )


def _make_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("pronouns", sa.Text, nullable=False),
        sa.Column("shape", sa.Text, nullable=False),
        sa.Column("hue", sa.Text, nullable=False),
        sa.Column("initial", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
