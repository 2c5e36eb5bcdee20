"""How well a passphrase resists guessing."""

from __future__ import annotations

# zxcvbn refuses anything longer; more characters only add strength.
_LONGEST = 72


def strength(passphrase: str) -> int:
    """0 (guessed at once) to 4 (strong)."""
    if not passphrase:
        return 0
    from zxcvbn import zxcvbn

    return int(zxcvbn(passphrase[:_LONGEST])["score"])
