"""A page that scrolls, with a comfortable width for reading, and a panel that stays in sight beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QLinearGradient, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid

from app.ui.design.early import BAR_ALWAYS, CLICK_FOCUS
from app.ui.design.tokens import Colour, Radius, Size, Space, air
from app.ui.kit.flow import Box, Column, column_in, fit_height, grow, row_in

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent

    from app.ui.design.design import Design


RING_ROOM = Space.XS
"""Beside a pane, what the ring around what has the focus needs."""
_SPARE = Size.BUTTON
"""More air below the last card of a page that scrolls, so that a message at the foot of the window covers no words."""


def widest(design: Design, width: int) -> int:
    """How wide a page may be: its lines hold as many words in large text, and in small text it stays as it is."""
    return max(width, design.px(width))


def edges(design: Design, width: int, content: int = Size.CONTENT) -> tuple[int, int]:
    """What is free left and right on a page this wide: all begin at one place, whether they scroll or not."""
    left = max(int(Space.XL), (width - Size.BAR - widest(design, Size.CONTENT)) // 2)
    return left, max(Space.XL + Size.BAR, width - left - widest(design, content))


class OnGrid(Column):
    """A column at the edges of the grid, for what does not scroll."""

    def __init__(self, design: Design, spacing: int = Space.NONE) -> None:
        super().__init__(spacing=spacing)
        self._design = design
        design.follow(self._align)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        left, right = edges(self._design, self.width())
        self.setContentsMargins(left, 0, right, 0)


class _Bar(QScrollBar):
    """Keeps its place where there is nothing to scroll, so that nothing moves when there is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class Fade(QWidget):
    """Lets what scrolls beside something else, or below it, end softly where more of it is out of sight."""

    def __init__(
        self, design: Design, area: QAbstractScrollArea, ground: Colour = Colour.PAPER, *, at_top: bool = False
    ) -> None:
        super().__init__(area)
        self._design, self._area, self._ground, self._at_top = design, area, ground, at_top
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bar = area.verticalScrollBar()
        for moved in (bar.valueChanged, bar.rangeChanged):
            moved.connect(self._place)
        area.installEventFilter(self)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the size of the area."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        bar, box = self._area.verticalScrollBar(), self._area.viewport().geometry()
        self.setVisible(bar.value() > bar.minimum() if self._at_top else bar.value() < bar.maximum())
        y = box.top() if self._at_top else box.bottom() + 1 - Space.L
        faded = QRect(box.left(), y, box.width(), Space.L)
        if isinstance(self._area, QAbstractItemView) and self._area.objectName() != "cards":
            # Around such a list there is a ring while it has the focus.
            ring = int(Size.RING)
            faded &= self._area.rect().adjusted(ring, ring, -ring, -ring)
        self.setGeometry(faded)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        full, clear = self._design.colour(self._ground), self._design.colour(self._ground)
        clear.setAlpha(0)
        gradient = QLinearGradient(0, 0, 0, self.height())
        for at, colour in ((0, full), (1, clear)) if self._at_top else ((0, clear), (1, full)):
            gradient.setColorAt(at, colour)
        # In a card it leaves the corners of the card free.
        radius = Radius.CARD if self._ground is Colour.CARD else 0
        box = self.rect().adjusted(0, 0 if self._at_top else -radius, 0, radius if self._at_top else 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(box, radius, radius)
        painter.end()


class _Inner(Box):
    """At least as high as its content needs at its width.

    A scroll area alone gives its content the minimum height, which would squeeze rows that wrap.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        """Without a frame, and as high as what is seen of it."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """At least as high as the content needs."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed, margins = layout.totalHeightForWidth(self.width()), layout.contentsMargins()
            if margins.bottom():
                needed -= margins.bottom() - Space.XXL
                below = Space.XXL + (_SPARE if needed > self._area.height() else 0)
                if below != margins.bottom():
                    margins.setBottom(below)
                    layout.setContentsMargins(margins)
                needed += below - Space.XXL
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)


