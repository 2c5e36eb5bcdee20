"""The tables of a private space, which only its person's passphrase opens."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, Text

from app.storage.tables_common import NAMING, add_documents, add_meta, add_said, text_column

private_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(private_metadata)
said, ended = add_said(private_metadata)

seen_ended = Table(
    "seen_ended",
    private_metadata,
    *(Column(key, Text, primary_key=True) for key in ("agreement", "clause", "above")),
)

part = Table(
    "part",
    private_metadata,
    Column("id", Integer, primary_key=True),
    text_column("space"),
    text_column("era"),
    Column("n", Integer, nullable=False),
    Column("is_restored", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

left_era = Table(
    "left_era",
    private_metadata,
    Column("era", Text, primary_key=True),
    Column("is_offered", Integer, nullable=False),
)

uncopied = Table(
    "uncopied",
    private_metadata,
    *(Column(key, Text, primary_key=True) for key in ("kind", "key")),
)

category = add_documents(private_metadata, "category")
entry = add_documents(
    private_metadata, "entry", text_column("category"), CheckConstraint("id LIKE 'own.%'", name="own")
)

pref = Table(
    "pref",
    private_metadata,
    Column("key", Text, primary_key=True),
    text_column("value"),
)

answer = add_documents(
    private_metadata,
    "answer",
    Column("stance", Text),
    CheckConstraint("direction IN ('active', 'passive', 'together')", name="direction"),
    keys=("activity_id", "direction"),
)

answer_history = Table(
    "answer_history",
    private_metadata,
    Column("id", Integer, primary_key=True),
    text_column("activity_id"),
    text_column("at"),
    text_column("data"),
)
Index("ix_answer_history_activity_id", answer_history.c.activity_id)

term = add_documents(private_metadata, "term", keys=("entry_id",))

term_history = Table(
    "term_history",
    private_metadata,
    Column("id", Integer, primary_key=True),
    text_column("entry_id"),
    text_column("at"),
    text_column("words"),
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
    text_column("choice"),
    CheckConstraint("choice IN ('share', 'hold_back', 'take_back')", name="choice"),
)

sealed = add_documents(private_metadata, "sealed", keys=("person_id",))

reading = add_documents(private_metadata, "reading", keys=("draft_id",))

resource = add_documents(private_metadata, "resource")

journal_entry = Table(
    "journal_entry",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    text_column("id"),
    Column("binned", Integer, nullable=False),
    Column("pinned", Integer, nullable=False),
    text_column("kind"),
    text_column("boundary"),
    Column("binned_at", Text),
    text_column("title"),
    text_column("preview"),
    text_column("data"),
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

journal_stale = Table(
    "journal_stale",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    text_column("words"),
    text_column("marks"),
)

JOURNAL_WORDS = "journal_words"
"""The search index over entries: a virtual table of FTS5, which SQLAlchemy's metadata can't describe.

It stores no text; `secure-delete` removes deleted words from its pages at once.
"""

journal_template = add_documents(private_metadata, "journal_template")

own_way = add_documents(private_metadata, "own_way", text_column("need"))

check_in = Table(
    "check_in",
    private_metadata,
    Column("moment", Integer, primary_key=True),
    text_column("id"),
    text_column("data"),
)
Index("ix_check_in_id", check_in.c.id, unique=True)

own_dimension = add_documents(private_metadata, "own_dimension")

noticed = add_documents(private_metadata, "noticed", text_column("at"))

own_session = add_documents(private_metadata, "own_session", text_column("began"))

observation_choice = add_documents(private_metadata, "observation_choice")

therapist_sheet = add_documents(private_metadata, "therapist_sheet")
