"""Foreign Markdown: it is read as far as the editor goes, and no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import BlockKind, Span, normalise
from tests.support.texts import texts

_foreign = st.lists(
    st.sampled_from(
        [*("*", "**", "_", "__", "`", "``", "[", "](", "](x)", ")", "![", "<", ">", "> ", "- ", "* ", "1. ", "7) "),
         *("# ", "###### ", "\n", "\n\n", "    ", "\t", "```", "```py\n", "~~~", "| a |\n|---|\n", "---\n", "==\n"),
         *("<div>", "<!-- x -->", "&copy;", "&nbsp;", "\\", "word", "other", "https://a.b", "[r]: x\n", ' "t"', "\r\n")]
    )
    | texts,
    max_size=14,
).map("".join)  # fmt: skip


def _visible(text: str) -> str:
    """Letters of a text that are no markup, numbers of a list or names of entities."""
    return "".join(re.findall(r"[^\W\d_]", re.sub(r"&#?\w+;?", "", text)))


@given(_foreign)
def test_foreign_markdown_is_read_and_keeps_its_words(text: str) -> None:
    document = from_markdown(text)
    assert normalise(document) == document
    said = "".join(span.text + span.link for block in document.blocks for span in block.spans)
    missing = [word for word in re.findall(r"word|other", text) if word not in said]
    assert not missing
    assert said.count("word") >= text.count("word")
    assert len(_visible(said)) >= len(_visible(text))


@pytest.mark.parametrize(
    ("written", "kind", "spans"),
    [
        ("An *a* __b__", "paragraph", (Span("An "), Span("a", italic=True), Span(" "), Span("b", True))),
        ("## Two ##", "heading", (Span("Two"),)),
        ("Title\n=====", "heading", (Span("Title"),)),
        ("> said", "quote", (Span("said"),)),
        ("+ item", "bullet", (Span("item"),)),
        ("7) item", "number", (Span("item"),)),
        ("[a *b*](u)", "paragraph", (Span("a ", link="u"), Span("b", italic=True, link="u"))),
        ("<https://a.b>", "paragraph", (Span("https://a.b", link="https://a.b"),)),
        ("snake_case_name", "paragraph", (Span("snake_case_name"),)),
        ("&copy; &nope;", "paragraph", (Span("© &nope;"),)),
        ("<b>x</b>", "paragraph", (Span("<b>x</b>"),)),
        ("![a](b.png)", "paragraph", (Span("![a](b.png)"),)),
        ("`a*b*`", "paragraph", (Span("`a*b*`"),)),
        ("\\``a", "paragraph", (Span("``a"),)),
        ("\\```a` b", "paragraph", (Span("```a` b"),)),
        ("| a | b |\n|---|---|", "paragraph", (Span("| a | b |\n|---|---|"),)),
        ("```py\nx = 1\n```", "paragraph", (Span("```py\nx = 1\n```"),)),
        ("    indented\n      more", "paragraph", (Span("    indented\n      more"),)),
        ("***", "paragraph", (Span("***"),)),
        ("***both***", "paragraph", (Span("both", True, True),)),
        ("[a](u \"t\")", "paragraph", (Span("a", link="u"), Span(" (t)"))),
        ("[](u)", "paragraph", (Span("[](u)"),)),
    ],
)  # fmt: skip
def test_foreign_markdown(written: str, kind: str, spans: tuple[Span, ...]) -> None:
    (block,) = from_markdown(written).blocks
    assert (block.kind, block.spans) == (BlockKind(kind), spans)


def test_nested_lists_and_empty_lines() -> None:
    text = "- a\n  - b\n    1. c\n    2. d\n- e\n\n\n\nafter"
    found = [(block.kind.value, block.level, block.text) for block in from_markdown(text).blocks]
    assert found == [
        ("bullet", 0, "a"), ("bullet", 1, "b"), ("number", 2, "c"), ("number", 2, "d"), ("bullet", 0, "e"),
        ("paragraph", 0, ""), ("paragraph", 0, ""), ("paragraph", 0, "after"),
    ]  # fmt: skip
    assert to_markdown(from_markdown(text)) == text
