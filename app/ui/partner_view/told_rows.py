"""Rows of *What they can see of mine*, and those of what one told and asked in conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.conversation import (
    ACTIVITY,
    AskedWords,
    ConversationTexts,
    Question,
    QuestionSet,
    ToldAnswer,
    set_of,
    with_activities,
)
from app.models.pairing import pairing_from
from app.models.person import Person
from app.models.said_kinds import ASKED, TOLD
from app.services.sharing import Seen
from app.services.words_seen import SeenWords
from app.ui.conversation.words import QuestionWords
from app.ui.design.tokens import Colour
from app.ui.row_content import RowContent, RowDetail
from app.ui.terms import quoted
from app.ui.wording import dotted


@dataclass(frozen=True, slots=True)
class DisclosedRow:
    """One thing of mine that is seen, and the keys that take it back."""

    category: str
    content: RowContent
    key: str
    share_key: tuple[str, str] = ("", "")
    is_offer: bool = False
    """Whether the row is about having offered the entry; then `key` is the entry's id."""
    kind: str = ""
    """The kind of own words, if they are not on the shared list."""
    parts: tuple[DisclosedRow, ...] = ()
    """Both directions of an activity that say the same, if the row is about both."""


_say = partial(QCoreApplication.translate, "ToldRows")

IN_TALKS = "in_talks"
"""Stands for the category of what was told."""
TOLD_KINDS = frozenset((ASKED.name, TOLD.name))


def told_rows(seen: Seen, texts: ConversationTexts, people: Sequence[Person]) -> Iterator[DisclosedRow]:
    """A row for each question and each answer that the partner can read."""
    names = QuestionWords(seen.catalogue, people)
    for words in seen.words:
        subject, _, question_id = words.key.partition("/")
        set_id = set_of(subject)
        if words.kind not in TOLD_KINDS or set_id is None:
            continue
        found = texts.sets[set_id]
        question = _question(found, question_id, words, people)
        for body in words.bodies:
            if isinstance(body, AskedWords):
                title, side, said = _say("A question of mine"), found.title, quoted(body.text)
            elif isinstance(body, ToldAnswer):
                title, side = found.title, names.text(question) or _say("A question that was taken back")
                said = dotted(question.words_of(body.choice), quoted(body.words))
            else:
                continue
            content = RowContent(title, side=side, details=(RowDetail(said, Colour.INK),))
            yield DisclosedRow(IN_TALKS, content, words.key, kind=words.kind)


def _question(found: QuestionSet, question_id: str, words: SeenWords, people: Sequence[Person]) -> Question:
    about, _, key = question_id.partition("|")
    pairing = pairing_from(key, {person.id for person in people}) if about == ACTIVITY else None
    asked = with_activities(found.questions, () if pairing is None else (pairing,))
    return next((each for each in asked if each.id == question_id), Question(id=question_id, text=words.title))
