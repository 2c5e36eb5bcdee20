"""The steps for Home that are about what is agreed, in words."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication

from app.models.agreement import CurrentAgreement, has_passed
from app.models.next_step import NextStep
from app.models.outline import DraftKind
from app.services.home import Home
from app.ui.home.step import HomeStep
from app.ui.page_id import PageId
from app.ui.terms import day_words
from app.ui.wording import fill
from app.ui.workspace import Workspace

_say = partial(QCoreApplication.translate, "Steps")


class AgreedSteps:
    """Puts them into words, about what Home read."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self.home = Home(own=None)
        self.words = {
            NextStep.PRINT: self._print,
            NextStep.SCENE_RUNS: self._runs,
            NextStep.SCENE_TODAY: self._today_is,
            NextStep.SCENE_AHEAD: self._planned,
            NextStep.REVIEW: self._review,
            NextStep.REVIEW_SCENE: self._review_scene,
        }

    def _title(self, held: CurrentAgreement) -> str:
        document = held.agreement.document
        if document.kind is DraftKind.GROUND_RULES:
            return _say("Ground rules")
        return document.title.strip() or _say("Untitled scene")

    def _print(self) -> HomeStep:
        held = self.home.unprinted
        assert held is not None
        text = _say("“{title}” is agreed. You can print it or save it once you have both approved the page.")
        text, button = fill(text, title=self._title(held)), _say("Print")
        argument = held.agreement.document.draft_id
        return HomeStep("printer", _say("Print what you agreed"), text, button, PageId.EXPORT, argument)

    def _runs(self) -> HomeStep:
        title, text = _say("A scene is running"), _say("The time keeps running. Either of you can end it.")
        return HomeStep("clock", title, text, _say("Look at it"), PageId.LIVE, self.home.evening.running)

    def _today_is(self) -> HomeStep:
        held, me = self.home.planned(self._ws.today), self._ws.session.me
        assert held is not None
        text, page = _say("“{title}” is planned for today. First a minute for each of you, alone."), PageId.LIVE
        button = _say("Get ready")
        if me is not None:
            page, button = PageId.READY, _say("My ready check")
            text = _say("“{title}” is planned for today. First a minute for yourself.")
        if me in self.home.evening.checked:
            text = _say("“{title}” is planned for today. You have answered; you look at the result together.")
            button = _say("Look again")
        text = fill(text, title=self._title(held))
        return HomeStep("path", _say("Your scene today"), text, button, page, held.agreement.id)

    def _planned(self) -> HomeStep:
        held = self.home.planned(self._ws.today)
        assert held is not None
        document = held.agreement.document
        assert document.review_on is not None
        title, text = _say("Your next scene"), _say("“{title}” is planned for {day}.")
        text = fill(text, title=self._title(held), day=day_words(document.review_on, self._ws.today))
        if document.review_on == self._ws.today + timedelta(days=1):
            title = _say("Your scene tomorrow")
            text = _say("“{title}” is planned for tomorrow. Either of you can still say no, or make it less.")
            text = fill(text, title=self._title(held))
        return HomeStep("path", title, text, _say("Read it"), PageId.SCENES, document.draft_id)

    def _review(self) -> HomeStep:
        held = self.home.rules()
        assert held is not None
        day = held.agreement.document.review_on
        assert day is not None
        text = _say("Their review is due by {day}. After that day they are no longer agreed.")
        if has_passed(held.agreement.document, self._ws.today):
            text = _say("They were agreed until {day}. If you want to keep them, each of you reads them again.")
        text = fill(text, day=day_words(day, self._ws.today))
        return HomeStep("file-text", _say("Review your ground rules"), text, _say("Review"), PageId.GROUND_RULES)

    def _review_scene(self) -> HomeStep:
        held = self.home.scene_to_review(self._ws.today)
        assert held is not None
        document = held.agreement.document
        assert document.review_on is not None
        text = _say("The review of “{title}” is due by {day}. After that day it is no longer agreed.")
        if has_passed(document, self._ws.today):
            text = _say("“{title}” was agreed until {day}. If you want to keep it, each of you reads it again.")
        text = fill(text, title=self._title(held), day=day_words(document.review_on, self._ws.today))
        return HomeStep("path", _say("Review a scene"), text, _say("Review"), PageId.SCENES, document.draft_id)
