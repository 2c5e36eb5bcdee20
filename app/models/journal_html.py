"""HTML in the exports of journals as Markdown: words, emphasis, headings, lists, quotes and links; nothing else.

Each character is looked at a fixed number of times, whatever the file has in it. Nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "blockquote", "tr", "table", "section", "article", "header", "footer", "hr", "pre")
) | set(_HEADINGS)
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em"))
_MEDIA = frozenset(("img", "video", "audio", "object", "embed", "iframe", "svg"))
_DROPPED = frozenset(("script", "style", "template", "noscript"))
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,15})")
_HREF = re.compile(r"href=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_CLASS = re.compile(r"class=[\"']?([^\"'>]+)", re.IGNORECASE)
_KEPT_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LONGEST_TAG = 4_000
_LANDMARKS = frozenset(("pageheader", "title", "reflectionprompt"))
"""Classes by which Apple's Journal says what a line is."""


class HtmlNote(NamedTuple):
    """The Markdown of a page, the line above it that may be a date, its title, and how many pictures it had."""

    body: str
    header: str
    title: str
    media: int


def html_note(html: str) -> HtmlNote:
    """The words of an HTML page or of a piece of one."""
    reader = _HtmlReader()
    for text, tag in _pieces(html):
        if text:
            reader.text(text)
        if tag:
            reader.tag(tag)
    return reader.note()


def looks_like_html(text: str) -> bool:
    """Whether a text begins like a piece of HTML."""
    return (
        re.match(r"<(?:!doctype|html|p|div|span|h[1-6]|ul|ol|b|i|strong|em|br)\b", text.lstrip()[:20], re.IGNORECASE)
        is not None
    )


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Each text and the tag behind it; comments, scripts and styles are skipped."""
    at = 0
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            break
        if html.startswith("<!--", start):
            end = html.find("-->", start)
            yield html[at:start], ""
            if end < 0:
                return
            at = end + 3
            continue
        end = html.find(">", start)
        if end < 0:
            break
        tag = html[start + 1 : min(end, start + _LONGEST_TAG)]
        found = _NAME.match(tag)
        if found is None and tag.startswith(("!", "?")):
            yield html[at:start], ""
            at = end + 1
            continue
        if found is None:
            yield html[at : start + 1], ""
            at = start + 1
            continue
        yield html[at:start], tag
        at = end + 1
        if found[1].casefold() in _DROPPED and not tag.startswith("/"):
            at = html.find(f"</{found[1]}", at)
            if at < 0:
                return
    yield html[at:], ""


class _HtmlReader:
    """Makes blocks of texts and tags."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._bold = self._italic = self._quotes = self._media = self._hidden = 0
        self._link = ""
        self._lists: list[BlockKind] = []
        self._heading = 0
        self._is_item = False
        self._mark = ""
        self._marked: dict[str, str] = {}

    def text(self, text: str) -> None:
        """Add words."""
        words = _WHITE.sub(" ", unescape(text))
        if not self._spans or self._spans[-1].text.endswith((" ", "\n")):
            words = words.lstrip(" ")
        if words and not self._hidden:
            self._spans.append(Span(words, self._bold > 0, self._italic > 0, self._link))

    def tag(self, tag: str) -> None:
        """Take a tag into account."""
        found = _NAME.match(tag)
        name = found[1].casefold() if found is not None else ""
        opens = not tag.startswith("/")
        step = 1 if opens else -1
        if name in _BLOCKS:
            self._flush()
            self._block_tag(name, tag, opens=opens)
        elif name == "br" and opens:
            self._spans.append(Span("\n"))
        elif name in _BOLD:
            self._bold = max(0, self._bold + step)
        elif name in _ITALIC:
            self._italic = max(0, self._italic + step)
        elif name == "a":
            address = _HREF.search(tag) if opens else None
            kept = unescape(address[1]) if address is not None else ""
            self._link = kept if _KEPT_LINK.match(kept) else ""
        elif name == "title":
            self._hidden = int(opens)
        elif name in _MEDIA and opens:
            self._media += 1

    def note(self) -> HtmlNote:
        """Everything that was added."""
        self._flush()
        body = to_markdown(RichText(tuple(self._blocks))) if self._blocks else ""
        return HtmlNote(body, self._marked.get("pageheader", ""), self._marked.get("title", ""), self._media)

    def _block_tag(self, name: str, tag: str, *, opens: bool) -> None:
        if name in _HEADINGS:
            self._heading = _HEADINGS[name] if opens else 0
        elif name == "blockquote":
            self._quotes = max(0, self._quotes + (1 if opens else -1))
        elif name in ("ul", "ol") and opens:
            self._lists.append(BlockKind.BULLET if name == "ul" else BlockKind.NUMBER)
        elif name in ("ul", "ol"):
            del self._lists[-1:]
        elif name == "li":
            self._is_item = opens
        said = _CLASS.search(tag) if opens else None
        marks = set(said[1].casefold().split()) & _LANDMARKS if said is not None else set()
        if opens and name == "div":
            self._mark = marks.pop() if marks else ""

    def _flush(self) -> None:
        spans, self._spans = self._spans, []
        words = "".join(span.text for span in spans).strip()
        if not words:
            return
        if self._mark in ("pageheader", "title") and self._mark not in self._marked:
            self._marked[self._mark] = " ".join(words.split())
            return
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
        self._blocks.append(self._block(tuple(spans)))

    def _block(self, spans: tuple[Span, ...]) -> Block:
        if self._heading:
            return Block(BlockKind.HEADING, spans, level=self._heading)
        if self._is_item and self._lists:
            return Block(self._lists[-1], spans, level=len(self._lists) - 1)
        return Block(BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH, spans)
