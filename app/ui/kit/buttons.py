"""Buttons: each screen has one filled button; all others are quieter."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLayoutItem, QPushButton, QSizePolicy, QWidget

from app.ui.design.early import STRONG_FOCUS, pointing_hand
from app.ui.design.style import restyle
from app.ui.design.tokens import Colour, Size, Space, air

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent

    from app.ui.design.design import Design

W = TypeVar("W", bound=QWidget)
# The gap that Fusion leaves between icon and words is too tight for us.
_GAP = "\u2009"


class ButtonKind(StrEnum):
    """What a button is for; decides how much it stands out."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"
    FINAL = "final"
    ICON = "icon"
    NAV = "nav"
    STANCE = "stance"
    SEGMENT = "segment"
    ANSWER = "answer"
    MARK = "mark"
    CHIP = "chip"


_TICKED = frozenset((ButtonKind.STANCE, ButtonKind.SEGMENT, ButtonKind.ANSWER, ButtonKind.MARK, ButtonKind.CHIP))
"""Kinds of which some are chosen."""
_TICK, _TICK_IN_CORNER, _TICK_FROM_EDGE = 14, 9, 6
_HEIGHT = {
    ButtonKind.NAV: Size.NAV,
    ButtonKind.STANCE: Size.STANCE,
    ButtonKind.SEGMENT: Size.COMPACT,
    ButtonKind.CHIP: Size.CHIP,
}
"""Heights of the kinds that differ from the usual one."""

_INK = {
    ButtonKind.PRIMARY: Colour.ON_ACCENT,
    ButtonKind.SECONDARY: Colour.INK_SOFT,
    ButtonKind.DANGER: Colour.HARD_LIMIT,
    ButtonKind.FINAL: Colour.ON_ACCENT,
}


class TakesKeys(Protocol):
    """Takes keys before a button does."""

    def take(self, here: Button, event: QKeyEvent) -> bool:
        """Whether it took the key."""


