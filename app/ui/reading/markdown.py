"""Lays out the simple Markdown of reading texts as labels: headings, paragraphs, lists, emphasis."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Space
from app.ui.kit.flow import column_in
from app.ui.kit.labels import Label, body, strong

_EMPHASIS = re.compile(r"\*([^*]+)\*")


def text_view(markdown: str) -> QWidget:
    """A column of labels for a text."""
    view = QWidget()
    column = column_in(view, Space.M)
    for block in re.split(r"\n\s*\n", markdown.strip()):
        for label in _labels(block):
            column.addWidget(label)
    return view


def _labels(block: str) -> list[Label]:
    if block.startswith("## "):
        heading, _, rest = block.partition("\n")
        return [strong(heading[3:]), *(_labels(rest) if rest.strip() else [])]
    lines = block.split("\n")
    if any(line.startswith("- ") for line in lines):
        return [_rich(f"•  {line[2:]}" if line.startswith("- ") else line) for line in lines]
    return [_rich(" ".join(lines))]


def _rich(text: str) -> Label:
    """A label with emphasis; the rest of the text is escaped."""
    label = body("")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(_EMPHASIS.sub(r"<i>\1</i>", html.escape(text)))
    return label
