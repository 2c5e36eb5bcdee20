"""Rich text as Markdown: everything the editor offers comes back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span, normalise
from tests.models.rich_texts import documents
from tests.support.texts import AWKWARD


@given(documents)
def test_what_is_written_comes_back(document: RichText) -> None:
    assert from_markdown(to_markdown(document)) == normalise(document)


@given(documents)
def test_one_form(document: RichText) -> None:
    once = normalise(document)
    assert normalise(once) == once
    written = to_markdown(document)
    assert to_markdown(from_markdown(written)) == written == to_markdown(once)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back(text: str) -> None:
    spans = (Span(text), Span(text, bold=True), Span(text, italic=True), Span(text, link="https://example.org"))
    for kind in BlockKind:
        document = RichText((Block(kind, spans), Block(kind, spans, 2)))
        assert from_markdown(to_markdown(document)) == normalise(document)


def test_usual_text_is_written_as_one_would() -> None:
    document = RichText(
        (
            Block(BlockKind.HEADING, (Span("A day"),), 1),
            Block(spans=(Span("It was "), Span("good", bold=True), Span(", un"), Span("believ", italic=True))),
            Block(BlockKind.QUOTE, (Span("said"),)),
            Block(BlockKind.NUMBER, (Span("one"),)),
            Block(BlockKind.NUMBER, (Span("two"),)),
        )
    )
    assert to_markdown(document) == "# A day\n\nIt was **good**, u&#110;_believ_\n\n> said\n\n1. one\n2. two"
