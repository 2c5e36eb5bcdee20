"""One's own turn in a conversation: a question a page, and at the end what the partner would see."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.models.conversation import SIGNALS, Question, SignalMoment
from app.ui.conversation.own_cards import EndCard, OwnQuestionsCard, QuestionCard
from app.ui.conversation.own_presenter import OwnConversationPresenter
from app.ui.conversation.told_view import ToldList
from app.ui.conversation.words import QuestionWords
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import Column, button_row
from app.ui.terms import person_name, quoted
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace


class OwnView(Column):
    """Shows what one person alone sees."""

    therapist_wanted = Signal()
    back_wanted = Signal()
    """Give the device back to both."""

    def __init__(self, ws: Workspace, presenter: OwnConversationPresenter) -> None:
        super().__init__(spacing=Space.L)
        self._ws, self._presenter = ws, presenter
        self._at = 0
        """The number of the question; that of the questions is the end."""
        self._shown = ""
        self.card = self.add(QuestionCard(ws.design, is_solo=ws.is_solo))
        self.next = primary(ws.design, "", self.on_next, "arrow-right")
        self.back = secondary(ws.design, self.tr("Back"), self.on_back, "arrow-left")
        self.to_end = quiet(ws.design, self.tr("To the end"), self.on_end)
        self.card.add(button_row(self.next, self.back, self.to_end))
        self.end = self.add(EndCard(ws))
        self.questions = self.add(OwnQuestionsCard(ws))
        self.told = self.add(ToldList(ws.design, ws.session.people))
        self._connect()
        self.clear()

    def _connect(self) -> None:
        presenter, card = self._presenter, self.card
        presenter.loaded.connect(self.refresh)
        presenter.added.connect(self.on_added)
        card.chosen.connect(lambda choice: self._choose(choice=choice))
        card.written.connect(lambda words: self._save(words=words))
        card.shared.connect(lambda on: self._choose(is_shared=on))
        self.end.ready_wanted.connect(presenter.mark_ready)
        self.end.back.clicked.connect(self.on_back)
        self.end.hand_back.clicked.connect(self.back_wanted)
        self.end.therapist.clicked.connect(self.therapist_wanted)
        self.questions.added.connect(presenter.add_question)
        self.questions.share_wanted.connect(presenter.share_question)
        self.questions.delete_wanted.connect(presenter.delete_question)

    @property
    def question(self) -> Question | None:
        """The question on screen; None at the end."""
        questions = self._presenter.questions
        return questions[self._at] if self._at < len(questions) else None

    def begin(self) -> None:
        """Start at the first question."""
        self._at, self._shown = 0, ""

    def clear(self) -> None:
        """Show nothing of anybody's."""
        self._at, self._shown = 0, ""
        self.card.field.start_with("", "")
        self.questions.clear()
        for part in (self.card, self.end, self.questions, self.told):
            part.hide()

    def flush(self) -> None:
        """Save what is being typed."""
        self.card.field.commit()

    def refresh(self) -> None:
        """Show the question, or the end."""
        view, me = self._presenter.view, self._ws.session.me
        if view is None or me is None:
            return
        self._at = min(self._at, len(view.questions))
        question, words = self.question, QuestionWords(view.shared.catalogue, self._ws.session.people)
        at_end = question is None
        self.card.setVisible(not at_end)
        self.end.setVisible(at_end)
        self.questions.setVisible(at_end and self._presenter.set_id.takes_own_questions)
        if question is not None:
            self._show_question(question, words)
        else:
            self._shown = ""
            self.end.show_end(self._presenter, words, can_hand_back=self._ws.session.is_handed)
            self.questions.show_questions(view.questions, me)
        self.told.show_all(view.shared.told if at_end else (), words)

    def _show_question(self, question: Question, words: QuestionWords) -> None:
        presenter = self._presenter
        if self._shown != question.id:
            self._shown = question.id
            place = fill(self.tr("{n} of {all}"), n=self._at + 1, all=len(presenter.questions))
            self.card.show_question(question, words.text(question), place, self._by(question), self._signals(question))
        answer = presenter.answer(question)
        self.card.show_answer(answer, can_share=presenter.is_read_by_both(question), told=self._told(question))
        self.next.show_text(self.tr("Skip it") if answer.is_empty else self.tr("Next"))
        self.back.setVisible(self._at > 0)

    def _signals(self, question: Question) -> tuple[SignalMoment, ...]:
        view = self._presenter.view
        return view.shared.signals if view is not None and question.id == SIGNALS else ()

    def _by(self, question: Question) -> str:
        if question.by is None:
            return ""
        if question.by == self._ws.me:
            return self.tr("Your own question")
        return fill(self.tr("{name} asks"), name=person_name(self._ws.session.people, question.by))

    def _told(self, question: Question) -> str:
        """What the partner can read already, if it is not what is written now."""
        opened = next((each for each in self._presenter.told if each.question.id == question.id), None)
        told = opened.of(self._ws.me) if opened is not None else None
        now = self._presenter.answer(question)
        if told is None or (told.choice, told.words, True) == (now.choice, now.words, now.is_shared):
            return ""
        text = self.tr(
            "{name} can read what you said earlier ({words}). You can take it back under “What {name} can see”."
        )
        return fill(text, name=self._ws.partner_name, words=dotted(question.words_of(told.choice), quoted(told.words)))

    def _choose(self, **changes: object) -> None:
        """Save a choice, and before it what is being typed."""
        self.flush()
        self._save(**changes)

    def _save(self, **changes: object) -> None:
        question = self.question
        if question is not None:
            self._presenter.save(question, **changes)
            self.refresh()

    # --- going

    def on_next(self) -> None:
        """On to the next question, or to the end."""
        self._go(self._at + 1)

    def on_back(self) -> None:
        """Back to the question before."""
        self._go(max(0, self._at - 1))

    def on_end(self) -> None:
        """To what the partner would see."""
        self._go(len(self._presenter.questions))

    def on_added(self, question_id: str) -> None:
        """To the question that was just added."""
        ids = [question.id for question in self._presenter.questions]
        if question_id in ids:
            self._go(ids.index(question_id))

    def _go(self, at: int) -> None:
        self.flush()
        self._at = at
        self.refresh()
        self.focus_first()

    def focus_first(self) -> None:
        """Focus what to answer with; at the end, what is said there."""
        if self.question is not None:
            self.card.focus()
        else:
            self.end.heading.setFocus(Qt.FocusReason.OtherFocusReason)
