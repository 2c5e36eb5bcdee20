"""The tables of the shared space: what was disclosed, and what is worked out together."""

from __future__ import annotations

from sqlalchemy import MetaData

from app.storage.tables_common import NAMING, add_meta, add_person

shared_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(shared_metadata)
person = add_person(shared_metadata)
