"""Yellow and red of an evening, as dated lines with their shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QLocale, QTime

from app.models.conversation import SignalMoment
from app.models.live import LiveMark, SignalUsed
from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.flow import Column, boxed, clear_layout, row
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import IconLabel
from app.ui.local_zone import LOCAL
from app.ui.signals.words import LEVEL_ICONS, LEVEL_NAMES, LEVEL_TONES
from app.ui.terms import day_words, moment_words
from app.ui.wording import WordTable, dotted, fill

_WORDS = WordTable(
    "EveningLines",
    {LiveMark.YELLOW: "Yellow", LiveMark.RED: "Red", LiveMark.UNANSWERED: "A check-in that nobody answered"},
)
_SHAPES = {
    LiveMark.YELLOW: LEVEL_ICONS[Level.YELLOW],
    LiveMark.RED: LEVEL_ICONS[Level.RED],
    LiveMark.UNANSWERED: LEVEL_ICONS[Level.RED],
}


class SignalLines(Column):
    """One line for each; hidden without any."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._design = design
        self.hide()

    def show_moments(self, moments: Sequence[SignalMoment]) -> None:
        """Show these, in their order."""
        self._show_lines(
            (LEVEL_ICONS[each.level], LEVEL_TONES[each.level], dotted(moment_words(each.at), LEVEL_NAMES[each.level]))
            for each in moments
        )

    def _show_lines(self, lines: Iterable[tuple[str, Colour, str]]) -> None:
        clear_layout(self.body)
        for icon, tone, words in lines:
            self.add(boxed(row(IconLabel(self._design, icon, tone, Size.ICON_SMALL), soft(words), spacing=Space.S)))
        self.setVisible(self.body.count() > 0)


class EveningLines(SignalLines):
    """The same with time and day, for when an evening is talked over."""

    def show_used(self, used: Sequence[SignalUsed], today: date) -> None:
        """Show what was used, with its shape, its day and its time."""
        self._show_lines((_SHAPES[each.mark], Colour.INK_SOFT, self._said(each, today)) for each in used)

    def _said(self, used: SignalUsed, today: date) -> str:
        at = used.at.astimezone(LOCAL)
        time = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
        day, what = day_words(at.date(), today), _WORDS[used.mark]
        return fill(self.tr("{what} · {day}, {time}"), what=what, day=day, time=time)
