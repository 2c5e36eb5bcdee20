"""The cards of one’s own turn in a conversation: each question, one’s own questions, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.conversation import ConversationAnswer, Question, SignalMoment
from app.ui.conversation.own_presenter import OwnConversationPresenter
from app.ui.conversation.signal_lines import SignalLines
from app.ui.conversation.words import QuestionWords
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.chips import Chip
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Column, Flow, button_row, clear_layout, row
from app.ui.kit.labels import body, caption, lead, soft, strong, title
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card, Pill
from app.ui.terms import quoted
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace

ROWS = 5
"""Lines of the field."""


class QuestionCard(Card):
    """Built once and bound to each question; an answer is emitted at each change."""

    chosen = Signal(str)
    written = Signal(str)
    shared = Signal(bool)

    def __init__(self, design: Design, *, is_solo: bool) -> None:
        super().__init__(design, spacing=Space.M)
        self._is_solo = is_solo
        self._place, self._pill = caption(), Pill(design)
        self.add(row(self._place, self._pill, spacing=Space.M, wide=self._place))
        self._question, self._by = title(), caption()
        self.add(Column(self._question, self._by, spacing=Space.XS))
        self._signals = self.add(SignalLines(design))
        self._choices = self.add(Column())
        self.segments: Segments | None = None
        self.field = self.add(TextField(design, "", placeholder=self.tr("In your own words"), rows=ROWS))
        self.field.committed.connect(self.written)
        self.share = Chip(design, self.tr("Share this answer"), checkable=True)
        self.share.clicked.connect(lambda on: self.shared.emit(on))
        self._sharing = self.add(Flow(self.share))
        self._before = self.add(soft())

    def show_question(
        self, question: Question, text: str, place: str, by: str, signals: Sequence[SignalMoment] = ()
    ) -> None:
        """Bind it to a question; its answer is shown next. `signals`: those it asks about."""
        self._signals.show_moments(signals)
        self._place.setText(place)
        self._question.setText(text)
        self._by.show_text(by)
        clear_layout(self._choices.body)
        self.segments = None
        if question.choices:
            options = [(each.id, each.words) for each in question.choices]
            self.segments = self._choices.add(Segments(self._design, "", options, optional=True, name=text))
            self.segments.chosen.connect(lambda key: self.chosen.emit("" if key is None else str(key)))
            self.segments.show()
        self._choices.setVisible(bool(question.choices))
        self.field.start_with("", text)

    def show_answer(self, answer: ConversationAnswer, *, can_share: bool, told: str) -> None:
        """Show what is answered. `told`: what the partner reads already, in a sentence."""
        if self.segments is not None:
            self.segments.show_choice(answer.choice or None)
        if not self.field.edit.hasFocus():
            self.field.show_text(answer.words)
        is_shared = answer.is_shared and can_share
        self.share.setChecked(is_shared)
        self._sharing.setVisible(can_share)
        self._pill.setVisible(not self._is_solo)
        if is_shared:
            self._pill.show_pill(self.tr("Shown when you open together"), "envelope-open")
        else:
            self._pill.show_pill(self.tr("Only you"), "lock-simple")
        self._before.show_text(told)

    def focus(self) -> None:
        """Focus what to answer with."""
        target: QWidget = self.segments if self.segments is not None else self.field.edit
        target.setFocus(Qt.FocusReason.TabFocusReason)


class OwnQuestionsCard(Card):
    """One's own questions, and a field for one more."""

    added = Signal(str, bool)
    share_wanted = Signal(object, bool)
    """The Question, and whether the partner may read it."""
    delete_wanted = Signal(object)

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._shown: object = None
        self.add_header(self.tr("A question of your own"), "chat-circle-text")
        self._list = self.add(Column(spacing=Space.M))
        self.field = self.add(LineField(ws.design, self.tr("What would you like to ask?")))
        self.field.entered.connect(self.on_add)
        ws.unadded.hold("conversation.question", self.field.edit)
        self.share = CheckBox(ws.design, "")
        self.add(self.share)
        self.add(button_row(secondary(ws.design, self.tr("Add it"), self.on_add, "plus")))

    def clear(self) -> None:
        """Show nothing of anybody's."""
        self._shown = None
        clear_layout(self._list.body)

    def show_questions(self, questions: Sequence[Question], me: PersonId) -> None:
        """Show the questions of one person."""
        words = fill(self.tr("{name} may read this question and answer it too"), name=self._ws.partner_name)
        self.share.setText(words.replace("&", "&&"))
        self.share.setAccessibleName(words)
        self.share.setVisible(not self._ws.is_solo)
        mine = tuple(question for question in questions if question.by == me)
        if mine == self._shown:
            return
        self.clear()
        self._shown = mine
        for question in mine:
            self._list.add(self._row(question)).show()
        self._list.setVisible(bool(mine))

    def _row(self, question: Question) -> Column:
        design, name = self._ws.design, self._ws.partner_name
        is_shared = bool(question.asked)
        told = fill(self.tr("{name} can read and answer it."), name=name) if is_shared else self.tr("Only you see it.")
        words = self.tr("Take it back") if is_shared else fill(self.tr("Share it with {name}"), name=name)
        share = quiet(design, words, partial(self.share_wanted.emit, question, not is_shared))
        share.setVisible(not self._ws.is_solo)
        delete = quiet(design, self.tr("Delete"), partial(self.delete_wanted.emit, question))
        for button in (share, delete):
            button.setAccessibleName(f"{button.words}: {question.text}")
        return Column(strong(question.text), caption(told), button_row(share, delete), spacing=Space.XS)

    def on_add(self) -> None:
        """Add what is typed."""
        text = self.field.text()
        if text.strip():
            self._ws.unadded.drop(self.field.edit)
            self.field.show_text("")
            self.added.emit(text, self.share.isChecked() and not self._ws.is_solo)
            self.share.show_checked(False)
        else:
            self.field.edit.setFocus()


