"""Oddities in a vault that do not keep it from opening."""

from __future__ import annotations

from enum import StrEnum


class VaultWarning(StrEnum):
    """Something odd that was found while unlocking. The vault opened."""

    KEYRING_CHANGED = "keyring changed"
    """The keyring does not have the mark of its last writer."""
    KEYRING_COPY = "keyring copy"
    """One of its two copies is missing, older or damaged."""
