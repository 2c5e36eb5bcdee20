"""The note in a restored vault of those whose part has yet to begin a new era there.

Whoever restores a backup begins one at once, which is enough for every yes to wait for both again. Their partner's
space takes the partner's passphrase, so it follows when they first come. Anybody can write or delete this note; the
worst that does is to let yeses wait, or to let the partner's own part go on as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from app.errors import VaultError
from app.models.base import PersonId
from app.storage.files import sync_folder, write_atomically
from app.storage.keyring_file import read_bytes
from app.storage.keyring_rules import ID

NOTE = "restored.json"
_MOST = 2


def note_restored(folder: Path, people: Collection[PersonId]) -> None:
    """Note who has yet to begin a new era; nobody: remove the note. VaultUnwritable."""
    path = folder / NOTE
    if people:
        write_atomically(path, json.dumps({"people": sorted(people)}).encode())
        return
    with suppress(OSError):
        path.unlink(missing_ok=True)
        sync_folder(folder)


def restored_for(folder: Path) -> frozenset[PersonId]:
    """Those who have yet to begin a new era; nobody where the note is missing or unreadable."""
    with suppress(VaultError, ValueError, RecursionError):
        noted = json.loads(read_bytes(folder / NOTE))
        people = noted["people"] if isinstance(noted, dict) and noted.keys() == {"people"} else []
        if isinstance(people, list) and len(people) <= _MOST and all(map(ID, people)):
            return frozenset(map(PersonId, people))
    return frozenset()
