"""What was told: a question across, and below it both people's answers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.models.conversation import SIGNALS, OpenedQuestion, Question, SignalMoment, ToldAnswer
from app.models.person import Person
from app.ui.conversation.signal_lines import SignalLines
from app.ui.conversation.words import QuestionWords
from app.ui.design.design import Design
from app.ui.design.tokens import Space, TextRole
from app.ui.kit.flow import Column, Flow, clear_layout
from app.ui.kit.labels import Label, lead, soft, strong, title
from app.ui.kit.mark import mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.surfaces import Card, Panel


class ToldPanel(Panel):
    """One person's answer under their mark; not shared and not answered look alike."""

    def __init__(self, design: Design, person: Person) -> None:
        super().__init__(design)
        name = Label(person.name, TextRole.STRONG, wrap=False)
        self.add(Flow(mark_of(design, person), name, spacing=Space.M))
        self._choice, self._words, self._nothing = strong(), lead(), soft(self.tr("Nothing shared here"))
        self.add_all(self._choice, self._words, self._nothing)
        self.body.addStretch(1)

    def show_told(self, question: Question, told: ToldAnswer | None) -> None:
        """Show what the person shares."""
        choice = "" if told is None else question.words_of(told.choice)
        words = "" if told is None else told.words.strip()
        self._choice.show_text(choice)
        self._words.show_text(words)
        self._nothing.setVisible(not (choice or words))


class ToldView(Column):
    """One question at a time; built once and bound to each."""

    def __init__(
        self, design: Design, people: Sequence[Person], words: QuestionWords, question: Label | None = None
    ) -> None:
        super().__init__(spacing=Space.M)
        self._words = words
        self._question = question or title()
        self._signals = SignalLines(design)
        self.moments: tuple[SignalMoment, ...] = ()
        """Shown under the question that asks about them."""
        self._panels = {person.id: ToldPanel(design, person) for person in people}
        self.add_all(self._question, self._signals, _beside(design, [*self._panels.values()]))

    def show_opened(self, opened: OpenedQuestion) -> None:
        """Show a question with what both share."""
        self._question.setText(self._words.text(opened.question))
        self._signals.show_moments(self.moments if opened.question.id == SIGNALS else ())
        for person, panel in self._panels.items():
            panel.show_told(opened.question, opened.of(person))


def _beside(design: Design, panels: Sequence[QWidget]) -> QWidget:
    return TwoColumns(design, panels[0], panels[1]) if len(panels) == 2 else Column(*panels)


class ToldStep(Card):
    """One question on a card of its own."""

    def __init__(self, design: Design, people: Sequence[Person], words: QuestionWords) -> None:
        super().__init__(design)
        self.view = self.add(ToldView(design, people, words))


class ToldList(Column):
    """Everything that was told so far."""

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__(spacing=Space.L)
        self._design, self._people = design, people
        self.add(title(self.tr("What you have told each other")))
        self._list = self.add(Column(spacing=Space.L))

    def show_all(self, told: Sequence[OpenedQuestion], words: QuestionWords) -> None:
        """Show these; hidden without any."""
        clear_layout(self._list.body)
        for opened in told:
            view = self._list.add(ToldView(self._design, self._people, words, strong()))
            view.show_opened(opened)
            view.show()
        self.setVisible(bool(told))
