"""The one look of focus: a ring two pixels outside whatever has the focus; nothing else looks like it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from app.ui.design.design import Design
from app.ui.design.tokens import Radius, Size, Space
from app.ui.timer import single_shot

_MOVES = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange)
)
_OUTSIDE = Space.XS
"""How far the ring reaches beyond the edge: a gap and the ring."""


class FocusRing(QWidget):
    """Painted over the surroundings of a control; lets every click through."""

    def __init__(self, design: Design, around: QWidget) -> None:
        super().__init__(around)
        self._design, self._control = design, around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_at(self, box: QRect, control: QWidget) -> None:
        """Frame a control in its own accent: a scene is dark in a light window, too."""
        self._control = control
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_accent_of(self._control if isValid(self._control) else self), Size.RING))
        inset = Size.RING / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, Radius.CONTROL + _OUTSIDE, Radius.CONTROL + _OUTSIDE)
        painter.end()


class FocusRings(QObject):
    """Keeps one ring where the keyboard is; made once, for the whole program."""

    def __init__(self, design: Design, parent: QObject) -> None:
        super().__init__(parent)
        self._design = design
        self._ring: FocusRing | None = None
        self._watched: list[QWidget] = []
        self._focused: QWidget | None = None
        self._again = single_shot(self, 0, self._place)

    def on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard is somewhere else."""
        self._forget()
        self._focused = now if now is not None and _wears_a_ring(now) else None
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow a control that moves, grows, hides or shows."""
        if event.type() in _MOVES:
            self._again.start()
        return False

    def _forget(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []

    def _place(self) -> None:
        self._forget()
        control = self._focused
        if control is None or not isValid(control):
            self._hide()
            return
        if not control.isVisible():  # what was just put on a page is shown a moment later
            self._hide()
            self._watched = [control]
            control.installEventFilter(self)
            return
        host, box, between = _host_of(control)
        self._watched = [control, *between]
        for widget in self._watched:
            widget.installEventFilter(self)
        if self._ring is None or not isValid(self._ring):
            self._ring = FocusRing(self._design, host)
        elif self._ring.parentWidget() is not host:
            self._ring.setParent(host)
        self._ring.show_at(box, control)

    def _hide(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()


def _accent_of(widget: QWidget) -> QColor:
    """Below a style sheet, Qt hands no palette down: only what a design has dressed knows its accent."""
    role, around = QPalette.ColorRole.Link, widget
    while not around.palette().isBrushSet(QPalette.ColorGroup.Active, role):
        parent = around.parentWidget()
        if parent is None:
            break
        around = parent
    return around.palette().color(role)


def _wears_a_ring(widget: QWidget) -> bool:
    """Controls that Tab can stop at; lists paint the ring around the row instead."""
    stops = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(stops) and not isinstance(widget, QAbstractItemView)


def _host_of(control: QWidget) -> tuple[QWidget, QRect, list[QWidget]]:
    """The nearest widget around that has room for the ring, the ring's place in it, and what is between them."""
    inner = _framed(control)
    host, box = inner.parentWidget(), inner.geometry()
    assert host is not None
    ring = box.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
    between: list[QWidget] = [] if inner is control else [inner]
    while not host.rect().contains(ring) and not host.isWindow() and not _is_scrolled(host):
        between.append(host)
        ring.translate(host.pos())
        parent = host.parentWidget()
        assert parent is not None
        host = parent
    return host, ring, between


def _framed(control: QWidget) -> QWidget:
    """What the ring goes round: the field whose line is typed in, the control itself otherwise."""
    around = control.parentWidget()
    if isinstance(control, QLineEdit) and isinstance(around, QAbstractSpinBox | QComboBox):
        return around
    return control


def _is_scrolled(widget: QWidget) -> bool:
    """Whether it moves within a viewport: the ring has to move with it."""
    viewport = widget.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport
