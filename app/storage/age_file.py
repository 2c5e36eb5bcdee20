"""Files encrypted with a passphrase in the age format, version 1 (age-encryption.org/v1), which other tools open too.

Made of reviewed parts from `cryptography`: scrypt, HKDF, HMAC and ChaCha20-Poly1305. One passphrase is the only
recipient. The header's stanza holds the salt, the work factor and the file's key under the derived key; the content
follows in sealed pieces of 64 KiB, the last one marked as such, so that no piece can be dropped, moved or added.
"""

from __future__ import annotations

import binascii
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.errors import VaultDamaged, VaultForeign, WrongPassphrase

MAGIC = b"age-encryption.org/v1\n"
WORK = 18
"""2 to this power rounds of scrypt, with 256 MiB: under a second, and what age itself takes."""
MOST_WORK = 20
"""A file that asks for more is refused: it would take the machine's memory, not keep a secret better."""

_LABEL = b"age-encryption.org/v1/scrypt"
_PIECE = 64 * 1024
_TAG = 16
_LONGEST_HEADER = 1024
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n"
    rb"---(?P<end>) ([A-Za-z0-9+/]{43})\n"
)
Step = Callable[[int, int], object]
"""Is told how many bytes of how many are done; may raise to stop."""


def is_age(beginning: bytes) -> bool:
    """Whether a file begins as an age file does."""
    return beginning.startswith(MAGIC)


def seal(content: bytes, passphrase: str, *, work: int = WORK, step: Step = lambda _done, _all: None) -> bytes:
    """Encrypt with a passphrase."""
    key, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_derived(passphrase, salt, work)).encrypt(bytes(12), key, None)
    header = MAGIC + b"-> scrypt " + _text(salt) + f" {work}\n".encode() + _text(wrapped) + b"\n---"
    nonce = secrets.token_bytes(16)
    cipher = ChaCha20Poly1305(_expanded(key, nonce, b"payload"))
    out = [header, b" ", _text(_mac(key, header).finalize()), b"\n", nonce]
    for at, (counter, last) in _pieces(len(content), _PIECE):
        step(at, len(content))
        out.append(cipher.encrypt(_nonce(counter, last), content[at : at + _PIECE], None))
    return b"".join(out)


def unseal(raw: bytes, passphrase: str, *, step: Step = lambda _done, _all: None) -> bytes:
    """Decrypt a file. Raises `WrongPassphrase`, `VaultForeign` (not for a passphrase), `VaultDamaged`."""
    found = _HEADER.match(raw[:_LONGEST_HEADER])
    if found is None:
        raise VaultForeign("age")
    salt, work, wrapped = _bytes(found[1]), int(found[2]), _bytes(found[3])
    if work > MOST_WORK:
        raise VaultForeign("age")
    key = _opened(_derived(passphrase, salt, work), wrapped)
    _check(key, raw[: found.end("end")], _bytes(found[5]))
    nonce, rest = raw[found.end() : found.end() + 16], memoryview(raw)[found.end() + 16 :]
    if len(nonce) < 16 or len(rest) < _TAG:
        raise VaultDamaged("age")
    cipher = ChaCha20Poly1305(_expanded(key, nonce, b"payload"))
    out = []
    for at, (counter, last) in _pieces(len(rest), _PIECE + _TAG):
        step(at, len(rest))
        out.append(_piece(cipher, _nonce(counter, last), rest[at : at + _PIECE + _TAG]))
    if len(out) > 1 and not out[-1]:
        raise VaultDamaged("age")
    return b"".join(out)


def _derived(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(passphrase.encode())


def _expanded(key: bytes, salt: bytes, about: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=about).derive(key)


def _mac(key: bytes, header: bytes) -> HMAC:
    mac = HMAC(_expanded(key, b"", b"header"), SHA256())
    mac.update(header)
    return mac


def _opened(derived: bytes, wrapped: bytes) -> bytes:
    try:
        return ChaCha20Poly1305(derived).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        pass
    raise WrongPassphrase


def _check(key: bytes, header: bytes, said: bytes) -> None:
    try:
        _mac(key, header).verify(said)
        return
    except InvalidSignature:
        pass
    raise VaultDamaged("age")


def _piece(cipher: ChaCha20Poly1305, nonce: bytes, sealed: memoryview) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, None)
    except InvalidTag:
        pass
    raise VaultDamaged("age")


def _pieces(size: int, each: int) -> Iterator[tuple[int, tuple[int, bool]]]:
    """Where each piece begins, its number, and whether it is the last; there is always one."""
    starts = range(0, max(size, 1), each)
    for counter, at in enumerate(starts):
        yield at, (counter, at == starts[-1])


def _nonce(counter: int, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _text(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    """Unpadded base64, in the one way that it can be written."""
    try:
        raw = b64decode(text + b"=" * (-len(text) % 4), validate=True)
        if _text(raw) == text:
            return raw
    except binascii.Error:
        pass
    raise VaultForeign("age")
