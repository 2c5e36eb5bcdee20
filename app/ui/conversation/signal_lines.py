"""Yellow and red of an evening, as dated lines with their shape."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.conversation import SignalMoment
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import Column, boxed, clear_layout, row
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import IconLabel
from app.ui.signals.words import LEVEL_ICONS, LEVEL_NAMES, LEVEL_TONES
from app.ui.terms import moment_words
from app.ui.wording import dotted


class SignalLines(Column):
    """Hidden without any."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._design = design
        self.hide()

    def show_moments(self, moments: Sequence[SignalMoment]) -> None:
        """Show these, in their order."""
        clear_layout(self.body)
        for moment in moments:
            icon = IconLabel(self._design, LEVEL_ICONS[moment.level], LEVEL_TONES[moment.level], Size.ICON_SMALL)
            words = soft(dotted(moment_words(moment.at), LEVEL_NAMES[moment.level]))
            self.add(boxed(row(icon, words, spacing=Space.S, wide=words))).show()
        self.setVisible(bool(moments))
