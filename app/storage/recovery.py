"""Recovery codes: 160 random bits in Crockford's Base32, eight groups of four symbols and a checksum of four."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from app.errors import WrongRecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZE = 20
GROUP = 4
TYPO = "typo"
"""The `detail` of an error for a mistyped code, as opposed to somebody else's."""

_CODE_LENGTH = SIZE * 8 // 5
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SKIPPED = {"-", "\N{EN DASH}", "\N{EM DASH}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}", "\N{MINUS SIGN}"}


def new_secret() -> bytes:
    """20 random bytes."""
    return secrets.token_bytes(SIZE)


def write_code(secret: bytes) -> str:
    """The code of a secret of 20 bytes, as nine groups with dashes."""
    if len(secret) != SIZE:
        raise ValueError("a recovery secret has 20 bytes")
    symbols = _encode(int.from_bytes(secret, "big"), _CODE_LENGTH) + _checksum(secret)
    return "-".join(symbols[i : i + GROUP] for i in range(0, len(symbols), GROUP))


def read_code(text: str) -> bytes:
    """The secret of a typed code. WrongRecoveryCode("typo") if a symbol or the checksum is wrong."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in _SKIPPED)
    symbols = "".join(kept).upper().translate(_LOOKALIKES)
    if len(symbols) != _CODE_LENGTH + GROUP or any(symbol not in ALPHABET for symbol in symbols):
        raise WrongRecoveryCode(TYPO)
    number = 0
    for symbol in symbols[:_CODE_LENGTH]:
        number = number * 32 + ALPHABET.index(symbol)
    secret = number.to_bytes(SIZE, "big")
    if _checksum(secret) != symbols[_CODE_LENGTH:]:
        raise WrongRecoveryCode(TYPO)
    return secret


def _encode(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _checksum(secret: bytes) -> str:
    digest = hashlib.sha256(b"accord/recovery-checksum/v1\0" + secret).digest()
    return _encode(int.from_bytes(digest[:3], "big") >> 4, GROUP)
