"""What the pages of a closed database tell without decrypting them: whose they are, and whether one was exchanged.

SQLCipher puts a proof at the end of each page (HMAC-SHA256, under a key derived from the file's), over its content and
its number. So a key tells whether a page is of its file; and as every page that is written gets a new proof, the proofs
together tell a file from the same one with older pages in it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from app.storage.cut_off import PAGE
from app.storage.regular_file import open_regular
from app.storage.slots import Secret

_SALT, _PROOF = 16, 32
_HMAC_SALT, _HMAC_ROUNDS = 0x3A, 2
_LOOKED_AT = 256
_AT_ONCE = 4096 * PAGE
MOST = 64 << 20
"""Bytes of the largest file whose pages are compared each time it is opened, which takes a few milliseconds."""


class PageProofs(NamedTuple):
    """The proof of the first page, which each transaction renews, and a digest of all, as hex."""

    first: str
    every: str

    def under(self, key: Secret) -> PageProofs:
        """The same, in a form that only shows to whoever has the key which file they are of."""
        return PageProofs(keyed(key, self.first), keyed(key, self.every))


def keyed(key: Secret, text: str) -> str:
    """A digest under a key, as hex."""
    return hmac.new(key.reveal(), b"accord/mirror-pages/v1\0" + text.encode(), hashlib.sha256).hexdigest()


def page_proofs(path: Path) -> PageProofs | None:
    """The proofs of a closed file; None if it is not there, too large, or was not closed properly.

    Call it only while no connection to the file is open, because closing the file drops SQLite's locks on it.
    """
    with suppress(OSError), open_regular(path) as file:
        journal = path.with_name(f"{path.name}-journal")
        size = os.fstat(file.fileno()).st_size
        if size <= MOST and not (journal.exists() and journal.stat().st_size):
            read, first, every = _reader(file), b"", hashlib.sha256(size.to_bytes(8, "big"))
            for start in range(0, size, _AT_ONCE):
                ends = range(start + PAGE, min(start + _AT_ONCE, size) + 1, PAGE)
                proofs = b"".join([read(_PROOF, end - _PROOF) for end in ends])
                first = first or proofs[:_PROOF]
                every.update(proofs)
            return PageProofs(first.hex(), every.hexdigest())
    return None


def _reader(file: BufferedReader) -> Callable[[int, int], bytes]:
    """Returns `read(count, place)`; it takes one system call where there is one for that."""
    if hasattr(os, "pread"):
        return partial(os.pread, file.fileno())

    def read(count: int, place: int) -> bytes:
        file.seek(place)
        return file.read(count)

    return read


def is_a_different_file(path: Path, key: Secret) -> bool:
    """Whether among many pages of a closed file, which this key does not open, none is of this key.

    Of a damaged file some are, unless hardly anything of it is left. Empty pages tell nothing.
    """
    with suppress(OSError), open_regular(path) as file:
        count = os.fstat(file.fileno()).st_size // PAGE
        proof_key, is_empty = _proof_key(key, file.read(_SALT)), True
        for number in range(1, count + 1, max(1, -(-count // _LOOKED_AT))):
            file.seek((number - 1) * PAGE)
            page = file.read(PAGE)
            if _is_proven(proof_key, page, number):
                return False
            is_empty = is_empty and not any(page)
        return not is_empty
    return False


def _proof_key(key: Secret, salt: bytes) -> bytes:
    own = bytes(byte ^ _HMAC_SALT for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key.reveal(), own, _HMAC_ROUNDS)[:_PROOF]


def _is_proven(proof_key: bytes, page: bytes, number: int) -> bool:
    said = page[_SALT if number == 1 else 0 : PAGE - _PROOF] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(proof_key, said, "sha256"), page[-_PROOF:])
