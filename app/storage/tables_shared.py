"""The tables of the shared space: what was disclosed, and what both work out together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

from app.storage.tables_common import NAMING, add_entries, add_meta, add_person

shared_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(shared_metadata)
person = add_person(shared_metadata)

category, entry = add_entries(shared_metadata)

shared_item = Table(
    "shared_item",
    shared_metadata,
    Column("id", Text, primary_key=True),
    Column("activity_id", Text, nullable=False),
    Column("active", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("talk", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("activity_id", "active"),
    CheckConstraint("outcome IN ('yes', 'talk', 'offered', 'not_now', 'off')", name="outcome"),
    CheckConstraint("talk IN ('open', 'agreed', 'declined')", name="talk"),
)
Index("ix_shared_item_outcome_talk", shared_item.c.outcome, shared_item.c.talk)

shared_term = Table(
    "shared_term",
    shared_metadata,
    Column("person_id", Text, primary_key=True),
    Column("entry_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

opening = Table(
    "opening",
    shared_metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Text, nullable=False),
)

signal = Table(
    "signal",
    shared_metadata,
    Column("id", Text, primary_key=True),
    Column("level", Text, nullable=False),
    Column("data", Text, nullable=False),
    CheckConstraint("level IN ('green', 'yellow', 'red')", name="level"),
)

aftercare = Table(
    "aftercare",
    shared_metadata,
    Column("person_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

draft = Table(
    "draft",
    shared_metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    CheckConstraint("kind IN ('ground_rules', 'scene')", name="kind"),
)
Index("uq_draft_ground_rules", draft.c.kind, unique=True, sqlite_where=text("kind = 'ground_rules'"))

yes = Table(
    "yes",
    shared_metadata,
    Column("draft_id", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

agreement = Table(
    "agreement",
    shared_metadata,
    Column("id", Text, primary_key=True),
    Column("draft_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("draft_id", "number"),
)

withdrawal = Table(
    "withdrawal",
    shared_metadata,
    Column("id", Text, primary_key=True),
    Column("agreement_id", Text, nullable=False),
    Column("data", Text, nullable=False),
)
Index("ix_withdrawal_agreement_id", withdrawal.c.agreement_id)

approval = Table(
    "approval",
    shared_metadata,
    Column("page_digest", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
)
