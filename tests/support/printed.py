"""Reads a PDF back: its text, and every byte of it."""

from __future__ import annotations

import re
import unicodedata
import zlib
from io import BytesIO

from pypdf import PdfReader

from app.export.render import Rendered


def text_of(made: Rendered) -> str:
    """The text of all sheets, joined."""
    return "\n".join(sheets_of(made))


def sheets_of(made: Rendered) -> list[str]:
    """The text of each sheet."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(made.data)).pages]


def squeezed(text: str) -> str:
    """The text without what line breaking does to it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def everything_in(made: Rendered) -> bytes:
    """All bytes of the file, with its streams unpacked as well."""
    unpacked = [made.data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made.data, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def keeps_standard(made: Rendered) -> bool:
    """Whether the file says that it complies with PDF/UA-1."""
    return b"<pdfuaid:part>1" in everything_in(made)


def places_of(words: str, made: Rendered) -> list[str]:
    """Where a text is found in the file: in what can be read, or in its bytes in any usual encoding."""
    found = ["text"] if squeezed(words) in squeezed(text_of(made)) else []
    raw = everything_in(made)
    forms = (words.encode(), words.encode("utf-16-be"), words.encode("utf-16-be").hex().upper().encode())
    return found + ["bytes" for form in forms if form in raw]
