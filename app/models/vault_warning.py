"""Oddities in a vault that do not keep it from opening."""

from __future__ import annotations

from enum import StrEnum


class VaultWarning(StrEnum):
    """Something odd that was found while unlocking. The vault opened."""

    KEYRING_CHANGED = "keyring changed"
    """The keyring does not have the mark of its last writer."""
    ENTRY_CHANGED = "entry changed"
    """The person's own entry in it is not as they left it, though somebody who belongs to the vault wrote it."""
    KEYRING_COPY = "keyring copy"
    """One of its two copies is missing, older or damaged."""
    KEYRING_OLDER = "keyring older"
    """The keyring is older than the one with which the person was last here."""
    OWN_OLDER = "own older"
    """The person's own file is older than it has been on this computer."""
    OWN_CHANGED = "own changed"
    """Pages of the person's own file are not as they were when it was last closed on this computer."""
    SHARED_OLDER = "shared older"
    """The partner's part of the shared file is older than the person has seen it."""
    READ_ONLY = "read only"
    """Nothing can be written to the vault's folder."""
    CONFLICT_COPIES = "conflict copies"
    """Beside the vault's files there are copies of them, as programs leave that synchronise folders."""
    SHARED_MADE_AGAIN = "shared made again"
    """The shared file was unusable; it was made again, with the person's part in it."""
    SHARED_SWAPPED = "shared swapped"
    """In the place of the shared file was one of something else; it was made again, with the person's part in it."""
    SHARED_NOT_OPEN = "shared not open"
    """The shared file cannot be opened now; the person's own space is open alone."""
    PARTNER_UNREADABLE = "partner unreadable"
    """Nothing of the partner's part can be read until they unlock."""
