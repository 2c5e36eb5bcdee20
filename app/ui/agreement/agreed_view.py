"""The agreed page: what is agreed in plain words, and what no longer is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief, is_ended_alone
from app.models.clause import Clause, in_order
from app.models.conversation import debrief_of
from app.models.outline import DraftKind
from app.models.scene_day import is_on
from app.ui.agreement.clause_view import ClauseSections, ClauseView
from app.ui.agreement.clause_words import ClauseWriter, day_word
from app.ui.agreement.pause import agreed_words, counts_from
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import Box, button_row, clear_layout, column_in, stack
from app.ui.kit.labels import caption, soft, strong, title
from app.ui.kit.surfaces import Card, Panel, Pill
from app.ui.page_id import PageId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class AgreedView(Box):
    """One version as of today."""

    withdraw_asked = Signal(object)
    """The clause, or None for all of it."""
    end_asked = Signal()
    """The scene is over, or not over yet after all."""
    hide_asked = Signal()
    delete_asked = Signal()

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._ws, self._design = ws, ws.design
        ws.clipboard.guard(self)
        self._sections: ClauseSections | None = None
        self._may_withdraw = False
        self.withdraw_buttons: dict[str, Button] = {}
        self._column = column_in(self, Space.L)

    def show_current(self, current: CurrentAgreement, writer: ClauseWriter, *, is_ending: bool) -> None:
        """Show a version; `is_ending`: somebody said that the scene is over, and it is not written yet."""
        if self._sections is not None:
            self._sections.stop()
        clear_layout(self._column)
        self.withdraw_buttons.clear()
        self._may_withdraw = current.state in (AgreementState.AGREED, AgreementState.UNSURE)
        self._add_head(current, is_ending)
        self._sections = sections = ClauseSections(self._ws)
        self._column.addWidget(sections)
        shown = in_order((*current.clauses, *current.unsure))
        sections.show_clauses(shown, writer, lambda clause: self._withdraw_button(clause, writer))
        if current.waiting or current.until_then:
            self._column.addWidget(self._later(current, writer))
        if current.ended:
            self._column.addWidget(self._no_longer(current.ended, writer))
        self._column.addWidget(caption(self._ws.texts.notices.withdrawal))

    def _add_head(self, current: CurrentAgreement, is_ending: bool) -> None:
        card = Card(self._design)
        words, tone = state_words(current)
        head = stack(spacing=Space.S)
        head.addWidget(Pill(self._design, words, STATE_ICONS[current.state], tone))
        number, day = current.agreement.number, day_word(current.agreement.agreed_on)
        head.addWidget(soft(fill(self.tr("Version {n}, agreed on {day}"), n=number, day=day)))
        for note in self._notes(current):
            head.addWidget(soft(note))
        card.add(head)
        if self._may_withdraw:
            buttons = [secondary(self._design, self.tr("Withdraw all of it…"), lambda: self.withdraw_asked.emit(None))]
            self.withdraw_buttons[""] = buttons[0]
            if is_on(current, self._ws.today):
                tonight = partial(self._ws.go, PageId.LIVE, current.agreement.id)
                buttons.insert(0, secondary(self._design, self.tr("Get ready for it"), tonight, icon="clock"))
            if ends_with_debrief(current.agreement):
                words = self.tr("Not over yet") if is_ending else self.tr("This scene is over")
                buttons.append(quiet(self._design, words, self.end_asked.emit, icon="flag"))
            else:
                buttons += self._talk(current)
            if is_ending:
                said = self.tr("You said that it is over. It ends in a minute, or as soon as somebody leaves or locks.")
                card.add(soft(said))
            card.add(button_row(*buttons))
        elif self._ws.session.me is not None:
            hide = quiet(self._design, self.tr("Hide it for me"), self.hide_asked.emit, icon="eye-slash")
            card.add(button_row(*self._talk(current), hide))
        else:
            delete = quiet(self._design, self.tr("Delete it for both of you…"), self.delete_asked.emit, icon="trash")
            card.add(button_row(*self._talk(current), delete))
        self._column.addWidget(card)

    def _talk(self, current: CurrentAgreement) -> list[Button]:
        """The way to what each writes and both tell about a scene."""
        if current.agreement.document.kind is not DraftKind.SCENE:
            return []
        talk = partial(self._ws.go, PageId.CONVERSATION, debrief_of(current.agreement.id))
        return [quiet(self._design, self.tr("Talk it over"), talk, icon="chats-circle")]

    def _notes(self, current: CurrentAgreement) -> Iterator[str]:
        if current.state is AgreementState.LAPSED and ends_with_debrief(current.agreement):
            yield self.tr("Its evening is over, so nothing here is still agreed. Limits stay.")
        elif current.state is AgreementState.LAPSED:
            yield self.tr("The review date has passed, so nothing here is still agreed. Limits stay.")
        elif current.state is AgreementState.ENDED:
            yield self.tr("Nothing here is still agreed, and its rules have ended too. Limits and signals stay.")
        elif current.state is AgreementState.UNSURE:
            yield self.tr(
                "Nothing here counts as agreed until each of you has said, on your own Home, whether the clock is "
                "right. You can withdraw any of it, or all of it, at any time."
            )
        if pause := agreed_words(current):
            yield pause
        if current.rules_changed:
            yield self.tr("You have agreed newer ground rules since you both read this.")

    def _withdraw_button(self, clause: Clause, writer: ClauseWriter) -> QWidget | None:
        if not (self._may_withdraw and is_ended_alone(clause)):
            return None
        button = quiet(self._design, self.tr("Withdraw…"), lambda: self.withdraw_asked.emit(clause))
        button.set_compact()
        button.setAccessibleName(fill(self.tr("Withdraw: {title}"), title=writer.words(clause).title))
        self.withdraw_buttons[clause.id] = button
        return button

    def _later(self, current: CurrentAgreement, writer: ClauseWriter) -> QWidget:
        panel = Panel(self._design)
        panel.add(title(counts_from(current.agreement.document)))
        for clause in current.waiting:
            panel.add(ClauseView(self._design, writer.words(clause), trailing=self._withdraw_button(clause, writer)))
        if current.until_then:
            panel.add(strong(self.tr("Until then, as you agreed before")))
        for clause in current.until_then:
            panel.add(ClauseView(self._design, writer.words(clause)))
        return panel

    def _no_longer(self, clauses: Sequence[Clause], writer: ClauseWriter) -> QWidget:
        panel = Panel(self._design)
        panel.add(title(self.tr("No longer agreed")))
        for clause in clauses:
            panel.add(ClauseView(self._design, writer.words(clause)))
        return panel


def state_words(current: CurrentAgreement) -> tuple[str, Colour]:
    """The state of a version in a few words, with its tone."""
    review: date | None = current.agreement.document.review_on
    say = QCoreApplication.translate
    if current.state is AgreementState.AGREED:
        once = ends_with_debrief(current.agreement)
        if review is None:
            return say("Agreed", "Agreed for one evening") if once else say("Agreed", "Agreed"), Colour.AGREED
        text = say("Agreed", "Agreed for {day}") if once else say("Agreed", "Agreed until {day}")
        return fill(text, day=day_word(review)), Colour.AGREED
    words = {
        AgreementState.UNSURE: say("Agreed", "The date is in doubt"),
        AgreementState.LAPSED: fill(say("Agreed", "Ended on {day}"), day=day_word(review)),
        AgreementState.ENDED: say("Agreed", "Ended"),
    }
    return words[current.state], Colour.UNANSWERED


STATE_ICONS = {
    AgreementState.AGREED: "check",
    AgreementState.UNSURE: "clock",
    AgreementState.LAPSED: "clock",
    AgreementState.ENDED: "flag",
}
