"""The list of reading texts by topic, narrowed by what is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.models.library import ReadingText
from app.ui.design.design import Design
from app.ui.design.style import restyle
from app.ui.design.tokens import Space
from app.ui.kit.flow import Column
from app.ui.kit.labels import overline, soft
from app.ui.kit.surfaces import ClickRow, Rows

RESOURCES = "resources"
"""Opens the resources."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The rows of one topic; the row of the resources has no text."""

    box: Column
    rows: list[tuple[ClickRow, ReadingText | None]] = field(default_factory=list)


class TextList(Column):
    """Rows to open: the resources, then the texts below their topics. `focused`: the key whose row takes the focus."""

    opened = Signal(str)

    def __init__(self, design: Design, texts: Sequence[ReadingText], focused: str) -> None:
        super().__init__(spacing=Space.L)
        self._design, self._texts, self._focused = design, tuple(texts), focused
        self._sections: list[_Section] = []
        self._words = ""
        self._nothing = soft(self.tr("Nothing matches."))

    def pieces(self, words: str) -> Iterator[None]:
        """Make the rows that have these words visible, and the others to be shown later."""
        self._words = words
        where = self.tr("Where to turn, by country. Check a number before you rely on it.")
        section, rows = self._section("")
        self._add(section, rows, self._row(self.tr("Resources"), where, RESOURCES), None)
        yield
        for topic, texts in groupby(self._texts, key=lambda text: text.topic):
            section, rows = self._section(topic)
            for text in texts:
                self._add(section, rows, self._row(text.title, text.summary, text.id), text)
                yield
        self.add(self._nothing)
        self.narrow(words)

    def _section(self, topic: str) -> tuple[_Section, Rows]:
        box = self.add(Column(spacing=Space.S))
        if topic:
            box.add(overline(topic))
        section = _Section(box)
        self._sections.append(section)
        return section, box.add(Rows(self._design))

    def _row(self, heading: str, summary: str, key: str) -> ClickRow:
        row = ClickRow(self._design, heading, summary, first=False)
        row.clicked.connect(lambda: self.opened.emit(key))
        row.setProperty("key", key)
        return row

    def _add(self, section: _Section, rows: Rows, row: ClickRow, text: ReadingText | None) -> None:
        section.rows.append((row, text))
        rows.add(row)
        self._show(section)
        if row.property("key") == self._focused and _is(row):
            row.setFocus()

    def narrow(self, words: str) -> None:
        """Show the texts that have all of these words, and the way to the resources, which are searched there."""
        self._words = words
        for section in self._sections:
            self._show(section)
        found = [row for section in self._sections for row, text in section.rows if text is not None and _is(row)]
        self._nothing.setVisible(not found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from row to row, across the topics."""
        shown = [row for section in self._sections for row, _text in section.rows if _is(row)]
        here = next((number for number, row in enumerate(shown) if row is self.focusWidget()), None)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -len(shown), Qt.Key.Key_End: len(shown)}
        if here is None or event.key() not in steps:
            super().keyPressEvent(event)
            return
        there = max(0, min(len(shown) - 1, here + steps[Qt.Key(event.key())]))
        shown[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, section: _Section) -> None:
        shown = [row for row, text in section.rows if text is None or text.is_about(self._words)]
        for row, _text in section.rows:
            row.setVisible(row in shown)
            is_first = bool(shown) and row is shown[0]
            if row.property("first") != is_first:
                row.setProperty("first", is_first)
                restyle(row)
        section.box.setVisible(bool(shown))


def _is(row: ClickRow) -> bool:
    return not row.isHidden()
