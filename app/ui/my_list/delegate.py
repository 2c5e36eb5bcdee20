"""Paints a row of the list: title, then each side's stance by icon, word and hue. All rows are equally tall."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.row_list import Index, RowDelegate
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.my_list.model import AnswerListModel
from app.ui.my_list.words import SHORT_SIDES


class EntryDelegate(RowDelegate):
    """Paints entries and the headings of their categories."""

    def __init__(self, design: Design, model: AnswerListModel) -> None:
        super().__init__(design, model)
        self._model = model

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, index: Index) -> None:
        """Paint an entry or a heading."""
        entry = self._model.entry_at(index.row())
        if entry is None:
            heading = QRectF(box.x() + Space.M, box.bottom() - Space.S - self._small_high, 0, self._small_high)
            heading.setRight(box.right() - Space.M)
            font = self._design.font(TextRole.OVERLINE)
            self.paint_words(painter, heading, str(index.data()), font, Colour.INK_FAINT)
        else:
            self.paint_ground(painter, option, box, Colour.ACCENT_SOFT)
            self._paint_entry(painter, box.adjusted(Space.M, Space.S, -Space.M, -Space.S), entry)

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: CatalogueEntry) -> None:
        top = QRectF(box.x(), box.y(), box.width(), self._title_high)
        self.paint_words(painter, top, entry.title, self._title, Colour.INK)
        line = QRectF(box.x(), box.bottom() - self._small_high, box.width(), self._small_high)
        stances = self._model.stances(entry)
        if not stances:
            self.paint_words(painter, line, self._model.aside(entry), self._small, Colour.INK_SOFT)
        elif not any(stances.values()):
            self._paint_stance(painter, line, "", None)
        else:
            for direction, stance in stances.items():
                self._paint_stance(painter, line, SHORT_SIDES.get((entry.labels, direction)), stance)

    def _paint_stance(self, painter: QPainter, box: QRectF, side: str, stance: Stance | None) -> None:
        """Paint the stance of one side, and leave the room beside it in `box`."""
        if side:
            wide = self.paint_words(painter, box, side, self._small, Colour.INK_SOFT)
            box.setLeft(box.left() + wide + Space.S)
        colour = stance_tone(stance)
        side_px = min(float(self._design.px(Size.ICON_SMALL)), box.height())
        icon = QRectF(box.x(), box.y() + (box.height() - side_px) / 2, side_px, side_px)
        if icon.right() <= box.right():
            self._design.paint_icon(painter, stance_icon(stance), icon, colour)
        box.setLeft(icon.right() + Space.XS)
        wide = self.paint_words(painter, box, stance_word(stance), self._small, colour)
        box.setLeft(box.left() + wide + Space.L)
