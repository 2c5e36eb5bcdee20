"""*Ask me again after …*: a day after which the holder of a limit is asked about it, on their own Home and here."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from app.models.agreement import default_review
from app.models.answer import Answer
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import caption
from app.ui.kit.menu_button import MenuButton
from app.ui.terms import day_words
from app.ui.wording import fill

MONTHS = (1, 3, 6, 12)
"""How many months ahead the days are that are offered."""


class AskAgainMenu(MenuButton):
    """The days to choose from, and none."""

    def show_answer(self, answer: Answer, today: date) -> None:
        """Offer days from today on, and keep the one that was chosen."""
        days = {default_review(today, months) for months in MONTHS}
        days |= {answer.ask_after} if answer.ask_after is not None else set()
        options = [(day, fill(self.tr("Ask me again after {day}"), day=day_words(day, today))) for day in sorted(days)]
        empty = self.tr("Ask me again after …") if answer.ask_after is None else ""
        self.show_options([*options, (None, self.tr("Do not ask me again"))], answer.ask_after, empty)


class AskedAgainLine(Column):
    """Says that the day has come, with a way to leave the limit as it is."""

    kept = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._words = self.add(caption())
        self.keep = quiet(design, self.tr("It stays as it is"), self.kept.emit, icon="check")
        self.keep.set_compact()
        self.add(Flow(self.keep))

    def show_answer(self, answer: Answer, today: date) -> None:
        """Show it if the answer is to be asked about again by now."""
        is_due = answer.is_asked_again(today)
        if is_due:
            assert answer.ask_after is not None
            words = self.tr("You wanted to be asked again after {day}. Nothing changes unless you change it.")
            self._words.setText(fill(words, day=day_words(answer.ask_after, today)))
        self.setVisible(is_due)
