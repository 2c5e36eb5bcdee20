"""The history as a chart: its dimensions, its period, and buttons to scroll and zoom.

Imported when a chart is first shown, as the plot brings pyqtgraph along.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime

from PySide6.QtCore import Signal

from app.models.check_in_chart import MOST_DIMENSIONS_DRAWN, ChartData, ChartPeriod, chart_data
from app.models.check_in_summary import summary
from app.ui.check_ins.plot import Plot
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.words import ends_words, name_of, rating_words, step_word, summary_words, visible_words
from app.ui.design.tokens import Space
from app.ui.kit.buttons import IconButton, secondary
from app.ui.kit.chips import ChipFlow
from app.ui.kit.flow import Flow
from app.ui.kit.labels import caption, soft, strong
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.kit.strings import breakable
from app.ui.local_zone import LOCAL
from app.ui.tasks import Task
from app.ui.workspace import Workspace

FURTHER, CLOSER = 2.0, 0.5


class ChartView(ScrollPage):
    """Describes in words what the plot shows."""

    refused = Signal(str)

    def __init__(self, ws: Workspace, presenter: CheckInsPresenter) -> None:
        super().__init__(ws.design, top=Space.NONE)
        self._ws, self._presenter = ws, presenter
        self._working, self._summing = Task(), Task()
        self._drawn: list[str] | None = None
        design = ws.design
        steps, name = [(each, step_word(each)) for each in ChartPeriod], self.tr("What each point shows")
        self.step = Segments(design, "", steps, choice=ChartPeriod.DAY, on=lambda _key: self.refresh(), name=name)
        self.plot = Plot(design)
        self.plot.setAccessibleName(self.tr("Chart of your check-ins. The table shows the same."))
        self.plot.moved.connect(self._on_moved)
        self._build_moves()
        self.chips = ChipFlow(design)
        self.chips.toggled.connect(self._on_chip)
        self.range_words = strong()
        self.words = soft()
        self.unmarked = soft(
            self.tr(
                "No scene or debrief is marked. Say in a check-in that there was one, even for an earlier day; nothing "
                "is marked automatically."
            )
        )
        self.note = caption(
            self.tr(
                "In the chart, Left and Right move along, + and − change how much you see, and Home shows everything."
            )
        )
        self.body.setSpacing(Space.M)
        self.body.addWidget(Flow(self.step, self._moves, spacing=Space.XL))
        self.body.addWidget(self.range_words)
        for part in (self.plot, self.chips, self.words, self.unmarked, self.note):
            self.body.addWidget(part)
        self.unmarked.hide()
        self.body.addStretch(1)

    def _build_moves(self) -> None:
        design = self._ws.design
        self.earlier = secondary(design, self.tr("Earlier"), lambda: self.plot.to_next(-1), icon="caret-left")
        self.later = secondary(design, self.tr("Later"), lambda: self.plot.to_next(1), icon="caret-right")
        self.further = IconButton(
            design, "magnifying-glass-minus", self.tr("Show more time"), lambda: self.plot.zoom(FURTHER)
        )
        self.closer = IconButton(
            design, "magnifying-glass-plus", self.tr("Show less time"), lambda: self.plot.zoom(CLOSER)
        )
        self.all = secondary(design, self.tr("All"), self.plot.to_all)
        self._moves = Flow(self.earlier, self.later, self.further, self.closer, self.all)

    # --- what is shown

    @property
    def drawn(self) -> tuple[str, ...]:
        """Ids of the drawn dimensions, in the order they are asked."""
        asked = [each.id for each in self._presenter.dimensions]
        if self._drawn is None:
            rated = {each for check_in in self._presenter.check_ins for each in check_in.ratings}
            self._drawn = [each for each in asked if each in rated][:3]
        known = [each for each in self._drawn if each in asked]
        return tuple(sorted(known, key=asked.index))[:MOST_DIMENSIONS_DRAWN]

    @property
    def shown_step(self) -> ChartPeriod:
        """What one point stands for."""
        return ChartPeriod(str(self.step.choice))

    def refresh(self) -> None:
        """Show the current check-ins at the same range; at first, the newest range."""
        self.chips.show_chips([(each.id, name_of(each)) for each in self._presenter.dimensions], self.drawn)
        self._work_out()

    def _work_out(self) -> None:
        """Compute the points on the pages lane: thousands of check-ins take some milliseconds."""
        kept, drawn, step, scenes = self._presenter.check_ins, self.drawn, self.shown_step, self._presenter.scenes
        self._working.cancel()
        self._working = self._ws.pages(
            lambda: chart_data(kept, drawn, step, LOCAL, scenes), self._show_whole, owner=self
        )

    def _show_whole(self, found: ChartData | None) -> None:
        if found is None:
            return
        self.unmarked.setVisible(not found.marks)
        moment, self._presenter.moment = self._presenter.moment, None
        self.plot.show_whole(found, self._lanes(found), moment.timestamp() if moment is not None else None)

    def _lanes(self, found: ChartData) -> list[tuple[str, str]]:
        """Name and last rating of each line, and what its ends mean."""
        kept = self._presenter.check_ins
        lanes = []
        for dimension in self._presenter.order_of(found.lines):
            last = next((each.rating(dimension.id) for each in reversed(kept) if dimension.id in each.ratings), None)
            lanes.append((rating_words(dimension, last), ends_words(dimension)))
        return lanes

    # --- moving

    def _on_moved(self) -> None:
        plot = self.plot
        if not plot.whole.moments:
            return
        can = (
            (self.earlier, plot.can_move(-1)),
            (self.later, plot.can_move(1)),
            (self.further, plot.can_zoom(FURTHER)),
            (self.closer, plot.can_zoom(CLOSER)),
            (self.all, plot.can_zoom(FURTHER)),
        )
        # A focused button stays enabled, so that the focus does not jump.
        for button, there in can:
            button.setEnabled(there or button.hasFocus())
            button.setAccessibleDescription("" if there else self.tr("There is nothing more in this direction."))
        self.range_words.setText(visible_words(plot.whole, plot.shown, plot.counted, self._presenter.today))
        self._sum_up(*plot.shown)

    def _sum_up(self, start: float, end: float) -> None:
        """Summarise the visible range on the pages lane: thousands of check-ins take some milliseconds."""
        since, until = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)
        kept, drawn = self._presenter.check_ins, self._presenter.order_of(self.drawn)
        texts, today, step = self._presenter.texts, self._presenter.today, self.shown_step
        held = [began for began in self._presenter.scenes if since <= began <= until]

        def work() -> str:
            # The check-ins are sorted by time, so only the visible ones are looked at.
            begins, ends = (bisect_left(kept, at, key=lambda each: each.at) for at in (since, until))
            return summary_words(kept[begins:ends], summary(kept[begins:ends], drawn), texts, today, held, step)

        self._summing.cancel()
        self._summing = self._ws.pages(work, self._show_words, owner=self)

    def _show_words(self, words: str) -> None:
        self.words.show_text(breakable(words))
        self.plot.setAccessibleDescription(" ".join(part for part in (self.range_words.text(), words) if part))

    def _on_chip(self, name: str, on: bool) -> None:
        drawn = list(self.drawn)
        if on and len(drawn) >= MOST_DIMENSIONS_DRAWN:
            self.chips.chip(name).setChecked(False)
            self.refused.emit(self.tr("The chart shows up to four at once. Remove one first."))
            return
        self._drawn = [*drawn, name] if on else [each for each in drawn if each != name]
        self._work_out()

    def take_focus(self) -> None:
        """Focus the chosen period."""
        self.step.button(self.shown_step).setFocus()
