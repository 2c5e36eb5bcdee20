"""The tables of a private space, which only its person's passphrase opens."""

from __future__ import annotations

from functools import partial

from sqlalchemy import MetaData

from app.storage.tables_common import add_common, add_table, keys, number_key, numbers, texts

private_metadata = MetaData()
_table = partial(add_table, private_metadata)

meta, said, ended = add_common(private_metadata)
seen_ended = _table("seen_ended", keys("agreement", "clause", "above"))
part = _table("part", number_key("id"), texts("space", "era"), numbers("n", "is_restored"))
left_era = _table("left_era", keys("era"), numbers("is_offered"))
uncopied = _table("uncopied", keys("kind", "key"))

pref = _table("pref", keys("key"), texts("value"))
resource = _table("resource", keys("id"), texts("data"))

category = _table("category", keys("id"), texts("data"))
entry = _table("entry", keys("id"), texts("category", "data"))
hidden_category = _table("hidden_category", keys("category_id"))
answer = _table("answer", keys("activity_id", "direction"), texts("stance", "ask_after", "data"))
answer_history = _table("answer_history", number_key("id"), texts("activity_id", "at", "data"))
term = _table("term", keys("entry_id"), texts("data"))
term_history = _table("term_history", number_key("id"), texts("entry_id", "at", "words"))

share_choice = _table("share_choice", keys("entry_id", "direction"), texts("choice"))
sealed = _table("sealed", keys("person_id"), texts("data"))
reading = _table("reading", keys("draft_id"), texts("data"))
ready_check = _table("ready_check", keys("agreement_id"), texts("data"))

conversation_answer = _table("conversation_answer", keys("subject", "question"), texts("data"))
own_question = _table("own_question", keys("id"), texts("subject", "data"))
sealed_conversation = _table("sealed_conversation", keys("subject"), texts("data"))
begun_talk = _table("begun_talk", keys("subject"), texts("day", "data"))

journal_entry = _table(
    "journal_entry",
    number_key("moment"),
    texts("id"),
    numbers("binned", "pinned"),
    texts("kind", "boundary", "binned_at", "title", "preview", "data"),
)
journal_label = _table("journal_label", keys("role", "label"), numbers("uses"))
journal_stale = _table("journal_stale", number_key("moment"), texts("words", "marks"))
journal_template = _table("journal_template", keys("id"), texts("data"))
own_way = _table("own_way", keys("id"), texts("need", "data"))
JOURNAL_WORDS = "journal_words"
"""The search index over entries: a virtual table of FTS5, which SQLAlchemy can't describe.

It stores no text; `secure-delete` removes deleted words from its pages at once.
"""

check_in = _table("check_in", number_key("moment"), texts("id", "data"))
own_dimension = _table("own_dimension", keys("id"), texts("data"))
noticed = _table("noticed", keys("id"), texts("at", "data"))
own_session = _table("own_session", keys("id"), texts("began", "data"))
observation_choice = _table("observation_choice", keys("id"), texts("data"))

afterwards = _table("afterwards", keys("agreement"), texts("data"))
incident = _table("incident", keys("id"), texts("data"))
