"""Rich text and its Markdown: everything the editor offers comes back exactly, and foreign Markdown loses nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span, normalise, plain
from tests.support.texts import AWKWARD, texts
from tests.support.work import calls_made

# What is typed most and breaks most: markup, spaces of all kinds, signs beside letters.
_tricky = st.text(st.sampled_from("ab1*_`[]()<>!#-+=.>~\\&;:|\"' \t\n\u00a0\u2003\x0b\x1c\x07é😀א"), max_size=12)
_words = (
    _tricky | texts | st.sampled_from(["&amp;", "&#32;", "1. x", "- x", "---", "# x", "> x", "[a](b)", "<b>", "  "])
)
_links = st.sampled_from(["", "", "https://example.org/a_b*c", "x y", "a)b(", "<>", "\\", "&amp;", "mailto:a@b.c", "é"])
_spans = st.builds(Span, _words, st.booleans(), st.booleans(), _links)
_blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(_spans, max_size=5).map(tuple),
    st.integers(-1, 10),
    st.sampled_from([0, 1, 1, 1, 2, 99, 1984, 2**40]),
)
documents = st.lists(_blocks, max_size=7).map(lambda blocks: RichText(tuple(blocks)))


@given(documents)
def test_what_is_written_comes_back(document: RichText) -> None:
    assert from_markdown(to_markdown(document)) == normalise(document)


@given(documents)
def test_one_form(document: RichText) -> None:
    once = normalise(document)
    assert normalise(once) == once
    written = to_markdown(document)
    assert to_markdown(from_markdown(written)) == written == to_markdown(once)


@given(texts | _tricky)
def test_plain_text_stays_as_it_is(text: str) -> None:
    document = plain(text)
    assert from_markdown(to_markdown(document)) == document
    assert document.text == normalise(RichText((Block(spans=(Span(text),)),))).text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back(text: str) -> None:
    spans = (Span(text), Span(text, bold=True), Span(text, italic=True), Span(text, link="https://example.org"))
    for kind in BlockKind:
        document = RichText((Block(kind, spans), Block(kind, spans, 2)))
        assert from_markdown(to_markdown(document)) == normalise(document)


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


RUNS = [
    *("[", "![", "[a](", "*a", "*a_", "**x** ", "`", "<", "<a:", "&", "> ", "- ", "- a\n", "a\n", "\\", "(", '[a](b "'),
    *("_", "a **b** _c_ [d](e) ", "> a\n\n", "```\n", "1. ", "]", "[a](<", "\n", "[[a]", "![a](b)[", "[`]", "*a**b_"),
]


@pytest.mark.parametrize("piece", RUNS)
@pytest.mark.parametrize("end", ["", "](u)"])
def test_work_grows_with_the_length_alone(piece: str, end: str) -> None:
    def work(length: int) -> int:
        text = piece * (length // len(piece)) + end
        return calls_made(lambda: to_markdown(from_markdown(text)))

    work(100)
    once, twice = work(2_000), work(4_000)
    assert twice < 2.5 * once
    assert twice < 250 * 4_000


def test_a_label_may_hold_brackets_up_to_a_limit() -> None:
    def links(depth: int) -> bool:
        (block,) = from_markdown(f"[{'[' * depth}a{']' * depth}](u)").blocks
        assert block.text.count("a") == 1
        return all(span.link == "u" for span in block.spans)

    assert links(8)
    assert not links(9)
