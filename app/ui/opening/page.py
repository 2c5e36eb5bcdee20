"""The screen *Open together*: what both share of their lists."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from app.ui.kit.buttons import primary, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.surfaces import Card
from app.ui.opening.cards import OpeningStepView
from app.ui.opening.presenter import OpeningPresenter
from app.ui.opening.stages import BeforeWords, KeepWords, StagesPage, StageText, StageWords
from app.ui.page_id import PICK, PREPARE, PageId
from app.ui.talk_offer import talk_offer
from app.ui.workspace import Workspace


class OpeningPage(StagesPage):
    """Shared yeses first, limits last."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = OpeningPresenter(ws, self)
        self.build_head(self.tr("Open together"))
        self.build_stages(self.presenter)

    @property
    def hands_to(self) -> tuple[PageId, object]:
        """Their lists, with what they would share next."""
        return PageId.MY_LIST, PREPARE

    def activate(self, argument: object = None) -> None:
        """Look whether both are ready."""
        self.notice.clear()
        self.presenter.reload()

    def on_presence_changed(self) -> None:
        """Both have to be here."""
        self.presenter.reload()

    def make_steps(self) -> QWidget:
        """The card that shows them one at a time."""
        return OpeningStepView(self.ws.design, self.presenter.catalogue, self.ws.session.people)

    def show_step(self, steps: QWidget) -> None:
        """Bind it to the current step."""
        cast("OpeningStepView", steps).show_step(self.presenter.step)

    def add_after(self, card: Card) -> QWidget:
        """The list, something for tonight, or Home."""
        design = self.ws.design
        go = primary(design, self.tr("See our list"), partial(self.leave_to, PageId.LIMITS), "arrow-right")
        pick = secondary(design, self.tr("Pick up to three for tonight"), partial(self.go, PageId.LIMITS, PICK))
        home = secondary(design, self.tr("Home"), partial(self.leave_to, PageId.HOME))
        card.add(button_row(go, pick, home, talk_offer(self)))
        return go

    def words(self) -> StageWords:
        """What the stages say."""
        return StageWords(before=self._before(), after=self._after())

    def _before(self) -> BeforeWords:
        before = self.ws.texts.before_opening
        return BeforeWords(
            prepare=StageText(
                self.tr("You can open together here once you are both ready."),
                self.tr(
                    "Each of you looks, alone with the device, at what your partner would see, and marks it ready. "
                    "Being ready with nothing to share counts just as much. If one of you is not ready, that can be "
                    "read as an answer, so please do not ask."
                ),
            ),
            ask=StageText(before.title, before.body),
            goes_on=self.tr(
                "Nothing you saw was added, and nothing more was shown. It continues where you were once both of you "
                "have pressed your mark."
            ),
            nothing_new=self.tr(
                "That does not mean anything about either of you. You can each continue with your list and open again "
                "later."
            ),
        )

    def _after(self) -> KeepWords:
        return KeepWords(
            accept=StageText(
                self.tr("Would you both like to keep this?"),
                self.tr(
                    "If both of you press your mark, what you have just seen is added to your shared list, where you "
                    "can talk about it and plan with it. Agreeing to anything comes later, if you like."
                ),
            ),
            keep=self.tr("{name}: add to our list"),
            keeping=self.tr("Adding it to your list…"),
            not_now_means=self.tr(
                "“Not now” adds nothing and uses up both ready marks. To open again, you each mark yours ready once "
                "more."
            ),
            kept=StageText(
                self.tr("It is on your shared list now."),
                self.tr(
                    "That does not mean anything on it is agreed. You can pick up to three things for tonight, talk "
                    "about one thing at a time, or stop here."
                ),
            ),
            not_kept=StageText(
                self.tr("Nothing was added."),
                self.tr(
                    "Both ready marks have been used up. Whenever you like, each of you can look at what you would "
                    "share and mark it ready again. No reason is needed."
                ),
            ),
            stop=StageText(
                self.tr("Stop without adding anything?"),
                self.tr(
                    "Nothing from this opening is kept, and both ready marks are used up. You can each mark yours "
                    "ready again another time."
                ),
            ),
        )
