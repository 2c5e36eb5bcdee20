"""The tables of the shared space: what was disclosed, and what both work out together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

from app.storage.tables_common import NAMING, add_documents, add_meta, add_said, text_column

shared_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(shared_metadata)
said, ended = add_said(shared_metadata)

signal = add_documents(
    shared_metadata,
    "signal",
    text_column("level"),
    CheckConstraint("level IN ('green', 'yellow', 'red')", name="level"),
)

yes = add_documents(shared_metadata, "yes", keys=("draft_id", "person_id"))

agreement = Table(
    "agreement",
    shared_metadata,
    Column("id", Text, primary_key=True),
    text_column("draft_id"),
    Column("number", Integer, nullable=False),
    text_column("data"),
    UniqueConstraint("draft_id", "number"),
)

withdrawal = add_documents(shared_metadata, "withdrawal", text_column("agreement_id"))
Index("ix_withdrawal_agreement_id", withdrawal.c.agreement_id)
