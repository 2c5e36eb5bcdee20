"""What is laid over the list for a moment: an own entry being written, an offer, a history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.answer import Answer, AnswerChange
from app.models.catalogue import CatalogueEntry, CatalogueKind, Category, SideLabels
from app.services.answers import NewEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.controls import CheckBox, ComboBox
from app.ui.kit.field import LineField, TextField
from app.ui.kit.flow import Flow
from app.ui.kit.labels import body, caption, soft, strong, title
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.kit.stance import StancePill
from app.ui.kit.surfaces import Card, Panel
from app.ui.my_list.words import experience_word, kind_word, labels_word, side_word, visibility_word
from app.ui.terms import ceiling_phrase

NEW_CATEGORY = "+"


def moment_words(moment: QDateTime) -> str:
    """A day and a time of day, the month by name."""
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")


class Sheet(ScrollPage):
    """A card in the list's place; Esc closes it."""

    closed = Signal()

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(design, margin=Space.NONE, parent=parent)
        self.card = Card(design)
        self.heading = title()
        self.card.add(self.heading)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Put the keyboard where it is needed first."""


class EntrySheet(Sheet):
    """An own entry: its words, its category, what it takes."""

    written = Signal(object, str)
    """NewEntry, and the title of a new category (empty for one that is there)."""
    reworded = Signal(object)
    """The Entry with its new words."""

    def __init__(
        self,
        design: Design,
        categories: Sequence[Category],
        *,
        category: str = "",
        entry: CatalogueEntry | None = None,
        reader: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`reader`: who has read the words it has now, where it is on the shared list."""
        super().__init__(design, parent)
        self._entry = entry
        heading = self.tr("Reword") if entry else self.tr("Add something of your own")
        self.heading.setText(heading)
        self.card.add(soft(self._told(reader)))
        self._build_words(design)
        self._build_place(design, categories, entry.category if entry else category)
        self._build_kind(design, entry)
        keep = primary(design, self.tr("Keep"), self.on_keep)
        self.card.add(Flow(keep, quiet(design, self.tr("Cancel"), self.closed.emit)))
        self._show_parts()

    def _told(self, reader: str) -> str:
        if not reader:
            return self.tr("It is private until you offer it.")
        text = self.tr(
            "{name} has read the words it has now. With other words it is a new entry and {name} is asked anew: what "
            "you disclosed of it is taken back, a limit of {name} stays with the old words, and what you agreed stays "
            "as it was read, until one of you withdraws it."
        )
        return text.replace("{name}", reader)

    def _build_words(self, design: Design) -> None:
        self.title = LineField(design, self.tr("Title"))
        self.title.entered.connect(self.on_keep)
        self.description = TextField(
            design, self.tr("Description"), help=self.tr("A sentence that says what you mean."), rows=2
        )
        if self._entry is not None:
            self.title.show_text(self._entry.title)
            self.description.show_text(self._entry.description)
        self.card.add(self.title)
        self.card.add(self.description)

    def _build_place(self, design: Design, categories: Sequence[Category], current: str) -> None:
        self.category = ComboBox(design, self.tr("Category"))
        known = [(category.id, category.title) for category in categories]
        self.category.show_options(
            [*known, (NEW_CATEGORY, self.tr("A category of my own…"))],
            current or (known[0][0] if known else NEW_CATEGORY),
        )
        self.category.picked.connect(lambda _key: self._show_parts())
        self.new_category = LineField(design, self.tr("Its name"))
        self.card.add(strong(self.tr("Category")))
        self.card.add(Flow(self.category))
        self.card.add(self.new_category)

    def _build_kind(self, design: Design, entry: CatalogueEntry | None) -> None:
        self.kind = Segments(
            design,
            self.tr("What it is"),
            [(kind, kind_word(kind)) for kind in (CatalogueKind.ACTIVITY, CatalogueKind.TERM)],
        )
        self.kind.show_choice(entry.kind if entry else CatalogueKind.ACTIVITY)
        self.kind.chosen.connect(lambda _key: self._show_parts())
        self.labels = Segments(
            design, self.tr("Its sides"), [(labels, labels_word(labels)) for labels in reversed(SideLabels)]
        )
        self.labels.show_choice(entry.labels if entry else SideLabels.NONE)
        self.intensity = CheckBox(design, self.tr("It can be lighter or stronger"))
        self.intensity.setChecked(entry.intensity if entry else False)
        for part in (self.kind, self.labels, self.intensity):
            self.card.add(part)

    def _show_parts(self) -> None:
        self.new_category.setVisible(self.category.key == NEW_CATEGORY)
        # Reworded it keeps its kind and sides: answers that are there belong to them.
        fixed = self._entry is not None
        activity = self.kind.choice == CatalogueKind.ACTIVITY
        self.kind.setVisible(not fixed)
        self.labels.setVisible(activity and not fixed)
        self.intensity.setVisible(activity)

    def take_focus(self) -> None:
        self.title.edit.setFocus(Qt.FocusReason.TabFocusReason)

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


