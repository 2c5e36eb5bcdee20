"""markdown-it set up for journal entries: what the editor offers is markup, everything else stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, backtick, entity, image, link
from markdown_it.token import Token

AS_WRITTEN = "as_written"
"""Type of the tokens for code and pictures; their content is their source."""
SOURCE = "source"
"""Key of the source of a whole link in the `meta` of its first token."""

_DEEPEST_BLOCK = 40
"""Quotes and lists nested deeper are text; the parser would drop what is in them."""
_MOST_OPEN_BRACKETS = 8
"""A label with more unclosed brackets in it is text; without a limit, a run of brackets takes quadratic time."""
_BLOCK_RULES = ["code", "fence", "blockquote", "hr", "list", "heading", "lheading", "paragraph"]
_INLINE_RULES = ["text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "entity"]
_INLINE_PASSES = ["balance_pairs", "emphasis", "fragments_join"]
_INLINE_MARKUP = re.compile(r"[\\`*_\[\]!&<\n]")
_IS_PIECE = "is_piece"

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


def block_tokens(source: str) -> list[Token]:
    """The blocks of a text whose lines end in a line feed; the text inside them is not parsed yet."""
    parser = _parser()
    tokens: list[Token] = []
    parser.block.parse(source, parser, {}, tokens)
    return tokens


def inline_tokens(content: str, *, is_piece: bool = False) -> list[Token]:
    """The text inside one block. A piece may be cut off anywhere: asterisks without a partner are dropped from it."""
    if not _INLINE_MARKUP.search(content):
        return [Token("text", "", 0, content=content)]
    parser = _parser()
    tokens: list[Token] = []
    parser.inline.parse(content, parser, {_IS_PIECE: is_piece}, tokens)
    return tokens


class _Parser(MarkdownIt):
    """Keeps every address as it was typed. Following a link is decided elsewhere."""

    def normalizeLink(self, url: str) -> str:
        """The address itself."""
        return url

    def normalizeLinkText(self, link: str) -> str:
        """The address itself."""
        return link

    def validateLink(self, _url: str) -> bool:
        """Any address."""
        return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"maxNesting": 3 * _DEEPEST_BLOCK})
    blocks, inline = parser.block.ruler, parser.inline.ruler
    blocks.enableOnly(_BLOCK_RULES)
    # The second name of each is what can end a paragraph; `at` forgets it.
    for name, ends in (("blockquote", ["paragraph"]), ("list", ["paragraph"])):
        kept = next(each for each in blocks.__rules__ if each.name == name)
        blocks.at(name, _not_too_deep(kept.fn), {"alt": [*kept.alt] or ends})
    inline.enableOnly(_INLINE_RULES)
    inline.at("backticks", _as_written(backtick))
    inline.at("image", _as_written(_image))
    inline.at("link", _link)
    inline.at("entity", _entity)
    parser.inline.ruler2.enableOnly(_INLINE_PASSES)
    parser.inline.ruler2.after("emphasis", "piece", _drop_lone_emphasis)
    return parser


def _not_too_deep(rule: BlockRule) -> BlockRule:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST_BLOCK and rule(state, start, end, silent)

    return limited


def _as_written(rule: InlineRule) -> InlineRule:
    """A rule whose match becomes one token with its source: the editor offers neither code nor pictures."""

    def kept(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, True):
            return False
        if not silent:
            state.push(AS_WRITTEN, "", 0).content = state.src[start : state.pos]
        return True

    return kept


def _image(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("![", state.pos) and _has_label(state, state.pos + 1) and image(state, silent)


def _link(state: StateInline, silent: bool) -> bool:
    """A link that remembers its source, in case it turns out to have no text or no address."""
    start, first = state.pos, len(state.tokens) + bool(state.pending)
    if state.src[start] != "[" or not _has_label(state, start) or not link(state, silent):
        return False
    if not silent:
        state.tokens[first].meta[SOURCE] = state.src[start : state.pos]
    return True


def _entity(state: StateInline, silent: bool) -> bool:
    """An entity; by number it is any character, control characters included, since the writer codes those too."""
    if not entity(state, silent):
        return False
    if not silent and state.tokens[-1].markup.startswith("&#"):
        number = state.tokens[-1].markup[2:-1]
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        is_character = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        state.tokens[-1].content = chr(code) if is_character else "\ufffd"
    return True


def _has_label(state: StateInline, start: int) -> bool:
    """Whether the bracket at `start` closes. markdown-it looks for that too, past any number of open brackets."""
    before, depth, closes = state.pos, 0, False
    state.pos = start + 1
    while state.pos < state.posMax and depth <= _MOST_OPEN_BRACKETS and not closes:
        char, at = state.src[state.pos], state.pos
        state.md.inline.skipToken(state)
        if char == "]":
            closes = depth == 0
            depth -= 1
        elif char == "[" and state.pos == at + 1:
            depth += 1
    state.pos = before
    return closes


def _drop_lone_emphasis(state: StateInline) -> None:
    """In a piece, asterisks and underlines that could begin or end emphasis do not show, even without a partner."""
    if not state.env.get(_IS_PIECE):
        return
    for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
        for each in delimiters:
            if state.tokens[each.token].type == "text" and (each.open or each.close):
                state.tokens[each.token].content = ""
