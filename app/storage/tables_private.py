"""The tables of a private space: one person's own, which only their passphrase opens."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from app.storage.tables_common import NAMING, add_entries, add_meta, add_person, add_prefs

private_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(private_metadata)
person = add_person(private_metadata)

partner_key = Table(
    "partner_key",
    private_metadata,
    Column("person_id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
)

category, entry = add_entries(private_metadata)
pref = add_prefs(private_metadata)

answer = Table(
    "answer",
    private_metadata,
    Column("activity_id", Text, primary_key=True),
    Column("direction", Text, primary_key=True),
    Column("stance", Text),
    Column("data", Text, nullable=False),
    CheckConstraint("direction IN ('active', 'passive', 'together')", name="direction"),
)
Index("ix_answer_stance_activity_id", answer.c.stance, answer.c.activity_id)

answer_history = Table(
    "answer_history",
    private_metadata,
    Column("id", Integer, primary_key=True),
    Column("activity_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("data", Text, nullable=False),
)
Index("ix_answer_history_activity_id", answer_history.c.activity_id)

term = Table(
    "term",
    private_metadata,
    Column("entry_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

term_history = Table(
    "term_history",
    private_metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("words", Text, nullable=False),
)
Index("ix_term_history_entry_id", term_history.c.entry_id)

hidden_category = Table(
    "hidden_category",
    private_metadata,
    Column("category_id", Text, primary_key=True),
)

share_choice = Table(
    "share_choice",
    private_metadata,
    Column("entry_id", Text, primary_key=True),
    Column("direction", Text, primary_key=True),
    Column("choice", Text, nullable=False),
    CheckConstraint("choice IN ('share', 'hold_back', 'take_back')", name="choice"),
)

sealed = Table(
    "sealed",
    private_metadata,
    Column("person_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

reading = Table(
    "reading",
    private_metadata,
    Column("draft_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

signed_document = Table(
    "signed_document",
    private_metadata,
    Column("draft_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

own_withdrawal = Table(
    "own_withdrawal",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("agreement_id", Text, nullable=False),
    Column("data", Text, nullable=False),
)

resource = Table(
    "resource",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)
