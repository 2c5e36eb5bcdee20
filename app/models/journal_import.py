"""The front access of the parsers: the bytes of a file in, drafts and troubles out. No files, no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from app.models.journal_incoming import ImportedFile, ImportProblem, ImportTrouble, ReadEntries
from app.models.journal_json import read_json
from app.models.journal_markdown import read_markdown

MARKDOWN = (".md", ".markdown", ".mdown")
PLAIN = (".txt", ".text")
JSON = (".json",)
ENDINGS = (*MARKDOWN, *PLAIN, *JSON)
"""Endings of the files that hold entries."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BEGINNING = 65_536
_FEW = 20


def ending_of(name: str) -> str:
    """The ending of a name, in small letters."""
    last = name.rpartition("/")[2].rpartition("\\")[2]
    return f".{last.rpartition('.')[2].casefold()}" if "." in last else ""


def read_file(
    raw: bytes, around: ImportedFile, zone: tzinfo | None, step: Callable[[], object] = lambda: None
) -> ReadEntries:
    """What a file holds; whatever it is, this gives an answer and never half of one. `step` may raise to stop."""
    ending = ending_of(around.name)
    if ending not in ENDINGS:
        return _only(ImportProblem.UNKNOWN_KIND, around)
    if not raw.strip():
        return _only(ImportProblem.EMPTY, around)
    text, problem = decoded(raw)
    if text is None:
        return _only(ImportProblem.NOT_TEXT, around)
    if ending in JSON:
        found = read_json(text, around, zone, step)
    else:
        found = read_markdown(text, around, zone, headings=ending in MARKDOWN)
    if problem is None:
        return found
    return found.evolve(troubles=(ImportTrouble(problem=problem, where=around.where), *found.troubles))


def decoded(raw: bytes) -> tuple[str | None, ImportProblem | None]:
    """The text of some bytes, and what had to be assumed; no text where it is none."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, ImportProblem.SIGNS_REMOVED if "\ufffd" in text else None
    nulls = raw[:_BEGINNING].count(0)
    if nulls * _FEW > min(len(raw), _BEGINNING):
        return None, None  # programs, pictures, UTF-16 without a mark
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), ImportProblem.OTHER_ENCODING
    except UnicodeDecodeError:
        return raw.decode("latin-1"), ImportProblem.OTHER_ENCODING


def _only(problem: ImportProblem, around: ImportedFile) -> ReadEntries:
    return ReadEntries(troubles=(ImportTrouble(problem=problem, where=around.where),))
