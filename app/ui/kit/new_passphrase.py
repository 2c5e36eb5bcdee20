"""A new passphrase: written twice, with a meter of how well it resists guessing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.strength import Strength, Weakness
from app.ui.design.design import Design
from app.ui.design.tokens import Pause, Space
from app.ui.kit.flow import add_to, column_in
from app.ui.kit.labels import caption
from app.ui.kit.passphrase import PassField
from app.ui.kit.progress import ProgressLine
from app.ui.timer import single_shot

LEAST_CHARACTERS = 8
"""As many as the vault asks for."""
BEST_SCORE = 4


class NewPassphrase(QWidget):
    """Two fields and a meter; nothing is accepted until both are the same."""

    entered = Signal()
    strength_asked = Signal(str)
    """Answer with `show_strength`."""

    def __init__(self, design: Design, label: str, *, again: str = "") -> None:
        super().__init__()
        column = column_in(self, Space.M)
        self.first = PassField(design, label, is_new=True)
        self.again = PassField(design, again or self.tr("Repeat it"))
        self.meter = ProgressLine(self.tr("Strength of the passphrase"))
        self.verdict = caption(self.tr("Four or five unrelated words make a good one."))
        add_to(column, self.first, self.first.as_wide(self.meter), self.verdict, self.again)
        self.meter.show_progress(0, BEST_SCORE)
        self._pause = single_shot(self, Pause.SEARCH, lambda: self.strength_asked.emit(self.first.text()))
        self.first.edited.connect(lambda _text: self._pause.start())
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.first)

    def show_strength(self, strength: Strength) -> None:
        """Show how well it resists guessing, as a bar and in words, with advice on what would help."""
        words = (
            self.tr("Would be guessed at once."),
            self.tr("Weak: would be guessed quickly."),
            self.tr("Fair: would resist for a while."),
            self.tr("Good."),
            self.tr("Strong."),
        )
        self.meter.show_progress(strength.score, BEST_SCORE)
        verdict = words[max(0, min(BEST_SCORE, strength.score))]
        self.verdict.setText(f"{verdict} {self._advice(strength.weakness)}".strip())

    def _advice(self, weakness: Weakness | None) -> str:
        if weakness is None:
            return ""
        why = {
            Weakness.COMMON: self.tr("It is one of the first that anyone would try."),
            Weakness.WORD: self.tr("Single words are tried early."),
            Weakness.NAME: self.tr("Names are tried early."),
            Weakness.KEYS: self.tr("Keys next to each other are tried early."),
            Weakness.REPEATED: self.tr("Repeating something adds little."),
            Weakness.SEQUENCE: self.tr("Sequences such as abc or 4321 are tried early."),
            Weakness.DATE: self.tr("Years and dates are tried early."),
            Weakness.SWAPPED: self.tr("Swapping letters for symbols, as in p@ss, adds little."),
            Weakness.REVERSED: self.tr("Writing a word backwards adds little."),
            Weakness.SHORT: "",
        }[weakness]
        more = self.tr("Add one or two unrelated words.")
        return f"{why} {more}".strip()

    def words(self) -> str | None:
        """The passphrase; None, with an error shown, while it is too short or the two differ."""
        for field in (self.first, self.again):
            field.clear_error()
        if len(self.first.text()) < LEAST_CHARACTERS:
            self.first.show_error(self.tr("A passphrase needs at least 8 characters. Four words are better."))
            self.first.setFocus()
            return None
        if self.first.text() != self.again.text():
            self.again.show_error(self.tr("The two do not match. Type the second one again."))
            self.again.setFocus()
            return None
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self._pause.stop()
        self.first.clear()
        self.again.clear()
        self.meter.show_progress(0, BEST_SCORE)
