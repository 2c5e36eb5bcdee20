"""The tables of a private space, which only its person's passphrase opens."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from app.storage.tables_common import NAMING, add_entries, add_meta, add_person

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

pref = Table(
    "pref",
    private_metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

answer = Table(
    "answer",
    private_metadata,
    Column("activity_id", Text, primary_key=True),
    Column("direction", Text, primary_key=True),
    Column("stance", Text),
    Column("data", Text, nullable=False),
    CheckConstraint("direction IN ('active', 'passive', 'together')", name="direction"),
)

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

journal_entry = Table(
    "journal_entry",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("binned", Integer, nullable=False),
    Column("pinned", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("boundary", Text, nullable=False),
    Column("binned_at", Text),
    Column("title", Text, nullable=False),
    Column("preview", Text, nullable=False),
    Column("data", Text, nullable=False),
    CheckConstraint("boundary IN ('stays', 'talk', 'try')", name="boundary"),
)
Index("ix_journal_entry_id", journal_entry.c.id, unique=True)
Index("ix_journal_entry_binned_pinned_moment", journal_entry.c.binned, journal_entry.c.pinned, journal_entry.c.moment)

journal_label = Table(
    "journal_label",
    private_metadata,
    Column("role", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("uses", Integer, nullable=False),
)

journal_waiting = Table(
    "journal_waiting",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    Column("marks", Text, nullable=False),
)

JOURNAL_WORDS = "journal_words"
"""The search index over entries: a virtual table of FTS5, which SQLAlchemy's metadata can't describe.

It stores no text; `secure-delete` removes deleted words from its pages at once.
"""

journal_template = Table(
    "journal_template",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

own_way = Table(
    "own_way",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("need", Text, nullable=False),
    Column("data", Text, nullable=False),
)

check_in = Table(
    "check_in",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("data", Text, nullable=False),
)
Index("ix_check_in_id", check_in.c.id, unique=True)

own_dimension = Table(
    "own_dimension",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

noticed = Table(
    "noticed",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("data", Text, nullable=False),
)

own_session = Table(
    "own_session",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("began", Text, nullable=False),
    Column("data", Text, nullable=False),
)

observation_choice = Table(
    "observation_choice",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

therapist_sheet = Table(
    "therapist_sheet",
    private_metadata,
    Column("id", Text, primary_key=True),
    Column("data", Text, nullable=False),
)
