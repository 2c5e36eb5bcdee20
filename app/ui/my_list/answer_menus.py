"""The menus with the details of an answer: how strong, who sees it, experience, and being asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import default_review
from app.models.answer import STANCES, Answer, Ceiling, Experience, Stance, allowed_visibilities
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import caption
from app.ui.kit.menu_button import MenuButton
from app.ui.my_list.words import EXPERIENCES, VISIBILITIES, experience_phrase
from app.ui.terms import ceiling_phrase, ceiling_word, day_words
from app.ui.wording import dotted, fill

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


class AnswerMenus:
    """Made once for a side, and bound to each answer. `change` is called with the field and what was chosen."""

    def __init__(self, design: Design, change: Callable[..., object]) -> None:
        self.ceiling = MenuButton(design, lambda key: change(ceiling=key))
        self.visibility = MenuButton(design, lambda key: change(visibility=key))
        self.experience = MenuButton(design, lambda key: change(experience=key))
        self.ask_again = AskAgainMenu(design, lambda key: change(ask_after=key))
        self.all = (self.ceiling, self.visibility, self.experience, self.ask_again)

    def show_answer(self, answer: Answer, today: date) -> None:
        """Show what is chosen, and what can be."""
        not_stated = QCoreApplication.translate("SideEditor", "not stated")
        how_strong = QCoreApplication.translate("SideEditor", "How strong, at most")
        experience = QCoreApplication.translate("SideEditor", "Experience")
        self.ceiling.show_options(
            [*((each, ceiling_word(each)) for each in Ceiling), (None, not_stated)],
            answer.ceiling,
            ceiling_phrase(answer.ceiling) or how_strong,
        )
        self.visibility.show_options(
            [(each, VISIBILITIES[each]) for each in allowed_visibilities(answer.stance)], answer.visibility
        )
        self.experience.show_options(
            [(each, EXPERIENCES[each]) for each in (*Experience, None)],
            answer.experience,
            experience_phrase(answer.experience) if answer.experience is not None else experience,
        )
        if answer.stance is not None and answer.stance.is_limit:
            self.ask_again.show_answer(answer, today)

    def show_for(self, stance: Stance | None, *, asks_ceiling: bool, for_two: bool) -> None:
        """Show the menus that a stance has."""
        self.ceiling.setVisible(asks_ceiling and stance is not None and stance.is_open)
        self.visibility.setVisible(for_two and stance in STANCES)
        self.ask_again.setVisible(stance is not None and stance.is_limit)

    def words_in(self, parent: QWidget) -> str:
        """What is chosen in the menus that are shown, in one line."""
        return dotted(*(menu.words for menu in self.all if menu.isVisibleTo(parent) and menu.key is not None))
