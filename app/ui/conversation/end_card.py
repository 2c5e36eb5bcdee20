"""The end of one's own turn: exactly what the partner would see, and being ready."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.models.conversation import ConversationAnswer, Question
from app.ui.conversation.own_presenter import OwnConversationPresenter
from app.ui.conversation.words import QuestionWords
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.labels import body, caption, lead, strong
from app.ui.kit.surfaces import Card
from app.ui.terms import quoted
from app.ui.wording import dotted, fill
from app.ui.workspace import Workspace


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
