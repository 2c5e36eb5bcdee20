"""One part of *What I would share*: a heading that unfolds it, its rows, and what can be chosen for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal

from app.models.sealing import ShareChoice
from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Space
from app.ui.kit.buttons import quiet, resources_button
from app.ui.kit.flow import Column, Flow, discard
from app.ui.kit.surfaces import Surface
from app.ui.paged_rows import PagedRows
from app.ui.row_content import RowContent, RowDetail
from app.ui.shared_rows import SharedRow
from app.ui.sharing.presenter import ShareGroup
from app.ui.sharing.row import ShareRows, ShareRowView


class ShareSection(Column):
    """Holds rows only while it is unfolded, a page of them at a time."""

    all_chosen = Signal(object)
    """The ShareChoice for every row."""
    resources_wanted = Signal()
    turned = Signal()
    """A different page of rows is wanted."""

    def __init__(self, design: Design, make: Callable[[ShareRows, int], ShareRowView], *, line_above: bool) -> None:
        super().__init__()
        self._design, self._make = design, make
        self.head = SharedRow(design, RowContent(""), clickable=True, line_above=line_above)
        self._inside: Column | None = None
        self.rows: PagedRows[ShareRows, ShareRowView] | None = None
        """None while it is folded."""
        self.add(self.head)

    def show_group(
        self, group: ShareGroup, rows: tuple[ShareRows, ...], words: str, *, is_open: bool
    ) -> Iterator[None]:
        """Show a group with `words` on how much of it is shared; its `rows` in pieces, if it is unfolded."""
        icon = "caret-down" if is_open else "caret-right"
        self.head.show_content(RowContent(group.title, details=(RowDetail(words, icon=icon),)))
        self.head.set_open(is_open)
        if not is_open:
            self._fold()
            return
        if self.rows is None:
            self.rows = self._unfold()
            yield
        not_shared = (row for row in group.rows if row.choice is not ShareChoice.SHARE)
        focused = self.window().focusWidget()
        self.share_all.setVisible(any(ShareChoice.SHARE in row.choices for row in not_shared))
        self.hold_all.setVisible(group.count(ShareChoice.HOLD_BACK) < len(group.rows))
        for pressed, other in ((self.share_all, self.hold_all), (self.hold_all, self.share_all)):
            if focused is pressed and pressed.isHidden():
                other.setFocus()
        self.resources.setVisible(any(ShareChoice.TAKE_BACK in row.choices for row in group.rows))
        yield from self.rows.show_rows(rows)

    def _unfold(self) -> PagedRows[ShareRows, ShareRowView]:
        design, share, hold_back = self._design, ShareChoice.SHARE, ShareChoice.HOLD_BACK
        self.share_all = quiet(design, self.tr("Share all"), lambda: self.all_chosen.emit(share), "check")
        self.hold_all = quiet(design, self.tr("Hold back all"), lambda: self.all_chosen.emit(hold_back), "eye-slash")
        self.resources = resources_button(design, self.resources_wanted.emit)
        acts = Surface(design, "acts", (ROW_SIDE, Space.S, ROW_SIDE, Space.S), Space.NONE)
        acts.add(Flow(self.share_all, self.hold_all, self.resources))
        rows = PagedRows(design, self._make, ShareRowView.show_row, rows_a_page=12)
        rows.turned.connect(self.turned)
        self._inside = self.add(Column(acts, rows))
        return rows

    def _fold(self) -> None:
        inside, self._inside, self.rows = self._inside, None, None
        if inside is not None:
            discard(inside)
            inside.setParent(None)
