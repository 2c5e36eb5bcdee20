"""A piece of Markdown as plain words in one line; quick, since a list asks for it row by row.

It reads no more than it has to: a piece may begin and end anywhere, also within a link or between two signs of
emphasis. For what the editor writes, the words are those it shows.
"""

from __future__ import annotations

import re

from app.models.markdown_inline import entity_char

BETWEEN = " · "
"""Stands between the items of a list."""

_PART = "\x1f"
_MARKED = re.compile(r"[\\*_#>`\[&<]|^[ \t]*(?:[-+=]|\d{1,9}[.)])", re.MULTILINE)
"""Where there is none of these, there is nothing to take away."""
_LINE = re.compile(
    r"^(?:[ \t]*>)*[ \t]*(?:"
    r"(?P<rule>=+|-{3,}|\*{3,}|_{3,})[ \t]*$"
    r"|\#{1,6}(?:[ \t]+|$)"
    r"|(?P<item>(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))+)"
    r")?",
    re.MULTILINE,
)
_ADDRESS = r"<(?:[^<>\n\\]|\\.)*>|(?:[^\s<>()]|\([^\s<>()]*\))*"
_SIGN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<broken>\\)(?=\n|$)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?<!(?<!\\)!)\[(?P<link>(?:[^\[\]\\]|\\[\s\S])+)\]\((?:{_ADDRESS})(?:[ \t]+\"[^\"\n]*\")?(?:\)|$)"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]+)>"
    r"|(?P<emphasis>\*+(?=\S)|(?<=\S)\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_]))"
    r"|(?P<ticks>`+)"
)


def plain_words(markdown: str) -> str:
    """The words of a piece of Markdown in one line, without a sign that says how they look."""
    if not _MARKED.search(markdown):
        return " ".join(markdown.split())
    said = _inline(_LINE.sub(_begun, markdown.replace(_PART, " ")))
    parts = (" ".join(part.split()) for part in said.split(_PART))
    return BETWEEN.join(part for part in parts if part)


def _begun(found: re.Match[str]) -> str:
    return _PART if found["item"] else " " if found["rule"] else ""


def _inline(text: str) -> str:
    return _SIGN.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind == "entity":
        return entity_char(found.group())
    if kind == "link":
        return _inline(found["link"])
    return found[kind] if kind in ("escaped", "address") else ""
