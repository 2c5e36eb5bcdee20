"""Rows that are painted by a single widget, so that long lists stay light."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, Colour, Size, Space, TextRole, air
from app.ui.kit.flow import fit_height
from app.ui.kit.mark import initial_font, outline
from app.ui.kit.strings import exact, keep_end, utf16_length, with_plain_spaces

_ENDLESS = 1_000_000.0
_PRINTED_LINE = 28 / 18
"""The height of a printed line, of its text."""


class PaintedRow(QWidget):
    """As high as its texts need at its width; `lay_out` measures and paints."""

    spoken_as = "StaticText"

    def __init__(self, design: Design, *, line_above: bool = False, printed: bool = False) -> None:
        """`printed`: in the typeface and with the lines of printed pages."""
        super().__init__()
        self._design, self._scale, self._line_above, self._printed = design, design.scale, line_above, printed
        # A layout asks for the same few heights many times.
        self._heights: dict[int, int] = {}
        self._texts: dict[tuple[str, TextRole], TextBlock] = {}
        fit_height(self, QSizePolicy.Policy.Expanding)
        design.changed.connect(self.on_design_changed)

    @property
    def edge(self) -> float:
        """Left and right of what is in a row of a card, in pixels."""
        return ROW_SIDE * air(self._design.scale)

    @property
    def above(self) -> float:
        """Above and below what is in a row, in pixels."""
        return Space.M * air(self._design.scale)

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        """Lay out, and paint if there is a painter; returns the height."""
        raise NotImplementedError

    def block(self, text: str, role: TextRole = TextRole.BODY) -> TextBlock:
        """A text of this row, cached with its layout."""
        key = (text, role)
        if key not in self._texts:
            font = self._design.font(role, printed=self._printed)
            self._texts[key] = TextBlock(text, font, _PRINTED_LINE * font.pixelSize() if self._printed else 0.0)
        return self._texts[key]

    def paint_block(
        self,
        painter: QPainter | None,
        block: TextBlock,
        colour: Colour,
        x: float,
        y: float,
        width: float,
        marks: Sequence[QTextLayout.FormatRange] = (),
    ) -> float:
        """Paint a text if there is a painter; returns its height."""
        if painter is not None:
            block.paint(painter, self._design.colour(colour), x, y, width, marks)
        return block.height(width)

    def paint(self, painter: QPainter) -> None:
        """Paint the whole row."""
        self.lay_out(painter, float(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        if self._line_above:
            painter.fillRect(QRectF(0, 0, self.width(), Size.LINE), self._design.colour(Colour.LINE))
        painter.end()

    def on_design_changed(self) -> None:
        """Paint in the colours of now; only a different text size makes a different layout."""
        if self._scale == self._design.scale:
            self.update()
        else:
            self.measure()

    def measure(self) -> None:
        """Lay out again: the words or their size changed."""
        self._scale = self._design.scale
        self._heights.clear()
        self._texts.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self.lay_out(None, float(width)))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        # Laying out is slow; where no height is known yet, the layout asks for it at its width anyway.
        return QSize(self._design.px(Size.NARROW), self._heights.get(self.width(), self._design.px(Size.HANDLE)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._design.px(Size.SECTIONS), self._design.px(Size.HANDLE))


class TextLines(PaintedRow):
    """Lines of plain text, each in a role and a colour; one accessible name for all of them.

    Words are selected by the pointer, Ctrl+A or Shift with an arrow, and copied by Ctrl+C. It is no stop for Tab.
    """

    def __init__(self, design: Design, lines: Iterable[tuple[str, TextRole, Colour]], *, printed: bool = False) -> None:
        super().__init__(design, printed=printed)
        self._lines = tuple(line for line in lines if line[0])
        self._words = "\n".join(text for text, _role, _colour in self._lines)
        self.setAccessibleName(self._words)
        self._anchor = self._cursor = 0
        """Where the selection begins and ends, in UTF-16 units, as Qt counts."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def first_height(self) -> float:
        """The height of the first line, in pixels."""
        return self.block(*self._lines[0][:2]).line_height if self._lines else 0.0

    @property
    def selected(self) -> str:
        """The words that are selected."""
        begin, end = sorted((self._anchor, self._cursor))
        return self._words.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le", "ignore")

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        y, start = 0.0, 0
        for text, role, colour in self._lines:
            marks = self._marks(start) if painter is not None else ()
            y += self.paint_block(painter, self.block(text, role), colour, 0.0, y, width, marks) + Space.XS
            start += utf16_length(text) + 1
        return max(0.0, y - Space.XS)

    def _marks(self, start: int) -> tuple[QTextLayout.FormatRange, ...]:
        """What to paint as selected of the text that starts there; Qt leaves out what is beyond it."""
        begin, end = sorted((self._anchor, self._cursor))
        if end <= max(begin, start):
            return ()
        mark, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setBackground(self._design.colour(Colour.ACCENT_SOFT))
        look.setForeground(self._design.colour(Colour.INK))
        mark.start, mark.format = max(0, begin - start), look
        mark.length = end - start - mark.start
        return (mark,)

    def _place(self, at: QPointF) -> int:
        y, start, found, width = 0.0, 0, 0, float(self.width())
        for text, role, _colour in self._lines:
            block = self.block(text, role)
            if start == 0 or at.y() >= y:
                found = start + block.place(at.x(), at.y() - y, width)
            y += block.height(width) + Space.XS
            start += utf16_length(text) + 1
        return found

    def _select(self, anchor: int, cursor: int) -> None:
        self._anchor, self._cursor = anchor, max(0, min(utf16_length(self._words), cursor))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            place = self._place(event.position())
            self._select(place, place)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._select(self._anchor, self._place(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Copy) and self.selected:
            QGuiApplication.clipboard().setText(exact(with_plain_spaces(self.selected)))
        elif event.matches(keys.SelectAll):
            self._select(0, utf16_length(self._words))
        elif event.matches(keys.SelectPreviousChar) or event.matches(keys.SelectNextChar):
            self._select(self._anchor, self._cursor + (1 if event.matches(keys.SelectNextChar) else -1))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._select(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._design.px(Space.XXXL * 2), self._design.px(Size.HANDLE))


def paint_mark(painter: QPainter, design: Design, person: Person, box: QRectF) -> None:
    """Paint a person's mark into a square box."""
    painter.fillPath(outline(person.mark.shape, box), design.colour(Colour(person.mark.hue)))
    painter.setFont(initial_font(design, box.width()))
    painter.setPen(design.colour(Colour.CARD))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, person.mark.initial)


