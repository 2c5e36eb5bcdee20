"""The tables of a private space: answers, readings, conversations, journal, check-ins, patterns, care afterwards."""

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
    'CREATE TABLE pref ("key" TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
    "CREATE TABLE resource (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
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

_PART = (
    """
    CREATE TABLE seen_ended (
        agreement TEXT NOT NULL,
        clause TEXT NOT NULL,
        above TEXT NOT NULL,
        PRIMARY KEY (agreement, clause, above)
    )
    """,
    """
    CREATE TABLE part (
        id INTEGER NOT NULL PRIMARY KEY CONSTRAINT ck_part_one_row CHECK (id = 1),
        space TEXT NOT NULL,
        era TEXT NOT NULL,
        n INTEGER NOT NULL,
        is_restored INTEGER NOT NULL
    )
    """,
    "CREATE TABLE left_era (era TEXT NOT NULL PRIMARY KEY, is_offered INTEGER NOT NULL)",
    'CREATE TABLE uncopied (kind TEXT NOT NULL, "key" TEXT NOT NULL, PRIMARY KEY (kind, "key"))',
)

_ANSWERS = (
    """
    CREATE TABLE answer (
        activity_id TEXT NOT NULL,
        direction TEXT NOT NULL,
        stance TEXT,
        ask_after TEXT,
        data TEXT NOT NULL,
        PRIMARY KEY (activity_id, direction),
        CONSTRAINT ck_answer_direction CHECK (direction IN ('active', 'passive', 'together'))
    )
    """,
    "CREATE INDEX ix_answer_ask_after ON answer (ask_after) WHERE ask_after IS NOT NULL",
    """
    CREATE TABLE answer_history (
        id INTEGER NOT NULL PRIMARY KEY,
        activity_id TEXT NOT NULL,
        at TEXT NOT NULL,
        data TEXT NOT NULL
    )
    """,
    "CREATE INDEX ix_answer_history_activity_id ON answer_history (activity_id)",
    "CREATE TABLE term (entry_id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    """
    CREATE TABLE term_history (
        id INTEGER NOT NULL PRIMARY KEY,
        entry_id TEXT NOT NULL,
        at TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    "CREATE INDEX ix_term_history_entry_id ON term_history (entry_id)",
    "CREATE TABLE category (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    """
    CREATE TABLE entry (
        id TEXT NOT NULL PRIMARY KEY CONSTRAINT ck_entry_own CHECK (id LIKE 'own.%'),
        category TEXT NOT NULL,
        data TEXT NOT NULL
    )
    """,
    "CREATE TABLE hidden_category (category_id TEXT NOT NULL PRIMARY KEY)",
)

_SHARING = (
    """
    CREATE TABLE share_choice (
        entry_id TEXT NOT NULL,
        direction TEXT NOT NULL,
        choice TEXT NOT NULL,
        PRIMARY KEY (entry_id, direction),
        CONSTRAINT ck_share_choice_choice CHECK (choice IN ('share', 'hold_back', 'take_back'))
    )
    """,
    "CREATE TABLE sealed (person_id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE reading (draft_id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE ready_check (agreement_id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
)

_CONVERSATIONS = (
    """
    CREATE TABLE conversation_answer (
        subject TEXT NOT NULL,
        question TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (subject, question)
    )
    """,
    "CREATE TABLE own_question (id TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, data TEXT NOT NULL)",
    "CREATE TABLE sealed_conversation (subject TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE begun_talk (subject TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, data TEXT NOT NULL)",
)

_JOURNAL = (
    """
    CREATE TABLE journal_entry (
        moment INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        binned INTEGER NOT NULL,
        pinned INTEGER NOT NULL,
        kind TEXT NOT NULL,
        boundary TEXT NOT NULL,
        binned_at TEXT,
        title TEXT NOT NULL,
        preview TEXT NOT NULL,
        data TEXT NOT NULL,
        CONSTRAINT ck_journal_entry_boundary CHECK (boundary IN ('stays', 'talk', 'try'))
    )
    """,
    "CREATE UNIQUE INDEX ix_journal_entry_id ON journal_entry (id)",
    "CREATE INDEX ix_journal_entry_binned_pinned_moment ON journal_entry (binned, pinned, moment)",
    """
    CREATE TABLE journal_label (
        role TEXT NOT NULL,
        label TEXT NOT NULL,
        uses INTEGER NOT NULL,
        PRIMARY KEY (role, label)
    )
    """,
    "CREATE TABLE journal_stale (moment INTEGER NOT NULL PRIMARY KEY, words TEXT NOT NULL, marks TEXT NOT NULL)",
    # Text is split into words before it is indexed, so the tokenizer takes every character but a space as a letter.
    """
    CREATE VIRTUAL TABLE journal_words USING fts5(
        words, marks, content='', prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
    )
    """,
    "INSERT INTO journal_words (journal_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TABLE journal_template (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE own_way (id TEXT NOT NULL PRIMARY KEY, need TEXT NOT NULL, data TEXT NOT NULL)",
)

_CHECK_INS = (
    "CREATE TABLE check_in (moment INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL, data TEXT NOT NULL)",
    "CREATE UNIQUE INDEX ix_check_in_id ON check_in (id)",
    "CREATE TABLE own_dimension (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE noticed (id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, data TEXT NOT NULL)",
    "CREATE TABLE own_session (id TEXT NOT NULL PRIMARY KEY, began TEXT NOT NULL, data TEXT NOT NULL)",
    "CREATE TABLE observation_choice (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
)

_AFTERWARDS = (
    "CREATE TABLE afterwards (agreement TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
    "CREATE TABLE incident (id TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL)",
)

STATEMENTS = (*_SPACE, *_SAID, *_PART, *_ANSWERS, *_SHARING, *_CONVERSATIONS, *_JOURNAL, *_CHECK_INS, *_AFTERWARDS)
"""All that a database of this revision has; `app.storage.schema` compares them before a file is used."""


def upgrade() -> None:
    """Create the tables."""
    from alembic import op

    for statement in STATEMENTS:
        op.execute(statement)
