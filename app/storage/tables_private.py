"""The tables of a private space: one person's own, which only their passphrase opens."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text

from app.storage.tables_common import NAMING, add_meta, add_person

private_metadata = MetaData(naming_convention=NAMING)

meta = add_meta(private_metadata)
person = add_person(private_metadata)

partner_key = Table(
    "partner_key",
    private_metadata,
    Column("person_id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
)
