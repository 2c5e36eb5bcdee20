"""The signals of an evening as dated lines, for when it is talked over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QTime

from app.models.live import LiveMark, SignalUsed
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.flow import Column, boxed, clear_layout, row
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import IconLabel
from app.ui.local_zone import LOCAL
from app.ui.signals.words import LEVEL_ICONS
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill

_WORDS = WordTable(
    "EveningLines",
    {LiveMark.YELLOW: "Yellow", LiveMark.RED: "Red", LiveMark.UNANSWERED: "A check-in that nobody answered"},
)
_SHAPES = {
    LiveMark.YELLOW: LEVEL_ICONS[Level.YELLOW],
    LiveMark.RED: LEVEL_ICONS[Level.RED],
    LiveMark.UNANSWERED: LEVEL_ICONS[Level.RED],
}


class EveningLines(Column):
    """One line for each; hidden without any."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._design = design
        self.hide()

    def show_used(self, used: Sequence[SignalUsed], today: date) -> None:
        """Show what was used, with its shape, its day and its time."""
        clear_layout(self.body)
        for each in used:
            at = each.at.astimezone(LOCAL)
            time = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
            day, what = day_words(at.date(), today), _WORDS[each.mark]
            words = fill(self.tr("{what} · {day}, {time}"), what=what, day=day, time=time)
            shape = IconLabel(self._design, _SHAPES[each.mark], Colour.INK_SOFT, Size.ICON_SMALL)
            self.add(boxed(row(shape, soft(words), spacing=Space.S)))
        self.setVisible(bool(used))
