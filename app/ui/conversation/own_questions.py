"""Questions that a person adds to a conversation: theirs alone, or shared so that both can answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from app.models.base import PersonId
from app.models.conversation import Question
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, button_row, clear_layout
from app.ui.kit.labels import caption, strong
from app.ui.kit.surfaces import Card
from app.ui.wording import fill
from app.ui.workspace import Workspace


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
