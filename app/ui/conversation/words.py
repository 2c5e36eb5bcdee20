"""The words of questions and of what is told in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.catalogue import Catalogue
from app.models.conversation import Question
from app.models.person import Person
from app.ui.terms import entry_title, pairing_words
from app.ui.wording import fill

_say = partial(QCoreApplication.translate, "ConversationWords")


class QuestionWords:
    """Names activities by this catalogue, and people by their names."""

    def __init__(self, catalogue: Catalogue, people: Sequence[Person]) -> None:
        self._catalogue, self._people = catalogue, people

    def text(self, question: Question) -> str:
        """What is asked."""
        pairing = question.pairing
        if pairing is None:
            is_alone = len(self._people) == 1
            return (question.alone if is_alone else "") or question.text
        title = entry_title(self._catalogue, pairing.activity_id)
        if pairing.active is None:
            return fill(_say("{activity}: keep, change or stop?"), activity=title)
        side = pairing_words(self._catalogue.find(pairing.activity_id), pairing, self._people)
        return fill(_say("{activity} ({side}): keep, change or stop?"), activity=title, side=side)
