"""What a row of the journal's list says of an entry: how it begins, or the words around what a search found."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from app.models.folding import Token, matches, phrases, word_tokens
from app.models.journal import PREVIEW, EntryRow, EntryText, LabelRole
from app.models.plain_words import plain_words

CONTEXT_BEFORE = 40
"""Characters shown before the first match."""
_FAR = 200_000
"""Characters of an entry that are searched for the words to show; looking further would hold up the list."""


def preview_of(body: str) -> str:
    """The beginning of a body in one line, without its Markdown signs."""
    return plain_words(body[: PREVIEW * 3])[:PREVIEW]


def row_with_matches(row: EntryRow, words: str, text: Callable[[], EntryText | None]) -> EntryRow:
    """A row with what a search found marked; `text` is asked for only where neither title nor beginning have it."""
    title, preview = matches(words, row.title), matches(words, row.preview)
    if title or preview or not phrases(words):
        return row.evolve(title_spans=title, preview_spans=preview)
    said = text()
    around = _around(words, said) if said is not None else ""
    return row.evolve(preview=around, preview_spans=matches(words, around)) if around else row


def _around(words: str, said: EntryText) -> str:
    for part in (said.body, *_parts(said)):
        found = _first(words, part[:_FAR])
        if found is not None:
            start = _word_start(part, found)
            raw = part[start : start + PREVIEW * 2]
            piece = plain_words(raw)[:PREVIEW] if part is said.body else ""
            # What is found in an address only is shown there.
            piece = piece if matches(words, piece) else " ".join(raw.split())[:PREVIEW]
            return f"…{piece}" if start else piece
    return ""


def _parts(said: EntryText) -> Iterator[str]:
    for role in LabelRole:
        if said.labels(role):
            yield ", ".join(said.labels(role))
    yield from said.ways
    yield from (said.for_us, said.for_me, said.for_safety)


def _word_start(text: str, at: int) -> int:
    """Where a word begins, some characters before a place."""
    if at <= CONTEXT_BEFORE:
        return 0
    start = at - CONTEXT_BEFORE
    blank = next((place for place in range(start, at) if text[place].isspace()), start - 1)
    return blank + 1


def _first(words: str, text: str) -> int | None:
    """Where in a text the first of what a search looks for begins."""
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
