"""What an opening shows: one pairing on a card, own words side by side, limits as a quiet list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.models.catalogue import Catalogue
from app.models.limits import Outcome, SharedTerm
from app.models.opening import OpenedPairing
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import Column, clear_layout, column_in, row
from app.ui.kit.labels import caption, soft, title
from app.ui.kit.surfaces import Card, IconLabel
from app.ui.opening.presenter import OpeningStep
from app.ui.pairing_view import PairingView
from app.ui.shared_rows import SharedRow, WordsRow, content_of, rows_of_terms
from app.ui.terms import outcome_colour, outcome_icon, outcome_word, pairing_words, person_name
from app.ui.wording import fill


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpeningCards", text)


class OpeningStepView(Column):
    """The steps of an opening, one at a time; the card of a pairing is built once and bound to each."""

    def __init__(self, design: Design, catalogue: Catalogue, people: Sequence[Person]) -> None:
        super().__init__()
        self._design, self._catalogue, self._people = design, catalogue, tuple(people)
        self._card = Card(design, padding=Space.XXL, spacing=Space.L)
        self._icon, self._group, self._place = IconLabel(design, "", size=Size.ICON_LARGE), title(), caption()
        self._place.setWordWrap(False)
        self._pairing = PairingView(design, people)
        self._card.add_all(row(self._icon, self._group, self._place, spacing=Space.M), self._pairing)
        self._list = Column()
        self.add_all(self._card, self._list)

    def show_step(self, step: OpeningStep) -> None:
        """Show a pairing, everybody's words for terms, or all limits."""
        clear_layout(self._list.body)
        is_pairing = not step.terms and step.group is not Outcome.OFF
        self._card.setVisible(is_pairing)
        self._list.setVisible(not is_pairing)
        if is_pairing:
            self._show_pairing(step)
        else:
            self._list.add(self._terms_card(step.terms) if step.terms else self._limits_card(step.opened))

    def _show_pairing(self, step: OpeningStep) -> None:
        opened, group = step.opened[0], step.group or Outcome.YES
        self._icon.show_icon(outcome_icon(group), outcome_colour(group))
        self._group.setText(outcome_word(group))
        place = fill(_tr("{place} of {all}"), place=step.place, all=step.of)
        self._place.show_text(place if step.of > 1 else "")
        pairing, note = opened.pairing, ""
        sides = pairing_words(self._catalogue.find(pairing.activity_id), pairing, self._people)
        if group is Outcome.OFFERED:
            giver = person_name(self._people, opened.disclosures[0].person)
            note = fill(_tr("{name} shares this. No answer needed."), name=giver)
        self._pairing.show_pairing(
            self._catalogue,
            pairing,
            opened.disclosures,
            sides=sides if pairing.active is not None else "",
            note=note,
        )

    def _terms_card(self, terms: Sequence[SharedTerm]) -> Card:
        card = Card(self._design, padding=Space.XXL, spacing=Space.L)
        card.add_header(_tr("In our words"), "quotes")
        for words in rows_of_terms(self._catalogue, self._people, terms):
            card.add(WordsRow(self._design, words, side_pad=0))
        return card

    def _limits_card(self, limits: Sequence[OpenedPairing]) -> Card:
        card = Card(self._design, padding=Space.NONE, spacing=Space.NONE)
        head = QWidget()
        column = column_in(head, margins=(Space.XL, Space.XL, Space.XL, Space.L))
        column.addWidget(title(_tr("Limits")))
        column.addWidget(soft(_tr("They need no reason and no answer. Thank you for telling each other.")))
        card.add(head)
        for opened in limits:
            content = content_of(self._catalogue, self._people, opened.pairing, opened.disclosures)
            card.add(SharedRow(self._design, content))
        return card
