"""What is laid over the list for a moment: an own entry being written, an offer, a history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.answer import Answer, AnswerChange, Stance
from app.models.catalogue import CatalogueEntry, CatalogueKind, Category, SideLabels
from app.services.answers import NewEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Flow
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import body, caption, soft, strong, title
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import Card, Panel
from app.ui.my_list.words import KINDS, VISIBILITIES, experience_phrase, side_word
from app.ui.terms import SIDE_LABELS, ceiling_phrase, moment_words
from app.ui.wording import dotted, fill, plural

NEW_CATEGORY = "+"
"""The key that stands for a new category, in the list of categories."""


class ListSheet(ScrollPage):
    """A card in the list's place; Esc closes it."""

    closed = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design, top=Space.NONE)
        self.card = Card(design)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self._first: QWidget = self.card
        KeyActs(self, {Qt.Key.Key_Escape: self.closed.emit})

    def take_focus(self) -> None:
        """Put the keyboard where it is needed first."""
        self._first.setFocus(Qt.FocusReason.TabFocusReason)


class EntrySheet(ListSheet):
    """An own entry: its words, its category, what it takes."""

    written = Signal(object, str)
    """NewEntry, and the title of a new category (empty for one that is there)."""
    reworded = Signal(object)
    """The CatalogueEntry with its new words."""

    def __init__(
        self,
        design: Design,
        categories: Sequence[Category],
        *,
        category: str = "",
        entry: CatalogueEntry | None = None,
        reader: str = "",
    ) -> None:
        """`reader`: who has read the words it has now, where it is on the shared list."""
        super().__init__(design)
        self._entry = entry
        self.card.add(title(self.tr("Reword") if entry else self.tr("Add something of your own")))
        self.card.add(soft(self._told(reader)))
        self._build_words(design)
        self._build_place(design, categories, entry.category if entry else category)
        self._build_kind(design, entry)
        self.edits = (self.title.edit, self.description.edit, self.new_category.edit)
        keep = primary(design, self.tr("Save"), self.on_keep)
        self.card.add(Flow(keep, quiet(design, self.tr("Cancel"), self.closed.emit)))
        self._show_parts()

    def _told(self, reader: str) -> str:
        if not reader:
            return self.tr("It is private until you offer it.")
        text = self.tr(
            "{name} has read the current wording. If you change it, it becomes a new entry and {name} is asked "
            "again: what you shared about it is taken back, any limit {name} has set stays with the old wording, and "
            "what you agreed stays as it was read until one of you withdraws it."
        )
        return fill(text, name=reader)

    def _build_words(self, design: Design) -> None:
        self.title = LineField(design, self.tr("Title"))
        self._first = self.title.edit
        self.title.entered.connect(self.on_keep)
        self.description = TextField(
            design, self.tr("Description"), help=self.tr("A sentence that says what you mean."), rows=2
        )
        if self._entry is not None:
            self.title.show_text(self._entry.title)
            self.description.show_text(self._entry.description)
        self.card.add_all(self.title, self.description)

    def _build_place(self, design: Design, categories: Sequence[Category], current: str) -> None:
        self.category = ComboBox(design, self.tr("Category"), lambda _key: self._show_parts())
        known = [(category.id, category.title) for category in categories]
        self.category.show_options(
            [*known, (NEW_CATEGORY, self.tr("A new category…"))],
            current or (known[0][0] if known else NEW_CATEGORY),
        )
        self.new_category = LineField(design, self.tr("Its name"))
        self.card.add_all(strong(self.tr("Category")), Flow(self.category), self.new_category)

    def _build_kind(self, design: Design, entry: CatalogueEntry | None) -> None:
        kinds = [(kind, KINDS[kind]) for kind in (CatalogueKind.ACTIVITY, CatalogueKind.TERM)]
        kind = entry.kind if entry else CatalogueKind.ACTIVITY
        self.kind = Segments(design, self.tr("What it is"), kinds, choice=kind, on=lambda _key: self._show_parts())
        sides = [(labels, SIDE_LABELS[labels]) for labels in reversed(SideLabels)]
        labels = entry.labels if entry else SideLabels.NONE
        self.labels = Segments(design, self.tr("Who does what"), sides, choice=labels)
        self.intensity = CheckBox(design, self.tr("It can be lighter or stronger"))
        self.intensity.setChecked(entry.intensity if entry else False)
        self.card.add_all(self.kind, self.labels, self.intensity)

    def _show_parts(self) -> None:
        self.new_category.setVisible(self.category.key == NEW_CATEGORY)
        # When it is reworded it keeps its kind and sides: the answers that are there belong to them.
        fixed = self._entry is not None
        activity = self.kind.choice == CatalogueKind.ACTIVITY
        self.kind.setVisible(not fixed)
        self.labels.setVisible(activity and not fixed)
        self.intensity.setVisible(activity)

    def on_keep(self) -> None:
        """Keep it, if it has a title (and its new category a name)."""
        if not self.title.text().strip():
            self.title.show_error(self.tr("Give it a title first."))
            self.take_focus()
            return
        new_category = self.new_category.text() if self.category.key == NEW_CATEGORY else ""
        if self.category.key == NEW_CATEGORY and not new_category.strip():
            self.new_category.show_error(self.tr("Give the category a name first."))
            self.new_category.edit.setFocus()
            return
        if self._entry is None:
            self.written.emit(self._new(), new_category)
            return
        words = {"title": self.title.text(), "description": self.description.text()}
        place = self._entry.category if new_category else str(self.category.key)
        self.reworded.emit(self._entry.evolve(**words, category=place, intensity=self.intensity.isChecked()))

    def _new(self) -> NewEntry:
        kind = CatalogueKind(str(self.kind.choice))
        activity = kind is CatalogueKind.ACTIVITY
        return NewEntry(
            category="" if self.category.key == NEW_CATEGORY else str(self.category.key),
            title=self.title.text(),
            description=self.description.text(),
            kind=kind,
            labels=SideLabels(str(self.labels.choice)) if activity else SideLabels.NONE,
            intensity=activity and self.intensity.isChecked(),
        )


