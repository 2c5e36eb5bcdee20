"""The parser: its work grows with the length of a text, and labels have a limit."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from tests.support.work import calls_made

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


def test_the_parser_is_loaded_with_the_journals_pages_and_not_before() -> None:
    code = (
        "import sys, app.services.journal, app.storage.journal; before = 'markdown_it' in sys.modules;"
        "import app.ui.journal.page; print(before, 'markdown_it' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "True"]
