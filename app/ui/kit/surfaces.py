"""Surfaces: cards, panels, pills and dividers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from app.ui.design.early import STRONG_FOCUS, pointing_hand
from app.ui.design.style import restyle
from app.ui.design.tokens import ROW_SIDE, Colour, Radius, Size, Space, TextRole, air
from app.ui.kit.buttons import begin_line, end_line
from app.ui.kit.flow import ButtonRow, Column, column_in, fit_height, grow, row, row_in
from app.ui.kit.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent

    from app.ui.design.design import Design
    from app.ui.kit.flow import Margins

Item = TypeVar("Item", bound="QWidget | QLayout")


class Surface(QFrame):
    """A framed column; `.body` is its layout."""

    spoken_as = ""

    def __init__(
        self, design: Design, kind: str, padding: Margins, spacing: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._design = design
        self.setObjectName(kind)
        fit_height(self)
        self.body = column_in(self, spacing, margins=padding)
        self._air = 1.0
        design.follow(self._give_air)

    def _give_air(self) -> None:
        before, self._air = self._air, air(self._design.scale)
        if before != self._air:
            grow(self.body, self._air / before)

    def sizeHint(self) -> QSize:
        return self.body.sizeHint()  # as in a `Box`

    def minimumSizeHint(self) -> QSize:
        return self.body.minimumSize()

    def add(self, item: Item, stretch: int = 0) -> Item:
        """Add a widget or layout at the end; returns it."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
            return item
        if isinstance(item, ButtonRow):
            item.setContentsMargins(0, max(0, round(Space.L * self._air) - self.body.spacing()), 0, 0)
        begin_line(item)
        self.body.addWidget(item, stretch)
        return item

    def add_all(self, *items: QWidget | QLayout) -> None:
        """Add widgets or layouts at the end, one below the other."""
        for item in items:
            self.add(item)

    def add_header(self, text: str, icon: str = "", trailing: QWidget | None = None) -> Label:
        """Add a title with an icon before it and something at the end; returns the title's label."""
        line = row(spacing=Space.M)
        if icon:
            beside = IconLabel(self._design, icon, Colour.ACCENT, Size.ICON_LARGE, beside=TextRole.TITLE)
            line.addWidget(beside, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        label = Label(text, TextRole.TITLE)
        line.addWidget(label, 1)
        if trailing is not None:
            side = QtCore.Qt.AlignmentFlag
            line.addWidget(end_line(trailing), 0, side.AlignRight | side.AlignVCenter)
        self.body.addLayout(line)
        return label


class Card(Surface):
    """A white card with a line around it."""

    def __init__(self, design: Design, *, spacing: int = Space.M, parent: QWidget | None = None) -> None:
        super().__init__(design, "card", Space.XL, spacing, parent)


class Rows(Surface):
    """A card of rows, which bring their own air and the lines between them."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(design, "card", Space.NONE, Space.NONE, parent)


class Panel(Surface):
    """A panel without a line. Its words begin where those of the rows below it begin."""

    def __init__(self, design: Design, *, spacing: int = Space.S) -> None:
        super().__init__(design, "panel", (ROW_SIDE, Space.L, ROW_SIDE, Space.L), spacing)


class ClickRow(Surface):
    """A row to press: words, smaller words below them if there are any, and at the end a chevron or something else.

    It is pressed as a whole, by mouse or by Enter and Space. One line is 44 high, two are 56.
    """

    spoken_as = "Button"
    clicked = Signal()

    def __init__(
        self,
        design: Design,
        words: str,
        small: str = "",
        end: QWidget | None = None,
        *,
        start: QWidget | None = None,
        first: bool = True,
    ) -> None:
        above = Space.XS + 2 if small else Space.S + 2
        super().__init__(design, "row", (ROW_SIDE, above, ROW_SIDE, above), Space.NONE)
        self.setAccessibleName(words)
        self.setProperty(*STRONG_FOCUS)
        pointing_hand(self, design)
        self.setProperty("first", first)
        text = Column(Label(words, TextRole.STRONG if small else TextRole.BODY))
        if small:
            text.add(Label(small, TextRole.CAPTION, tone="soft"))
        end = end or IconLabel(design, "caret-right", Colour.INK_FAINT, Size.ICON_SMALL)
        self.add(row(*((start,) if start else ()), text, end, spacing=Space.L, wide=text))

    def press(self) -> None:
        """Press it."""
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            painter = QPainter(self)
            paint_ground(painter, self, self._design.colour(Colour.PANEL))
            painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.press()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == QtCore.Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


def paint_ground(painter: QPainter, row: QWidget, ground: QColor) -> None:
    """Paint the ground of a row; at an end of a card it has the corners of the card, unless there is air around it."""
    around: QWidget | None = row
    while around is not None and around.objectName() != "card":
        around = around.parentWidget()
    card = around or row
    at = row.mapTo(card, QPointF())
    reaches = card is not row and at.x() <= Size.LINE
    box, radius = QRectF(card.rect()).translated(-at).adjusted(1, 1, -1, -1), Radius.CARD - 1
    if not reaches:
        box, radius = QRectF(row.rect()), int(Radius.CONTROL)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # The pointer may be over a row of the first picture, which does without the enumerations that `Qt` builds.
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.fillPath(path, ground)


class IconLabel(QLabel):
    """An icon among texts; screen readers skip it unless it has a name.

    `beside`: as high as a line of a text in this role, whose first line it is put beside.
    """

    def __init__(
        self,
        design: Design,
        icon: str,
        colour: Colour = Colour.INK_SOFT,
        size: int = Size.ICON,
        name: str = "",
        *,
        beside: TextRole | None = None,
    ) -> None:
        super().__init__()
        self._design, self._beside = design, beside
        self._name, self._colour, self._size = icon, colour, size
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_stale = False
        self._show_picture()
        design.changed.connect(self.on_design_changed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._beside is not None:
            hint = hint.expandedTo(QSize(0, QFontMetrics(self._design.font(self._beside)).height()))
        return hint

    def show_icon(self, icon: str, colour: Colour) -> None:
        """Change the icon and its colour."""
        self._name, self._colour = icon, colour
        self._show_picture()

    def on_design_changed(self) -> None:
        """Take colour and size from the design again, out of sight when it is shown."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._show_picture()

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self._is_stale = False
            self._show_picture()
        super().showEvent(event)

    def _show_picture(self) -> None:
        if not self._name:
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._design.pixmap(self._name, self._colour, self._size, ratio))


def divider() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setObjectName("divider")
    line.setFixedHeight(Size.LINE)
    return line


class Pill(QFrame):
    """A small statement that cannot be pressed."""

    spoken_as = "StaticText"

    def __init__(self, design: Design, text: str = "", icon: str = "", tone: Colour = Colour.UNANSWERED) -> None:
        super().__init__()
        self._design = design
        self.setObjectName("pill")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel(design, "", tone, Size.ICON_SMALL)
        self._label = Label("", TextRole.OVERLINE, wrap=False)
        line = row_in(self, Space.XS + 2, margins=(Space.S + 2, 0, Space.S + 2, 0))
        for part in (self._icon, self._label):
            line.addWidget(part, 0, QtCore.Qt.AlignmentFlag.AlignVCenter)
        self.show_pill(text, icon, tone)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._design.px(Size.PILL))

    def show_pill(self, text: str, icon: str = "", tone: Colour = Colour.UNANSWERED) -> None:
        """Change words, icon and hue."""
        self._label.setText(text)
        self._icon.setVisible(bool(icon))
        self._icon.show_icon(icon, tone)
        self.setProperty("tone", str(tone))
        self._label.show_tone(str(tone))
        self.setAccessibleName(text)
        restyle(self)
