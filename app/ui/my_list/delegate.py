"""Paints a row of the list: title, then each side's stance by icon, word and hue. All rows are equally tall."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space, TextRole
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.my_list.model import AnswerListModel
from app.ui.my_list.words import SHORT_SIDES

State = QStyle.StateFlag


class EntryDelegate(QStyledItemDelegate):
    """One height for headings and entries, so that thousands scroll without measuring each."""

    def __init__(self, design: Design, model: AnswerListModel) -> None:
        super().__init__(model)
        self._design, self._model = design, model
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
        entry, box = self._model.entry_at(index.row()), QRectF(option.rect)
        if entry is None:
            heading = QRectF(box.x() + Space.M, box.bottom() - Space.S - self._small_high, 0, self._small_high)
            heading.setRight(box.right() - Space.M)
            self._paint_words(painter, heading, str(index.data()), self._head, Colour.INK_FAINT)
        else:
            self._paint_ground(painter, option, box)
            self._paint_entry(painter, box.adjusted(Space.M, Space.S, -Space.M, -Space.S), entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: QStyle.StateFlag = option.state
        if state & (State.State_Selected | State.State_MouseOver):
            ground = Colour.ACCENT_SOFT if state & State.State_Selected else Colour.SUNKEN
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._design.colour(ground))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: CatalogueEntry) -> None:
        top = QRectF(box.x(), box.y(), box.width(), self._title_high)
        self._paint_words(painter, top, entry.title, self._title, Colour.INK)
        line = QRectF(box.x(), box.bottom() - self._small_high, box.width(), self._small_high)
        stances = self._model.stances(entry)
        if not stances:
            self._paint_words(painter, line, self._model.aside(entry), self._small, Colour.INK_SOFT)
        elif not any(stances.values()):
            self._paint_stance(painter, line, "", None)
        else:
            for direction, stance in stances.items():
                self._paint_stance(painter, line, SHORT_SIDES.get((entry.labels, direction)), stance)

    def _paint_stance(self, painter: QPainter, box: QRectF, side: str, stance: Stance | None) -> None:
        """Paint the stance of one side, and leave the room beside it in `box`."""
        if side:
            wide = self._paint_words(painter, box, side, self._small, Colour.INK_SOFT)
            box.setLeft(box.left() + wide + Space.S)
        colour = stance_tone(stance).colour
        side_px = min(float(self._design.px(Size.ICON_SMALL)), box.height())
        icon = QRectF(box.x(), box.y() + (box.height() - side_px) / 2, side_px, side_px)
        if icon.right() <= box.right():
            self._design.paint_icon(painter, stance_icon(stance), icon, colour)
        box.setLeft(icon.right() + Space.XS)
        wide = self._paint_words(painter, box, stance_word(stance), self._small, colour)
        box.setLeft(box.left() + wide + Space.L)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, font: QFont, colour: Colour) -> int:
        """Paint words in one line, cut to the box; returns their width."""
        metrics, room = QFontMetrics(font), max(0, int(box.width()))
        shown = metrics.elidedText(" ".join(words.split())[:400], Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._design.colour(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)
