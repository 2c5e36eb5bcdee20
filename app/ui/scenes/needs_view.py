"""*Why we want this*: each person's needs and own words."""

from __future__ import annotations

from app.models.base import PersonId
from app.models.outline import DraftSection, PersonNeeds
from app.models.person import Person
from app.models.texts import Texts
from app.services.drafts import DraftView
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.section_view import SectionView
from app.ui.design.design import Design
from app.ui.kit.chips import ChipFlow
from app.ui.kit.field import TextField
from app.ui.kit.flow import row
from app.ui.kit.labels import soft, title
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card
from app.ui.wording import fill


class NeedsView(SectionView):
    """One card per person."""

    section = DraftSection.NEEDS

    def build(self) -> None:
        """One card per person."""
        self.column.addWidget(
            soft(self.tr("What this is to bring each of you. A need can be met in many ways, also without a scene."))
        )
        self.cards: dict[PersonId, NeedsCard] = {}
        for person in self.ws.session.people:
            card = NeedsCard(self.ws.design, person, self.ws.texts, self.presenter)
            self.cards[person.id] = card
            self.column.addWidget(card)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show both, editable for their owner."""
        for person, card in self.cards.items():
            card.show_needs(self.presenter.needs_of(person), self.presenter.may_edit(person))

    def flush(self) -> None:
        """Emit what is being typed."""
        for card in self.cards.values():
            card.words.commit()


class NeedsCard(Card):
    """One person's needs; only they edit them."""

    def __init__(self, design: Design, person: Person, texts: Texts, presenter: DraftPresenter) -> None:
        super().__init__(design)
        self._person, self._texts, self._presenter = person, texts, presenter
        self.add(row(mark_of(design, person), title(person.name)))
        self.chips = self.add(ChipFlow(design))
        self.chips.toggled.connect(self._on_toggled)
        self._read = self.add(soft(""))
        label = fill(self.tr("In {name}’s own words"), name=person.name)
        self.words = self.add(TextField(design, label, rows=2))
        self.words.committed.connect(self._on_words)
        self.chips.show_chips([(need.id, need.title) for need in texts.needs])
        for need in texts.needs:
            ways = "; ".join(need.ways)
            self.chips.chip(need.id).button.setToolTip(f"{need.description}\n{ways}")

    def show_needs(self, needs: PersonNeeds, editable: bool) -> None:
        """Show needs, editable or read-only."""
        self.chips.setVisible(editable)
        self.words.setVisible(editable)
        self._read.setVisible(not editable)
        if editable:
            self.chips.show_chips([(need.id, need.title) for need in self._texts.needs], needs.needs)
            if not self.words.edit.hasFocus():
                self.words.show_text(needs.text)
            return
        titles = [found.title for slug in needs.needs if (found := self._texts.need(slug)) is not None]
        said = "\n".join(part for part in (" · ".join(titles), needs.text) if part)
        nothing = fill(self.tr("Nothing here yet. Only {name} writes this."), name=self._person.name)
        self._read.setText(said or nothing)

    def _on_toggled(self, slug: str, wanted: bool) -> None:
        needs = self._presenter.needs_of(self._person.id)
        rest = tuple(one for one in needs.needs if one != slug)
        self._presenter.set_needs(needs.evolve(needs=(*rest, slug) if wanted else rest))

    def _on_words(self, text: str) -> None:
        needs = self._presenter.needs_of(self._person.id)
        if text != needs.text:
            self._presenter.set_needs(needs.evolve(text=text))
