"""Words that are longer than there is room: broken where they may be, or cut with a sign that says so."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtGui import QFontMetrics

from app.ui.design.design import Design
from app.ui.design.tokens import TextRole

_MOST = 400
_BREAK = "\u200b"


def breakable(text: str, every: int = 16) -> str:
    """A text for a label, with invisible places to break a word that would make the whole page as wide as itself."""
    return re.sub(rf"\S{{{every + 1},}}", lambda found: _with_breaks(found.group(), every), text)


def _with_breaks(word: str, every: int) -> str:
    # What is seen as one sign, as a flag or a letter with its accents, stays one.
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    units = word.encode("utf-16-le", "surrogatepass")
    parts, begin, number = [], 0, 0
    while (at := finder.toNextBoundary()) >= 0:
        number += 1
        if number % every == 0:
            parts.append(units[2 * begin : 2 * at])
            begin = at
    parts.append(units[2 * begin :])
    return _BREAK.join(part.decode("utf-16-le", "surrogatepass") for part in parts if part)


def fitted(design: Design, text: str, width: int, role: TextRole = TextRole.BODY) -> str:
    """A text in one line, at most so many logical pixels wide (at 100 % text); what is cut ends in an ellipsis."""
    metrics = QFontMetrics(design.font(role))
    line = " ".join(text[:_MOST].split())
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, design.px(width))
