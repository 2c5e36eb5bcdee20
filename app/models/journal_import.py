"""Parses a journal file: bytes in, entries and problems out. It reads no files and no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from app.models.journal_daylio import read_daylio
from app.models.journal_encoding import decoded_as, found_encoding_of, unicode_text
from app.models.journal_incoming import ImportedFile, ImportProblem, ImportTrouble, ReadEntries
from app.models.journal_json import read_json
from app.models.journal_markdown import read_markdown
from app.models.journal_note import read_html, read_yaml

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown")
TEXT_ENDINGS = (".txt", ".text")
JSON_ENDINGS = (".json",)
YAML_ENDINGS = (".yaml", ".yml")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
TABLE_ENDINGS = (".csv",)
ENDINGS = (*MARKDOWN_ENDINGS, *TEXT_ENDINGS, *JSON_ENDINGS, *YAML_ENDINGS, *HTML_ENDINGS, *TABLE_ENDINGS)
"""Endings of files that can have entries."""
EXPORT_INSTEAD = (
    ".daylio", ".diary", ".jex", ".enex", ".dayone", ".doentry", ".rtf", ".doc", ".docx", ".odt", ".pages", ".pdf",
    ".epub",
)  # fmt: skip
"""Endings of files whose program can export its entries as something that is read."""


def ending_of(name: str) -> str:
    """The ending of a file name, in lower case."""
    last = name.rpartition("/")[2].rpartition("\\")[2]
    return f".{last.rpartition('.')[2].casefold()}" if "." in last else ""


def problem_of(name: str) -> ImportProblem | None:
    """Why a file of this name is not read; None if it is."""
    ending = ending_of(name)
    if ending in ENDINGS:
        return None
    return ImportProblem.EXPORT_INSTEAD if ending in EXPORT_INSTEAD else ImportProblem.UNKNOWN_KIND


def read_file(
    raw: bytes,
    file: ImportedFile,
    zone: tzinfo | None,
    step: Callable[[], object] = lambda: None,
    encoding: str | None = None,
) -> ReadEntries:
    """The entries of a file. No content makes it raise; only `step`, which is called before each entry, may.

    `encoding` is that of a file that is not Unicode; None to find it out from this file alone.
    """
    problem = problem_of(file.name)
    if problem is not None:
        return _only(problem, file)
    if not raw.strip():
        return _only(ImportProblem.EMPTY, file)
    text, met = decoded(raw, encoding)
    if text is None:
        return _only(ImportProblem.NOT_TEXT, file)
    found = _read(text, file, zone, step)
    if met is None:
        return found
    return found.evolve(troubles=(ImportTrouble(problem=met, where=file.where), *found.troubles))


def _read(text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object]) -> ReadEntries:
    ending = ending_of(file.name)
    if ending in JSON_ENDINGS:
        return read_json(text, file, zone, step)
    if ending in TABLE_ENDINGS:
        return read_daylio(text, file, zone, step)
    if ending in YAML_ENDINGS:
        return read_yaml(text, file, zone, step)
    if ending in HTML_ENDINGS:
        return read_html(text, file, zone)
    return read_markdown(text, file, zone, step, headings=ending in MARKDOWN_ENDINGS)


def decoded(raw: bytes, encoding: str | None = None) -> tuple[str | None, ImportProblem | None]:
    """The text of some bytes and the problem met, if any; None for bytes that are not text."""
    found = unicode_text(raw)
    if found is not None:
        return found
    encoding = encoding or found_encoding_of(raw)
    return (None, None) if encoding is None else decoded_as(raw, encoding)


def _only(problem: ImportProblem, file: ImportedFile) -> ReadEntries:
    return ReadEntries(troubles=(ImportTrouble(problem=problem, where=file.where),))
