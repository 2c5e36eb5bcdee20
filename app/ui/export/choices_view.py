"""Controls for what is left out of a page and for what people are called on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.export.page import Named, PagePart, Paper
from app.export.redact import PageChoices, initials, real_names
from app.models.base import PersonId
from app.models.material import PageKind
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.check_list import CheckList
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import LineField
from app.ui.kit.flow import Box, column_in
from app.ui.kit.labels import caption, strong
from app.ui.kit.segments import Segments
from app.ui.wording import fill

NAMES, INITIALS, PSEUDONYMS = "names", "initials", "pseudonyms"
LIST_ROWS = 8


class ChoicesView(Box):
    """Shows and edits `PageChoices`; `changed` carries all of them."""

    changed = Signal(object)

    def __init__(self, design: Design, people: Sequence[Person]) -> None:
        super().__init__()
        self._design, self._people = design, tuple(people)
        self._choices = PageChoices()
        self._shown: set[str] = set()
        self._parts: list[QWidget] = []
        self._column = column_in(self, Space.M)
        self._build_names()
        self._build_switches()
        self._build_lists()

    def _build_names(self) -> None:
        self._called = Segments(
            self._design,
            self.tr("What we are called"),
            [(NAMES, self.tr("Names")), (INITIALS, self.tr("Initials")), (PSEUDONYMS, self.tr("Pseudonyms"))],
        )
        self._called.show_choice(NAMES)
        self._called.chosen.connect(self._on_called)
        self._add(self._called)
        self.pseudonyms: dict[PersonId, LineField] = {}
        """The field for each person."""
        for person in self._people:
            field = LineField(self._design, fill(self.tr("Instead of {name}"), name=person.name))
            field.edited.connect(self._on_pseudonym)
            field.hide()
            self.pseudonyms[person.id] = field
            self._column.addWidget(field)
        told = self.tr(
            "Names in your own words are replaced too. A text can give you away in other ways, so read it through."
        )
        self._add(caption(told))

    def _build_switches(self) -> None:
        self._categories = CheckBox(self._design, self.tr("Categories only, without activities"))
        self._health = CheckBox(self._design, self.tr("Leave out health and medication"))
        self._dates = CheckBox(self._design, self.tr("Leave out dates"))
        self._paper = Segments(
            self._design, self.tr("Paper"), [(Paper.A4, self.tr("A4")), (Paper.LETTER, self.tr("US Letter"))]
        )
        for box in (self._categories, self._health, self._dates):
            box.toggled.connect(lambda _on: self._emit())
            self._add(box)
        self._paper.show_choice(Paper.A4)
        self._paper.chosen.connect(lambda _key: self._emit())
        self._column.addWidget(self._paper)

    def _build_lists(self) -> None:
        self._add(strong(self.tr("Parts")))
        self._sections = ChipFlow(self._design)
        self._sections.toggled.connect(lambda _key, _on: self._emit())
        self._add(self._sections)
        self._add(strong(self.tr("Individual items")))
        self._add(caption(self.tr("Anything you untick is not in the file at all.")))
        self.items = CheckList(self._design, self.tr("Items on the page"), rows=LIST_ROWS)
        self.items.ticked.connect(lambda _key, _on: self._emit())
        self._add(self.items)

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)

    def show_kind(self, kind: PageKind) -> None:
        """Show the controls that a kind of page needs; without names and answers that is only the paper."""
        plain = kind in (PageKind.BLANK_LIST, PageKind.SIGNALS)
        for part in self._parts:
            part.setVisible(not plain)
        for field in self.pseudonyms.values():
            field.setVisible(not plain and self._called.choice == PSEUDONYMS)

    def show_page(
        self, choices: PageChoices, sections: Sequence[tuple[PagePart, str]], removable: Mapping[str, str]
    ) -> Iterator[None]:
        """Show in pieces, without emitting, what can be left out and what is.

        Until the last piece, the controls show the previous page.
        """
        untitled = {PagePart.NOTES: self.tr("Room for notes"), PagePart.LIST: self.tr("The list to tick")}
        shown = [
            (str(section), title or untitled.get(section, self.tr("Without a heading"))) for section, title in sections
        ]
        on = {str(section) for section, _ in sections if section not in choices.sections_off}
        yield from self._sections.in_pieces(shown, on)
        yield
        self._choices, self._shown = choices, {key for key, _title in shown}
        boxes = {
            self._categories: choices.categories_only,
            self._health: not choices.with_health,
            self._dates: not choices.with_dates,
        }
        for box, ticked in boxes.items():
            box.show_checked(ticked)
        yield
        self.items.show_rows(tuple(removable.items()), removable.keys() - choices.left_out)

    def forget(self) -> None:
        """Clear the items of the page: a different person may look next."""
        self.items.show_rows([], set())

    def _on_called(self, key: object) -> None:
        for field in self.pseudonyms.values():
            field.setVisible(key == PSEUDONYMS)
        self._emit()

    def _on_pseudonym(self, _text: str) -> None:
        if self._called.choice == PSEUDONYMS:
            self._emit()

    def _named(self) -> tuple[Named, ...]:
        if self._called.choice == INITIALS:
            return initials(self._people)
        if self._called.choice == PSEUDONYMS:
            return tuple(
                Named(person=person.id, label=self.pseudonyms[person.id].text().strip() or fallback.label)
                for person, fallback in zip(self._people, initials(self._people), strict=True)
            )
        return real_names(self._people)

    def _emit(self) -> None:
        shown = frozenset(map(PagePart, self._shown))
        off = shown - {PagePart(key) for key in self._sections.chosen()}
        self._choices = PageChoices(
            people=self._named(),
            sections_off=(self._choices.sections_off - shown) | off,
            left_out=self.items.unticked(),
            categories_only=self._categories.isChecked(),
            with_health=not self._health.isChecked(),
            with_dates=not self._dates.isChecked(),
            paper=Paper(str(self._paper.choice)),
        )
        self.changed.emit(self._choices)