class Button(QPushButton):
    """A button of one kind whose icon follows the design."""

    def __init__(
        self,
        design: Design,
        text: str = "",
        on: Callable[[], object] | None = None,
        icon: str = "",
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._design = design
        self.kind = kind
        self.spoken_as = "PageTab" if kind is ButtonKind.NAV else ""
        self._icon_name = icon
        self._icon_colour = _INK.get(kind, Colour.INK_SOFT)
        self._checked_colour: Colour | None = None
        self._icon_size: int = Size.ICON
        self._height: int = _HEIGHT.get(kind, Size.BUTTON)
        self.setObjectName(str(kind))
        self.setProperty(*STRONG_FOCUS)
        pointing_hand(self, design)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._is_stale = False
        self._measured: tuple[str, str, int, int] = ("", "", 0, 0)
        self.one_stop: TakesKeys | None = None
        """Those it is one stop for Tab with."""
        self.is_known = False
        """Whether the page says beforehand what Ctrl+Enter does, so that it need not be in sight."""
        self.show_text(text)
        self.refresh_icon()
        design.changed.connect(self._on_design_changed)
        if on is not None:
            action = on
            self.clicked.connect(lambda _checked=False: action())

    @property
    def words(self) -> str:
        """The words, without the gap before them."""
        return self.text().strip().replace("&&", "&")

    @property
    def side(self) -> int:
        """The air left and right of the words, where they are not at the edge of a line."""
        return round((Space.S if self.property("compact") else Space.L) * air(self._design.scale))

    def show_text(self, text: str) -> None:
        """Change the words."""
        shown = text.replace("&", "&&")
        self.setText(_GAP + shown if self._icon_name and text else shown)
        self.setAccessibleName(text)

    def set_icon(self, name: str, colour: Colour | None = None, *, checked: Colour | None = None) -> None:
        """Change the icon, its colour, and its colour while checked."""
        words = self.words
        self._icon_name = name
        if colour is not None:
            self._icon_colour = colour
        if checked is not None and self._checked_colour is None:
            self.toggled.connect(self.refresh_icon)
        self._checked_colour = checked
        if words:
            name_before = self.accessibleName()
            self.show_text(words)
            self.setAccessibleName(name_before)
        self.refresh_icon()

    def set_icon_size(self, size: int) -> None:
        """Change the size of the icon, in logical pixels at 100 %."""
        self._icon_size = size
        self.refresh_icon()

    def set_compact(self, is_compact: bool = True) -> None:
        """Lower, with less air around the words."""
        self.setProperty("compact", is_compact)
        self._height = Size.COMPACT if is_compact else _HEIGHT.get(self.kind, Size.BUTTON)
        self.updateGeometry()

    def set_far(self, height: int) -> None:
        """Higher, in type that can be read across a room."""
        self.setProperty("far", True)
        self._height = height

    def refresh_icon(self) -> None:
        """Take colour and size from the design."""
        if not self._icon_name:
            return
        colour = self._checked_colour if self._checked_colour and self.isChecked() else self._icon_colour
        if self._design.has_icons:
            self.setIcon(self._design.icon(self._icon_name, colour, self._icon_size))
        side = self._design.px(self._icon_size)
        self.setIconSize(QSize(side, side))

    @property
    def tick(self) -> QRect:
        """Where the tick is painted that marks what is chosen, as many people cannot tell colours apart."""
        if self.kind not in _TICKED or not self.isChecked():
            return QRect()
        ends_wide = self.kind is ButtonKind.MARK and self.width() > 3 * self.height()  # begins with the mark
        is_beside = self._makes_room or ends_wide
        side = self._design.px(_TICK if is_beside else _TICK_IN_CORNER)
        away = Space.L if ends_wide else _TICK_FROM_EDGE if is_beside else Space.XS
        at_right = (self.layoutDirection() is QtCore.Qt.LayoutDirection.RightToLeft) is not ends_wide
        x = self.width() - side - away if at_right else away
        return QRect(x, (self.height() - side) // 2 if is_beside else away, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = self.tick
        if not box.isEmpty():
            painter = QPainter(self)
            tone = Colour(str(self.property("tone") or Colour.ACCENT))
            self._design.paint_icon(painter, "check-bold", QRectF(box), tone)
            painter.end()

    @property
    def _makes_room(self) -> bool:
        """Whether a tick is shown before the words; beside a single figure it is in the corner."""
        return self.kind in _TICKED and len(self.words) > 2

    def _on_design_changed(self) -> None:
        # Out of sight, an icon waits with its colour until it is shown: most buttons are on pages that are hidden.
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.refresh_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.one_stop is not None and self.one_stop.take(self, event):
            return
        # Of itself, Qt lets Enter press buttons in dialogs only.
        key = QtCore.Qt.Key
        with_others = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
        if event.key() in (key.Key_Return, key.Key_Enter) and not with_others:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self._is_stale = False
            self.refresh_icon()
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its kind, and wide enough for the bolder words of a checked button: checking moves nothing."""
        hint = super().sizeHint()
        hint.setHeight(self._design.px(self._height))
        if self.kind is ButtonKind.ICON:
            hint.setWidth(hint.height())
        if self.isCheckable():
            words, bolder = self._widths_of_words()
            # Beside an icon Qt centres the regular words, so the bolder ones need room on both sides.
            sides = 2 if self._icon_name and self.kind is not ButtonKind.NAV else 1
            inside = words + (self.iconSize().width() + Space.XS if self._icon_name else 0)
            # What is centred needs as much room at its right as the tick takes at its left.
            tick = (
                2 * (_TICK_FROM_EDGE + Space.XS + self._design.px(_TICK)) - hint.width() + inside
                if self._makes_room
                else 0
            )
            hint.setWidth(hint.width() + bolder * sides + max(Space.XS, tick))
        return hint

    def _widths_of_words(self) -> tuple[int, int]:
        """The width of what is shown, and how much wider all words are when they are bolder; a layout asks often."""
        text, font = self.text(), self.font()
        key = font.key()
        if self._measured[:2] != (text, key):
            bolder, metrics, words = QFont(font), self.fontMetrics(), self.words
            bolder.setWeight(QFont.Weight.Medium)
            wider = QFontMetrics(bolder).horizontalAdvance(words) - metrics.horizontalAdvance(words)
            shown = text.strip().replace("&&", "&")
            self._measured = (text, key, metrics.horizontalAdvance(shown), max(0, wider))
        return self._measured[2:]

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


primary = partial(Button, kind=ButtonKind.PRIMARY)
"""The one filled button of a screen."""
secondary = partial(Button, kind=ButtonKind.SECONDARY)
"""An outlined button."""
quiet = partial(Button, kind=ButtonKind.QUIET)
"""A button without a frame."""
danger = partial(Button, kind=ButtonKind.DANGER)
"""A quiet button for what cannot be undone."""
final = partial(Button, kind=ButtonKind.FINAL)
"""The filled one that does it, in the confirming step."""


def compact(design: Design, text: str, on: Callable[[], object] | None = None, icon: str = "") -> Button:
    """A button without a frame and with less air."""
    button = quiet(design, text, on, icon)
    button.set_compact()
    return button


def resources_button(design: Design, on: Callable[[], object], *, kind: ButtonKind = ButtonKind.QUIET) -> Button:
    """The way to the resources; it is beside whatever withdraws or takes back."""
    return Button(design, QCoreApplication.translate("Buttons", "Somebody to talk to"), on, "phone", kind=kind)


class FoldButton(Button):
    """Words with a chevron before them, which unfold what is below and fold it again."""

    def __init__(self, design: Design, text: str = "", on: Callable[[], object] | None = None) -> None:
        super().__init__(design, text, on, "caret-right", kind=ButtonKind.QUIET)
        self.set_compact()
        self.setProperty("flush", True)

    def show_open(self, is_open: bool) -> None:
        """Show whether what is below is unfolded."""
        self.set_icon("caret-down" if is_open else "caret-right")


class IconButton(Button):
    """A button that is only an icon; `name` is its tool tip and what a screen reader says."""

    def __init__(
        self,
        design: Design,
        icon: str,
        name: str,
        on: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, "", on, icon, kind=ButtonKind.ICON, parent=parent)
        if icon == "dots-three":
            self.set_icon_size(Size.DOTS)  # the dots fill two thirds of it
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Change what it is called."""
        self.setAccessibleName(name)
        self.setToolTip(name)


WITHOUT_GROUND = (ButtonKind.QUIET, ButtonKind.DANGER)
"""Their words are at the edge where they begin a line, or end one at the right."""


def begin_line(widget: QWidget) -> None:
    """Put the words of a quiet button at the edge of the column; of any other widget, the widget is there."""
    if widget.objectName() in WITHOUT_GROUND:
        widget.setProperty("flush", True)


def end_line(widget: W) -> W:
    """Put the words of a quiet button at the right edge; of any other widget, the widget is there. Returns it."""
    if widget.objectName() in WITHOUT_GROUND:
        widget.setProperty("ends", True)
    return widget


def hang(widget: QWidget | None, *, begins: bool = False, ends: bool = False) -> None:
    """Put the words of a quiet button to the left edge, to the right one, or to neither."""
    if widget is None or widget.objectName() not in WITHOUT_GROUND:
        return
    if (bool(widget.property("flush")), bool(widget.property("ends"))) != (begins, ends):
        widget.setProperty("flush", begins)
        widget.setProperty("ends", ends)
        restyle(widget)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # its width is not the same


def hung(item: QLayoutItem) -> int:
    """The air that a quiet button has beside its words where it neither begins nor ends a line."""
    widget = item.widget()
    return widget.side if isinstance(widget, Button) and (widget.property("flush") or widget.property("ends")) else 0
