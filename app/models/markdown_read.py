"""Markdown as rich text, from markdown-it's tokens. Markup that the editor does not offer stays as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from app.models.markdown_parser import SOURCE, block_tokens, inline_tokens
from app.models.rich_text import Block, BlockKind, RichText, Span, normalise, one_line_end


def from_markdown(text: str) -> RichText:
    """The document of any text. It never raises, and keeps every visible word."""
    source = one_line_end(text)
    return normalise(RichText(tuple(_Reader(source.split("\n"), block_tokens(source)).blocks())))


def _spans(content: str) -> tuple[Span, ...]:
    """The spans of the text inside one block."""
    spans: list[Span] = []
    bold = italic = link_start = 0
    link: Token | None = None
    for token in inline_tokens(content):
        plain = Span("", bold > 0, italic > 0)
        if token.tag == "strong":
            bold += token.nesting
        elif token.tag == "em":
            italic += token.nesting
        elif token.type == "link_open":
            link, link_start = token, len(spans)
        elif token.type == "link_close" and link is not None:
            spans[link_start:] = _linked(link, spans[link_start:], plain)
        else:
            spans.append(replace(plain, text="\n" if token.tag == "br" else token.content))
    return tuple(spans)


def _linked(link: Token, label: list[Span], plain: Span) -> list[Span]:
    """A link's label, with its title behind it. A link that cannot be shown stays as it is written."""
    address, title = str(link.attrs["href"]), link.attrs.get("title")
    if not address or not any(span.text for span in label):
        return [replace(plain, text=link.meta[SOURCE])]
    shown = [replace(span, link=address) for span in label]
    return [*shown, replace(plain, text=f" ({title})")] if title else shown


@dataclass(slots=True)
class _Box:
    """An open quote or list item."""

    kind: BlockKind
    last_line: int
    level: int = 0
    start: int = 1
    has_block: bool = False
    """Whether it has become a block."""
    is_last: bool = False
    """Whether its block is the last one made, so that a further paragraph joins it."""


class _Reader:
    """Makes blocks of the tokens, in one pass."""

    def __init__(self, lines: list[str], tokens: Sequence[Token]) -> None:
        self._lines, self._tokens = lines, tokens
        self._made: list[Block] = []
        self._boxes: list[_Box] = []
        self._lists: list[BlockKind] = []
        self._end = 0
        self._is_first = True

    def blocks(self) -> list[Block]:
        """All blocks, including those for empty lines."""
        for at, token in enumerate(self._tokens):
            getattr(self, f"_{token.type}", self._nothing)(token, at)
        self._space(len(self._lines))
        return self._made

    def _nothing(self, _token: Token, _at: int) -> None:
        """Tokens without content."""

    # --- boxes

    def _blockquote_open(self, token: Token, _at: int) -> None:
        first, last = _map(token)
        while last > first and not self._lines[last - 1].strip():
            last -= 1  # the parser includes empty lines after an empty quote
        self._end_joining()
        self._space(first)
        self._boxes.append(_Box(BlockKind.QUOTE, last))
        self._end, self._is_first = first, True

    def _blockquote_close(self, _token: Token, _at: int) -> None:
        self._space(self._boxes[-1].last_line)
        self._boxes.pop()
        self._is_first = False

    def _bullet_list_open(self, _token: Token, _at: int) -> None:
        self._lists.append(BlockKind.BULLET)

    def _ordered_list_open(self, _token: Token, _at: int) -> None:
        self._lists.append(BlockKind.NUMBER)

    def _bullet_list_close(self, _token: Token, _at: int) -> None:
        self._lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token, at: int) -> None:
        first, last = _map(token)
        number = int(token.info) if token.info.isdigit() else 1
        box = _Box(self._lists[-1], last, len(self._lists) - 1, number)
        self._end_joining()
        self._boxes.append(box)
        if self._tokens[at + 1].type not in ("paragraph_open", "heading_open", "fence", "code_block", "hr"):
            self._space(first)
            self._own_block(box, ())
            self._end = first + 1

    def _list_item_close(self, _token: Token, _at: int) -> None:
        self._boxes.pop()

    # --- leaves

    def _paragraph_open(self, token: Token, at: int) -> None:
        self._leaf(token, _spans(self._tokens[at + 1].content))

    def _heading_open(self, token: Token, at: int) -> None:
        inside = _spans(self._tokens[at + 1].content)
        if self._boxes:
            self._leaf(token, inside)
            return
        first, last = _map(token)
        self._space(first)
        self._end = last
        self._made.append(Block(BlockKind.HEADING, inside, int(token.tag[1:])))

    def _fence(self, token: Token, _at: int) -> None:
        fence = token.markup
        self._literal(token, f"{fence}{token.info}\n{token.content}{fence}")

    def _code_block(self, token: Token, _at: int) -> None:
        self._literal(token, token.content.removesuffix("\n"))

    def _hr(self, token: Token, _at: int) -> None:
        self._literal(token, token.markup)

    def _literal(self, token: Token, text: str) -> None:
        first, last = _map(token)
        said = text if self._boxes else "\n".join(self._lines[first:last])
        self._leaf(token, (Span(said),) if said else ())

    def _leaf(self, token: Token, inside: tuple[Span, ...]) -> None:
        first, last = _map(token)
        box = self._boxes[-1] if self._boxes else None
        if box is not None and box.is_last and self._made:
            before = self._made[-1]
            self._made[-1] = Block(before.kind, (*before.spans, Span("\n"), *inside), before.level, before.start)
            self._end = last
            return
        self._space(first)
        self._end = last
        if box is None or (box.kind.is_item and box.has_block):
            self._made.append(Block(spans=inside))
        elif box.kind.is_item:
            self._own_block(box, inside)
        else:
            deeper = "> " * (sum(each.kind is BlockKind.QUOTE for each in self._boxes) - 1)
            self._made.append(Block(BlockKind.QUOTE, (Span(deeper), *inside)))

    def _own_block(self, box: _Box, inside: tuple[Span, ...]) -> None:
        self._made.append(Block(box.kind, inside, box.level, box.start))
        self._end_joining()
        box.has_block = box.is_last = True
        self._is_first = False

    def _end_joining(self) -> None:
        """The next paragraph joins no block before it."""
        for box in self._boxes:
            box.is_last = False

    def _space(self, until: int) -> None:
        """Empty lines since the last block: one separates blocks, each further one is an empty block."""
        count = until - self._end
        in_quote = bool(self._boxes) and self._boxes[-1].kind is BlockKind.QUOTE
        kind = BlockKind.QUOTE if in_quote else BlockKind.PARAGRAPH
        self._made.extend([Block(kind)] * (count if self._is_first else count - 1))
        self._end, self._is_first = until, False


def _map(token: Token) -> tuple[int, int]:
    first, last = token.map or (0, 0)
    return first, last
