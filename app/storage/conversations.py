"""Repositories of conversations: a person's own answers and questions, and what they sealed."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import bindparam, select

from app.errors import VaultDamaged
from app.models.conversation import BegunTalk, ConversationAnswer, OwnQuestion, SealedConversation
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository, PreparedStatement, Repository, decoded

_ANY = PreparedStatement(
    select(tables.conversation_answer.c.question)
    .where(tables.conversation_answer.c.subject == bindparam("subject"))
    .limit(1)
)


class ConversationAnswers(Repository[ConversationAnswer]):
    """Answers to the questions of conversations; an empty one is not kept."""

    documents = DocumentTable(
        tables.conversation_answer, ConversationAnswer, lambda a: {"subject": a.subject, "question": a.question}
    )

    def of(self, subject: str) -> tuple[ConversationAnswer, ...]:
        """The answers about one subject."""
        return self._where(tables.conversation_answer.c.subject == subject)

    def has_any(self, subject: str) -> bool:
        """Whether there is any answer about one subject; decodes nothing."""
        return bool(_ANY.rows(self._connection, {"subject": subject}))

    def keep(self, answer: ConversationAnswer) -> None:
        """Save an answer, or delete it if there is nothing in it."""
        if answer.is_empty:
            self.delete(answer.subject, answer.question)
        else:
            self.save(answer)

    def delete(self, subject: str, question: str) -> None:
        """Delete the answer to one question."""
        table = tables.conversation_answer
        self._delete(table.c.subject == subject, table.c.question == question)


class OwnQuestions(KeyedRepository[OwnQuestion]):
    """Questions that the person added, shared or not."""

    documents = DocumentTable(tables.own_question, OwnQuestion, lambda q: {"id": q.id, "subject": q.subject})

    def of(self, subject: str) -> tuple[OwnQuestion, ...]:
        """The questions added to one subject."""
        return self._where(tables.own_question.c.subject == subject)


class SealedConversations(KeyedRepository[SealedConversation]):
    """Snapshots by subject. One that can't be read is none: its person marks it ready again."""

    documents = DocumentTable(tables.sealed_conversation, SealedConversation, lambda s: {"subject": s.subject})

    def get(self, key: str) -> SealedConversation | None:
        """The snapshot about this subject."""
        with suppress(VaultDamaged):
            return super().get(key)
        return None

    def subjects(self) -> tuple[str, ...]:
        """The subjects that anything is sealed about."""
        column = tables.sealed_conversation.c.subject
        read = self._connection.execute
        return decoded("sealed_conversation", lambda: tuple(map(str, read(select(column).order_by(column)).scalars())))


class BegunTalks(KeyedRepository[BegunTalk]):
    """Conversations about how talking was that were begun together."""

    documents = DocumentTable(tables.begun_talk, BegunTalk, lambda b: {"subject": b.subject, "day": b.day.isoformat()})

    def delete_before(self, day: str) -> None:
        """Delete those of talks before an ISO day."""
        self._delete(tables.begun_talk.c.day < day)
