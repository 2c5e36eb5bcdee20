"""The first tables of the private space."""

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
    _make_partner_key()
    _make_answer()
    _make_answer_history()
    _make_category()
    _make_entry()
    _make_hidden_category()
    _make_own_withdrawal()
    _make_pref()
    _make_reading()
    _make_resource()
    _make_sealed()
    _make_share_choice()
    _make_signed_document()
    _make_term()
    _make_term_history()


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


def _make_partner_key() -> None:
    op.create_table(
        "partner_key",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_partner_key"),
    )


def _make_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("activity_id", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("stance", sa.Text),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "direction", name="pk_answer"),
        sa.CheckConstraint("direction IN ('active', 'passive', 'together')", name="ck_answer_direction"),
    )
    op.create_index("ix_answer_stance_activity_id", "answer", ["stance", "activity_id"])


def _make_answer_history() -> None:
    op.create_table(
        "answer_history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("activity_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_history"),
    )
    op.create_index("ix_answer_history_activity_id", "answer_history", ["activity_id"])


def _make_category() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_category"),
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


def _make_hidden_category() -> None:
    op.create_table(
        "hidden_category",
        sa.Column("category_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("category_id", name="pk_hidden_category"),
    )


def _make_own_withdrawal() -> None:
    op.create_table(
        "own_withdrawal",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("agreement_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_withdrawal"),
    )


def _make_pref() -> None:
    op.create_table(
        "pref",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_pref"),
    )


def _make_reading() -> None:
    op.create_table(
        "reading",
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_reading"),
    )


def _make_resource() -> None:
    op.create_table(
        "resource",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resource"),
    )


def _make_sealed() -> None:
    op.create_table(
        "sealed",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_sealed"),
    )


def _make_share_choice() -> None:
    op.create_table(
        "share_choice",
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "direction", name="pk_share_choice"),
        sa.CheckConstraint("choice IN ('share', 'hold_back', 'take_back')", name="ck_share_choice_choice"),
    )


def _make_signed_document() -> None:
    op.create_table(
        "signed_document",
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_signed_document"),
    )


def _make_term() -> None:
    op.create_table(
        "term",
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_term"),
    )


def _make_term_history() -> None:
    op.create_table(
        "term_history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term_history"),
    )
    op.create_index("ix_term_history_entry_id", "term_history", ["entry_id"])
