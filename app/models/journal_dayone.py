"""The text of an entry of Day One as Markdown: its escapes, its pictures, its links, and its rich text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.models.journal_preview import title_words
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span
from app.models.text_scan import link_spans, outside_code, title_after_signs

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = frozenset("*`<>[]|~\\&")
"""Signs that mean something wherever they are in a line."""
_AT_START, _AFTER_NUMBER = frozenset("#+-="), frozenset(".)")
_MOMENT = re.compile(r"dayone-moment:/{1,3}", re.IGNORECASE)
_LONGEST_RICH = 8_000_000


def title_and_body(text: str) -> tuple[str, str]:
    """The first heading without signs and escapes, and the Markdown below it."""
    first, _, rest = text.partition("\n")
    title = title_after_signs(first)
    if title is None:
        return "", without_escapes(text)
    # A link to another entry becomes that entry's title once all are known.
    words = _ESCAPED.sub(r"\1", title) if "dayone" in title else title_words(title)
    return words, without_escapes(rest.lstrip("\n"))


def without_pictures(text: str) -> tuple[str, int]:
    """The text without pictures and the blanks and line end behind each; and how many there were."""
    kept: list[str] = []
    at = count = 0
    for start, label, end in link_spans(text):
        begin = start - 1
        address = text[label + 2 : end - 1]
        is_picture = begin >= at and text[begin] == "!"
        if not is_picture or (not _MOMENT.match(address) and any(sign.isspace() for sign in address[:2_000])):
            continue
        kept.append(text[at:begin])
        at, count = end, count + 1
        while text.startswith((" ", "\t"), at):
            at += 1
        at += text.startswith("\n", at)
    return "".join((*kept, text[at:])), count


def without_escapes(text: str) -> str:
    r"""The text without each `\` that Day One puts before a sign, unless the sign would become markup. Code stays."""
    return outside_code(text, _plain) if "\\" in text else text


def _plain(line: str) -> str:
    if "\\" not in line:
        return line
    # Up to here there are only blanks, or a number: a sign in this place begins a list, a heading or a line.
    begin = at = len(line) - len(line.lstrip())
    while line[at : at + 1].isdigit():
        at += 1

    def plain(found: re.Match[str]) -> str:
        sign, place = found[1], found.start()
        before, after = line[place - 1 : place] if place else "", line[found.end() : found.end() + 1]
        means = (
            sign in _KEPT
            or (sign in _AT_START and place == begin)
            or (sign in _AFTER_NUMBER and place <= at)
            or (sign == "!" and after == "[")
            or (sign in "(:" and before == "]")
            or (sign == "_" and not (before.isalnum() and after.isalnum()))
        )
        return found[0] if means else sign

    return _ESCAPED.sub(plain, line)


def rich_markdown(given: str) -> tuple[str, int] | None:
    """Day One's rich text as Markdown, and how many pictures and the like are in it; None if it can't be read."""
    if len(given) > _LONGEST_RICH:
        return None
    try:
        found = json.loads(given)
    except (ValueError, RecursionError):
        return None
    contents = found.get("contents") if isinstance(found, dict) else None
    if not isinstance(contents, list):
        return None
    reader = _RichReader()
    for node in contents:
        if isinstance(node, dict):
            reader.take(node)
    return to_markdown(RichText(tuple(reader.blocks()))), reader.media


@dataclass
class _Line:
    """A line under way, with the attributes of its first piece."""

    spans: list[Span] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)


class _RichReader:
    """Makes blocks of Day One's pieces of text, which are cut at line ends or anywhere else."""

    def __init__(self) -> None:
        self.media = 0
        self._lines: list[_Line] = [_Line()]

    def take(self, node: dict[str, object]) -> None:
        """Add a piece."""
        objects = node.get("embeddedObjects")
        if isinstance(objects, list):
            self.media += len(objects)
        text, said = node.get("text"), node.get("attributes")
        if not isinstance(text, str):
            return
        attributes = said if isinstance(said, dict) else {}
        of_line = attributes.get("line")
        link = attributes.get("linkURL")
        for number, part in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self._lines.append(_Line())
            line = self._lines[-1]
            if isinstance(of_line, dict) and (part or number == 0):
                line.attributes = {**of_line, **line.attributes}
            if part:
                bold, italic = attributes.get("bold") is True, attributes.get("italic") is True
                line.spans.append(Span(part, bold, italic, link if isinstance(link, str) else ""))

    def blocks(self) -> Iterator[Block]:
        """The blocks, without empty lines, which Day One has only as gaps."""
        for line in self._lines:
            if any(span.text.strip() for span in line.spans):
                yield _block(line)


def _block(line: _Line) -> Block:
    said, spans = line.attributes, tuple(line.spans)
    header = said.get("header")
    if isinstance(header, int) and 1 <= header <= 6:
        return Block(BlockKind.HEADING, spans, level=header)
    style, indent = said.get("listStyle"), said.get("indentLevel")
    level = max(0, indent - 1) if isinstance(indent, int) else 0
    if style in ("bulleted", "checkbox"):
        ticked = Span("☑ " if said.get("checked") is True else "☐ ") if style == "checkbox" else Span("")
        return Block(BlockKind.BULLET, (ticked, *spans), level=level)
    if style == "numbered":
        number = said.get("listIndex")
        return Block(BlockKind.NUMBER, spans, level=level, start=number if isinstance(number, int) else 1)
    return Block(BlockKind.QUOTE if said.get("quote") is True else BlockKind.PARAGRAPH, spans)
