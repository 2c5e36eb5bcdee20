"""The text of an entry in the journal's list: its beginning, or the words around a match of a search."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

from app.models.folding import Token, matches, phrases, word_tokens
from app.models.journal import PREVIEW_LENGTH, EntryRow, EntryText, LabelRole
from app.models.rich_text import one_line_end

BETWEEN_ITEMS = " · "

_ITEM = "\x1f"
_MARKUP = re.compile(r"[\\*_#>`~\[&<]|^[ \t]*(?:[-+=]|\d{1,9}[.)])", re.MULTILINE)
"""Text without any of these is words alone."""
_CUT_ESCAPE = re.compile(r"(?<!\\)\\\Z")
_CUT_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((<?)[^\s<>()]*\Z")
"""A link whose address was cut off."""

_READ = PREVIEW_LENGTH * 3
"""Characters of a body that its preview is made from."""
_LONGEST_HEADING = 1_000
_LONGEST_WORD = 24
"""Characters of a word that is left out rather than cut."""
CONTEXT_BEFORE = 40
"""Characters shown before the first match."""
_MOST_SEARCHED = 200_000
"""Characters of an entry that are searched for a match to show; searching more would hold up the list."""


def preview_of(body: str) -> str:
    """The beginning of a body in one line, without markup."""
    return plain_words(body[:_READ])[:PREVIEW_LENGTH]


def cut_words(preview: str) -> str:
    """A preview that was cut at its length ends after a word, with an ellipsis."""
    return preview if len(preview) < PREVIEW_LENGTH else f"{whole_words(preview)}…"


def whole_words(cut: str, rest: str = "") -> str:
    """What was cut inside a word that goes on in `rest`, without it; long ones stay, as some scripts have no blanks."""
    words, _blank, last = cut.rpartition(" ")
    return words if words and len(last + rest.partition(" ")[0]) <= _LONGEST_WORD else cut


def has_same_preview(body: str, before: str) -> bool:
    """Whether two bodies begin alike, as far as a preview reads them."""
    return body[:_READ] == before[:_READ]


def row_with_matches(row: EntryRow, words: str, text: Callable[[], EntryText | None]) -> EntryRow:
    """A row with the matches of a search. `text` is called only if neither title nor preview match."""
    title, preview = matches(words, row.title), matches(words, row.preview)
    if title or preview or not phrases(words):
        return row.evolve(title_spans=title, preview_spans=preview)
    said = text()
    around = _around(words, said) if said is not None else ""
    return row.evolve(preview=around, preview_spans=matches(words, around)) if around else row


def _around(words: str, said: EntryText) -> str:
    for part in (said.body, *_parts(said)):
        found = _first(words, part[:_MOST_SEARCHED])
        if found is not None:
            start = _word_start(part, found)
            raw = part[start : start + PREVIEW_LENGTH * 2]
            piece = plain_words(raw)[:PREVIEW_LENGTH] if part is said.body else ""
            # A match in the address of a link is shown with its markup.
            piece = piece if matches(words, piece) else " ".join(raw.split())[:PREVIEW_LENGTH]
            return f"…{piece}" if start else piece
    return ""


def _parts(said: EntryText) -> Iterator[str]:
    for role in LabelRole:
        if said.labels(role):
            yield ", ".join(said.labels(role))
    yield from said.ways
    yield from (said.for_us, said.for_me, said.for_safety)


def _word_start(text: str, at: int) -> int:
    """The beginning of a word some characters before a place."""
    if at <= CONTEXT_BEFORE:
        return 0
    start = at - CONTEXT_BEFORE
    blank = next((place for place in range(start, at) if text[place].isspace()), start - 1)
    return blank + 1


def _first(words: str, text: str) -> int | None:
    """The place of the first phrase of a search in a text."""
    wanted = phrases(words)
    last: deque[Token] = deque(maxlen=max(len(phrase) for phrase in wanted))
    for token in word_tokens(text):
        last.append(token)
        for phrase in wanted:
            here = list(last)[-len(phrase) :]
            whole = [each.word for each in here[:-1]] == list(phrase[:-1])
            if len(here) == len(phrase) and whole and token.word.startswith(phrase[-1]):
                return here[0].start
    return None


def plain_words(markdown: str) -> str:
    """The words of a piece of Markdown in one line, without markup.

    The piece may begin and end anywhere, in the middle of a link or of emphasis as well. It has to be short: it is
    parsed.
    """
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    parts = (" ".join(part.split()) for part in _words(one_line_end(markdown).replace(_ITEM, " ")).split(_ITEM))
    return BETWEEN_ITEMS.join(part for part in parts if part)


def title_words(heading: str) -> str:
    """The words of a heading in one line, without markup: `1. January` is no list. A very long one stays as it is."""
    if len(heading) > _LONGEST_HEADING or not _MARKUP.search(heading):
        return heading
    return plain_words(f"# {heading}")


def _words(source: str) -> str:
    """All words, with a sign before each item of a list."""
    # Imported here, as only the journal needs the parser: its pages load it before anything is searched.
    from app.models.markdown_parser import block_tokens

    source = _CUT_ESCAPE.sub("", source)
    cut = _CUT_LINK.search(source)
    if cut is not None:
        source += ">)" if cut[1] else ")"
    words: list[str] = []
    for token in block_tokens(source):
        if token.type == "list_item_open":
            words.append(_ITEM)
        elif token.type == "inline":
            words.append(_inline_words(token.content))
        elif token.type in ("fence", "code_block"):
            words.append(f"{token.info} {token.content}")
    return "\n".join(words)


def _inline_words(content: str) -> str:
    from app.models.markdown_parser import AS_WRITTEN, inline_tokens

    return "".join(
        " " if token.tag == "br" else token.content.strip("`") if token.type == AS_WRITTEN else token.content
        for token in inline_tokens(content, is_piece=True)
    )
