"""What may be odd about a vault that opens nevertheless."""

from __future__ import annotations

from enum import StrEnum


class VaultWarning(StrEnum):
    """What was seen at unlocking that should not be; the space opened nevertheless."""

    KEYRING_CHANGED = "keyring changed"
    """The keyring does not carry the mark of its last writer."""
    KEYRING_COPY = "keyring copy"
    """One of its two copies is missing, older or damaged."""
    OWN_KEY_CHANGED = "own key changed"
    """The public key in it is not the one that follows from this person's root."""
    PARTNER_KEY_CHANGED = "partner key changed"
    """The partner's public key in it is not the one this person keeps."""