class ScrollPage(QScrollArea):
    """A column on the grid in `.body`; what takes the keyboard focus is scrolled into sight.

    `is_pane`: inside a dialog or beside something else, it is as wide as there is room, with no margins but `side`.
    """

    def __init__(
        self,
        design: Design,
        *,
        width: int = Size.CONTENT,
        is_pane: bool = False,
        top: int = Space.XL,
        side: int = Space.NONE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._design = design
        # No stop for Tab: keys that scroll work from everything inside.
        self.setProperty(*CLICK_FOCUS)
        self.setVerticalScrollBar(_Bar())
        if not is_pane:
            self.setProperty(*BAR_ALWAYS)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = _Inner(self)
        inner.setObjectName("page")
        self._line = row_in(inner)
        self._above, self._is_pane, self._side = top, is_pane, side
        column, self._width = Box(), None if is_pane else width
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = column_in(column, Space.L)
        self._line.addWidget(column, 1000)
        self._line.addStretch(1)
        self.setWidget(inner)
        # Asking for the viewport here would cost the first window 15 ms: PySide then looks through all its classes.
        inner.setAutoFillBackground(False)
        self._watching = self._follows = False
        self._kept: QWidget | None = None
        """What was scrolled to the top, where it stays while the page still grows."""
        self._air, self._page_width = 1.0, int(Size.CONTENT)
        design.follow(self._fit_text)
        self._growing = False
        self._fades: list[Fade] = []
        self._fade()

    def _fade(self) -> None:
        """End softly beside something else."""
        if self._is_pane and not self._fades:
            self._fades = [Fade(self._design, self, at_top=at_top) for at_top in (False, True)]

    def _fit_text(self) -> None:
        """Give the content air and width for the size of the text."""
        before, self._air = self._air, air(self._design.scale)
        if before != self._air:
            grow(self.body, self._air / before)
        self._align(self._page_width)

    def show_pane(self, is_pane: bool) -> None:
        """Be beside something else, without margins, or alone on the grid."""
        if is_pane != self._is_pane:
            self._is_pane = is_pane
            self._align(self.viewport().width())
            self._fade()

    def _align(self, width: int) -> None:
        self._page_width = width
        margins = (self._side, 0, self._side, 0)
        if not self._is_pane:
            below = max(int(Space.XXL), self._line.contentsMargins().bottom())
            margins = (edges(self._design, width + Size.BAR)[0], self._above, Space.XL, below)
        self._line.setContentsMargins(*margins)
        column = self.body.parentWidget()
        if column is not None and self._width is not None:
            # No wider than the window, or a row would never learn that it should turn into a column.
            room = max(self._width, width - margins[0] - margins[2])
            column.setMaximumWidth(min(widest(self._design, self._width), room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._align(event.size().width())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange and not self.isVisible():
            # At a new style a scroll area lays out its whole content; out of sight that can wait until it is shown.
            return QAbstractScrollArea.event(self, event)
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        application = QApplication.instance()
        if not self._watching and isinstance(application, QApplication):
            self._watching = True
            application.focusChanged.connect(self.on_focus_changed)

    def on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scroll to the widget that has the focus."""
        inner = self.widget()
        if new is not None and inner is not None and self.isVisible() and inner.isAncestorOf(new):
            if self._follows:
                self._watch_growth()
            self._follows, self._kept = True, None
            QTimer.singleShot(0, self, self._show_focus)

    def reveal_top(self, widget: QWidget) -> None:
        """Scroll to the beginning of a widget unless all of it is seen without, until somebody goes elsewhere."""
        self._follows, self._kept = False, widget
        self._watch_growth()
        QTimer.singleShot(0, self, self._show_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take(event):
            super().keyPressEvent(event)

    def take(self, event: QKeyEvent) -> bool:
        """Scroll at a key that scrolls, wherever it was pressed; whether it is one."""
        key, scroll = QtCore.Qt.Key, QScrollBar.SliderAction
        act = {
            key.Key_PageUp: scroll.SliderPageStepSub,
            key.Key_PageDown: scroll.SliderPageStepAdd,
            key.Key_Home: scroll.SliderToMinimum,
            key.Key_End: scroll.SliderToMaximum,
        }.get(key(event.key()))
        if act is None or event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier:
            return False
        self._let_go()
        self.verticalScrollBar().triggerAction(act)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    def _let_go(self) -> None:
        self._follows, self._kept = False, None

    def _watch_growth(self) -> None:
        if not self._growing:
            self._growing = True
            bar = self.verticalScrollBar()
            bar.rangeChanged.connect(self._on_grown)
            bar.actionTriggered.connect(self._let_go)

    def _on_grown(self) -> None:
        # A part that is just being shown grows after it got the focus, and would push that out of sight.
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """Show what was scrolled to the top, or what has the focus."""
        now, inner = QApplication.focusWidget(), self.widget()
        if inner is None:
            return
        if self._kept is not None and isValid(self._kept):
            top, over = self._kept.mapTo(inner, QPoint(0, 0)).y(), self._kept.height() - self.viewport().height()
            # What is only a little too high for the window loses some of the air at both its ends.
            self.verticalScrollBar().setValue(0 if top + over <= 0 else top + (over // 2 if 0 < over <= _SPARE else 0))
        elif self._follows and now is not None and inner.isAncestorOf(now):
            self.show_inside(now)

    def show_inside(self, widget: QWidget) -> None:
        """Scroll to a widget inside, no further than needed; to all of a list, not only to its row, as Qt would."""
        whole = self._whole(widget)
        if isinstance(whole, QAbstractItemView) and whole.height() <= self.viewport().height() - 2 * Space.XL:
            half, top = whole.height() // 2, whole.mapTo(self, QPoint()).y() + self.verticalScrollBar().value()
            self.ensureVisible(0, top + half, 0, half + Space.XL)
        self.ensureWidgetVisible(whole, Space.XL, Space.XL)

    def settle(self) -> None:
        """Give new content its height now, so that it is never painted squeezed."""
        inner, column = self.widget(), self.body.parentWidget()
        if column is not None and isinstance(inner, _Inner):
            column.updateGeometry()
            inner.fit()

    def to_top(self) -> None:
        """Scroll to the beginning, and stay there until the focus goes elsewhere."""
        self._let_go()
        self.verticalScrollBar().setValue(0)

    def _whole(self, widget: QWidget) -> QWidget:
        """What has to be in sight with a widget: the row around it that says so with `is_seen_whole`, if it fits."""
        around = widget.parentWidget()
        while around is not None and around is not self.widget():
            if getattr(around, "is_seen_whole", False) and around.height() <= self.viewport().height() - 2 * Space.XL:
                return around
            around = around.parentWidget()
        return widget


class StickyPanel(QWidget):
    """Keeps one widget in sight beside a long column while the page is scrolled.

    If it is taller than the window, it sticks by its bottom edge, so that every part can be reached.
    """

    def __init__(self, inner: QWidget, scroller: ScrollPage) -> None:
        super().__init__()
        self._inner, self._scroller = inner, scroller
        self.tab_first = (inner,)
        inner.setParent(self)
        inner.installEventFilter(self)
        fit_height(self)
        scroller.verticalScrollBar().valueChanged.connect(self._follow)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self._inner.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self._inner.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow changes of the height it needs."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return False

    def _fit(self) -> None:
        self._inner.resize(self.width(), self.heightForWidth(self.width()))
        self._follow()

    def _follow(self) -> None:
        page, high = self._scroller.widget(), self._inner.height()
        if page is None or not page.isAncestorOf(self):
            return
        above = self._scroller.verticalScrollBar().value() - self.mapTo(page, QPoint(0, 0)).y()
        below = self._scroller.viewport().height() - high - Space.L
        self._inner.move(0, max(0, min(above + min(int(Space.L), below), self.height() - high)))
