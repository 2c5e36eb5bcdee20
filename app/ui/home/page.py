"""The screen *Home*: what is agreed, and the next steps."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.models.changes import ChangeKind, Changes
from app.ui.design.tokens import Colour, Space
from app.ui.home.notices import HomeNotice, HomeNotices
from app.ui.home.own_space import OwnSpace
from app.ui.home.presenter import HomePresenter
from app.ui.home.step import HomeStep, StepAct
from app.ui.kit.buttons import Button, ButtonKind, quiet, secondary
from app.ui.kit.flow import button_row, discard, holds_focus
from app.ui.kit.labels import soft
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import Card, Pill
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import Workspace

COLUMN = 300
"""Least width of a card in pixels at 100 % text."""


class HomePage(Page):
    """Notices above cards in a grid of one to three columns; the next step comes first."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = HomePresenter(ws, self)
        self.build_head("")
        self.follow(self.presenter, self.refresh)
        self.notices: list[Notice] = []
        self._told = HomeNotices(ws, self._tell, self)
        self._told.resources_wanted.connect(lambda: self.go(PageId.READING, "resources"))
        self._grid_box = QWidget(self)
        self._grid = QGridLayout(self._grid_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.L)
        self.body.addWidget(self._grid_box)
        self._own = OwnSpace(ws, self)
        self.own_space = soft()
        self.body.addWidget(self.own_space)
        self.body.addStretch(1)
        self._cards: list[tuple[Card, int]] = []
        self._columns = 0
        self._first: Button | None = None
        self._shown: tuple[tuple[HomeStep, ...], tuple[HomeStep, ...]] | None = None

    def activate(self, argument: object = None) -> None:
        """Read Home again."""
        self.header.show_title(self.presenter.greeting())
        self.header.show_subtitle(self.presenter.weekday())
        self.notice.clear()
        self._tell()
        self.presenter.reload()

    def _tell(self) -> None:
        for gone in self.notices:
            discard(gone)
        self.notices = [self._notice(2 + place, each) for place, each in enumerate(self._told.all())]
        words = self._own.words()
        self.own_space.setText(words)
        self.own_space.setVisible(bool(words))

    def _notice(self, place: int, said: HomeNotice) -> Notice:
        notice = Notice(self.ws.design, self)
        self.body.insertWidget(place, notice)
        notice.dismissed.connect(said.dismiss)
        actions = [secondary(self.ws.design, answer.words, answer.act) for answer in said.answers]
        notice.show_notice(said.title, said.text, said.tone, actions)
        return notice

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Tell what was found meanwhile."""
        super().on_changed(changes, by)
        if changes.touches(ChangeKind.PEOPLE):
            self._tell()

    def on_presence_changed(self) -> None:
        """Read Home again: alone and together have different steps. Nothing is left of those of before."""
        held, self.presenter.home = holds_focus(self), None
        self.refresh()
        self._shown = None if held else self._shown
        self.activate()

    def refresh(self) -> None:
        """Show the next steps, and what is agreed beside them."""
        shown = (self.presenter.agreed(), self.presenter.steps())
        if shown == self._shown:
            return
        had_focus = self._shown is None or holds_focus(self)
        self._first = None
        self._shown = shown
        for card, _span in self._cards:
            discard(card)
        agreed, steps = shown
        held = [(self._agreed_card(card), 2) for card in agreed]
        primary, other = ButtonKind.PRIMARY, ButtonKind.SECONDARY
        next_steps = [(self._card(step, primary if step is steps[0] else other), 1) for step in steps]
        # A step and a wide card fill a row of three columns; with fewer columns they wrap in the same order.
        self._cards = [card for pair in zip_longest(next_steps[: len(held)], held) for card in pair if card is not None]
        self._cards.extend(next_steps[len(held) :])
        self._lay_out(force=True)
        if self.scroller is not None:
            self.scroller.settle()
        if had_focus:
            self._take_focus()

    def _take_focus(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agreed_card(self, agreed: HomeStep) -> Card:
        pill = Pill(self.ws.design, self.tr("agreed"), icon="check", tone=Colour.AGREED)
        return self._card(agreed, ButtonKind.SECONDARY, "book-open", pill)

    def _card(self, step: HomeStep, kind: ButtonKind, icon: str = "", pill: Pill | None = None) -> Card:
        card = Card(self.ws.design)
        card.add_header(step.title, icon=step.icon, trailing=pill)
        for text in filter(None, (step.text, step.note)):
            card.add(soft(text))
        card.body.addStretch(1)
        button = Button(self.ws.design, step.button, partial(self._take, step), icon, kind=kind)
        button.setAccessibleName(f"{step.button}: {step.title}")
        buttons = button_row(button)
        if step.ends:
            buttons.add(quiet(self.ws.design, self.tr("We have talked"), partial(self.presenter.end_scene, step.ends)))
        card.add(buttons)
        if kind is ButtonKind.PRIMARY:
            self._first = button
        return card

    def _take(self, step: HomeStep) -> None:
        if step.act is StepAct.AGREE:
            self.presenter.agree(str(step.argument))
        elif step.act is StepAct.HAND_OVER:
            assert step.person is not None
            self.ws.hand_over(step.person, step.page, step.argument)
        elif step.act is StepAct.HAND_BACK:
            self.ws.hand_back(PageId.HOME)
        elif step.act is StepAct.JOIN:
            self.ws.signals.join_asked.emit()
        else:
            self.go(step.page, step.argument)

    def _lay_out(self, *, force: bool = False) -> None:
        columns = max(1, min(3, self._grid_box.width() // self.ws.design.px(COLUMN)))
        if columns == self._columns and not force:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for card, wanted in self._cards:
            span = min(wanted, columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(card, row, column, 1, span)
            column += span
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the number of columns to the width."""
        super().resizeEvent(event)
        size: QSize = event.size()
        if size.isValid():
            self._lay_out()
