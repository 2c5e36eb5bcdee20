"""One pairing in full: what the activity is, and what each person disclosed about it."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.base import PersonId
from app.models.catalogue import Catalogue
from app.models.limits import Disclosure
from app.models.pairing import Pairing
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.flow import Column, Flow, boxed, row
from app.ui.kit.labels import Label, body, caption, display, lead, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import IconLabel, Panel
from app.ui.terms import ceiling_phrase, entry_title, quoted


class DisclosurePanel(Panel):
    """One person's stance, ceiling and conditions."""

    def __init__(self, design: Design, person: Person) -> None:
        super().__init__(design)
        self._stance, self._ceiling, self._conditions = StancePill(design), body(), body()
        name = Label(person.name, TextRole.STRONG, wrap=False)
        self.add(Flow(mark_of(design, person), name, self._stance, spacing=Space.M))
        self.add(self._ceiling)
        self.add(self._conditions)
        self.body.addStretch(1)

    def show_disclosure(self, disclosure: Disclosure) -> None:
        """Show what the person said."""
        self._stance.show_stance(disclosure.stance)
        self._ceiling.show_text(ceiling_phrase(disclosure.ceiling))
        self._conditions.show_text(quoted(disclosure.conditions))


class PairingView(Column):
    """Title, sides, description, both disclosures side by side, and the risk note that is always shown with them.

    Built once; `show_pairing` binds it to a different pairing.
    """

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__(spacing=Space.L)
        self._title, self._sides, self._description, self._note = display(), lead(), soft(), body()
        one, other = (DisclosurePanel(design, each) for each in people)
        self._panels: dict[PersonId, DisclosurePanel] = {people[0].id: one, people[1].id: other}
        self._risk = caption()
        self._risk_line = boxed(row(IconLabel(design, "info", size=Size.ICON_SMALL), self._risk))
        self.add_all(
            self._title, self._sides, self._description, self._note, TwoColumns(design, one, other), self._risk_line
        )

    def show_pairing(
        self,
        catalogue: Catalogue,
        pairing: Pairing,
        disclosures: Sequence[Disclosure],
        *,
        sides: str = "",
        note: str = "",
    ) -> None:
        """Show a pairing; `sides` says who is on which side, `note` what goes before the disclosures."""
        entry = catalogue.find(pairing.activity_id)
        self._title.setText(entry_title(catalogue, pairing.activity_id))
        self._sides.show_text(sides)
        self._description.show_text(entry.description if entry is not None else "")
        self._note.show_text(note)
        said = {disclosure.person: disclosure for disclosure in disclosures}
        for person, panel in self._panels.items():
            panel.setVisible(person in said)
            if person in said:
                panel.show_disclosure(said[person])
        risk = entry.risk if entry is not None else ""
        self._risk.setText(risk)
        self._risk_line.setVisible(bool(risk))
