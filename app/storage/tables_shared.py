"""The tables of the shared space: what was disclosed, and what both work out together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, MetaData

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
