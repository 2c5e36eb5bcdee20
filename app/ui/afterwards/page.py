"""The screen *Afterwards*: care after a scene, for both side by side, or each one's own list and later checks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.afterwards import LaterCheck
from app.models.base import PersonId
from app.models.conversation import debrief_of
from app.models.person import Person
from app.ui.aftercare.page import NARROW
from app.ui.afterwards.column import CareAfterColumn
from app.ui.afterwards.presenter import AfterwardsPresenter
from app.ui.afterwards.timer_card import TimerCard
from app.ui.afterwards.words import check_text, check_title
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, resources_button, secondary
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import button_row, row
from app.ui.kit.labels import body, lead, soft, title
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.surfaces import Card, Panel
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class AfterwardsPage(Page):
    """Two lists side by side; what somebody ticks alone is seen by them alone."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = AfterwardsPresenter(ws, self)
        self.build_head(self.tr("Afterwards"))
        self.follow(self.presenter, self.refresh)
        self.columns: dict[PersonId, CareAfterColumn] = {}
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        ws = self.ws
        self._build_over()
        self._build_check()
        yield
        self.early = CheckBox(ws.design, self.tr("It stopped sooner than planned"))
        self.early.toggled.connect(self.presenter.say_early)
        self.thanks = lead(
            self.tr("Stopping was right. Nobody has spoilt anything, and nobody owes an explanation now.")
        )
        self._row = row(spacing=Space.L)
        NarrowSwitch(ws.design, self, NARROW, self._row)
        self.timer = TimerCard(ws.design)
        how = Panel(ws.design)
        how.add_all(self.early, self.thanks)
        self.body.addWidget(how)
        self.body.addLayout(self._row)
        self.body.addWidget(self.timer)
        yield
        self._build_end()
        self.body.addStretch(1)
        yield
        for person in self.ws.session.people:
            self.columns[person.id] = self._column(person)
            yield
        self.refresh()

    def _build_over(self) -> None:
        self._over = Panel(self.ws.design)
        self._over_words = soft()
        self.go_on = secondary(self.ws.design, self.tr("Not over yet"), self.presenter.go_on)
        self.end = secondary(self.ws.design, self.tr("This scene is over"), self.presenter.end, "flag")
        self._over.add_all(self._over_words, button_row(self.go_on, self.end))
        self.body.addWidget(self._over)

    def _build_check(self) -> None:
        self.check = Card(self.ws.design)
        self._check_title, self._check_text = title(""), body("")
        self.check_in = primary(self.ws.design, self.tr("Check in"), lambda: self.go(PageId.CHECK_INS, "now"))
        self.done = secondary(self.ws.design, self.tr("Done"), self.presenter.finish_check)
        self.check.add_all(self._check_title, self._check_text, button_row(self.check_in, self.done))
        self.body.addWidget(self.check)

    def _build_end(self) -> None:
        design, ws = self.ws.design, self.ws
        self._end = Panel(design)
        self._end_words = soft()
        self.wrong = quiet(design, self.tr("Something went wrong"), lambda: self.go(PageId.WENT_WRONG), icon="lifebuoy")
        self.turns = {
            person.id: secondary(
                design, fill(self.tr("Hand to {name}"), name=person.name), partial(self._hand, person.id)
            )
            for person in ws.session.people
        }
        self.talk = secondary(design, self.tr("Talk it over"), self._talk_over, "chats-circle")
        resources = resources_button(design, lambda: self.go(PageId.READING, "resources"))
        self._end.add_all(self._end_words, button_row(self.talk, *self.turns.values(), self.wrong, resources))
        self.body.addWidget(self._end)

    def _column(self, person: Person) -> CareAfterColumn:
        partner = next((each for each in self.ws.session.people if each.id != person.id), person)
        column = CareAfterColumn(self.ws.design, person, partner)
        column.ticked.connect(partial(self.presenter.tick, person.id))
        column.grounded.connect(partial(self.presenter.say_grounded, person.id))
        self._row.addWidget(column, 1)
        return column

    def _hand(self, person: PersonId) -> None:
        self.ws.hand_over(person, PageId.AFTERWARDS, self.presenter.agreement_id)

    def _talk_over(self) -> None:
        self.go(PageId.CONVERSATION, debrief_of(self.presenter.agreement_id))

    def activate(self, argument: object = None) -> None:
        """Show a scene, or the last one again."""
        self.notice.clear()
        self.presenter.open(str(argument or self.presenter.agreement_id))

    def undo(self) -> bool:
        """Ctrl+Z: the scene is not over yet."""
        was_ending = self.presenter.is_ending
        if was_ending:
            self.presenter.go_on()
        return was_ending

    def on_presence_changed(self) -> None:
        """Together and alone, other ticks are shown; nothing of whoever had the device stays."""
        self.presenter.forget()
        self.refresh()
        self.presenter.reload()

    def refresh(self) -> None:
        """Show what whoever is here may see."""
        presenter, alone = self.presenter, self.ws.session.me is not None
        view = presenter.view
        self.header.show_subtitle(view.title if view is not None else "")
        self._show_over()
        check = presenter.check
        self.check.setVisible(check is not None)
        if check is not None:
            self._check_title.setText(check_title(check))
            self._check_text.setText(check_text(check))
        self.early.show_checked(presenter.stopped_early)
        self.thanks.setVisible(presenter.stopped_early)
        for person, column in self.columns.items():
            column.setVisible(view is not None)
            if view is not None:
                column.show_care(
                    view.plan(person),
                    presenter.now(person),
                    presenter.later(person),
                    partial(presenter.is_ticked, person),
                    is_grounded=presenter.is_grounded(person),
                    editable=person in self.ws.session.presence.acting,
                    later_first=check in (LaterCheck.NEXT_DAY, LaterCheck.THIRD_DAY),
                )
        self.wrong.setVisible(alone)
        self.talk.setVisible(view is not None and view.may_talk_over)
        for turn in self.turns.values():
            turn.setVisible(not alone)
        self._end_words.setText(self._what_comes(alone=alone))

    def _show_over(self) -> None:
        ending, may_end = self.presenter.is_ending, self.presenter.may_end
        had_focus = self.end.hasFocus() or self.go_on.hasFocus()
        words = self.tr("This scene is over. For a minute you can still change that.")
        self._over_words.setText(words if ending else self.tr("Once it is over, say so. It needs only one of you."))
        self._over.setVisible(ending or may_end)
        self.go_on.setVisible(ending)
        self.end.setVisible(may_end)
        if had_focus and (ending or may_end):
            (self.go_on if ending else self.end).setFocus(Qt.FocusReason.OtherFocusReason)

    def _what_comes(self, *, alone: bool) -> str:
        if alone:
            return self.tr(
                "Your own Home asks how you are after a few hours, after a day and after three days. Only you see it. "
                "Talk it over when you are both rested, not tonight."
            )
        return self.tr(
            "Each of you also has this list when alone. What you tick here together is kept there for each of you; "
            "what one of you ticks alone stays with them. Talk it over when you are both rested, not tonight."
        )
