"""How long a passphrase would stand against guessing."""

from __future__ import annotations

# The estimate refuses anything longer; what comes after adds to the strength anyway.
_LONGEST = 72


def strength(passphrase: str) -> int:
    """0 (guessed at once) to 4 (strong)."""
    if not passphrase:
        return 0
    from zxcvbn import zxcvbn

    return int(zxcvbn(passphrase[:_LONGEST])["score"])
