"""The card of *For my therapist* that says how the sheet is printed."""

from __future__ import annotations

from app.models.person import Person
from app.models.therapist import NameStyle
from app.ui.design.design import Design
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import LineField
from app.ui.kit.labels import caption
from app.ui.kit.segments import Segments
from app.ui.therapist.cards import SheetCard
from app.ui.wording import fill


class PrintCard(SheetCard):
    """What people are called, what is left out, and the paper."""

    def __init__(self, design: Design, partner: Person | None) -> None:
        super().__init__(design, self.tr("How it is printed"), "printer")
        self.me_as = LineField(design, "", placeholder=self.tr("What to call me"))
        self.me_as.committed.connect(lambda text: self.change(me_as=text))
        self.me = self._called(self.tr("I am called"), self.tr("Something else"), "me", self.me_as)
        self.bind(lambda sheet: sheet.me_as, self.me_as.show_text)
        self.partner: Segments | None = None
        self.partner_as = LineField(design, "", placeholder=self.tr("my partner"), name=self.tr("Instead of the name"))
        if partner is None:
            self.partner_as.setParent(self)
            self.partner_as.hide()
        else:
            self.partner_as.committed.connect(lambda text: self.change(partner_as=text))
            label = fill(self.tr("{name} is called"), name=partner.name)
            self.partner = self._called(label, self.tr("Not by name"), "partner", self.partner_as)
            self.bind(lambda sheet: sheet.partner_as, self.partner_as.show_text)
            self.add(
                caption(
                    self.tr(
                        "The name is replaced in your own words too. Read them through: they may still give it away."
                    )
                )
            )
        note = self.add(CheckBox(design, self.tr("Add a note for the clinician")))
        note.toggled.connect(lambda on: self.change(with_note=on))
        self.bind(lambda sheet: sheet.with_note, note.show_checked)
        self.changes = self.add(CheckBox(design, self.tr("Say what has changed since last time")))
        self.changes.toggled.connect(lambda on: self.change(with_changes=on))
        self.bind(lambda sheet: sheet.with_changes, self.changes.show_checked)
        self.changes.hide()
        self._left_out(self.tr("Leave out dates"), "with_dates")
        self._left_out(self.tr("Leave out health and medication"), "with_health")
        self.last = self.add(Segments(design, self.tr("Paper"), [(False, self.tr("A4")), (True, self.tr("US Letter"))]))
        """The last widget in the tab order."""
        self.last.chosen.connect(lambda key: self.change(letter=key))
        self.bind(lambda sheet: sheet.letter, self.last.show_choice)

    def _called(self, label: str, other: str, field: str, name: LineField) -> Segments:
        """A choice of what somebody is called; with the last one, a name can be typed."""

        def show(style: object) -> None:
            choice.show_choice(NameStyle(str(style)))
            name.setVisible(style == NameStyle.OTHER)

        styles = [
            (NameStyle.NAME, self.tr("By name")),
            (NameStyle.INITIAL, self.tr("By initial")),
            (NameStyle.OTHER, other),
        ]
        choice = self.add(Segments(self._design, label, styles))
        self.add(name)
        choice.chosen.connect(show)
        choice.chosen.connect(lambda key: self.change(**{field: key}))
        self.bind(lambda sheet: getattr(sheet, field), show)
        return choice

    def _left_out(self, text: str, field: str) -> None:
        box = self.add(CheckBox(self._design, text))
        box.toggled.connect(lambda on: self.change(**{field: not on}))
        self.bind(lambda sheet: not getattr(sheet, field), box.show_checked)

    def commit(self) -> None:
        """Emit what was typed."""
        self.me_as.commit()
        self.partner_as.commit()
