"""Who approved the page, and buttons to approve it or to revoke."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal

from app.models.base import PersonId
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Colour
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import Flow
from app.ui.kit.labels import soft
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card, Pill
from app.ui.wording import fill


class ApprovalsView(Card):
    """One line for each person. Approving takes both people; either can revoke alone."""

    approve_asked = Signal(object)
    revoke_asked = Signal(object)

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__(design)
        self.add_header(self.tr("Each of you approves this page"), icon="check-square")
        told = self.tr(
            "Read the preview: exactly this is printed. You approve this page only; if a choice changes, you are "
            "asked again. Once you have both approved it, it can be printed until one of you revokes that."
        )
        self.add(soft(told))
        boxes = self.tr("Some characters on this page print as boxes. Approve it only if you are both fine with that.")
        self._boxes = self.add(soft(boxes))
        self._boxes.hide()
        self._pills: dict[PersonId, Pill] = {}
        self._yes: dict[PersonId, Button] = {}
        self._no: dict[PersonId, Button] = {}
        for person in people:
            self._add_person(person)
        self._alone = self.add(soft(self.tr("Approving takes both of you. Your partner has to join first.")))

    def _add_person(self, person: Person) -> None:
        pill = Pill(self._design, "")
        yes = secondary(
            self._design,
            fill(self.tr("{name} approves…"), name=person.name),
            lambda: self.approve_asked.emit(person.id),
        )
        no = quiet(self._design, self.tr("Revoke"), lambda: self.revoke_asked.emit(person.id))
        no.setAccessibleName(fill(self.tr("Revoke {name}’s approval"), name=person.name))
        self._pills[person.id], self._yes[person.id], self._no[person.id] = pill, yes, no
        self.add(Flow(mark_of(self._design, person), soft(person.name, wrap=False), pill, yes, no))

    def focus(self) -> None:
        """Focus the first button to approve with, or what is said instead."""
        first = next((button for button in self._yes.values() if button.isVisibleTo(self)), self._alone)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_boxes(self, boxes: bool) -> None:
        """Say that whoever approves the page approves the boxes on it."""
        self._boxes.setVisible(boxes)

    def show_approvals(self, approved: Collection[PersonId], here: Collection[PersonId], me: PersonId | None) -> None:
        """Show who approved; `me` is the person who is alone or was handed the device."""
        both = len(here) > 1
        for person, pill in self._pills.items():
            given = person in approved
            words = self.tr("approved") if given else self.tr("not yet")
            tone = Colour.AGREED if given else Colour.UNANSWERED
            pill.show_pill(words, icon="check" if given else "circle", tone=tone)
            self._yes[person].setVisible(both and not given)
            self._no[person].setVisible(given and (both or person == me))
        self._alone.setVisible(not both and any(person not in approved for person in self._pills))
