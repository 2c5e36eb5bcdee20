"""A list shown a page at a time, with row views that are built once and bound to whatever is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Size, Space, air
from app.ui.kit.buttons import WITHOUT_GROUND, Button, hang, quiet
from app.ui.kit.flow import Column, Flow, clear_layout, column_in, holds_focus, row_in
from app.ui.kit.flow import row as flow_row
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.surfaces import Surface

R = TypeVar("R")
V = TypeVar("V", bound=QWidget)


class BoundRow(QFrame, Generic[R]):
    """The view of one row."""

    def __init__(self, row: R) -> None:
        super().__init__()
        self.row = row
        """What it shows."""

    def show_row(self, row: R) -> None:
        """Bind it to a row."""
        self.row = row


class ActRow(BoundRow[R]):
    """Painted words, and at their right, or below where there is no room, what can be done with the row."""

    def __init__(self, design: Design, row: R, words: QWidget, *acts: QWidget, least: int = Size.NARROW) -> None:
        """`least`: the width at which all of it fits into one line."""
        super().__init__(row)
        self.setObjectName("row")
        self._design = design
        line = row_in(self, Space.NONE)
        self._acts = flow_row(*acts, spacing=Space.XS)
        for act in acts:
            self._acts.setAlignment(act, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(words, 1)
        line.addLayout(self._acts)
        line.setAlignment(self._acts, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        design.follow(self._give_air)
        self._quiet = [act for act in acts if isinstance(act, Button) and act.kind in WITHOUT_GROUND]
        self._hang(is_below=False)
        NarrowSwitch(design, self, least, line).turned.connect(lambda narrow: self._hang(is_below=narrow))

    def _hang(self, *, is_below: bool) -> None:
        """Put the words of quiet buttons where the words above begin, or to the end of the row."""
        for act in self._quiet:
            hang(act, begins=is_below and act is self._quiet[0], ends=not is_below and act is self._quiet[-1])

    @property
    def _spare(self) -> int:
        """Pixels that stay free at the end."""
        return 0

    def _give_air(self) -> None:
        side, above = (round(each * air(self._design.scale)) for each in (ROW_SIDE, Space.S))
        self._acts.setContentsMargins(side, above, side + self._spare, above)


_AT_ONCE = 3
"""Rows that are shown together, as each time the whole page is laid out."""


class _Pager(Surface):
    """Goes a page on or back."""

    def __init__(self, design: Design, turn: Callable[[int], object]) -> None:
        super().__init__(design, "row", (ROW_SIDE, Space.S, ROW_SIDE, Space.S), Space.NONE)
        self.earlier = quiet(design, self.tr("Back"), lambda: turn(-1), "caret-left")
        self.more = quiet(design, self.tr("More of these"), lambda: turn(1), "caret-right")
        self.add(Flow(self.earlier, self.more))


class PagedRows(QWidget, Generic[R, V]):
    """Rows of one page, and buttons to the page before and after."""

    turned = Signal()
    """A different page is wanted: show the rows again."""

    def __init__(
        self,
        design: Design,
        make: Callable[[R, int], V],
        bind: Callable[[V, R], object],
        *,
        rows_a_page: int,
    ) -> None:
        """`make` builds the view of a row at a place on the page, `bind` shows a different row in it."""
        super().__init__()
        self._design = design
        self._make, self._bind, self._rows_a_page = make, bind, rows_a_page
        self._start = 0
        self._views: list[V] = []
        self._column = Column()
        self._pager: _Pager | None = None
        """Made for the first list that is longer than a page."""
        column_in(self, Space.NONE).addWidget(self._column)

    @property
    def views(self) -> list[V]:
        """The views of the rows that are shown."""
        return [view for view in self._views if not view.isHidden()]

    def to_first(self) -> None:
        """Begin at the first page when rows are shown next."""
        self._start = 0

    def show_rows(self, rows: tuple[R, ...]) -> Iterator[None]:
        """Show the rows of the page; views that are missing are built in pieces."""
        focused = next((at for at, view in enumerate(self._views) if holds_focus(view)), 0)
        if self._start >= len(rows):
            self._start = max(0, self._start - self._rows_a_page)
        page = rows[self._start : self._start + self._rows_a_page]
        self._show_pager(len(rows))
        for view, row in zip(self._views, page, strict=False):
            self._bind(view, row)
            view.show()
        if len(page) <= focused and page:
            self._views[len(page) - 1].setFocus()
        for view in self._views[len(page) :]:
            view.hide()
        built: list[V] = []
        for at in range(len(self._views), len(page)):
            built.append(self._make(page[at], at))
            yield
            if len(built) == _AT_ONCE or at + 1 == len(page):
                self._views += built
                self._column.add(Column(*built))
                built = []
                yield

    def _show_pager(self, count: int) -> None:
        if self._pager is None and count > self._rows_a_page:
            self._pager = _Pager(self._design, self._turn)
            cast(QVBoxLayout, self.layout()).addWidget(self._pager)
        if self._pager is not None:
            self._pager.earlier.setVisible(self._start > 0)
            self._pager.more.setVisible(self._start + self._rows_a_page < count)
            self._pager.setVisible(count > self._rows_a_page)

    def _turn(self, pages: int) -> None:
        self._start = max(0, self._start + pages * self._rows_a_page)
        self.turned.emit()

    def clear(self) -> None:
        """Keep nothing of what was shown."""
        self._views, self._start = [], 0
        clear_layout(self._column.body)
