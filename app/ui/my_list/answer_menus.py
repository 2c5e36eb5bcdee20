"""The menus with the details of an answer: how strong, who sees it, experience, and being asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.models.answer import STANCES, Answer, Ceiling, Experience, Stance, allowed_visibilities
from app.ui.design.design import Design
from app.ui.kit.menu_button import MenuButton
from app.ui.my_list.ask_again import AskAgainMenu
from app.ui.my_list.words import EXPERIENCES, VISIBILITIES, experience_phrase
from app.ui.terms import ceiling_phrase, ceiling_word
from app.ui.wording import dotted


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
