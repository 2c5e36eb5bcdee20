"""A note that a running scene was stopped while nobody was here, so that no key could write it where it belongs.

The file is always there, always as long, and random to everybody who does not know the key of that scene's rows, which
is in the encrypted files alone. Whoever comes in writes it once more, and a note leaves its time as it was.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import AccordError
from app.storage.files import write_atomically
from app.storage.keyring_file import read_bytes
from app.storage.slots import Secret, derive

NOTE = "spare.bin"
SIZE = 256
_NONCE, _TAG = 12, 16
_ROOM = SIZE - _NONCE - _TAG


def leave_note(folder: Path, key: str, words: bytes) -> None:
    """Leave a note about the scene whose rows have this key. VaultUnwritable."""
    if len(words) > _ROOM:
        raise ValueError("too long")
    path, nonce = folder / NOTE, os.urandom(_NONCE)
    sealed = _cipher(key).encrypt(nonce, words.ljust(_ROOM), None)
    with suppress(OSError):
        before = path.stat()
        write_atomically(path, nonce + sealed)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return
    write_atomically(path, nonce + sealed)


def read_note(folder: Path, key: str) -> bytes | None:
    """What was noted about that scene; None if nothing was."""
    raw = _stored(folder)
    try:
        return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], None).rstrip()
    except (InvalidTag, ValueError):
        return None


def renew_note(folder: Path) -> None:
    """Write the file once more, with what it holds. Where that fails, one can come in all the same."""
    raw = _stored(folder)
    with suppress(AccordError):
        write_atomically(folder / NOTE, raw if len(raw) == SIZE else os.urandom(SIZE))


def _stored(folder: Path) -> bytes:
    try:
        return read_bytes(folder / NOTE)
    except AccordError:
        return b""


def _cipher(key: str) -> AESGCM:
    return AESGCM(derive(Secret(key.encode()), salt=b"", info=b"accord/v1/stop-note").reveal())
