"""Rich text: the one form of documents that look the same."""

from __future__ import annotations

from hypothesis import given

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, RichText, Span, normalise, plain
from tests.models.rich_texts import tricky
from tests.support.texts import texts


@given(texts | tricky)
def test_plain_text_stays_as_it_is(text: str) -> None:
    document = plain(text)
    assert from_markdown(to_markdown(document)) == document
    assert document.text == normalise(RichText((Block(spans=(Span(text),)),))).text
