"""What a person says in the part of the shared space that is theirs: kinds of things, and the form of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.models.base import Model, PersonId

M = TypeVar("M", bound=Model)

FORMAT = 1
"""The format of the rows that are written now."""
SALT_SIZE = 16
_COMMITMENT = b"accord/words/v1\0"


@dataclass(frozen=True)
class SaidKind(Generic[M]):
    """A kind of thing to say, and the model that says it."""

    name: str
    body: type[M]


@dataclass(frozen=True)
class Said(Generic[M]):
    """One thing that a person says: its author, its key within the kind, and a commitment to its bytes.

    `n` counts what its author has said; it grows with every change.
    """

    author: PersonId
    key: str
    body: M
    commitment: str
    n: int


def commitment_of(salt: bytes, data: bytes) -> str:
    """SHA-256 over a prefix, 16 random bytes and the bytes, as hex: it fixes words without telling them."""
    return hashlib.sha256(_COMMITMENT + salt + data).hexdigest()
