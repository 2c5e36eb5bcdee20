"""Markup that other programs put into notes, made into plain Markdown: wiki links, comments, callouts, inner links.

Code is left as it is. Nothing that a person wrote is dropped; what can't be followed here becomes plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.models.journal_incoming import FileProblems, ImportProblem
from app.models.text_scan import BLANKS, link_spans, outside_code

_INNER = re.compile(
    r"(?:dayone2?|obsidian|logseq|joplin|bear|evernote|diarium|journey)://|:/[0-9a-f]{32}\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"<(?:dayone2?|obsidian|logseq|joplin)://[^\s<>]{1,1000}>|(?:dayone2?|obsidian|logseq|joplin)://[^\s<>()\[\]\"']+",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)")
_CLOCK, _CLOCK_LINES = ":LOGBOOK:", ("CLOCK: ", ":END:")
_OUTLINER = ("id:: ", "collapsed:: ", "heading:: ", "background-color:: ")
"""How lines begin that only Logseq understands."""
_PROPERTY = re.compile(r"([A-Za-z][\w-]{0,40}):: ?(.*)")
_CALLOUT = re.compile(r"\[!([\w-]{1,40})\][+-]?[ \t]*")
_MEDIA = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".svg", ".avif", ".pdf", ".mp3", ".m4a", ".wav", ".ogg",
    ".mp4", ".mov", ".webm", ".mkv", ".canvas", ".excalidraw",
)  # fmt: skip
UNKNOWN_TARGET = "…"
"""Stands for a link without words to something that is not known here."""

Target = Callable[[str], str]
"""The words for a bare address of another entry."""


def inner_links(text: str, target: Target = lambda _address: UNKNOWN_TARGET) -> tuple[str, int]:
    """The text with links to other entries of the program it comes from as plain words; and how many there were."""
    count = 0

    def plain(line: str) -> str:
        nonlocal count
        made, at = [], 0
        for start, label, end in link_spans(line):
            if (start and line[start - 1] == "!") or not _INNER.match(line[label + 2 : label + 80].lstrip("<")):
                continue
            count += 1
            made += [line[at:start], line[start + 1 : label] or target(line[label + 2 : end - 1])]
            at = end
        line, bare = _ADDRESS.subn(lambda found: target(found[0]), "".join((*made, line[at:])))
        count += bare
        return line

    if "://" not in text and ":/" not in text:
        return text, 0
    return outside_code(text, plain), count


def plain_note(text: str, problems: FileProblems) -> str:
    """A note of Obsidian or Logseq without what only they understand."""
    links = media = 0

    def plain(line: str) -> str:
        nonlocal links, media
        if "]]" in line:
            line, words, files = _wiki_links(line)
            links, media = links + words, media + files
        if "))" in line:
            line, blocks = _BLOCK.subn(UNKNOWN_TARGET, line)
            links += blocks
        return _callout(line.replace("%%", "")) if ">" in line else line.replace("%%", "")

    if any(words in text for words in (*_OUTLINER, _CLOCK)):
        text = "\n".join(_without_outliner(text.split("\n")))
    if any(sign in text for sign in ("]]", "))", "%%", "[!")):
        text = outside_code(text, plain)
    text, inner = inner_links(text)
    for problem, number in ((ImportProblem.LINKS, links + inner), (ImportProblem.PICTURES, media)):
        if number:
            problems.add(problem, count=number)
    return text


def page_properties(text: str) -> tuple[dict[str, object], str]:
    """The properties at the top of a page of Logseq (`tags:: calm, tea`), and the text after them."""
    found: dict[str, object] = {}
    rest = text
    while (line := _PROPERTY.fullmatch(rest.partition("\n")[0].removeprefix("- ").strip(BLANKS))) is not None:
        key = line[1].casefold()
        found[key] = line[2].replace("[[", "").replace("]]", "") if key in ("tags", "title", "date") else line[2]
        rest = rest.partition("\n")[2]
    return found, rest.lstrip("\n") if found else text


def _without_outliner(lines: list[str]) -> Iterator[str]:
    """The lines that a person wrote: neither properties nor the clock that Logseq keeps for a task."""
    in_clock = False
    for line in lines:
        said = line.lstrip(BLANKS)
        in_clock = said == _CLOCK or (in_clock and said.startswith(_CLOCK_LINES))
        if not in_clock and not said.startswith(_OUTLINER):
            yield line


def _wiki_links(line: str) -> tuple[str, int, int]:
    """A line with its wiki links as words, how many there were, and how many attachments were taken out."""
    made: list[str] = []
    at = links = media = 0
    while (end := line.find("]]", at)) >= 0:
        start = line.rfind("[[", at, end)
        if start < 0:
            made.append(line[at : end + 2])
        else:
            embeds = start > at and line[start - 1] == "!"
            page, _, alias = line[start + 2 : end].partition("|")
            is_file = page.casefold().endswith(_MEDIA)
            links, media = links + (not is_file), media + is_file
            made += [
                line[at : start - embeds],
                "" if is_file and embeds else alias or page.lstrip("#^ ") or UNKNOWN_TARGET,
            ]
        at = end + 2
    return "".join((*made, line[at:])), links, media


def _callout(line: str) -> str:
    """The first line of a callout as a quote with a bold title."""
    words = line.lstrip("> \t")
    signs = line[: len(line) - len(words)]
    found = _CALLOUT.match(words) if ">" in signs else None
    if found is None:
        return line
    title = words[found.end() :].strip() or found[1].replace("-", " ").capitalize()
    return f"{signs}**{title}**"
