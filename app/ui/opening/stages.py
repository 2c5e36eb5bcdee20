"""The stages of an opening on screen: both confirm, things are shown in order, both keep them or not now."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

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
from app.ui.opening.flow import OpeningFlow, Stage
from app.ui.opening.marks import FacingMarks
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.wording import fill


@dataclass(frozen=True)
class StageText:
    """A title, and a sentence or two below it."""

    title: str
    text: str


@dataclass(frozen=True)
class BeforeWords:
    """What the stages say before anything is shown. `nothing_new`: nothing will be."""

    prepare: StageText
    ask: StageText
    goes_on: str
    nothing_new: str


@dataclass(frozen=True)
class KeepWords:
    """What they say once all of it was shown: whether both keep it, or not now. `keep`: on each mark, with {name}."""

    accept: StageText
    keep: str
    keeping: str
    not_now_means: str
    kept: StageText
    not_kept: StageText
    stop: StageText


@dataclass(frozen=True)
class StageWords:
    """What the stages say."""

    before: BeforeWords
    after: KeepWords


class StagesPage(Page):
    """One calm card at a time; nothing is kept before both say so."""

    flow: OpeningFlow[Any]

    def build_stages(self, flow: OpeningFlow[Any], width: Size = Size.READING) -> None:
        """Put the stages below the head."""
        self.flow = flow
        self.follow(flow)
        flow.stage_changed.connect(self.refresh)
        flow.working.connect(lambda: self._working.show())
        self.stages = Column(spacing=Space.L)
        self._stage = self.stages.body
        self.stages_box = at_most(self.stages, width)
        self.body.addWidget(self.stages_box)
        self.ws.design.limit_width(self.stages, width)
        self.body.addStretch(1)
        self.marks: dict[PersonId, MarkButton] = {}
        self._steps: QWidget | None = None
        self.hand_over: dict[PersonId, Button] = {}

    # --- what differs

    @property
    @abstractmethod
    def hands_to(self) -> tuple[PageId, object]:
        """Where each prepares."""

    @abstractmethod
    def words(self) -> StageWords:
        """What the stages say now."""

    @abstractmethod
    def make_steps(self) -> QWidget:
        """The view of the steps, one at a time."""

    @abstractmethod
    def show_step(self, steps: QWidget) -> None:
        """Show the current step in that view."""

    @abstractmethod
    def add_after(self, card: Card) -> QWidget:
        """Put what can be done next on the card that says it was kept; returns the first of it."""

    def add_below(self, stage: Stage) -> None:
        """Put more below the card of a stage."""

    # --- what is the same

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Before anything was shown: freely. After: asked as *Stop* asks, and a yes is a *Not now*."""
        if self.flow.is_shown:

            def stop_and_go() -> None:
                self.flow.not_now()
                go_on()

            self._ask_to_stop(stop_and_go)
            return False
        return not self.flow.is_about_to_show

    def flush(self) -> None:
        """What was not looked at yet can be looked at later."""
        self.flow.keep_place()

    def left(self) -> None:
        """What both looked at does not stay in memory."""
        self.flow.leave()

    def refresh(self) -> None:
        """Show where the opening is; from one step to the next only what is on the card changes."""
        if self.flow.stage is Stage.SHOW and self._steps is not None:
            self._show_step(self._steps)
        else:
            self._show_stage()
        self.to_top()

    def clear_stages(self) -> None:
        """Show nothing of the opening."""
        clear_layout(self._stage)
        self.marks, self.hand_over, self._steps = {}, {}, None

    def _show_stage(self) -> None:
        self.clear_stages()
        build = {
            Stage.PREPARE: self._build_prepare,
            Stage.ASK: self._build_ask,
            Stage.SHOW: self._build_show,
            Stage.ACCEPT: self._build_accept,
            Stage.ADDED: self._build_added,
            Stage.NOT_NOW: self._build_not_now,
        }.get(self.flow.stage)
        first = build() if build is not None else None
        if build is not None:
            self.add_below(self.flow.stage)
        # Shown now, so that it can take the focus and the page learns its height in one go.
        for part in self.stages.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.show()
        if first is not None:
            first.setFocus()

    def _build_prepare(self) -> QWidget:
        card = self._card(self.words().before.prepare)
        card.add(FacingMarks(self.ws.design, self.ws.session.people, self.tr("preparing")))
        for person in self.ws.session.people:
            words = fill(self.tr("Hand the device to {name}"), name=person.name)
            go = secondary(self.ws.design, words, partial(self._hand_to, person.id))
            self.hand_over[person.id] = go
        card.add(button_row(*self.hand_over.values()))
        return self._heading

    def _hand_to(self, person: PersonId) -> None:
        self.ws.hand_over(person, *self.hands_to)

    def _build_ask(self) -> QWidget:
        words = self.words().before
        if self.flow.goes_on:
            card = self._card(StageText(self.tr("You were in the middle of this."), words.goes_on))
        else:
            card = self._card(words.ask)
            card.add(soft(self.tr("It begins when both of you have pressed your mark. That uses up your ready marks.")))
        card.add(FacingMarks(self.ws.design, self.ws.session.people, self.tr("ready"), touching=True))
        self._add_marks(card, self.tr("{name} is ready to look"), self.tr("Opening…"))
        card.add(button_row(quiet(self.ws.design, self.tr("Cancel and change nothing"), self.on_cancel)))
        return self._heading

    def _build_show(self) -> QWidget:
        flow = self.flow
        self._steps = self.make_steps()
        self._stage.addWidget(self._steps)
        self.next = primary(self.ws.design, self.tr("Next"), flow.forward, "arrow-right")
        self._back = secondary(self.ws.design, self.tr("Back"), flow.back, "arrow-left")
        stop = quiet(self.ws.design, self.tr("Stop for tonight"), self.on_not_now, "moon")
        for button in (self.next, self._back, stop):
            button.installEventFilter(self)
        self._stage.addWidget(button_row(self.next, self._back, stop))
        self._show_step(self._steps)
        return self.next

    def _show_step(self, steps: QWidget) -> None:
        self.show_step(steps)
        self._back.setVisible(self.flow.at > 0)
        if self.focusWidget() is not self._back or self._back.isHidden():
            self.next.setFocus()

    def _build_accept(self) -> QWidget:
        if not self.flow.steps:
            none = self.tr("There is nothing new to show this time.")
            card = self._card(StageText(none, self.words().before.nothing_new))
            home = primary(self.ws.design, self.tr("Back to Home"), partial(self.leave_to, PageId.HOME))
            card.add(button_row(home))
            return home
        words = self.words().after
        card = self._card(words.accept)
        self._add_marks(card, words.keep, words.keeping)
        back = secondary(self.ws.design, self.tr("Look again"), self.flow.back, "arrow-left")
        card.add(button_row(back, quiet(self.ws.design, self.tr("Not now"), self.on_not_now)))
        card.add(soft(words.not_now_means))
        return self._heading

    def _build_added(self) -> QWidget:
        return self.add_after(self._card(self.words().after.kept))

    def _build_not_now(self) -> QWidget:
        card = self._card(self.words().after.not_kept)
        home = primary(self.ws.design, self.tr("Back to Home"), partial(self.leave_to, PageId.HOME), "arrow-right")
        card.add(button_row(home))
        return home

    def leave_to(self, page: PageId, argument: object = None) -> None:
        """Go to a page; with nothing left to accept, nothing is asked."""
        if self.flow.stage is Stage.ACCEPT:
            self.flow.leave()
        self.go(page, argument)

    def _card(self, said: StageText) -> Card:
        card = Card(self.ws.design, spacing=Space.L)
        self._heading = card.add_header(said.title, "envelope-open")
        card.add(lead(said.text))
        self._stage.addWidget(card)
        return card

    def _add_marks(self, card: Card, words: str, working: str) -> None:
        for person in self.ws.session.people:
            confirm = partial(self.flow.confirm, person.id)
            self.marks[person.id] = consent_button(self.ws.design, person, fill(words, name=person.name), confirm)
        one, other = self.marks.values()
        self._working = soft(working)
        self._working.hide()
        card.add_all(TwoColumns(self.ws.design, one, other), self._working)

    def on_cancel(self) -> None:
        """Leave everything as it is."""
        self.flow.cancel()
        self.go(PageId.HOME)

    def on_not_now(self) -> None:
        """Ask once, since it takes preparing again; then share nothing."""
        self._ask_to_stop(self.flow.not_now)

    def _ask_to_stop(self, act: Callable[[], object]) -> None:
        stop = self.words().after.stop
        self.ws.prompts.confirm(stop.title, stop.text, self.tr("Not now"), act, no=self.tr("Keep looking"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on a button turn the cards instead of moving along the buttons."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._turn(event)

    def _turn(self, event: QKeyEvent) -> bool:
        if self.flow.stage is not Stage.SHOW or event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        (self.flow.forward if event.key() == Qt.Key.Key_Right else self.flow.back)()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow go on, the left one goes back, Escape asks to stop."""
        key, stage = event.key(), self.flow.stage
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flow.forward()
        elif self._turn(event):
            pass
        elif stage in (Stage.SHOW, Stage.ACCEPT) and key == Qt.Key.Key_Escape and self.flow.steps:
            self.on_not_now()
        elif stage is Stage.ASK and key == Qt.Key.Key_Escape:
            self.on_cancel()
        else:
            super().keyPressEvent(event)
