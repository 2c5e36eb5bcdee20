"""Views of clauses: one clause, and a list of them that grows on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.models.clause import Clause
from app.ui.agreement.clause_words import ClauseWords, ClauseWriter, by_section, section_title
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space, TextRole
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Box, Column, button_row, clear_layout, column_in, discard, row_in
from app.ui.kit.labels import Label, caption
from app.ui.kit.painted_row import TextLines
from app.ui.kit.surfaces import Card
from app.ui.tasks import PAUSE, Task
from app.ui.wording import plural
from app.ui.workspace import Workspace

SHOWN_AT_ONCE = 30
"""How many clauses of one list are built before *Show more*."""
PIECE = 4
"""How many clauses are built in one piece."""


class ClauseView(Box):
    """One clause in plain words, with an optional widget at its end."""

    def __init__(self, design: Design, words: ClauseWords, *, trailing: QWidget | None = None, mark: str = "") -> None:
        super().__init__()
        self.words = words
        line = row_in(self, Space.M)
        title = (words.title, TextRole.STRONG if words.lines else TextRole.BODY, Colour.INK)
        lines = ((text, TextRole.BODY, Colour.INK_SOFT) for text in words.lines)
        line.addWidget(TextLines(design, (title, *lines, (mark, TextRole.CAPTION, Colour.INK_SOFT))), 1)
        if trailing is not None:
            line.addWidget(trailing, 0, Qt.AlignmentFlag.AlignTop)


class ClauseSections(Box):
    """Clauses in cards by section; long sections show their first part and grow on demand."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._design, self._tasks = ws.design, ws.tasks
        self._building: Task | None = None
        self._column = column_in(self, Space.L)

    def show_clauses(
        self,
        clauses: Sequence[Clause],
        writer: ClauseWriter,
        trailing: Callable[[Clause], QWidget | None] = lambda _clause: None,
    ) -> None:
        """Show clauses by section; `trailing` makes the widget at the end of a clause."""
        self.stop()
        clear_layout(self._column)
        self._building = self._tasks.in_pieces(self._build(clauses, writer, trailing), owner=self)

    def stop(self) -> None:
        """Stop building."""
        if self._building is not None:
            self._building.cancel()

    def _build(
        self, clauses: Sequence[Clause], writer: ClauseWriter, trailing: Callable[[Clause], QWidget | None]
    ) -> Iterator[object]:
        for section, group in by_section(clauses):
            card = Card(self._design)
            card.hide()
            self._column.addWidget(card)
            card.add_header(section_title(section))
            yield from self._fill(card, group, 0, writer, trailing)
            card.show()
            # Each card that appears lays out and paints the page.
            yield PAUSE

    def _fill(
        self,
        card: Card,
        group: Sequence[Clause],
        start: int,
        writer: ClauseWriter,
        trailing: Callable[[Clause], QWidget | None],
    ) -> Iterator[None]:
        shown = group[start : start + SHOWN_AT_ONCE]
        for first in range(0, len(shown), PIECE):
            piece = shown[first : first + PIECE]
            views = [ClauseView(self._design, writer.words(each), trailing=trailing(each)) for each in piece]
            box = card.add(Column(*views, spacing=card.body.spacing()))
            if card.isVisible():
                box.show()
            yield
        rest = len(group) - start - SHOWN_AT_ONCE
        if rest <= 0:
            return
        more = quiet(self._design, plural("Show %n more", rest), icon="plus")
        row = button_row(more)

        def grow() -> None:
            discard(row)
            for _piece in self._fill(card, group, start + SHOWN_AT_ONCE, writer, trailing):
                pass

        more.clicked.connect(lambda _checked=False: grow())
        card.add(row)


class LinkLine(QFrame):
    """A wrapping link; works by mouse, Enter or Space."""

    spoken_as = "Button"

    def __init__(self, words: str, on: Callable[[], object]) -> None:
        super().__init__()
        self._on = on
        self.setObjectName("row")
        self.setProperty("first", True)
        self.setProperty("clickable", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        line = row_in(self, Space.S, margins=Space.XS)
        line.addWidget(Label("•", TextRole.CAPTION, tone="soft", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(caption(words), 1)

    def press(self) -> None:
        """Follow the link."""
        self._on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on()


def reveal(widget: QWidget) -> None:
    """Scroll so that a widget that was just shown is entirely visible."""
    area = _area_of(widget)
    if area is not None:
        QTimer.singleShot(0, widget, partial(area.ensureWidgetVisible, widget))


def reveal_top(widget: QWidget) -> None:
    """Scroll so that a widget starts at the top of the visible area."""
    area = _area_of(widget)
    inside = area.widget() if area is not None else None
    if area is None or inside is None:
        return
    bar, column = area.verticalScrollBar(), inside
    QTimer.singleShot(0, widget, lambda: bar.setValue(widget.mapTo(column, QPoint(0, 0)).y()))


def _area_of(widget: QWidget) -> QScrollArea | None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area
