"""The steps for Home that are about conversations, in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.conversation import FIRST, QuestionSetId, debrief_of, set_of
from app.models.next_step import NextStep
from app.services.home import Home
from app.ui.home.step import HomeStep
from app.ui.page_id import PageId
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill
from app.ui.workspace import Workspace

Together = Callable[[str, str, str, PageId, object], HomeStep]
"""Makes a step that takes both."""
_say = partial(QCoreApplication.translate, "Steps")
_TITLES = WordTable(
    "Steps",
    {
        QuestionSetId.FIRST: "First conversation",
        QuestionSetId.DEBRIEF: "Talk it over",
        QuestionSetId.TALKING: "How was talking?",
    },
)
_ICON, _PAGE = "chats-circle", PageId.CONVERSATION


class TalkSteps:
    """Puts them into words, about what Home read."""

    def __init__(self, ws: Workspace, together: Together) -> None:
        self._ws, self._together = ws, together
        self.home = Home(own=None)
        self.words = {
            NextStep.FIRST_TALK: self._first,
            NextStep.OPEN_TALK: self._open,
            NextStep.DEBRIEF: self._debrief,
            NextStep.TALKING: self._talking,
        }

    def _first(self) -> HomeStep:
        text = _say("Ten questions, answered alone. Then you open together what each of you chose to share.")
        if self._ws.is_solo:
            text = _say("Ten questions for yourself. You can bring the answers to a therapist, or to a partner later.")
        return HomeStep(_ICON, _TITLES[QuestionSetId.FIRST], text, _say("Look at the questions"), _PAGE, FIRST)

    def _open(self) -> HomeStep:
        subject = self.home.ready_talks.subjects[0]
        title = _TITLES[set_of(subject) or QuestionSetId.FIRST]
        if subject in self.home.ready_talks.begun:
            text = _say("You were interrupted. Nothing more was shown, and nothing was kept.")
            return HomeStep("envelope-simple-open", title, text, _say("Go on"), _PAGE, subject)
        text = _say("You are both ready.")
        return HomeStep("envelope-simple-open", title, text, _say("Open together"), _PAGE, subject)

    def _debrief(self) -> HomeStep:
        held = self.home.to_debrief
        assert held is not None
        document, subject = held.agreement.document, debrief_of(held.agreement.id)
        assert document.review_on is not None
        title, named = _TITLES[QuestionSetId.DEBRIEF], document.title.strip() or _say("Untitled scene")
        own = self.home.own
        if own is not None and subject in own.talks.ready:
            text = _say("You are ready to open what you wrote about “{title}”. It takes both of you.")
            return self._together("check-circle", title, fill(text, title=named), _PAGE, subject)
        text = _say("“{title}” was on {day}. Each of you writes alone how it was, when you are rested.")
        text = fill(text, title=named, day=day_words(document.review_on, self._ws.today))
        return HomeStep(_ICON, title, text, _say("Begin"), _PAGE, subject, ends=held.agreement.id)

    def _talking(self) -> HomeStep:
        assert self.home.own is not None
        text = _say("Five short questions about your last talk. Only you see your answers.")
        title, subject = _TITLES[QuestionSetId.TALKING], self.home.own.talks.begun[0]
        return HomeStep(_ICON, title, text, _say("Look at it"), _PAGE, subject)
