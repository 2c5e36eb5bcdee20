"""A piece of Markdown as plain words in one line, for lists.

A piece may begin and end anywhere, in the middle of a link or of emphasis too. It has to be short: it is parsed.
"""

from __future__ import annotations

import re

from app.models.rich_text import one_line_end

BETWEEN_ITEMS = " · "

_ITEM = "\x1f"
_MARKUP = re.compile(r"[\\*_#>`~\[&<]|^[ \t]*(?:[-+=]|\d{1,9}[.)])", re.MULTILINE)
"""Text without any of these is words alone."""
_CUT_ESCAPE = re.compile(r"(?<!\\)\\\Z")
_CUT_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((<?)[^\s<>()]*\Z")
"""A link whose address was cut off."""


def plain_words(markdown: str) -> str:
    """The words of a piece of Markdown in one line, without markup."""
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    parts = (" ".join(part.split()) for part in _words(one_line_end(markdown).replace(_ITEM, " ")).split(_ITEM))
    return BETWEEN_ITEMS.join(part for part in parts if part)


def _words(source: str) -> str:
    """All words, with a sign before each item of a list."""
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
