"""Paints a row of the list: title, then each side's stance by icon, word and hue. All rows are equally tall."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry, Direction
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space, TextRole
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.my_list.model import AnswerRole
from app.ui.my_list.words import SHORT_SIDES

State = QStyle.StateFlag


class EntryDelegate(QStyledItemDelegate):
    """One height for headings and entries, so that thousands scroll without measuring each."""

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        design.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._title = self._design.font(TextRole.STRONG)
        self._small = self._design.font(TextRole.CAPTION)
        self._head = self._design.font(TextRole.OVERLINE)
        self._title_high = QFontMetrics(self._title).height()
        self._small_high = QFontMetrics(self._small).height()
        self.height = self._title_high + self._small_high + Space.XS + 2 * Space.S
        """The height of every row, in pixels."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._design.px(Space.XXXL * 4), self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(AnswerRole.ENTRY)
        box = QRectF(option.rect)
        if isinstance(entry, CatalogueEntry):
            self._paint_ground(painter, option, box)
            inner = box.adjusted(Space.M, Space.S, -Space.M, -Space.S)
            self._paint_entry(painter, inner, entry, index)
        else:
            self._paint_heading(painter, box.adjusted(Space.M, 0, -Space.M, -Space.S), str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: QStyle.StateFlag = option.state
        if state & (State.State_Selected | State.State_MouseOver):
            ground = Colour.ACCENT_SOFT if state & State.State_Selected else Colour.SUNKEN
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._design.colour(ground))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)

    def _paint_heading(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setFont(self._head)
        painter.setPen(self._design.colour(Colour.INK_FAINT))
        shown = QFontMetrics(self._head).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)

    def _paint_entry(
        self, painter: QPainter, box: QRectF, entry: CatalogueEntry, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._paint_words(painter, QRectF(box.x(), box.y(), box.width(), self._title_high), entry.title, title=True)
        line = QRectF(box.x(), box.bottom() - self._small_high, box.width(), self._small_high)
        stances = index.data(AnswerRole.STANCES)
        aside = index.data(AnswerRole.ASIDE)
        if not stances:
            self._paint_words(painter, line, str(aside or ""))
            return
        if not any(stances.values()):
            self._paint_stance(painter, line, "", None)
            return
        for direction, stance in stances.items():
            line = self._paint_stance(painter, line, SHORT_SIDES.get((entry.labels, Direction(direction))), stance)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, *, title: bool = False) -> None:
        font = self._title if title else self._small
        painter.setFont(font)
        painter.setPen(self._design.colour(Colour.INK if title else Colour.INK_SOFT))
        line = " ".join(words.split())[:400]
        shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_stance(self, painter: QPainter, box: QRectF, side: str, given: str | None) -> QRectF:
        stance = Stance(given) if given else None  # on its way through Qt a stance becomes plain text
        painter.setFont(self._small)
        metrics = QFontMetrics(self._small)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        left = box.x()
        if side:
            painter.setPen(self._design.colour(Colour.INK_SOFT))
            painter.drawText(QRectF(left, box.y(), box.right() - left, box.height()), middle, side)
            left += metrics.horizontalAdvance(side) + Space.S
        colour = stance_tone(stance).colour
        side_px = min(float(self._design.px(Size.ICON_SMALL)), box.height())
        icon = QRectF(left, box.y() + (box.height() - side_px) / 2, side_px, side_px)
        if icon.right() <= box.right():
            self._design.paint_icon(painter, stance_icon(stance), icon, colour)
        left = icon.right() + Space.XS
        words = stance_word(stance)
        painter.setPen(self._design.colour(colour))
        painter.drawText(QRectF(left, box.y(), max(0.0, box.right() - left), box.height()), middle, words)
        left += metrics.horizontalAdvance(words) + Space.L
        return QRectF(left, box.y(), max(0.0, box.right() - left), box.height())
