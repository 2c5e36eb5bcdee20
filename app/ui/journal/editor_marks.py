"""Marks in the text what a search looks for: only where it is in sight, so that a long text is as quick as a short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.models.folding import matches
from app.ui.design.tokens import Colour
from app.ui.journal.editor_document import blocks_of

if TYPE_CHECKING:
    from app.ui.design.design import Design

_AROUND = 200
"""Units beside what is in sight that are looked at as well: what begins above may end below."""
_AT_ONCE = 5_000
"""Units that are looked at in one go while the first match is looked for."""


class Marks(QObject):
    """Lays marks over an editor; they follow what is in sight and what is typed."""

    def __init__(self, design: Design, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._design, self._edit = design, edit
        self._words = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        bar = edit.verticalScrollBar()
        for signal in (bar.valueChanged, bar.rangeChanged, edit.document().contentsChanged, design.changed):
            signal.connect(self._later)

    def look_for(self, words: str) -> None:
        """Mark these; nothing for no words."""
        self._words = words.strip()
        self.refresh()

    def _later(self) -> None:
        if self._words:
            self._soon.start()

    def refresh(self) -> None:
        """Mark what is in sight now."""
        marks = []
        for start, end in self._in_sight() if self._words else ():
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._edit.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(self._design.colour(Colour.CURIOUS_SOFT))
            marks.append(mark)
        if marks or self._edit.extraSelections():
            self._edit.setExtraSelections(marks)

    def _in_sight(self) -> Iterator[tuple[int, int]]:
        seen = self._edit.viewport().rect()
        first = self._edit.cursorForPosition(seen.topLeft()).position()
        last = self._edit.cursorForPosition(seen.bottomRight()).position()
        block = self._edit.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            begin = block.position()
            yield from _found(self._words, block, first - begin - _AROUND, last - begin + _AROUND)
            block = block.next()

    def seek(self) -> Iterator[int]:
        """Look for the first match, a piece at a time: -1 for each without one, then where it stands, if anywhere."""
        words, passed = self._words, 0
        for block in blocks_of(self._edit.document()) if words else ():
            for start in range(0, max(1, block.length() - 1), _AT_ONCE):
                found = next(_found(words, block, start - _AROUND, start + _AT_ONCE), None)
                if found is not None:
                    yield found[0]
                    return
                passed += min(block.length(), _AT_ONCE)
                if passed >= _AT_ONCE:
                    passed = 0
                    yield -1


def _found(words: str, block: QTextBlock, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a part of a block the words stand, as positions of the document. Words that are cut are left out."""
    text = block.text()
    begin = block.position()
    first, end = max(0, first), min(end, block.length() - 1)
    # Qt counts in halves of characters; a cut one stays as a half, so that the places of the others are right.
    halves = text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * end]
    part = halves.decode("utf-16-le", "surrogatepass")
    whole = next((at for at, char in enumerate(part[:_AROUND]) if char.isspace()), 0) if first else 0
    for start, stop in matches(words, part[whole:]):
        place = begin + first + _units(part[: whole + start])
        yield place, place + _units(part[whole + start : whole + stop])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
