"""The tables of the shared space: copies of what both people say and of what they ended."""

from __future__ import annotations

from sqlalchemy import Index, MetaData

from app.storage.tables_common import NAMING, add_meta, add_said

shared_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(shared_metadata)
said, ended = add_said(shared_metadata)
Index("ix_said_author_n", said.c.author, said.c.n)
