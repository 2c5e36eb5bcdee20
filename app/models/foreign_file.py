"""What a chosen file is: the text of a list, or something that no list can be read from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.models.journal_encoding import decoded_as, found_encoding_of, unicode_text

LARGEST_FILE = 16 * 2**20
"""In bytes; more than four million characters in any script."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"BM", b"II*\x00", b"MM\x00*")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileProblem(StrEnum):
    """Why no list was read from a file."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    NOT_TEXT = "not_text"


class ListText(NamedTuple):
    """The text of a file. `is_guessed`: it is not in Unicode, so its letters are those that a detector found likely."""

    text: str
    is_guessed: bool = False


def list_text(raw: bytes) -> ListText | FileProblem:
    """The text of a file, or why it has none."""
    if not raw.strip():
        return FileProblem.EMPTY
    if raw.startswith(_PICTURES) or raw[8:12] == b"WEBP":
        return FileProblem.PICTURE
    if raw.startswith(_SPREADSHEETS):
        return FileProblem.SPREADSHEET
    found = unicode_text(raw)
    if found is not None:
        return ListText(found[0])
    encoding = found_encoding_of(raw)
    return FileProblem.NOT_TEXT if encoding is None else ListText(decoded_as(raw, encoding)[0], is_guessed=True)
