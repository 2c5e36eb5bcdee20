"""What a person's own space remembers of their entry in the keyring.

Both people can write the keyring, and prove that one of the two wrote it. That an entry is as its owner left it, only
this note can tell, which nobody else can write.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection

from app.storage.keyring import KeyringPerson
from app.storage.repository import KeyValues
from app.storage.tables_private import pref

_ENTRIES = "keyring.entries"


def keep_entries(own: Connection, *entries: KeyringPerson) -> None:
    """Remember how the entry may be found: two ways while a change of it is being written."""
    KeyValues(own, pref).set(_ENTRIES, " ".join(_digest(entry) for entry in entries))


def is_kept(own: Connection, entry: KeyringPerson) -> bool:
    """Whether the owner left the entry like this."""
    return _digest(entry) in _kept(own)


def has_interrupted_change(own: Connection) -> bool:
    """Whether an interrupted change left two ways."""
    return len(_kept(own)) > 1


def _kept(own: Connection) -> list[str]:
    return (KeyValues(own, pref).get(_ENTRIES) or "").split()


def _digest(entry: KeyringPerson) -> str:
    # A partner's new keys replace the wrapped shared root: whoever has that could change the shared file anyway.
    said = entry.model_dump(mode="json", exclude={"shared"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()
