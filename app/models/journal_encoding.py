"""The letters of a file: Unicode where it is, or the encoding that a detector finds, or the one that a person chose."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import chardet

from app.models.journal_incoming import ImportProblem


class Encoding(StrEnum):
    """Encodings that are looked for, and that a person can choose; each is Python's name for it."""

    WESTERN = "cp1252"
    CENTRAL_EUROPEAN = "cp1250"
    CENTRAL_EUROPEAN_ISO = "iso8859-2"
    CYRILLIC = "cp1251"
    GREEK = "cp1253"
    TURKISH = "cp1254"
    HEBREW = "cp1255"
    ARABIC = "cp1256"
    BALTIC = "cp1257"
    CYRILLIC_KOI8 = "koi8-r"
    JAPANESE = "cp932"
    JAPANESE_EUC = "euc_jis_2004"
    CHINESE_SIMPLIFIED = "gb18030"
    CHINESE_TRADITIONAL = "big5hkscs"
    KOREAN = "cp949"
    WESTERN_MAC = "mac-roman"
    WESTERN_DOS = "cp850"


_WIDE = ("utf-16-le", "utf-16-be")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 65_536
_CHARACTERS_PER_NULL = 20
"""With more null bytes than this, a file is not text in one byte a letter: a program, a picture, or UTF-16."""
_CLEARLY_BETTER = 0.6
"""Western European is by far the commonest: another encoding has to be more likely by this much. It matters for a few
words only, in which nothing is certain."""
_LEAST = 0.1
"""Less text than this decides nothing if there are bytes that Western European has no letters for."""


def unicode_text(raw: bytes) -> tuple[str, ImportProblem | None] | None:
    """The text of bytes that are Unicode and say so, or are UTF-8, and the problem met; None for other bytes."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, ImportProblem.SIGNS_REMOVED if "\ufffd" in text else None
    if has_nulls(raw):
        return None
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        return None


def has_nulls(raw: bytes) -> bool:
    """Whether there are so many null bytes that it is no text, or UTF-16."""
    return raw[:_SAMPLE].count(0) * _CHARACTERS_PER_NULL > min(len(raw), _SAMPLE)


def found_encoding(samples: Iterable[bytes]) -> Encoding | None:
    """The encoding of some files that are not Unicode, or None if they are no text."""
    sample = bytearray()
    for raw in samples:
        # Lines in plain letters say nothing; a file of one alphabet has enough in a part of it.
        for line in raw[:_SAMPLE].split(b"\n"):
            if not line.isascii():
                sample += line + b"\n"
        if len(sample) > _SAMPLE:
            break
    guesses = chardet.detect_all(
        bytes(sample[:_SAMPLE]), ignore_threshold=True, include_encodings=tuple(Encoding), compat_names=False
    )
    likely = {each["encoding"]: each["confidence"] or 0.0 for each in guesses}
    best = max(likely, key=lambda each: likely[each])
    if best is None:
        return None
    western = likely.get(Encoding.WESTERN)
    if best not in set(Encoding) or (western is None and likely[best] < _LEAST):
        return Encoding.WESTERN
    return Encoding.WESTERN if (western or 0.0) >= _CLEARLY_BETTER * likely[best] else Encoding(best)


def found_encoding_of(raw: bytes) -> str | None:
    """The encoding of one file by itself; None if it is no text."""
    if not has_nulls(raw):
        return found_encoding((raw,))
    wanted = (*_WIDE, Encoding.WESTERN)  # the last is what the detector says where it finds none
    found = chardet.detect(raw[:_SAMPLE], include_encodings=wanted, compat_names=False)["encoding"]
    return found if found in _WIDE else None


def decoded_as(raw: bytes, encoding: str) -> tuple[str, ImportProblem]:
    """The text of some bytes in an encoding; `SIGNS_REMOVED` if not all of them have a meaning in it."""
    try:
        return raw.decode(encoding), ImportProblem.OTHER_ENCODING
    except UnicodeDecodeError:
        pass
    if encoding == Encoding.WESTERN:  # a few bytes have no meaning in it
        return raw.decode("latin-1"), ImportProblem.OTHER_ENCODING
    return raw.decode(encoding, "replace"), ImportProblem.SIGNS_REMOVED
