"""Parses a journal file: bytes in, entries and problems out. It reads no files and no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from app.models.journal_incoming import ImportedFile, ImportProblem, ImportTrouble, ReadEntries
from app.models.journal_json import read_json
from app.models.journal_markdown import read_markdown
from app.models.journal_note import read_yaml

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown")
TEXT_ENDINGS = (".txt", ".text")
JSON_ENDINGS = (".json",)
YAML_ENDINGS = (".yaml", ".yml")
ENDINGS = (*MARKDOWN_ENDINGS, *TEXT_ENDINGS, *JSON_ENDINGS, *YAML_ENDINGS)
"""Endings of files that can have entries."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 65_536
_CHARACTERS_PER_NULL = 20
"""With more null bytes than this, a file is not text but a program, a picture, or UTF-16 without a byte order mark."""


def ending_of(name: str) -> str:
    """The ending of a file name, in lower case."""
    last = name.rpartition("/")[2].rpartition("\\")[2]
    return f".{last.rpartition('.')[2].casefold()}" if "." in last else ""


def read_file(
    raw: bytes, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object] = lambda: None
) -> ReadEntries:
    """The entries of a file. No content makes it raise; only `step`, which is called before each entry, may."""
    ending = ending_of(file.name)
    if ending not in ENDINGS:
        return _only(ImportProblem.UNKNOWN_KIND, file)
    if not raw.strip():
        return _only(ImportProblem.EMPTY, file)
    text, problem = decoded(raw)
    if text is None:
        return _only(ImportProblem.NOT_TEXT, file)
    if ending in JSON_ENDINGS:
        found = read_json(text, file, zone, step)
    elif ending in YAML_ENDINGS:
        found = read_yaml(text, file, zone)
    else:
        found = read_markdown(text, file, zone, headings=ending in MARKDOWN_ENDINGS)
    if problem is None:
        return found
    return found.evolve(troubles=(ImportTrouble(problem=problem, where=file.where), *found.troubles))


def decoded(raw: bytes) -> tuple[str | None, ImportProblem | None]:
    """The text of some bytes and the problem met, if any; None for bytes that are not text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, ImportProblem.SIGNS_REMOVED if "\ufffd" in text else None
    if raw[:_SAMPLE].count(0) * _CHARACTERS_PER_NULL > min(len(raw), _SAMPLE):
        return None, None
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), ImportProblem.OTHER_ENCODING
    except UnicodeDecodeError:
        return raw.decode("latin-1"), ImportProblem.OTHER_ENCODING


def _only(problem: ImportProblem, file: ImportedFile) -> ReadEntries:
    return ReadEntries(troubles=(ImportTrouble(problem=problem, where=file.where),))
