"""*Read and say yes*: who has read, whose yes waits until when, and the way to whoever reads next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.agreement import Yes
from app.models.base import PersonId
from app.models.blockers import Requirement
from app.models.person import Person
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import day_word
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, primary, quiet, resources_button, secondary
from app.ui.kit.flow import Column, button_row, clear_layout, row_in, stack
from app.ui.kit.labels import Reason, caption, soft, strong
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card
from app.ui.wording import fill
from app.ui.workspace import Workspace


class ReadPanel(Card):
    """One row per person. Each reads with the device to themselves; agreeing needs both to be here."""

    def __init__(self, ws: Workspace, presenter: DraftPresenter, hand_to: Callable[[PersonId], object]) -> None:
        super().__init__(ws.design)
        self._ws, self._presenter, self._hand_to = ws, presenter, hand_to
        self.buttons: dict[PersonId, Button] = {}
        self.agree: Button | None = None

    def show_view(self, view: DraftView) -> None:
        """Show who has said yes to exactly this text, and who reads next."""
        clear_layout(self.body)
        self.buttons.clear()
        self.agree = None
        self.setAccessibleName(self.tr("Read and say yes"))  # it takes the focus where nobody can begin
        self.add_header(self.accessibleName(), "book-open")
        self.add(
            soft(
                self.tr(
                    "Each of you reads the whole text alone, item by item, and signs with your passphrase. It is "
                    "agreed once you have both said yes to the same text and you are both here."
                )
            )
        )
        gaps = any(blocker.need is not Requirement.READING for blocker in view.missing)
        if gaps:
            self.add(soft(self.tr("First add what is missing; then each of you only has to read once.")))
        signed = {yes.person: yes for yes in view.yeses if yes.text == view.document.sealed}
        people = self._ws.session.people
        for person in people:
            self.add(self._row(person, signed.get(person.id), not gaps, self._unread(view)))
        if view.is_ready:
            self._add_agreeing()
        elif signed:
            unread = next((person for person in people if person.id not in signed), None)
            if unread is not None:
                self.add(soft(self._silence(unread)))

    def focus(self) -> None:
        """Focus *Agree*, or the first person who can read."""
        for button in (*((self.agree,) if self.agree is not None else ()), *self.buttons.values()):
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_agreeing(self) -> None:
        if not self._ws.session.is_together:
            self.add(soft(self.tr("You have both said yes to this text. It is agreed once you are both here.")))
            return
        self.add(soft(self.tr("You have each said yes to this text on your own. Agreeing now takes one press.")))
        self.agree = primary(self._ws.design, self.tr("Agree"), self._presenter.agree)
        self.add(button_row(self.agree))

    def _silence(self, unread: Person) -> str:
        words = self.tr(
            "{name} has not said yes. Saying nothing can be an answer too, so please do not ask: a yes that is waiting "
            "simply ends on its date."
        )
        return fill(words, name=unread.name)

    def _unread(self, view: DraftView) -> str:
        if view.agreed_now is not None:
            return self.tr("{name} has not read the changes yet")
        return self.tr("{name} has not read this text yet")

    def _row(self, person: Person, yes: Yes | None, is_whole: bool, unread: str) -> QWidget:
        row = QWidget()
        line = row_in(row, Space.M)
        line.addWidget(mark_of(self._ws.design, person))
        if yes is not None:
            words = stack(spacing=Space.XS)
            words.addWidget(strong(fill(self.tr("{name} said yes to this text"), name=person.name)))
            words.addWidget(caption(fill(self.tr("It waits until {day}."), day=day_word(yes.waits_until))))
            line.addLayout(words, 1)
            if person.id in self._ws.session.presence.acting:
                take_back = partial(self._presenter.take_back_yes, person.id)
                back = quiet(self._ws.design, self.tr("Take your yes back"), take_back)
                line.addWidget(button_row(back, resources_button(self._ws.design, self._ws.signals.to_resources)))
            return row
        line.addWidget(strong(fill(unread, name=person.name)), 1)
        presence = self._ws.session.presence
        is_own = presence.holder == person.id
        words_of_button = self.tr("Read it now") if is_own else fill(self.tr("Hand to {name}"), name=person.name)
        hand = secondary(self._ws.design, words_of_button, partial(self._hand_to, person.id))
        self.buttons[person.id] = hand
        why = Reason(hand)
        line.addWidget(Column(button_row(hand), why, spacing=Space.XS))
        if not is_whole:
            why.give(self.tr("Something is missing."))
        elif not is_own and not self._ws.session.is_together:
            why.give(fill(self.tr("{name} is not here."), name=person.name))
        return row
