"""The tables of the shared space: copies of what both people say and of what they ended."""

from __future__ import annotations

from sqlalchemy import MetaData

from app.storage.tables_common import add_common

shared_metadata = MetaData()
meta, said, ended = add_common(shared_metadata)
