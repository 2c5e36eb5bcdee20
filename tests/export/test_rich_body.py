"""Markdown of an entry as blocks of a page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from app.export.page import PagePart, PageSection, Piece, PrintablePage, Rich, RichNode
from app.export.render import render_pdf
from app.export.rich_body import rich_of
from tests.support.printed import keeps_standard
from tests.support.texts import texts


def kinds(nodes: tuple[RichNode, ...]) -> list[Any]:
    return [(n.kind, n.level, [kinds(item.nodes) for item in n.items] or _said(n)) for n in nodes]


def _said(node: RichNode) -> str:
    return "".join(span.text for span in node.spans)


def test_markdown_becomes_blocks() -> None:
    rich = rich_of("# Head\n\none *two* **three** [a](b)\n\n> said\n\n- a\n  - b\n- c\n\n3. d\n4. e")
    assert kinds(rich.nodes) == [
        ("text", 1, "Head"),
        ("text", 0, "one two three a (b)"),
        ("quote", 0, [[("text", 0, "said")]]),
        ("bullets", 0, [[("text", 0, "a"), ("bullets", 0, [[("text", 0, "b")]])], [("text", 0, "c")]]),
        ("numbers", 3, [[("text", 0, "d")], [("text", 0, "e")]]),
    ]
    looks = {span.text: (span.bold, span.italic) for node in rich.nodes for span in node.spans}
    assert looks["two"] == (False, True)
    assert looks["three"] == (True, False)


@settings(max_examples=200)
@given(texts)
def test_any_text_becomes_blocks(text: str) -> None:
    rich = rich_of(text)
    assert Rich.model_validate(rich.model_dump()) == rich


def test_a_link_is_printed_with_its_address_unless_that_is_its_text() -> None:
    assert _said(rich_of("[a](https://b.c) <https://d.e>").nodes[0]) == "a (https://b.c) https://d.e"


def test_a_list_that_begins_deep_is_two_lists() -> None:
    levels = kinds(rich_of("- a\n  - b\n    - c\n- d").nodes)
    assert [len(items) for _kind, _level, items in levels] == [2]


@pytest.mark.parametrize("body", ["### A\n\nx", "## A\n\n### B\n\n# C\n\n### D", "x\n\n### A\n\n# B"])
def test_headings_skip_no_level_and_so_keep_the_standard(body: str) -> None:
    above = 0
    for node in rich_of(body).nodes:
        if node.level:
            assert node.level <= above + 1
            above = node.level
    section = PageSection(id=PagePart.JOURNAL, title="T", blocks=(rich_of(body),))
    page = PrintablePage(document_title="-", title=Piece(text="-"), sections=(section,), footer_count="{n}")
    assert keeps_standard(render_pdf(page))