class EndCard(Card):
    """Nothing is shown to anybody before both are ready and open it together."""

    ready_wanted = Signal(bool)

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design, spacing=Space.L)
        self._ws = ws
        self.heading = self.add_header("", "check-circle")
        self._about = lead()
        self._list = Column(spacing=Space.M)
        self.ready = primary(ws.design, self.tr("Mark ready"), lambda: self.ready_wanted.emit(True), "check")
        self.not_ready = quiet(ws.design, self.tr("Not ready after all"), lambda: self.ready_wanted.emit(False))
        self.hand_back = secondary(ws.design, self.tr("Hand the device back"), icon="users")
        self.back = secondary(ws.design, self.tr("Back"), icon="arrow-left")
        self.therapist = secondary(ws.design, self.tr("For my therapist"), icon="clipboard-text")
        self.add_all(self._about, self._list)
        self.add(button_row(self.ready, self.hand_back, self.not_ready, self.therapist, self.back))

    def show_end(self, presenter: OwnConversationPresenter, words: QuestionWords, *, can_hand_back: bool) -> None:
        """Show what would be seen, or in a vault for one what was answered."""
        view = presenter.view
        assert view is not None
        is_solo = self._ws.is_solo
        shown = [q for q in presenter.questions if is_solo or presenter.would_share(q)]
        shown = [q for q in shown if not presenter.answer(q).is_empty]
        clear_layout(self._list.body)
        for question in shown:
            said = _said(question, presenter.answer(question))
            self._list.add(Column(strong(words.text(question)), body(said), spacing=Space.XS)).show()
        if not shown and not is_solo:
            self._list.add(caption(self.tr("Nothing. Being ready with nothing to share counts just as much."))).show()
        self._list.setVisible(bool(shown) or not is_solo)
        self._say(view.is_ready)
        self.ready.setVisible(not is_solo and not view.is_ready)
        self.not_ready.setVisible(view.is_ready)
        self.hand_back.setVisible(can_hand_back)
        self.therapist.setVisible(is_solo)

    def _say(self, is_ready: bool) -> None:
        name = self._ws.partner_name
        if self._ws.is_solo:
            self.heading.setText(self.tr("What you have answered"))
            self._about.setText(self.tr("Only you see it. You can choose what to bring to a therapist."))
        elif is_ready:
            self.heading.setText(self.tr("You are ready"))
            text = self.tr(
                "Once {name} is ready too, you can open this together. Changing anything takes your mark off."
            )
            self._about.setText(fill(text, name=name))
        else:
            self.heading.setText(fill(self.tr("What {name} would see"), name=name))
            text = self.tr(
                "Exactly this, and only once you are both ready and open it together. What you keep to yourself looks "
                "like a question you left out."
            )
            self._about.setText(text)


def _said(question: Question, answer: ConversationAnswer) -> str:
    return dotted(question.words_of(answer.choice), quoted(answer.words))