class OfferSheet(ListSheet):
    """Exactly what the partner would read, before anything is offered."""

    offered = Signal()

    def __init__(self, design: Design, entry: CatalogueEntry, partner: str) -> None:
        super().__init__(design)
        self.card.add(title(self.tr("Offer to our list")))
        say = self.tr("This is what {name} will read. {name} will learn that you added it, not your answer.")
        self.card.add(soft(fill(say, name=partner)))
        self.preview = Panel(design)
        self.preview.add(strong(entry.title))
        if entry.description:
            self.preview.add(body(entry.description))
        self.card.add(self.preview)
        self.card.add(
            caption(self.tr("You can reword it or take it off again later, but it may have been read by then."))
        )
        self._first = primary(design, self.tr("Offer"), self.offered.emit)
        self.card.add(Flow(self._first, quiet(design, self.tr("Not now"), self.closed.emit)))


@dataclass(frozen=True)
class PastWords:
    """What was said at a moment: the side, the stance (for an activity), and words."""

    at: datetime
    words: tuple[str, ...]
    side: str = ""
    stance: Stance | None = None


def past_answers(entry: CatalogueEntry, changes: Sequence[AnswerChange], *, for_two: bool) -> list[PastWords]:
    """The history of the answers to an activity."""
    return [
        PastWords(
            change.at,
            (_details(change.answer, for_two=for_two), change.answer.conditions, change.answer.note),
            side_word(entry, change.answer.direction),
            change.answer.stance,
        )
        for change in changes
    ]


def _details(answer: Answer, *, for_two: bool) -> str:
    return dotted(
        ceiling_phrase(answer.ceiling),
        VISIBILITIES[answer.visibility] if for_two and answer.stance is not None else "",
        experience_phrase(answer.experience) if answer.experience is not None else "",
    )


class HistorySheet(ListSheet):
    """How answers or own words to an entry changed; the newest first. Private like the answers."""

    MOST_SHOWN = 60

    def __init__(self, design: Design, entry: CatalogueEntry, changes: Sequence[PastWords]) -> None:
        super().__init__(design)
        self.card.add(title(entry.title))
        self.card.add(soft(self.tr("How this changed. Only you see this; changing your mind is part of it.")))
        is_term = entry.kind is CatalogueKind.TERM
        if not changes:
            nothing = (
                self.tr("You have not written anything yet.") if is_term else self.tr("You have not answered yet.")
            )
            self.card.add(body(nothing))
        for change in changes[: self.MOST_SHOWN]:
            self.card.add(self._moment(design, change, is_term=is_term))
        if len(changes) > self.MOST_SHOWN:
            self.card.add(caption(plural("And %n earlier changes.", len(changes) - self.MOST_SHOWN)))
        self._first = secondary(design, self.tr("Close"), self.closed.emit)
        self.card.add(Flow(self._first))

    def _moment(self, design: Design, change: PastWords, *, is_term: bool) -> Panel:
        panel = Panel(design)
        when = moment_words(change.at)
        panel.add(caption(f"{when} · {change.side}" if change.side else when))
        if not is_term:
            panel.add(Flow(StancePill(design, change.stance)))
        said = [words for words in change.words if words.strip()]
        for words in said or ([self.tr("(taken out)")] if is_term else []):
            panel.add(body(words))
        return panel
