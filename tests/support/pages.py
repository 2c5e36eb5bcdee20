"""The pages of a SQLCipher file as they lie on the disk, decrypted; free ones and their remnants included."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _SALT, _IV, _RESERVED = 4096, 16, 16, 48


def decrypted_pages(path: Path, key: bytes) -> bytes:
    """All of a file whose raw key this is (AES-256-CBC, a vector and a MAC at the end of each page)."""
    data = path.read_bytes()
    plain = bytearray()
    for start in range(0, len(data), _PAGE):
        page = data[start : start + _PAGE]
        body = page[_SALT if start == 0 else 0 : _PAGE - _RESERVED]
        vector = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _IV]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        plain += cipher.update(body) + cipher.finalize()
    return bytes(plain)
