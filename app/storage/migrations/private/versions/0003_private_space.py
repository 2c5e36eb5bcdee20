"""The journal with its search index, check-ins, what patterns are made from, and the therapist's sheet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

# Every sign that reaches the index is part of a word: the words are found before, and spaces stand between them.
_INDEX = """
CREATE VIRTUAL TABLE journal_words USING fts5(
    words, marks, content='', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
)
"""


def upgrade() -> None:
    """Make the tables; one index of answers goes, which nothing asked and every answer had to keep up."""
    op.drop_index("ix_answer_stance_activity_id", "answer")
    _make_journal_entry()
    _make_journal_label()
    _make_journal_waiting()
    op.execute(_INDEX)
    op.execute("INSERT INTO journal_words (journal_words, rank) VALUES ('secure-delete', 1)")
    _make_moments("check_in")
    for name in ("journal_template", "own_dimension", "observation_choice", "therapist_sheet"):
        _make_documents(name)
    _make_documents("own_way", sa.Column("need", sa.Text, nullable=False))
    _make_documents("noticed", sa.Column("at", sa.Text, nullable=False))
    _make_documents("own_session", sa.Column("began", sa.Text, nullable=False))


def _make_journal_entry() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("moment", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("binned", sa.Integer, nullable=False),
        sa.Column("pinned", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("boundary", sa.Text, nullable=False),
        sa.Column("binned_at", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("preview", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("moment", name="pk_journal_entry"),
        sa.CheckConstraint("boundary IN ('stays', 'talk', 'try')", name="ck_journal_entry_boundary"),
    )
    op.create_index("ix_journal_entry_id", "journal_entry", ["id"], unique=True)
    op.create_index("ix_journal_entry_binned_pinned_moment", "journal_entry", ["binned", "pinned", "moment"])


def _make_journal_label() -> None:
    op.create_table(
        "journal_label",
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("role", "label", name="pk_journal_label"),
    )


def _make_journal_waiting() -> None:
    op.create_table(
        "journal_waiting",
        sa.Column("moment", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("moment", name="pk_journal_waiting"),
    )


def _make_moments(name: str) -> None:
    op.create_table(
        name,
        sa.Column("moment", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("moment", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_id", name, ["id"], unique=True)


def _make_documents(name: str, *columns: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, nullable=False),
        *columns,
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
