"""A new passphrase: written twice, with a meter of how well it resists guessing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Pause, Space
from app.ui.kit.flow import column_in
from app.ui.kit.labels import caption
from app.ui.kit.passphrase import PassField
from app.ui.kit.progress import ProgressLine

LEAST = 8
"""The least number of characters; the same as for the vault."""
BEST = 4


class NewPassphrase(QWidget):
    """Two fields and a meter; nothing is taken before both say the same."""

    entered = Signal()
    strength_asked = Signal(str)
    """Answer with `show_strength`."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = column_in(self, Space.M)
        self.first = PassField(design, self.tr("Passphrase for this file"))
        self.again = PassField(design, self.tr("The same once more"))
        self.meter = ProgressLine(design, self.tr("Strength of the passphrase"))
        self.meter.show_progress(0, BEST)
        self.verdict = caption(self.tr("Four or five words that do not belong together make a good one."))
        for part in (self.first, self.meter, self.verdict, self.again):
            column.addWidget(part)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(Pause.SEARCH)
        self._calm.timeout.connect(lambda: self.strength_asked.emit(self.first.text()))
        self.first.edited.connect(lambda _text: self._calm.start())
        self.first.entered.connect(lambda: self.again.edit.setFocus())
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.first.edit)

    def show_strength(self, score: int) -> None:
        """Show how well it resists guessing (0 to 4), in words too."""
        words = (
            self.tr("Guessed at once."),
            self.tr("Weak: guessed quickly."),
            self.tr("Fair: would resist for a while."),
            self.tr("Good."),
            self.tr("Strong."),
        )
        self.meter.show_progress(score, BEST)
        self.verdict.setText(words[max(0, min(BEST, score))])

    def words(self) -> str | None:
        """The passphrase; None (and said why) while it is too short or not the same twice."""
        for field in (self.first, self.again):
            field.clear_error()
        if len(self.first.text()) < LEAST:
            self.first.show_error(self.tr("A passphrase needs at least 8 characters. Four words are better."))
            self.first.edit.setFocus()
            return None
        if self.first.text() != self.again.text():
            self.again.show_error(self.tr("The two are not the same. Type the second one again."))
            self.again.edit.setFocus()
            return None
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self._calm.stop()
        self.first.clear()
        self.again.clear()
        self.meter.show_progress(0, BEST)
