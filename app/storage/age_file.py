"""Files encrypted with a passphrase in the age format, version 1 (age-encryption.org/v1), which other tools open too.

Built from `cryptography`: scrypt, HKDF, HMAC and ChaCha20-Poly1305. The passphrase is the only recipient. The header's
stanza holds the salt, the work factor and the file key wrapped under the derived key. The content follows in chunks of
64 KiB, each encrypted with its number and whether it is the last one, so that none can be dropped, moved or added.
"""

from __future__ import annotations

import binascii
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from unicodedata import normalize

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.errors import NotEnoughMemory, VaultDamaged, VaultForeign, WrongPassphrase

MAGIC = b"age-encryption.org/v1\n"
WORK_FACTOR = 18
"""The base-2 logarithm of scrypt's rounds: 256 MiB and under a second, which is also age's default."""
MAX_WORK_FACTOR = 20
"""A file with a higher factor is refused: deriving its key could use up the machine's memory."""

_LABEL = b"age-encryption.org/v1/scrypt"
_CHUNK = 64 * 1024
_TAG = 16
_MAX_HEADER = 1024
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n"
    rb"---(?P<end>) ([A-Za-z0-9+/]{43})\n"
)
Progress = Callable[[int, int], object]
"""Called with the bytes done and the bytes in all; may raise to stop."""


def is_age(beginning: bytes) -> bool:
    """Whether a file begins as an age file does."""
    return beginning.startswith(MAGIC)


def encrypt(
    content: bytes, passphrase: str, *, work_factor: int = WORK_FACTOR, progress: Progress = lambda _done, _all: None
) -> bytes:
    """Encrypt with a passphrase, however its characters were composed."""
    key, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_stretched(forms_of(passphrase)[0], salt, work_factor)).encrypt(bytes(12), key, None)
    header = MAGIC + b"-> scrypt " + _to_text(salt) + f" {work_factor}\n".encode() + _to_text(wrapped) + b"\n---"
    nonce = secrets.token_bytes(16)
    cipher = ChaCha20Poly1305(_expanded(key, nonce, b"payload"))
    out = [header, b" ", _to_text(_mac(key, header).finalize()), b"\n", nonce]
    for start, chunk_nonce in _chunks(len(content), _CHUNK):
        progress(start, len(content))
        out.append(cipher.encrypt(chunk_nonce, content[start : start + _CHUNK], None))
    return b"".join(out)


def decrypt(raw: bytes, passphrase: str) -> bytes:
    """Decrypt a file. Raises `WrongPassphrase`, `VaultForeign` (not encrypted with a passphrase), `VaultDamaged`."""
    header = _HEADER.match(raw[:_MAX_HEADER])
    if header is None:
        raise VaultForeign("age")
    salt, work_factor, wrapped = _from_text(header[1]), int(header[2]), _from_text(header[3])
    if work_factor > MAX_WORK_FACTOR:
        raise VaultForeign("age")
    tried = (_unwrapped(_stretched(form, salt, work_factor), wrapped) for form in forms_of(passphrase))
    key = next((key for key in tried if key is not None), None)
    if key is None:
        raise WrongPassphrase
    _require_mac(key, raw[: header.end("end")], _from_text(header[5]))
    nonce, rest = raw[header.end() : header.end() + 16], memoryview(raw)[header.end() + 16 :]
    if len(nonce) < 16 or len(rest) < _TAG:
        raise VaultDamaged("age")
    cipher = ChaCha20Poly1305(_expanded(key, nonce, b"payload"))
    out = []
    for start, chunk_nonce in _chunks(len(rest), _CHUNK + _TAG):
        out.append(_decrypted_chunk(cipher, chunk_nonce, rest[start : start + _CHUNK + _TAG]))
    if len(out) > 1 and not out[-1]:
        raise VaultDamaged("age")
    return b"".join(out)


def forms_of(passphrase: str) -> tuple[bytes, ...]:
    """A passphrase as it is sealed (composed), and as other programs on other systems may have sealed it."""
    forms = (normalize("NFC", passphrase), normalize("NFD", passphrase), passphrase)
    return tuple(dict.fromkeys(form.encode("utf-8", "surrogatepass") for form in forms))


def _stretched(secret: bytes, salt: bytes, work_factor: int) -> bytes:
    try:
        return Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(secret)
    except MemoryError:
        pass
    raise NotEnoughMemory("age")


def _expanded(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _mac(key: bytes, header: bytes) -> HMAC:
    mac = HMAC(_expanded(key, b"", b"header"), SHA256())
    mac.update(header)
    return mac


def _unwrapped(stretched: bytes, wrapped: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(stretched).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        return None


# Each of these raises outside its handler, so that no context holds on to bytes of the file.


def _require_mac(key: bytes, header: bytes, expected: bytes) -> None:
    try:
        _mac(key, header).verify(expected)
        return
    except InvalidSignature:
        pass
    raise VaultDamaged("age")


def _decrypted_chunk(cipher: ChaCha20Poly1305, nonce: bytes, chunk: memoryview) -> bytes:
    try:
        return cipher.decrypt(nonce, chunk, None)
    except InvalidTag:
        pass
    raise VaultDamaged("age")


def _from_text(text: bytes) -> bytes:
    """Decode unpadded base64; only the canonical encoding is accepted."""
    try:
        raw = b64decode(text + b"=" * (-len(text) % 4), validate=True)
        if _to_text(raw) == text:
            return raw
    except binascii.Error:
        pass
    raise VaultForeign("age")


def _to_text(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _chunks(size: int, each: int) -> Iterator[tuple[int, bytes]]:
    """Where each chunk starts, and its nonce: its number and whether it is the last. There is always one."""
    starts = range(0, max(size, 1), each)
    for number, start in enumerate(starts):
        yield start, number.to_bytes(11, "big") + (b"\x01" if start == starts[-1] else b"\x00")
