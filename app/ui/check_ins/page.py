"""The screen *Check-ins*: fill one in, look back at a chart or a table. Only its owner sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.check_ins.dimensions_view import DimensionsView
from app.ui.check_ins.fill_view import FillView
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.table_view import TableView
from app.ui.design.tokens import Size
from app.ui.kit.buttons import primary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import holds_focus
from app.ui.kit.notice import NoticeTone
from app.ui.kit.scroll import ScrollPage, edges
from app.ui.kit.segments import Segments
from app.ui.page import HeadedPage
from app.ui.workspace import Workspace

if TYPE_CHECKING:
    from app.ui.check_ins.chart_view import ChartView

    CheckInsView = FillView | ChartView | TableView | DimensionsView | EmptyState

FILL, CHART, TABLE, ASKED, EMPTY, LOADING = "fill", "chart", "table", "asked", "empty", "loading"
NOW = "now"
"""The argument that opens a new check-in."""


CHART_VIEW = "app.ui.check_ins.chart_view:ChartView"
_BEFORE_PLOT = ("numpy.typing", "multiprocessing.connection", "xml.etree.ElementTree", "pydoc", "cProfile")


def import_before_plot() -> None:
    """Import what pyqtgraph needs that has nothing to do with Qt, on a lane: NumPy alone takes a tenth of a second."""
    # Keep OpenBLAS from starting threads, which would stay: a chart needs little arithmetic.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in _BEFORE_PLOT:
        import_module(name)


class CheckInsPage(HeadedPage):
    """A header above one view: filling in, the chart or the table, each made when first shown."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = CheckInsPresenter(ws, self)
        self._mode = FILL
        self._had_focus = True
        self.chart: ChartView | None = None
        """The chart, once it is loaded."""
        self._views: dict[str, CheckInsView] = {}
        self._build_head()
        self.fill(self._build())

    def _build_head(self) -> None:
        modes = [
            (FILL, self.tr("Check in"), "pencil-simple"),
            (CHART, self.tr("Chart"), "chart-line"),
            (TABLE, self.tr("Table"), "table"),
        ]
        self.mode = Segments(self.ws.design, "", modes, choice=FILL, name=self.tr("Check in or look back"))
        subtitle = self.tr("How you are, in a minute and whenever you like. Only you see this.")
        self.build_head(self.tr("Check-ins"), subtitle, (self.mode,))

    def _build(self) -> Iterator[None]:
        self.filling = FillView(self.ws.design, self.presenter)
        self._put(FILL, self.filling)
        self.filling.show()
        yield
        yield from self.filling.build()
        filling, presenter = self.filling, self.presenter
        filling.finished.connect(self.on_done)
        filling.fresh_wanted.connect(self.on_fresh)
        filling.delete_wanted.connect(self.on_delete_shown)
        filling.dimensions_wanted.connect(lambda: self.show_mode(ASKED))
        self.mode.chosen.connect(lambda key: self.show_mode(str(key)))
        self.follow(presenter, self.on_loaded)
        presenter.kept.connect(self.on_kept)
        presenter.rearranged.connect(self.on_rearranged)

    def _put(self, name: str, view: CheckInsView) -> None:
        view.hide()
        self.put(view, on_grid=not isinstance(view, ScrollPage))
        self._views[name] = view

    def _load_chart(self, focus: bool) -> None:
        def made(kind: type[ChartView]) -> None:
            if self.chart is None:
                self.chart = kind(self.ws, self.presenter)
                self.chart.refused.connect(lambda words: self.notice.show_notice(words, "", NoticeTone.INFO))
                self._put(CHART, self.chart)
                if self._mode == CHART:
                    self.show_mode(CHART, focus=focus)

        def failed(_error: Exception) -> None:
            self.notice.show_notice(self.tr("The chart could not be drawn here. The table shows the same."))

        self.ws.load(CHART_VIEW, made, failed, owner=self, first=import_before_plot)

    @cached_property
    def table(self) -> TableView:
        """The table."""
        view = TableView(self.ws.design, self.presenter)
        view.open_wanted.connect(self.on_open)
        view.delete_wanted.connect(self.on_delete)
        view.copy_wanted.connect(self.on_copy)
        view.fitted.connect(self.align)
        self._put(TABLE, view)
        return view

    @cached_property
    def asked(self) -> DimensionsView:
        """Editing the dimensions."""
        view = DimensionsView(self.ws, self.presenter)
        view.closed.connect(lambda: self.show_mode(FILL))
        self._put(ASKED, view)
        return view

    @cached_property
    def empty(self) -> EmptyState:
        """Shown instead of chart and table while there are no check-ins."""
        view = EmptyState(
            self.ws.design,
            "chart-line",
            self.tr("Nothing to look back at yet"),
            self.tr("Two check-ins make a line; you do not need many. They are yours alone."),
            primary(self.ws.design, self.tr("Check in now"), lambda: self.show_mode(FILL)),
        )
        self._put(EMPTY, view)
        return view

    @cached_property
    def loading(self) -> EmptyState:
        """Shown until the chart is loaded."""
        view = EmptyState(self.ws.design, "chart-line", self.tr("The chart is being drawn…"), "")
        self._put(LOADING, view)
        return view

    def _view(self, name: str) -> CheckInsView:
        """The view of this name, made on first use."""
        if name not in self._views:
            getattr(self, name)
        return self._views[name]

    def width_of(self, view: QWidget) -> int:
        """The table is as wide as the head, unless it has room for upright headings or needs more for turned ones."""
        if not isinstance(view, TableView):
            return Size.CONTENT
        least, most = (
            self.width() - sum(edges(self.ws.design, self.width(), width)) for width in (Size.CONTENT, Size.PAGES)
        )
        is_upright = view.width_needed(turned=False) <= most
        return Size.PAGES if is_upright or view.width_needed(turned=True) > least else Size.CONTENT

    # --- showing and leaving the page

    def activate(self, argument: object = None) -> None:
        """Read everything again; begin a new check-in unless one is being filled in."""
        self.presenter.renew()
        if argument == NOW:
            self._mode = FILL
            if holds_focus(self.mode):
                self.setFocus()  # the first row takes it from here
        self._had_focus = True
        self.presenter.reload()

    def flush(self) -> None:
        """Save what is being typed."""
        self.filling.flush()

    def on_presence_changed(self) -> None:
        """Forget the check-ins of the previous person."""
        if self.ws.session.me == self.presenter.person:
            return
        self.flush()
        self.presenter.clear()
        self._drop_views()
        self._mode = FILL
        if self.ws.session.me is not None:
            self._had_focus = True
            self.presenter.reload()

    def _drop_views(self) -> None:
        """Keep nothing that may show content of the previous person; the views are made again on first use."""
        for name in {CHART, TABLE, ASKED} & self._views.keys():
            del self.__dict__[name]
            self.drop(self._views.pop(name))
        self.chart = None

    # --- what is shown

    def on_loaded(self) -> None:
        """Show the loaded check-ins."""
        self.fill(self._show_loaded())

    def _show_loaded(self) -> Iterator[None]:
        yield from self._show_rearranged()
        had_focus, self._had_focus = self._had_focus, False
        self.show_mode(self._mode, focus=had_focus)

    def _show_other_draft(self) -> None:
        self.filling.when.close_fields()
        self.filling.show_check_in(self.presenter.draft)
        self.filling.to_top()

    def show_mode(self, mode: str, *, focus: bool = True) -> None:
        """Show one of the views; without check-ins, the empty state instead of chart and table."""
        if self._mode == FILL and mode != FILL:
            self.flush()
        self._mode = mode
        if mode in (FILL, CHART, TABLE):
            self.mode.show_choice(mode)
        shown = EMPTY if mode in (CHART, TABLE) and not self.presenter.check_ins else mode
        if shown == CHART and self.chart is None:
            shown = LOADING
        wanted = self._view(shown)
        for view in self._views.values():
            if view is not wanted:
                view.hide()
        wanted.show()
        if not isinstance(wanted, FillView | EmptyState):
            wanted.refresh()
        if focus and not holds_focus(self.mode) and not isinstance(wanted, EmptyState):
            wanted.take_focus()
        if shown == LOADING:
            self._load_chart(focus)

    def on_kept(self) -> None:
        """Update what shows the check-in that was saved."""
        self.filling.show_state()
        if self._mode in (CHART, TABLE):
            self.show_mode(self._mode, focus=False)

    def on_rearranged(self) -> None:
        """Show the changed dimensions."""
        if ASKED in self._views:
            self.asked.refresh()
        self.fill(self._show_rearranged())

    def _show_rearranged(self) -> Iterator[None]:
        yield from self.filling.show_dimensions(self.presenter.dimensions)
        self.filling.show_check_in(self.presenter.draft)

    # --- acts

    def on_done(self) -> None:
        """Show the chart and begin a new check-in; the finished one is saved already."""
        self.flush()
        draft = self.presenter.draft
        if not draft.is_blank:
            self.presenter.moment = draft.at
        self.presenter.begin()
        self._show_other_draft()
        self.show_mode(CHART)

    def on_fresh(self) -> None:
        """Leave the earlier check-in and begin a new one."""
        self.flush()
        self.presenter.begin()
        self._show_other_draft()
        self.filling.take_focus()

    def on_open(self, check_in_id: str) -> None:
        """Open an earlier check-in to change it."""
        self.flush()
        if self.presenter.open(check_in_id):
            self._show_other_draft()
            self.show_mode(FILL)

    def on_delete_shown(self) -> None:
        """Delete the check-in on screen."""
        self.flush()
        self.on_delete(self.presenter.draft.id)
        self.filling.take_focus()

    def on_delete(self, check_in_id: str) -> None:
        """Delete a check-in, with undo."""
        self.presenter.delete(check_in_id)
        self.filling.show_check_in(self.presenter.draft)

    def on_copy(self, text: str) -> None:
        """Copy rows; the clipboard is cleared after a while."""
        self.ws.clipboard.copy(text)
        self.ws.toast(self.tr("Copied. It will be cleared from the clipboard in a moment."))
