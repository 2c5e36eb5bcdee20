"""One activity in full: what it is, and what each person disclosed about its directions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.models.base import ActivityId, PersonId
from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedItem
from app.models.opening import OpenedPairing
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.flow import Column, Flow, boxed, row
from app.ui.kit.labels import Label, body, caption, display, lead, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.narrow import TwoColumns
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import IconLabel, Panel
from app.ui.terms import ceiling_phrase, either_way, entry_title, pairing_words, quoted
from app.ui.wording import dotted


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


class PairingBlock(NamedTuple):
    """What was disclosed about one direction of an activity, or the same about both; `note` goes before it."""

    sides: str
    disclosures: tuple[Disclosure, ...]
    note: str = ""


def blocks_of(
    catalogue: Catalogue, people: Sequence[Person], shown: Sequence[OpenedPairing | SharedItem]
) -> tuple[PairingBlock, ...]:
    """A block for each direction of one activity; one for both where each person said the same to both."""
    entry = catalogue.find(shown[0].pairing.activity_id)
    if len(shown) > 1 and len({each.disclosures for each in shown}) == 1:
        return (PairingBlock(either_way(), shown[0].disclosures),)
    return tuple(
        PairingBlock(
            pairing_words(entry, each.pairing, people) if each.pairing.active is not None else "", each.disclosures
        )
        for each in shown
    )


class _BlockView(Column):
    """One direction: who is on which side, and both disclosures side by side."""

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__(spacing=Space.M)
        self._sides, self._note = lead(), body()
        one, other = (DisclosurePanel(design, each) for each in people)
        self._panels: dict[PersonId, DisclosurePanel] = {people[0].id: one, people[1].id: other}
        self.add_all(self._sides, self._note, TwoColumns(design, one, other))

    def show_block(self, block: PairingBlock) -> None:
        """Bind it to a direction."""
        self._sides.show_text(block.sides)
        self._note.show_text(block.note)
        said = {disclosure.person: disclosure for disclosure in block.disclosures}
        for person, panel in self._panels.items():
            panel.setVisible(person in said)
            if person in said:
                panel.show_disclosure(said[person])


class PairingView(Column):
    """Title and description of an activity, what was disclosed about its directions, and the risk note.

    Built once; `show_blocks` binds it to a different activity.
    """

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__(spacing=Space.L)
        self._design, self._people = design, people
        self.title, self._about, self._description = display(), lead(tone="soft"), soft()
        self._blocks: list[_BlockView] = []
        self._inside = Column(spacing=Space.L)
        self._risk = caption()
        self._risk_line = boxed(row(IconLabel(design, "info", size=Size.ICON_SMALL), self._risk))
        self._head = row(self.title, spacing=Space.L, wide=self.title)
        self.add(Column(boxed(self._head), self._about))
        self.add_all(self._description, self._inside, self._risk_line)

    def show_beside_title(self, widget: QWidget) -> None:
        """Put something before the title."""
        self._head.insertWidget(0, widget)

    def show_blocks(
        self, catalogue: Catalogue, activity_id: ActivityId, blocks: Sequence[PairingBlock], kind: str
    ) -> None:
        """Show an activity, with the `kind` of its outcome below the title; its risk note is always there."""
        entry = catalogue.find(activity_id)
        self._about.setText(dotted(kind, blocks[0].sides if len(blocks) == 1 else ""))
        blocks = [blocks[0]._replace(sides="")] if len(blocks) == 1 else blocks
        self.title.setText(entry_title(catalogue, activity_id))
        self._description.show_text(entry.description if entry is not None else "")
        while len(self._blocks) < len(blocks):
            self._blocks.append(self._inside.add(_BlockView(self._design, self._people)))
        for view, block in zip_longest(self._blocks, blocks):
            view.setVisible(block is not None)
            view.show_block(block or _NOTHING)
        risk = entry.risk if entry is not None else ""
        self._risk.setText(risk)
        self._risk_line.setVisible(bool(risk))


_NOTHING = PairingBlock("", ())
