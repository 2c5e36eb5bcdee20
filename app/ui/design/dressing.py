"""Which widgets wear the design, and when they change: what is in sight at once, the rest when it is seen or in time.

A style sheet that changes costs a tenth of a millisecond for each widget below it, in sight or not. So each page wears
one of its own, and no widget that holds pages wears any.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.timer import single_shot

_PAUSE_MS = 4
"""Between two steps out of sight, so that what a person does comes first."""


class Dress(Enum):
    """What a widget wears, and when it changes."""

    WHOLE = auto()
    """Palette, font and style sheet."""
    PATIENT = auto()
    """The same; out of sight it waits with a change until it is seen or has its turn."""
    PLAIN = auto()
    """Palette, font, and of the style sheet what start pages, sidebar and header need: a third less to read."""
    BARE = auto()
    """Palette and font only."""


class Dresser(QObject):
    """Dresses widgets, again whenever the design changes, and forgets those that are deleted."""

    def __init__(
        self,
        dress: Callable[[QWidget, Dress], object],
        colour: Callable[[QWidget], object],
        prepare: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`colour` does the first part of `dress`: palette and font.

        `prepare` makes some of what widgets out of sight will need; whether there was anything to make.
        """
        super().__init__(parent)
        self._dress, self._colour, self._prepare = dress, colour, prepare
        self._worn: dict[int, tuple[QWidget, Dress]] = {}
        self._waiting: list[int] = []
        """Those whose change waits, the last one first: pages that were opened last are most likely wanted."""
        self._coloured: set[int] = set()
        """Those of them that have palette and font already."""
        self._is_busy = False
        self._next = single_shot(self, _PAUSE_MS, self._on_next)

    def apply(self, widget: QWidget, dress: Dress) -> None:
        """Dress it, unless it is dressed or inside one that wears a style sheet."""
        known = id(widget)
        if known not in self._worn and not self._is_inside(widget):
            widget.destroyed.connect(lambda _=None: self._forget(known))
            self._worn[known] = (widget, dress)
            self._dress(widget, dress)

    def catch_up(self, widget: QWidget) -> bool:
        """Take one of three steps to dress a widget that waits and will be seen; whether there was one to take."""
        waits = id(widget) in self._waiting
        if waits:
            self._step(id(widget))
            self._go_on()  # the others wait longer
        return waits

    def refresh(self) -> None:
        """The design changed."""
        self._waiting.clear()
        self._coloured.clear()
        for known, (widget, dress) in list(self._worn.items()):
            if dress is Dress.PATIENT and not widget.isVisible():
                self._waiting.append(known)
            else:
                self._dress(widget, dress)
        self._go_on()

    def on_busy(self, is_busy: bool) -> None:
        """Widgets out of sight wait while other threads work: both would compete for Python's lock."""
        self._is_busy = is_busy
        if is_busy:
            self._next.stop()
        else:
            self._next.start()

    def _on_next(self) -> None:
        # One of the two at a time, so that neither adds to how long the other holds the event loop.
        if self._prepare():
            self._go_on()
        elif self._waiting:
            self._step(self._waiting[-1])
            self._go_on()

    def _go_on(self) -> None:
        if not self._is_busy:
            self._next.start()

    def _step(self, known: int) -> None:
        widget, dress = self._worn[known]
        if widget.styleSheet():
            # Qt styles everything twice where one style sheet follows another, and once where it follows none. Each of
            # the three steps takes up to ten milliseconds.
            widget.setStyleSheet("")
        elif known not in self._coloured:
            self._coloured.add(known)
            self._colour(widget)
        else:
            self._waiting.remove(known)
            self._dress(widget, dress)

    def _is_inside(self, widget: QWidget) -> bool:
        around = widget.parentWidget()
        while around is not None:
            if self._worn.get(id(around), (around, Dress.BARE))[1] is not Dress.BARE:
                return True
            around = around.parentWidget()
        return False

    def _forget(self, known: int) -> None:
        del self._worn[known]
        self._coloured.discard(known)
        if known in self._waiting:
            self._waiting.remove(known)
