"""What an opening of a conversation shows, and what both keep of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.conversation import ConversationTexts, OpenedQuestion, Question, QuestionSetId, set_of
from app.services import conversation, conversation_opening
from app.services.conversation import TalkedAbout
from app.services.conversation_opening import ConversationBegun
from app.services.opening import PreparedOpening
from app.services.units import UnitOfWork
from app.ui.opening.flow import OpeningFlow, Stage, Two
from app.ui.workspace import SHARED, Workspace


class ConversationFlow(OpeningFlow[OpenedQuestion]):
    """One question after the other."""

    kinds = (ChangeKind.CONVERSATIONS,)
    told_loaded = Signal()

    def __init__(self, ws: Workspace, texts: ConversationTexts, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._texts = texts
        self.subject = ""
        self.shared: TalkedAbout | None = None
        """What both can read."""
        self.catalogue: Catalogue = ws.catalogue
        """What names the activities that are shown."""

    @property
    def _asked(self) -> tuple[Question, ...]:
        return self._texts.sets[set_of(self.subject) or QuestionSetId.FIRST].questions

    def open(self, subject: str) -> None:
        """Be about this subject; an opening of a different one is dropped."""
        if subject != self.subject:
            self.subject, self.shared = subject, None
            self.drop()

    def reload(self) -> None:
        """Look what was told, and whether both are ready."""
        if self._ws.session.is_together and self.subject:
            self._read_told()
            super().reload()

    def _read_told(self) -> None:
        subject, asked, base = self.subject, self._asked, self._ws.catalogue

        def loaded(shared: TalkedAbout) -> None:
            if self.subject == subject and self._ws.session.is_together:
                self.shared = shared
                self.told_loaded.emit()

        self.read(lambda uow: conversation.talked_about(uow, subject=subject, asked=asked, base=base), loaded)

    def looking(self, people: Two) -> Callable[[UnitOfWork], PreparedOpening]:
        """Looks whether both are ready."""
        subject = self.subject
        return lambda uow: conversation_opening.prepared_conversation(uow, people=people, subject=subject)

    def begin(self) -> None:
        """Put together what both sealed."""
        people, subject, asked, base = self.people, self.subject, self._asked, self._ws.catalogue
        self.write(
            SHARED,
            lambda uow: conversation_opening.begin_conversation(
                uow, people=people, subject=subject, asked=asked, base=base
            ),
            self._show,
        )

    def _show(self, begun: ConversationBegun) -> None:
        self.catalogue = begun.catalogue
        self.show_steps(begun.opened, begun.seen)

    def keeping(self, people: Two, seen: int) -> Callable[[UnitOfWork], Changes]:
        """Notes how many questions both have left behind."""
        subject = self.subject
        return lambda uow: conversation_opening.keep_place_in_conversation(
            uow, people=people, subject=subject, seen=seen
        )

    def spending(self, people: Two) -> Callable[[UnitOfWork], Changes]:
        """Spends what was shown in part."""
        subject = self.subject
        return lambda uow: conversation_opening.end_conversation(uow, people=people, subject=subject)

    def accept(self) -> None:
        """Each says what they shared."""
        people, subject, opened = self.people, self.subject, self.steps

        def accepted(_changes: Changes) -> None:
            self.drop(Stage.ADDED)
            self._read_told()

        self.write(
            SHARED,
            lambda uow: conversation_opening.accept_conversation(uow, people=people, subject=subject, opened=opened),
            accepted,
        )
