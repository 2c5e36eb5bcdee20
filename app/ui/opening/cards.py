"""What an opening shows: one activity on a card, own words side by side, limits as a quiet list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.models.catalogue import Catalogue
from app.models.limits import Outcome, SharedTerm
from app.models.opening import OpenedPairing, by_activity
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.flow import Column, clear_layout
from app.ui.kit.surfaces import Card, Rows
from app.ui.opening.marks import FacingMarks
from app.ui.opening.presenter import OpeningStep
from app.ui.pairing_view import PairingBlock, PairingView, blocks_of
from app.ui.row_content import content_of, rows_of_terms
from app.ui.shared_rows import GroupHead, SharedRow, WordsRow
from app.ui.terms import outcome_colour, outcome_icon, outcome_word, person_name
from app.ui.wording import fill


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpeningCards", text)


class OpeningStepView(Column):
    """The steps of an opening, one at a time; the card of an activity is built once and bound to each."""

    def __init__(self, design: Design, catalogue: Catalogue, people: Sequence[Person]) -> None:
        super().__init__()
        self._design, self._catalogue, self._people = design, catalogue, tuple(people)
        self._card = Card(design, spacing=Space.L)
        self._pairing = self._card.add(PairingView(design, people))
        self._marks = FacingMarks(design, people, touching=True)
        self._pairing.show_beside_title(self._marks)
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
        group = step.group or Outcome.YES
        self._marks.setVisible(group is Outcome.YES)
        blocks = blocks_of(self._catalogue, self._people, step.opened)
        if group is Outcome.OFFERED:
            blocks = tuple(block._replace(note=self._offered_by(block)) for block in blocks)
        self._pairing.show_blocks(self._catalogue, step.opened[0].pairing.activity_id, blocks, outcome_word(group))

    def _offered_by(self, block: PairingBlock) -> str:
        name = person_name(self._people, block.disclosures[0].person)
        return fill(_tr("{name} shares this. No answer needed."), name=name)

    def _terms_card(self, terms: Sequence[SharedTerm]) -> Card:
        card = Card(self._design, spacing=Space.L)
        card.add_header(_tr("In our words"), "quotes")
        for words in rows_of_terms(self._catalogue, self._people, terms):
            card.add(WordsRow(self._design, words, in_rows=False))
        return card

    def _limits_card(self, limits: Sequence[OpenedPairing]) -> Rows:
        card = Rows(self._design)
        icon, colour = outcome_icon(Outcome.OFF), outcome_colour(Outcome.OFF)
        head = card.add(GroupHead(self._design, _tr("Limits"), icon, colour, self._people))
        head.show_words(_tr("They need no reason and no answer. Thank you for telling each other."))
        for opened in by_activity(limits):
            is_same = len({each.disclosures for each in opened}) == 1
            for shown in [opened] if is_same else [(each,) for each in opened]:
                pairings = [each.pairing for each in shown]
                content = content_of(self._catalogue, self._people, pairings, shown[0].disclosures)
                card.add(SharedRow(self._design, content))
        return card
