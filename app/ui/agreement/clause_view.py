"""Views of clauses: one clause, and a list of them that grows on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app.models.clause import Clause
from app.ui.agreement.clause_words import ClauseWords, ClauseWriter, by_section, section_title
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space, TextRole
from app.ui.kit.buttons import end_line, quiet
from app.ui.kit.flow import Box, Column, button_row, clear_layout, discard, row_in, stack
from app.ui.kit.labels import title
from app.ui.kit.painted_row import TextLines
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card, divider
from app.ui.tasks import PAUSE, Task
from app.ui.wording import dotted, plural
from app.ui.workspace import Workspace

SHOWN_AT_ONCE = 30
"""How many clauses of one list are built before *Show more*."""
PIECE = 4
"""How many clauses are built in one piece."""


class ClauseView(Box):
    """One clause in plain words, with an optional widget at its end; `printed`: as on the printed page."""

    def __init__(
        self,
        design: Design,
        words: ClauseWords,
        *,
        trailing: QWidget | None = None,
        mark: str = "",
        printed: bool = False,
    ) -> None:
        super().__init__()
        self.words = words
        line = row_in(self, Space.M)
        self._text = TextLines(design, _lines(words, mark), printed=printed)
        self._trailing = trailing
        self._above = stack(self._text)
        line.addLayout(self._above, 1)
        if trailing is not None:
            line.addWidget(end_line(trailing), 0, Qt.AlignmentFlag.AlignTop)
            design.follow(self._level)

    def _level(self) -> None:
        """Centre the first line on what is beside it."""
        if self._trailing is not None:
            lower = round((self._trailing.sizeHint().height() - self._text.first_height) / 2)
            self._above.setContentsMargins(0, max(0, lower), 0, 0)


def _lines(words: ClauseWords, mark: str) -> Iterator[tuple[str, TextRole, Colour]]:
    """What is agreed stands out; what only names it or says who does not."""
    label, text = (TextRole.CAPTION, Colour.INK_SOFT), (TextRole.READ, Colour.INK)
    yield words.title, *(label if words.is_label else (TextRole.LEAD, Colour.INK) if words.lines else text)
    yield words.text, *(text if words.is_label else label)
    for detail in words.details:
        yield detail, *text
    yield dotted(words.note, mark), *label


def printed_heading(design: Design, words: str) -> TextLines:
    """The heading of a section as on the printed page."""
    heading = TextLines(design, ((words, TextRole.TITLE, Colour.ACCENT),), printed=True)
    heading.spoken_as = "Heading"
    return heading


class ClauseSections(Card):
    """Clauses on one sheet, by section; long sections show their first part and grow on demand."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._tasks = ws.tasks
        self._building: Task | None = None

    def show_clauses(
        self,
        clauses: Sequence[Clause],
        writer: ClauseWriter,
        trailing: Callable[[Clause], QWidget | None] = lambda _clause: None,
    ) -> None:
        """Show clauses by section; `trailing` makes the widget at the end of a clause."""
        self.stop()
        clear_layout(self.body)
        self.setVisible(bool(clauses))
        self._building = self._tasks.in_pieces(self._build(clauses, writer, trailing), owner=self)

    def stop(self) -> None:
        """Stop building."""
        if self._building is not None:
            self._building.cancel()

    def _build(
        self, clauses: Sequence[Clause], writer: ClauseWriter, trailing: Callable[[Clause], QWidget | None]
    ) -> Iterator[object]:
        yield PAUSE  # whoever asks has built something as well
        for section, group in by_section(clauses):
            part = Column(spacing=Space.M)
            part.hide()
            self.add(part)
            if self.body.count() > 1:
                part.add(divider())
            part.add(title(section_title(section)))
            yield from self._fill(part, group, 0, writer, trailing)
            part.show()
            # Each part that appears lays out and paints the page.
            yield PAUSE

    def _fill(
        self,
        part: Column,
        group: Sequence[Clause],
        start: int,
        writer: ClauseWriter,
        trailing: Callable[[Clause], QWidget | None],
    ) -> Iterator[None]:
        shown = group[start : start + SHOWN_AT_ONCE]
        for first in range(0, len(shown), PIECE):
            piece = shown[first : first + PIECE]
            views = [ClauseView(self._design, writer.words(each), trailing=trailing(each)) for each in piece]
            part.add(Column(*views, spacing=Space.L))
            yield
        rest = len(group) - start - SHOWN_AT_ONCE
        if rest <= 0:
            return
        more = quiet(self._design, plural("Show %n more", rest), icon="plus")
        row = button_row(more)

        def grow() -> None:
            discard(row)
            for _piece in self._fill(part, group, start + SHOWN_AT_ONCE, writer, trailing):
                pass

        more.clicked.connect(lambda _checked=False: grow())
        part.add(row)


def reveal(widget: QWidget, turns: int = 3) -> None:
    """Scroll so that a widget that was just shown is entirely visible, in some turns, as more may be laid out."""
    area = _area_of(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)
        if turns:
            QTimer.singleShot(0, widget, partial(reveal, widget, turns - 1))


def reveal_top(widget: QWidget) -> None:
    """Scroll so that a widget starts at the top of the visible area."""
    area = _area_of(widget)
    if isinstance(area, ScrollPage):
        area.reveal_top(widget)


def _area_of(widget: QWidget) -> QScrollArea | None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area
