"""One person's own answers in a conversation, saved at each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.conversation import (
    ConversationAnswer,
    ConversationTexts,
    OpenedQuestion,
    OwnQuestion,
    Question,
    QuestionSet,
    QuestionSetId,
    set_of,
)
from app.services import conversation
from app.services.conversation import OwnConversation
from app.services.units import UnitOfWork
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class OwnConversationPresenter(Presenter):
    """Holds what one person alone sees; it is forgotten as soon as somebody else is here."""

    kinds = (ChangeKind.CONVERSATIONS, ChangeKind.ENTRIES)
    added = Signal(str)
    """The id of a question that was added."""

    def __init__(self, ws: Workspace, texts: ConversationTexts, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._texts = texts
        self.subject = ""
        self.view: OwnConversation | None = None
        self._person: PersonId | None = None
        self._answers: dict[str, ConversationAnswer] = {}

    @property
    def set_id(self) -> QuestionSetId:
        """The set of questions."""
        return set_of(self.subject) or QuestionSetId.FIRST

    @property
    def set(self) -> QuestionSet:
        """Its words."""
        return self._texts.sets[self.set_id]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in order."""
        return self.view.questions if self.view is not None else ()

    @property
    def told(self) -> tuple[OpenedQuestion, ...]:
        """What both can read."""
        return self.view.shared.told if self.view is not None else ()

    def open(self, subject: str) -> None:
        """Be about this subject."""
        self.forget()
        self.subject = subject

    def forget(self) -> None:
        """Nothing of anybody's stays here."""
        self.view, self._person, self._answers = None, None, {}

    def reload(self) -> None:
        """Read it again; nothing while both are here."""
        me = self._ws.session.me
        if me is None or not self.subject:
            return
        subject, asked, base = self.subject, self.set.questions, self._ws.catalogue
        before = dict(self._answers)

        def loaded(view: OwnConversation) -> None:
            if self._ws.session.me == me and self.subject == subject:
                # What was answered since the read began is being saved, and wins.
                since = {name: each for name, each in self._answers.items() if before.get(name) != each}
                self.view, self._person = view, me
                self._answers = {**{answer.question: answer for answer in view.answers}, **since}
                self.loaded.emit()

        self.read(
            lambda uow: conversation.own_conversation(uow, person=me, subject=subject, asked=asked, base=base), loaded
        )

    def answer(self, question: Question) -> ConversationAnswer:
        """The own answer to a question; empty where there is none."""
        return self._answers.get(question.id) or ConversationAnswer(
            subject=self.subject,
            question=question.id,
            is_shared=self.set_id.is_shared_at_first and not self._ws.is_solo,
            asked=question.asked,
            at=self._ws.clock(),
        )

    def would_share(self, question: Question) -> bool:
        """Whether the own answer to a question would be shown."""
        answer = self.answer(question)
        return answer.is_shared and not answer.is_empty and self.is_read_by_both(question)

    def is_read_by_both(self, question: Question) -> bool:
        """Whether the partner can read the question."""
        return not self._ws.is_solo and (question.by is None or bool(question.asked))

    def save(self, question: Question, **changes: object) -> None:
        """Change an own answer; one is no longer ready then."""
        before = self.answer(question)
        after = before.evolve(**changes)
        if after == before or self._person is None:
            return
        after = after.evolve(asked=question.asked, at=self._ws.clock())
        self._answers[question.id] = after
        person = self._person
        self._write(person, lambda uow: conversation.save_answer(uow, person=person, answer=after), self._not_ready)

    def _not_ready(self, _changes: Changes) -> None:
        if self.view is not None and self.view.is_ready:
            self.view = self.view.evolve(is_ready=False, is_begun=False)
            self.loaded.emit()

    def mark_ready(self, ready: bool) -> None:
        """Seal what is shared, or withdraw the mark."""
        subject, asked, person = self.subject, self.set.questions, self.owner
        if ready:
            self._write(
                person,
                lambda uow: conversation.mark_ready(uow, person=person, subject=subject, asked=asked),
                lambda _changes: self.reload(),
            )
        else:
            self._write(
                person,
                lambda uow: conversation.unready(uow, person=person, subject=subject),
                lambda _changes: self.reload(),
            )

    def add_question(self, text: str, is_shared: bool) -> None:
        """Add an own question."""
        subject, person, ids = self.subject, self.owner, self._ws.ids

        def done(changes: Changes) -> None:
            self.reload()
            self.added.emit(changes.ids[1])

        self._write(
            SHARED if is_shared else person,
            lambda uow: conversation.add_question(
                uow, person=person, subject=subject, text=text, is_shared=is_shared, new_id=ids
            ),
            done,
        )

    def share_question(self, question: Question, is_shared: bool) -> None:
        """Let the partner read an own question, or take it back."""
        subject, person = self.subject, self.owner
        self._write(
            SHARED,
            lambda uow: conversation.share_question(
                uow, person=person, subject=subject, question_id=question.id, is_shared=is_shared
            ),
            lambda _changes: self.reload(),
        )

    def delete_question(self, question: Question) -> None:
        """Delete an own question with the own answer to it, with undo."""
        subject, person, answer = self.subject, self.owner, self._answers.get(question.id)
        space, asked = person if self._ws.is_solo else SHARED, bool(question.asked)
        own = OwnQuestion(id=question.id, subject=subject, text=question.text)

        def undo() -> None:
            self._write(
                space,
                lambda uow: conversation.restore_question(
                    uow, person=person, question=own, answer=answer, is_shared=asked
                ),
                lambda _changes: self.reload(),
            )

        def done(_changes: Changes) -> None:
            self.reload()
            self._ws.toast(self.tr("The question was deleted."), undo)

        self._write(
            space,
            lambda uow: conversation.delete_question(uow, person=person, subject=subject, question_id=question.id),
            done,
        )

    def _write(
        self, space: str, act: Callable[[UnitOfWork], Changes], done: Callable[[Changes], object] | None = None
    ) -> None:
        self.write(space, act, done)
