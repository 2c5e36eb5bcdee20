"""What a backup says about itself, before anybody's passphrase."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from app.models.base import Model, PersonId


class BackupScope(StrEnum):
    """Whose files a backup has."""

    WHOLE = "whole"
    """Those of everybody whose vault it is."""
    OWN = "own"
    """Those of one person."""


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PartName = Annotated[str, StringConstraints(pattern=r"^(keyring\.json|[0-9a-f]{32}\.db(-journal)?)$")]


class BackupPart(Model):
    """A file in a backup."""

    name: PartName
    size: Annotated[int, Field(ge=0, lt=2**50)]
    sha256: Digest
    is_verified: bool
    """Whether it was opened with its key and every page of it checked, after it was copied."""


class BackupManifest(Model):
    """The list of what a backup has, which each person who was here has signed with a key of their own."""

    vault_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    made: AwareDatetime
    scope: BackupScope
    parts: Annotated[tuple[BackupPart, ...], Field(min_length=2, max_length=5)]

    def part(self, name: str) -> BackupPart | None:
        """The part of a name."""
        return next((part for part in self.parts if part.name == name), None)

    def has_space_of(self, person: PersonId) -> bool:
        """Whether a person's private space is in it."""
        return self.part(f"{person}.db") is not None


class StoredBackup(Model):
    """A rotating backup, as its file name and size tell."""

    name: str
    number: int
    day: date
    """The day on which it was made, by the clock of that day."""
    made: datetime
    """When the file was last written."""
    size: int
