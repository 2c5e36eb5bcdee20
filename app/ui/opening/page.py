"""The screen *Open together*: both confirm, things are shown in order, both add them or not now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.flow import Column, at_most, button_row, clear_layout
from app.ui.kit.labels import lead, soft
from app.ui.kit.mark import MarkButton, consent_button
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.surfaces import Card
from app.ui.opening.cards import OpeningStepView
from app.ui.opening.marks import FacingMarks
from app.ui.opening.presenter import OpeningPresenter, Stage
from app.ui.page import Page
from app.ui.page_id import PICK, PREPARE, PageId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class OpeningPage(Page):
    """One calm card at a time; nothing is kept before both say so."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = OpeningPresenter(ws, self)
        self.build_head(self.tr("Open together"))
        self.follow(self.presenter)
        self.presenter.stage_changed.connect(self.refresh)
        self.presenter.working.connect(lambda: self._working.show())
        self._column = Column(spacing=Space.L)
        self._stage = self._column.body
        self.body.addWidget(at_most(self._column, Size.READING))
        ws.design.limit_width(self._column, Size.READING)
        self.body.addStretch(1)
        self.marks: dict[PersonId, MarkButton] = {}
        self._steps: OpeningStepView | None = None
        self.hand_over: dict[PersonId, Button] = {}

    def activate(self, argument: object = None) -> None:
        """Look whether both are ready."""
        self.notice.clear()
        self.presenter.reload()

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Before anything was shown: freely. After: asked as *Stop* asks, and a yes is a *Not now*."""
        if self.presenter.is_shown:

            def stop_and_go() -> None:
                self.presenter.not_now()
                go_on()

            self._ask_to_stop(stop_and_go)
            return False
        return not self.presenter.is_about_to_show

    def flush(self) -> None:
        """What was not looked at yet can be looked at later."""
        self.presenter.keep_place()

    def left(self) -> None:
        """What both looked at does not stay in memory."""
        self.presenter.leave()

    def on_presence_changed(self) -> None:
        """Both have to be here."""
        self.presenter.reload()

    def refresh(self) -> None:
        """Show where the opening is; from one step to the next only what is on the card changes."""
        if self.presenter.stage is Stage.SHOW and self._steps is not None:
            self._show_step(self._steps)
        else:
            self._show_stage()
        self.to_top()

    def _show_stage(self) -> None:
        clear_layout(self._stage)
        self.marks, self.hand_over, self._steps = {}, {}, None
        build = {
            Stage.PREPARE: self._build_prepare,
            Stage.ASK: self._build_ask,
            Stage.SHOW: self._build_show,
            Stage.ACCEPT: self._build_accept,
            Stage.ADDED: self._build_added,
            Stage.NOT_NOW: self._build_not_now,
        }.get(self.presenter.stage)
        first = build() if build is not None else None
        # Shown now, so that it can take the focus and the page learns its height in one go.
        for part in self._column.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.show()
        if first is not None:
            first.setFocus()

    def _build_prepare(self) -> QWidget:
        card = self._card(
            self.tr("You can open together here once you are both ready."),
            self.tr(
                "Each of you looks, alone with the device, at what your partner would see, and marks it ready. Being "
                "ready with nothing to share counts just as much. If one of you is not ready, that can be read as an "
                "answer, so please do not ask each other about it."
            ),
        )
        card.add(FacingMarks(self.ws.design, self.ws.session.people, self.tr("preparing")))
        for person in self.ws.session.people:
            words = fill(self.tr("Hand the device to {name}"), name=person.name)
            go = secondary(self.ws.design, words, partial(self.ws.hand_over, person.id, PageId.MY_LIST, PREPARE))
            self.hand_over[person.id] = go
        card.add(button_row(*self.hand_over.values()))
        return self._heading

    def _build_ask(self) -> QWidget:
        text = self.ws.texts.before_opening
        if self.presenter.goes_on:
            card = self._card(
                self.tr("You were in the middle of this."),
                self.tr(
                    "Nothing you saw was added, and nothing more was shown. It continues where you were once both of "
                    "you have pressed your mark."
                ),
            )
        else:
            card = self._card(text.title, text.body)
            card.add(soft(self.tr("It begins when both of you have pressed your mark. That uses up your ready marks.")))
        card.add(FacingMarks(self.ws.design, self.ws.session.people, self.tr("ready"), touching=True))
        self._add_marks(card, self.tr("{name} is ready to look"), self.tr("Opening…"))
        card.add(button_row(quiet(self.ws.design, self.tr("Cancel and change nothing"), self.on_cancel)))
        return self._heading

    def _build_show(self) -> QWidget:
        presenter = self.presenter
        self._steps = OpeningStepView(self.ws.design, presenter.catalogue, self.ws.session.people)
        self._stage.addWidget(self._steps)
        self.next = primary(self.ws.design, self.tr("Next"), presenter.forward, "arrow-right")
        self._back = secondary(self.ws.design, self.tr("Back"), presenter.back, "arrow-left")
        stop = quiet(self.ws.design, self.tr("Stop for tonight"), self.on_not_now, "moon")
        for button in (self.next, self._back, stop):
            button.installEventFilter(self)
        self._stage.addWidget(button_row(self.next, self._back, stop))
        self._show_step(self._steps)
        return self.next

    def _show_step(self, steps: OpeningStepView) -> None:
        steps.show_step(self.presenter.step)
        self._back.setVisible(self.presenter.at > 0)
        if self.focusWidget() is not self._back or self._back.isHidden():
            self.next.setFocus()

    def _build_accept(self) -> QWidget:
        if not self.presenter.steps:
            card = self._card(
                self.tr("There is nothing new to show this time."),
                self.tr(
                    "That says nothing about either of you. You can each continue with your list and open again later."
                ),
            )
            home = primary(self.ws.design, self.tr("Back to Home"), partial(self._leave, PageId.HOME))
            card.add(button_row(home))
            return home
        card = self._card(
            self.tr("Would you both like to keep this?"),
            self.tr(
                "If both of you press your mark, what you have just seen is added to your shared list, where you can "
                "talk about it and plan with it. Agreeing to anything comes later, if you like."
            ),
        )
        self._add_marks(card, self.tr("{name}: add to our list"), self.tr("Adding it to your list…"))
        back = secondary(self.ws.design, self.tr("Look again"), self.presenter.back, "arrow-left")
        card.add(button_row(back, quiet(self.ws.design, self.tr("Not now"), self.on_not_now)))
        not_now = self.tr(
            "“Not now” adds nothing and uses up both ready marks. To open again, you each mark yours ready once more."
        )
        card.add(soft(not_now))
        return self._heading

    def _build_added(self) -> QWidget:
        card = self._card(
            self.tr("It is on your shared list now."),
            self.tr(
                "That does not mean anything on it is agreed. You can pick up to three things for tonight, talk about "
                "one thing at a time, or stop here."
            ),
        )
        pick = secondary(self.ws.design, self.tr("Pick up to three for tonight"), partial(self.go, PageId.LIMITS, PICK))
        return self._after(card, self.tr("See our list"), PageId.LIMITS, pick)

    def _build_not_now(self) -> QWidget:
        card = self._card(
            self.tr("Nothing was added."),
            self.tr(
                "Both ready marks have been used up. Whenever you like, each of you can look at what you would share "
                "and mark it ready again. No reason is needed."
            ),
        )
        return self._after(card, self.tr("Back to Home"), PageId.HOME)

    def _after(self, card: Card, words: str, page: PageId, *others: Button) -> Button:
        go = primary(self.ws.design, words, partial(self._leave, page), "arrow-right")
        home = secondary(self.ws.design, self.tr("Home"), partial(self._leave, PageId.HOME))
        card.add(button_row(go) if page is PageId.HOME else button_row(go, *others, home))
        return go

    def _leave(self, page: PageId) -> None:
        if self.presenter.stage is Stage.ACCEPT:
            self.presenter.leave()
        self.go(page)

    def _card(self, heading: str, text: str) -> Card:
        card = Card(self.ws.design, spacing=Space.L)
        self._heading = card.add_header(heading, "envelope-open")
        card.add(lead(text))
        self._stage.addWidget(card)
        return card

    def _add_marks(self, card: Card, words: str, working: str) -> None:
        for person in self.ws.session.people:
            confirm = partial(self.presenter.confirm, person.id)
            self.marks[person.id] = consent_button(self.ws.design, person, fill(words, name=person.name), confirm)
        one, other = self.marks.values()
        self._working = soft(working)
        self._working.hide()
        card.add_all(TwoColumns(self.ws.design, one, other), self._working)

    def on_cancel(self) -> None:
        """Leave everything as it is."""
        self.presenter.cancel()
        self.go(PageId.HOME)

    def on_not_now(self) -> None:
        """Ask once, since it takes preparing again; then share nothing."""
        self._ask_to_stop(self.presenter.not_now)

    def _ask_to_stop(self, act: Callable[[], object]) -> None:
        self.ws.prompts.confirm(
            self.tr("Stop without adding anything?"),
            self.tr(
                "Nothing from this opening is kept, and both ready marks are used up. You can each mark yours ready "
                "again another time."
            ),
            self.tr("Not now"),
            act,
            no=self.tr("Keep looking"),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on a button turn the cards instead of moving along the buttons."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._turn(event)

    def _turn(self, event: QKeyEvent) -> bool:
        if self.presenter.stage is not Stage.SHOW or event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        (self.presenter.forward if event.key() == Qt.Key.Key_Right else self.presenter.back)()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow go on, the left one goes back, Escape asks to stop."""
        key, stage = event.key(), self.presenter.stage
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.presenter.forward()
        elif self._turn(event):
            pass
        elif stage in (Stage.SHOW, Stage.ACCEPT) and key == Qt.Key.Key_Escape and self.presenter.steps:
            self.on_not_now()
        elif stage is Stage.ASK and key == Qt.Key.Key_Escape:
            self.on_cancel()
        else:
            super().keyPressEvent(event)