class TextBlock:
    """A plain text in one font, wrapped to any width; words that are wider are broken.

    It is laid out once without a limit, and again only for widths it does not fit.
    """

    def __init__(self, text: str, font: QFont, line_height: float = 0.0) -> None:
        """`line_height`: at least so high, in pixels."""
        self._text, self._font, self._line_height = keep_end(text).replace("\n", "\u2028"), font, line_height
        self._free = self._lay_out(_ENDLESS)
        lines = (self._free.lineAt(number) for number in range(self._free.lineCount()))
        self.natural = max((line.naturalTextWidth() for line in lines), default=0.0)
        """The width of its longest line, unwrapped."""
        self._wrapped: tuple[float, QTextLayout] | None = None

    @property
    def line_height(self) -> float:
        """The height of one of its lines."""
        return max(self._line_height, self._free.lineAt(0).height())

    def height(self, width: float) -> float:
        """The height at a width."""
        layout = self._at(width)
        last = layout.lineAt(layout.lineCount() - 1)
        return last.y() + last.height() + max(0.0, self._line_height - last.height()) / 2

    def paint(
        self,
        painter: QPainter,
        colour: QColor,
        x: float,
        y: float,
        width: float,
        marks: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        """Paint it at a width, with parts of it marked."""
        painter.setPen(colour)
        self._at(width).draw(painter, QPointF(x, y), marks)

    def place(self, x: float, y: float, width: float) -> int:
        """The place in the text, in UTF-16 units, that is nearest to a point."""
        layout = self._at(width)
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        line = next((line for line in lines if y < line.y() + line.height()), lines[-1])
        found = line.xToCursor(x)
        return found if isinstance(found, int) else found[0]

    def _at(self, width: float) -> QTextLayout:
        if self.natural <= width:
            return self._free
        if self._wrapped is None or self._wrapped[0] != width:
            self._wrapped = (width, self._lay_out(width))
        return self._wrapped[1]

    def _lay_out(self, width: float) -> QTextLayout:
        layout = QTextLayout(self._text, self._font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            room = max(0.0, self._line_height - line.height())
            line.setPosition(QPointF(0, height + room / 2))
            height += line.height() + room
        layout.endLayout()
        return layout
