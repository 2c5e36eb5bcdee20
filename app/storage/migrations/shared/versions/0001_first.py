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
    _make_aftercare()
    _make_agreement()
    _make_approval()
    _make_category()
    _make_draft()
    _make_entry()
    _make_opening()
    _make_pref()
    _make_shared_item()
    _make_shared_term()
    _make_signal()
    _make_withdrawal()
    _make_yes()


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


def _make_aftercare() -> None:
    op.create_table(
        "aftercare",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_aftercare"),
    )


def _make_agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
        sa.UniqueConstraint("draft_id", "number", name="uq_agreement_draft_id_number"),
    )


def _make_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("page_digest", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("page_digest", "person_id", name="pk_approval"),
    )


def _make_category() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_category"),
    )


def _make_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.CheckConstraint("kind IN ('ground_rules', 'scene')", name="ck_draft_kind"),
    )
    op.create_index(
        "uq_draft_ground_rules", "draft", ["kind"], unique=True, sqlite_where=sa.text("kind = 'ground_rules'")
    )


def _make_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.CheckConstraint("id LIKE 'own.%'", name="ck_entry_own"),
    )


def _make_opening() -> None:
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
    )


def _make_pref() -> None:
    op.create_table(
        "pref",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_pref"),
    )


def _make_shared_item() -> None:
    op.create_table(
        "shared_item",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("activity_id", sa.Text, nullable=False),
        sa.Column("active", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("talk", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shared_item"),
        sa.CheckConstraint("outcome IN ('yes', 'talk', 'offered', 'not_now', 'off')", name="ck_shared_item_outcome"),
        sa.CheckConstraint("talk IN ('open', 'agreed', 'declined')", name="ck_shared_item_talk"),
        sa.UniqueConstraint("activity_id", "active", name="uq_shared_item_activity_id_active"),
    )
    op.create_index("ix_shared_item_outcome_talk", "shared_item", ["outcome", "talk"])


def _make_shared_term() -> None:
    op.create_table(
        "shared_term",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "entry_id", name="pk_shared_term"),
    )


def _make_signal() -> None:
    op.create_table(
        "signal",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signal"),
        sa.CheckConstraint("level IN ('green', 'yellow', 'red')", name="ck_signal_level"),
    )


def _make_withdrawal() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("agreement_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal"),
    )
    op.create_index("ix_withdrawal_agreement_id", "withdrawal", ["agreement_id"])


def _make_yes() -> None:
    op.create_table(
        "yes",
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name="pk_yes"),
    )
