"""Oddities in a vault that do not keep it from opening."""

from __future__ import annotations

from enum import StrEnum


class VaultWarning(StrEnum):
    """Something odd that was found while unlocking. The vault opened."""

    KEYRING_CHANGED = "keyring changed"
    """The keyring does not have the mark of its last writer."""
    KEYRING_COPY = "keyring copy"
    """One of its two copies is missing, older or damaged."""
    OWN_KEY_CHANGED = "own key changed"
    """The person's public key in the keyring does not follow from their root key."""
    PARTNER_KEY_CHANGED = "partner key changed"
    """The partner's public key in the keyring is not the one this person stored."""
