"""What a person says in their part of the shared space: the kinds of things, and the form of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.models.base import Model, PersonId

M_co = TypeVar("M_co", bound=Model, covariant=True)

FORMAT = 1
"""The format of the rows that are written now."""
SALT_SIZE = 16
_COMMITMENT = b"accord/words/v1\0"


@dataclass(frozen=True)
class SaidKind(Generic[M_co]):
    """A kind of thing to say, and the model that says it."""

    name: str
    body: type[M_co]


@dataclass(frozen=True)
class Said(Generic[M_co]):
    """One thing that a person says: its author, its key within the kind, and a commitment to its bytes.

    `n` counts what its author has said; it grows with every change.
    """

    author: PersonId
    key: str
    body: M_co
    commitment: str
    n: int


def voices(rows: Iterable[Said[M_co]], key_of: Callable[[str], str] = str) -> dict[str, dict[M_co, PersonId | None]]:
    """What is said under each key: each body once, with its author, or with None if both say it.

    `key_of`: the part of a row's key that counts.
    """
    found: dict[str, dict[M_co, PersonId | None]] = {}
    for said in rows:
        authors = found.setdefault(key_of(said.key), {})
        authors[said.body] = said.author if authors.get(said.body, said.author) == said.author else None
    return found


def commitment_of(salt: bytes, data: bytes) -> str:
    """SHA-256 over a prefix, 16 random bytes and the bytes, as hex: it fixes words without revealing them."""
    return hashlib.sha256(_COMMITMENT + salt + data).hexdigest()


def slot_of(kind: SaidKind[Model], key: str = "") -> str:
    """The name of a place in a person's part: the kind and the key."""
    return f"{kind.name}/{key}"