class OfferSheet(Sheet):
    """Exactly what the other would read, before anything is offered."""

    offered = Signal()

    def __init__(self, design: Design, entry: CatalogueEntry, partner: str, parent: QWidget | None = None) -> None:
        super().__init__(design, parent)
        self.heading.setText(self.tr("Offer to our list"))
        say = self.tr("This is what {0} will read. {0} will learn that you added it, not your answer.")
        self.card.add(soft(say.replace("{0}", partner)))
        self.preview = Panel(design)
        self.preview.add(strong(entry.title))
        if entry.description:
            self.preview.add(body(entry.description))
        self.card.add(self.preview)
        self.card.add(caption(self.tr("You can reword it or take it off again later; by then it may have been read.")))
        self._offer = primary(design, self.tr("Offer"), self.offered.emit)
        self.card.add(Flow(self._offer, quiet(design, self.tr("Not now"), self.closed.emit)))

    def take_focus(self) -> None:
        self._offer.setFocus(Qt.FocusReason.TabFocusReason)


class HistorySheet(Sheet):
    """How one's answers to an entry changed; the newest first. Private like the answers."""

    MOST = 60

    def __init__(
        self,
        design: Design,
        entry: CatalogueEntry,
        changes: Sequence[AnswerChange],
        *,
        for_two: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, parent)
        self.heading.setText(entry.title)
        self.card.add(soft(self.tr("How this changed. Only you see this; changing your mind is part of it.")))
        self._for_two = for_two
        if not changes:
            self.card.add(body(self.tr("Nothing was answered yet.")))
        for change in changes[: self.MOST]:
            self._add_change(design, entry, change)
        if len(changes) > self.MOST:
            more = self.tr("And {0} earlier changes.").replace("{0}", str(len(changes) - self.MOST))
            self.card.add(caption(more))
        self._close = secondary(design, self.tr("Close"), self.closed.emit)
        self.card.add(Flow(self._close))

    def _add_change(self, design: Design, entry: CatalogueEntry, change: AnswerChange) -> None:
        moment = QDateTime.fromSecsSinceEpoch(int(change.at.timestamp()), QTimeZone.systemTimeZone())
        when = moment_words(moment)
        answer = change.answer
        panel = Panel(design, padding=Space.M)
        when_label = caption(f"{when} · {side_word(entry, answer.direction)}")
        panel.add(when_label)
        panel.add(Flow(StancePill(design, answer.stance)))
        for words in (self._details(answer), answer.conditions, answer.note):
            if words.strip():
                panel.add(body(words))
        self.card.add(panel)

    def _details(self, answer: Answer) -> str:
        parts = [ceiling_phrase(answer.ceiling)]
        if self._for_two and answer.stance is not None:
            parts.append(visibility_word(answer.visibility))
        if answer.experience is not None:
            parts.append(self.tr("Experience: {0}").replace("{0}", experience_word(answer.experience)))
        return " · ".join(part for part in parts if part)

    def take_focus(self) -> None:
        self._close.setFocus(Qt.FocusReason.TabFocusReason)


class TermHistorySheet(Sheet):
    """How one's own words for a term changed."""

    def __init__(
        self,
        design: Design,
        entry: CatalogueEntry,
        changes: Sequence[tuple[QDateTime, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, parent)
        self.heading.setText(entry.title)
        self.card.add(soft(self.tr("How this changed. Only you see this; changing your mind is part of it.")))
        if not changes:
            self.card.add(body(self.tr("Nothing was written yet.")))
        for moment, words in changes[: HistorySheet.MOST]:
            panel = Panel(design, padding=Space.M)
            panel.add(caption(moment_words(moment)))
            panel.add(body(words or self.tr("(taken out)")))
            self.card.add(panel)
        self._close = secondary(design, self.tr("Close"), self.closed.emit)
        self.card.add(Flow(self._close))

    def take_focus(self) -> None:
        self._close.setFocus(Qt.FocusReason.TabFocusReason)
