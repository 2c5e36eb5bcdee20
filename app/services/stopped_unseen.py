"""A scene that is stopped while nobody is here: noted beside the spaces, and written into them at the next unlock."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from app.models.live import LiveEvent
from app.storage.stop_note import leave_note, read_note


def note_stop(folder: Path, key: str, event: LiveEvent) -> None:
    """Note in the vault's folder how a scene was stopped, which needs no key of a person. Raises `VaultUnwritable`."""
    leave_note(folder, key, event.model_dump_json().encode())


def noted_stop(folder: Path, key: str) -> LiveEvent | None:
    """What was noted about the scene whose rows have this key."""
    found = read_note(folder, key)
    try:
        return None if found is None else LiveEvent.model_validate_json(found)
    except ValidationError:
        return None
