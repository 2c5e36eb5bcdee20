"""The chart, drawn by pyqtgraph; the only module that imports it, and NumPy with it.

pyqtgraph's own menu, export and wheel are turned off;
the chart is moved with keys, buttons and by dragging.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsPathItem

from app.models.check_in import Occasion
from app.models.check_in_chart import (
    MOST_DIMENSIONS_DRAWN,
    ChartData,
    ChartMark,
    ChartPeriod,
    axis_ticks,
    finer_period,
    marks_apart,
    marks_with_room,
    middle_of,
    points_within,
    thinned_points,
)
from app.models.check_in_range import (
    SHORTEST_RANGE,
    RangeCounts,
    TimeRange,
    clamped_range,
    count_check_ins,
    full_range,
    neighbouring_range,
    newest_range,
    range_around,
    range_for_period,
)
from app.ui.check_ins.words import occasion_word, tick_words
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import column_in
from app.ui.kit.keyboard import KeyActs
from app.ui.local_zone import LOCAL

RING = QPainterPath(Symbols["o"])
RING.addEllipse(QRectF(-0.22, -0.22, 0.44, 0.44))
SIGNS: dict[str, QPainterPath] = {**Symbols, "ring": RING}
"""Outlines in a unit square around the origin."""
MARKED = {Occasion.SCENE: "star", Occasion.DEBRIEF: "ring"}
"""The sign of each marked occasion."""
MOST_POINTS = 160
"""The most points painted for one line; more could not be told apart and would cost time."""
MOST_SIGNS = 60
"""The most points that are painted with signs; with more, only the line is painted."""
LANE, NAMES, STRIP = 56, 152, 44
"""Height of a lane, width of the names beside them, and height of the strip above for marks, in logical pixels."""
AROUND = 0.18
"""Part of a lane that is free below and above its line."""
MARK_PLACES = {Occasion.SCENE: 0.75, Occasion.DEBRIEF: 0.25}
"""Where marks are in the strip above the lanes: a row for each occasion."""
_WORD_EDGE = 4
"""What pyqtgraph leaves free left and right of a word."""
NOTHING = ChartData(ChartPeriod.DAY, {}, (), (), (), 0.0, SHORTEST_RANGE)

# Painting a line in segments costs a sixth of painting it whole; the signs cover the joints.
pg.setConfigOption("segmentedLineMode", "on")


class Marks:
    """Scenes and debriefs above the lines: a sign for each, and its name if there is room."""

    def __init__(self, design: Design, plot: Any) -> None:
        self._design, self._plot, self._to_word = design, plot, 0
        self.words: list[Any] = []
        self.lanes = 0
        """How many lanes there are below."""
        self._signs = pg.ScatterPlotItem(pxMode=True)
        plot.addItem(self._signs, ignoreBounds=True)

    def show_marks(self, marks: Sequence[ChartMark], stretch: TimeRange, wide: int) -> None:
        """Show the marks of a time range that is `wide` pixels wide."""
        pixel, self._to_word = stretch.length / wide, self._design.px(Space.S) + 2
        apart = marks_apart(marks, pixel * self._design.px(Space.S))
        for words in self.words:
            self._plot.removeItem(words)
        self.words = []
        self._signs.setData(
            x=[mark.at for mark in apart],
            y=[self._place(mark) for mark in apart],
            symbol=[SIGNS[MARKED[mark.occasion]] for mark in apart] or None,
            size=self._design.px(Space.M),
            pen=QPen(Qt.PenStyle.NoPen),
            brush=QBrush(self._design.colour(Colour.INK)),
        )
        for occasion in MARK_PLACES:
            alike = [mark for mark in apart if mark.occasion is occasion]
            for mark in marks_with_room(alike, pixel * self._room_for(occasion), stretch.end):
                self._add_word(mark, pixel)

    def _room_for(self, occasion: Occasion) -> float:
        words = QFontMetricsF(self._design.font(TextRole.CAPTION)).horizontalAdvance(occasion_word(occasion))
        return self._to_word + words + 2 * _WORD_EDGE + self._design.px(Space.M) / 2

    def _add_word(self, mark: ChartMark, pixel: float) -> None:
        words = pg.TextItem(occasion_word(mark.occasion), color=self._design.colour(Colour.INK), anchor=(0, 0.5))
        words.setFont(self._design.font(TextRole.CAPTION))
        words.setPos(mark.at + pixel * self._to_word, self._place(mark))
        self._plot.addItem(words, ignoreBounds=True)
        self.words.append(words)

    def _place(self, mark: ChartMark) -> float:
        return self.lanes + MARK_PLACES[mark.occasion] * STRIP / LANE


def lane_place(lane: int, lanes: int, value: float) -> float:
    """Where a rating is painted, in lanes from below; the first lane is at the top."""
    return lanes - 1 - lane + AROUND + (1 - 2 * AROUND) * value / 4


def without_tools(view: Any) -> None:
    """Turn off pyqtgraph's own controls, which are for data analysis."""
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMenuEnabled(False)
    view.hideButtons()
    view.setMouseEnabled(x=True, y=False)
    view.scene().contextMenu = []
    view.plotItem.hideAxis("left")
    view.plotItem.vb.disableAutoRange()
    view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Plot(QFrame):
    """A lane for each line, with marks and shades through all.

    Left and Right scroll, + and - zoom, Home shows everything, End the newest.
    """

    spoken_as = "Chart"
    moved = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.whole = NOTHING
        """All that can be shown."""
        self._lines: dict[str, Any] = {}
        self._names: tuple[tuple[str, str], ...] = ()
        self._is_moving = False
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = column_in(self)
        self.view = pg.PlotWidget()
        self._column.addWidget(self.view)
        without_tools(self.view)
        self.view.plotItem.vb.sigXRangeChanged.connect(self._on_moved)
        self.view.viewport().installEventFilter(self)
        self._build_items()
        self._first = self.shown
        self._take_keys()
        design.follow(self.dress)

    def _build_items(self) -> None:
        plot = self.view.plotItem
        self._shading = QGraphicsPathItem()
        self._shading.setZValue(-20)
        plot.addItem(self._shading, ignoreBounds=True)
        self._grid = [pg.InfiniteLine(pos=at, angle=0, movable=False) for at in range(1, MOST_DIMENSIONS_DRAWN + 1)]
        for line in self._grid:
            line.setZValue(-10)
            plot.addItem(line, ignoreBounds=True)
        self._marks = Marks(self._design, plot)

    # --- what is shown

    def show_whole(self, whole: ChartData, names: Sequence[tuple[str, str]] = (), at: float | None = None) -> None:
        """Replace the data; the visible range stays, or is the newest at first.

        `names` has two lines of words for each lane; `at` is a moment to make visible.
        """
        before, looked = self.whole, self.shown if self._was_moved else None
        had_all = self.has_all
        self.whole, self._names = whole, tuple(names)
        self._show_lines()
        self._fit_lanes()
        top = self.view.plotItem.vb.viewRange()[1][1]
        path = QPainterPath()
        for shade in whole.shades:
            path.addRect(QRectF(shade.start, 0, shade.end - shade.start, top))
        self._shading.setPath(path)
        self._dress_edges()
        self._first = newest_range(whole)
        wanted = self._first
        if looked is not None:
            wanted = looked if before.period is whole.period else range_for_period(whole, looked)
            wanted = full_range(whole) if had_all else wanted
        self._move(wanted if at is None else range_around(whole, wanted, at))

    @property
    def shown(self) -> TimeRange:
        """The visible time range."""
        (start, end), _ = self.view.plotItem.vb.viewRange()
        return TimeRange(float(start), float(end))

    @property
    def counted(self) -> RangeCounts:
        """How many check-ins are inside and outside the visible range."""
        return count_check_ins(self.whole, self.shown)

    @property
    def has_all(self) -> bool:
        """Whether every check-in is visible."""
        return self.counted.inside == self.counted.all

    @property
    def _was_moved(self) -> bool:
        """Whether the person moved away from the first range."""
        return max(abs(one - other) for one, other in zip(self.shown, self._first, strict=True)) > 1

    def _show_lines(self) -> None:
        for item in self._lines.values():
            self.view.plotItem.removeItem(item)
        self._lines = {}
        for name in self.whole.lines:
            self._lines[name] = pg.PlotDataItem(antialias=True)
            self.view.plotItem.addItem(self._lines[name], ignoreBounds=True)

    # --- moving

    def to_all(self) -> None:
        """Show everything."""
        self._move(full_range(self.whole))

    def to_next(self, by: int) -> None:
        """Go to earlier (-1) or later (1) check-ins, skipping ranges without any."""
        self._move(neighbouring_range(self.whole, self.shown, by))

    def move_by(self, part: float) -> None:
        """Scroll by a part of the visible range; earlier if negative."""
        start, end = self.shown
        self._move(TimeRange(start + (end - start) * part, end + (end - start) * part))

    def zoom(self, factor: float) -> None:
        """Zoom around the middle: in below 1, out above."""
        start, end = self.shown
        middle, half = (start + end) / 2, (end - start) / 2 * factor
        self._move(TimeRange(middle - half, middle + half))

    def can_move(self, by: int) -> bool:
        """Whether there is anything earlier (-1) or later (1)."""
        start, end = self.shown
        return start > self.whole.start + 1 if by < 0 else end < self.whole.end - 1

    def can_zoom(self, factor: float) -> bool:
        """Whether zooming by this factor changes the range."""
        wide = self.shown.length
        return abs(clamped_range(self.whole, TimeRange(0, wide * factor)).length - wide) > 1

    def _move(self, wanted: TimeRange) -> None:
        start, end = clamped_range(self.whole, wanted)
        most = full_range(self.whole).length
        least_left, most_right = min(start, self.whole.start), max(end, self.whole.end)
        # Emit `moved` once, not for the limits and again for the range.
        self._is_moving = True
        self.view.plotItem.vb.setLimits(xMin=least_left, xMax=most_right, minXRange=SHORTEST_RANGE, maxXRange=most)
        self.view.plotItem.vb.setXRange(start, end, padding=0)
        self._is_moving = False
        self._on_moved()

    def _on_moved(self) -> None:
        if self._is_moving:
            return
        self._refresh()
        self.moved.emit()

    # --- looks and painting

    def dress(self) -> None:
        """Take colours, fonts and sizes from the design."""
        design = self._design
        self._column.setContentsMargins(design.px(NAMES) + Space.XL, Space.S, Space.M, Space.S)
        self.view.setBackground(design.colour(Colour.CARD))
        axis = self.view.plotItem.getAxis("bottom")
        axis.setPen(_pen(design.colour(Colour.LINE)))
        axis.setTextPen(_pen(design.colour(Colour.INK_SOFT)))
        axis.setStyle(tickFont=design.font(TextRole.CAPTION), tickLength=0, tickTextOffset=int(Space.S))
        axis.setHeight(self._axis_height)
        self._fit_lanes()
        for line in self._grid:
            line.setPen(_pen(design.colour(Colour.LINE)))
        self._shading.setBrush(QBrush(design.colour(Colour.PANEL)))
        self._dress_edges()
        self._refresh()

    @property
    def _axis_height(self) -> int:
        return self._design.px(Space.XL) + Space.S

    def _fit_lanes(self) -> None:
        """As high as the lanes need."""
        count = self._marks.lanes = len(self.whole.lines)
        self.view.plotItem.vb.setYRange(0, max(1, count) + STRIP / LANE, padding=0)
        for at, line in enumerate(self._grid, 1):
            line.setVisible(at <= count)
        lanes = self._design.px(LANE) * max(1, count) + self._design.px(STRIP)
        self.setFixedHeight(lanes + self._axis_height + 2 * Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, design = QPainter(self), self._design
        lanes, font = self.view.plotItem.vb.sceneBoundingRect(), design.font(TextRole.CAPTION)
        high = lanes.height() / (max(1, len(self._names)) + STRIP / LANE)
        top = self.view.y() + lanes.top() + high * STRIP / LANE
        line, strong = QFontMetricsF(font).height(), design.font(TextRole.OVERLINE)
        for at, words in enumerate(self._names):
            y = top + at * high + high / 2 - line
            for text, face, colour in zip(words, (strong, font), (Colour.INK, Colour.INK_SOFT), strict=True):
                painter.setFont(face)
                painter.setPen(design.colour(colour))
                shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, design.px(NAMES))
                painter.drawText(QRectF(Space.L, y, design.px(NAMES), line), Qt.AlignmentFlag.AlignVCenter, shown)
                y += line
        painter.end()

    def _dress_edges(self) -> None:
        """Give shades an edge that is visible without distinguishing light colours, unless there are too many."""
        crowded = len(self.whole.shades) > MOST_SIGNS
        edge = _pen(self._design.colour(Colour.CONTROL_LINE), 1, Qt.PenStyle.DotLine)
        self._shading.setPen(QPen(Qt.PenStyle.NoPen) if crowded else edge)

    def _refresh(self) -> None:
        start, end = self.shown
        for lane, (name, item) in enumerate(self._lines.items()):
            found = thinned_points(points_within(self.whole.lines[name], start, end), MOST_POINTS)
            signs = len(found) <= MOST_SIGNS
            item.setData(
                x=[point.at for point in found],
                y=[lane_place(lane, len(self._lines), point.value) for point in found],
                **_dressed(self._design, signs=signs),
            )
        inside = [mark for mark in self.whole.marks if start <= mark.at <= end]
        self._marks.show_marks(inside, self.shown, max(1, int(self.view.width())))
        room = self.view.width() // max(1, self._design.px(Size.MARK * 3))
        days = axis_ticks(start, end, room, LOCAL, self.whole.period)
        bottom = self.view.plotItem.getAxis("bottom")
        # A label is where the point of its day, week or month would be.
        named = [
            (middle_of(day, finer_period(step, self.whole.period), LOCAL), tick_words(step, day)) for step, day in days
        ]
        bottom.setTicks([[each for each in named if start <= each[0] <= end]])

    # --- keys

    def _take_keys(self) -> None:
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.move_by(-0.25),
            Qt.Key.Key_Right: lambda: self.move_by(0.25),
            Qt.Key.Key_Plus: lambda: self.zoom(0.5),
            Qt.Key.Key_Equal: lambda: self.zoom(0.5),
            Qt.Key.Key_Minus: lambda: self.zoom(2),
            Qt.Key.Key_Home: self.to_all,
            Qt.Key.Key_End: lambda: self._move(self._first),
        }
        KeyActs(self, acts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page, open no menu, and fit the labels to a new size."""
        if event.type() in (QEvent.Type.Wheel, QEvent.Type.ContextMenu):
            event.ignore()
            return True
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return False


def _dressed(design: Design, *, signs: bool) -> dict[str, Any]:
    """A line's looks as pyqtgraph's arguments."""
    return {
        # A wide smooth line costs a hundred times a thin one; where points crowd, a thin one will do.
        "pen": _pen(design.colour(Colour.INK_SOFT), design.px(Size.RING) if signs else 1),
        "symbol": SIGNS["o"] if signs else None,
        "symbolSize": design.px(Space.S),
        "symbolPen": _pen(design.colour(Colour.CARD)),
        "symbolBrush": QBrush(design.colour(Colour.INK)),
    }


def _pen(colour: QColor, width: int = 1, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen whose width is in pixels, not in the plot's units, which are seconds and steps."""
    pen = QPen(colour, width, dash)
    pen.setCosmetic(True)
    return pen
