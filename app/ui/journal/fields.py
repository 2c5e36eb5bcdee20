"""Everything below the text of an entry, folded calmly: labels, ways, thoughts, boundary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.journal import EntryText, LabelRole, OwnWay
from app.models.journal_texts import JournalTexts
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.fields_boundary import BoundaryPanel
from app.ui.journal.fields_labels import LabelRow
from app.ui.journal.fields_ways import WaysPanel
from app.ui.journal.words import role_word
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, button_row
from app.ui.kit.pill import Tone

_FIRST = (LabelRole.FEELING, LabelRole.NEED)
_LATER = (LabelRole.FEAR, LabelRole.VALUE, LabelRole.TAG)
_NAMES = {
    LabelRole.FEELING: "feelings",
    LabelRole.NEED: "needs",
    LabelRole.FEAR: "fears",
    LabelRole.VALUE: "values",
    LabelRole.TAG: "tags",
}


class EntryFields(QWidget):
    """Shows the fields of an entry and says when one of them is another."""

    changed = Signal()
    labels_wanted = Signal()
    """A row was opened: own words that were used before can be offered."""
    way_added = Signal(str, str)
    ways_edit_wanted = Signal()

    def __init__(self, design: Design, texts: Texts, words: JournalTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._texts = design, texts
        self._own_ways: tuple[OwnWay, ...] = ()
        self.rows: dict[LabelRole, LabelRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for role in _FIRST:
            column.addWidget(self._row(role, words))
        self.ways_fold = self._fold_button(self.toggle_ways)
        self.ways = WaysPanel(design, texts)
        self.ways.hide()
        self.ways.changed.connect(self.changed)
        self.ways.added.connect(self.way_added)
        self.ways.edit_wanted.connect(self.ways_edit_wanted)
        self._ways_line = button_row(self.ways_fold)
        column.addWidget(self._ways_line)
        column.addWidget(self.ways)
        self.more_fold = self._fold_button(self.toggle_more)
        column.addWidget(button_row(self.more_fold))
        self.more = self._build_more(words)
        self.more.hide()
        column.addWidget(self.more)
        self.boundary = BoundaryPanel(design, words.firewall)
        self.boundary.chosen.connect(lambda _boundary: self.changed.emit())
        column.addWidget(self.boundary)
        self._name_folds(EntryText())

    def _row(self, role: LabelRole, words: JournalTexts) -> LabelRow:
        builtin = [(word, word) for word in words.suggestions(role)]
        if role is LabelRole.NEED:
            builtin = [(need.id, need.title) for need in self._texts.needs]
        tone = Tone.ACCENT if role is LabelRole.NEED else Tone.NEUTRAL
        row = LabelRow(self._design, role_word(role), builtin, tone=tone)
        row.changed.connect(self._on_changed)
        row.opened.connect(self.labels_wanted)
        self.rows[role] = row
        return row

    def _build_more(self, words: JournalTexts) -> QWidget:
        more = Column(spacing=Space.M)
        for role in _LATER:
            more.add(self._row(role, words))
        self.thoughts = {
            "for_us": TextField(self._design, self.tr("What it could mean for us")),
            "for_me": TextField(self._design, self.tr("What it could mean for how I see myself")),
            "for_safety": TextField(self._design, self.tr("What it could mean for safety")),
        }
        for field in self.thoughts.values():
            field.edited.connect(lambda _text: self.changed.emit())
            more.add(field)
        return more

    def _fold_button(self, act: Callable[[], object]) -> Button:
        button = quiet(self._design, "", act, icon="caret-right")
        button.set_compact()
        return button

    # --- what it says

    def show_text(self, text: EntryText) -> None:
        """Show the fields of an entry, folded; says nothing."""
        for role, row in self.rows.items():
            row.fold()
            row.show_chosen(text.labels(role))
        for name, field in self.thoughts.items():
            field.show_text(getattr(text, name))
        self.boundary.show_boundary(text.boundary)
        self.ways.hide()
        self.more.hide()
        self.ways.show_ways(text.needs, self._own_ways, text.ways)
        self._name_folds(text)

    def written(self) -> Mapping[str, object]:
        """What the fields say now, by the names of `EntryText`."""
        labels: dict[str, object] = {_NAMES[role]: row.chosen for role, row in self.rows.items()}
        thoughts = {name: field.text() for name, field in self.thoughts.items()}
        return {**labels, **thoughts, "ways": self.ways.chosen, "boundary": self.boundary.boundary}

    def show_used(self, used: Mapping[LabelRole, Sequence[str]]) -> None:
        """Offer own words that were used before."""
        for role, words in used.items():
            self.rows[role].show_used(words)

    def show_own_ways(self, ways: Sequence[OwnWay]) -> None:
        """Own ways as they are kept."""
        self._own_ways = tuple(ways)
        self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self._own_ways, self.ways.chosen)

    def mark_way(self, way: str) -> None:
        """The entry names this way as well."""
        if way not in self.ways.chosen:
            chosen = (*self.ways.chosen, way)
            self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self._own_ways, chosen)
            self.changed.emit()

    # --- folds

    def toggle_ways(self) -> None:
        """Open or close the ways to meet the chosen needs."""
        self.ways.setVisible(not self.ways.isVisibleTo(self))
        self._name_folds(EntryText.model_validate(self.written()))

    def toggle_more(self) -> None:
        """Open or close what there is to note besides."""
        self.more.setVisible(not self.more.isVisibleTo(self))
        self._name_folds(EntryText.model_validate(self.written()))

    def _on_changed(self) -> None:
        self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self._own_ways, self.ways.chosen)
        self._name_folds(EntryText.model_validate(self.written()))
        self.changed.emit()

    def _name_folds(self, text: EntryText) -> None:
        has_needs = bool(text.needs)
        self._ways_line.setVisible(has_needs)
        if not has_needs:
            self.ways.hide()
        for button, part in ((self.ways_fold, self.ways), (self.more_fold, self.more)):
            button.set_icon("caret-down" if part.isVisibleTo(self) else "caret-right")
        marked = len(text.ways)
        self.ways_fold.show_text(
            self.tr("Ways to meet these needs, {0} marked").replace("{0}", str(marked))
            if marked
            else self.tr("Ways to meet these needs")
        )
        said = [role_word(role) for role in _LATER if text.labels(role)]
        said += [self.tr("thoughts")] if any((text.for_us, text.for_me, text.for_safety)) else []
        words = self.tr("Fears, values, tags, thoughts")
        self.more_fold.show_text(self.tr("More: {0}").replace("{0}", ", ".join(said)) if said else words)
