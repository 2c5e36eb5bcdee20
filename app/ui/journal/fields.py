"""Everything below the text of an entry, folded calmly: labels, ways, thoughts, boundary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.journal import EntryKind, EntryText, LabelRole, OwnWay
from app.models.journal_texts import JournalTexts
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.fields_boundary import BoundaryPanel
from app.ui.journal.fields_history import FieldsHistory
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
    unfolded = Signal(QWidget, QWidget)
    """A button, and what it opened."""

    def __init__(self, design: Design, texts: Texts, words: JournalTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._texts = design, texts
        self._own_ways: tuple[OwnWay, ...] = ()
        self._is_read_only = False
        self.rows: dict[LabelRole, LabelRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for role in _FIRST:
            column.addWidget(self._row(role, words))
        self.ways_fold = self._fold_button(self.toggle_ways)
        self.ways = WaysPanel(design, texts)
        self.ways.hide()
        self.ways.changed.connect(self._on_ways_changed)
        self.ways.added.connect(self.way_added)
        self.ways.edit_wanted.connect(self.ways_edit_wanted)
        self._ways_line = button_row(self.ways_fold)
        column.addWidget(self._ways_line)
        column.addWidget(self.ways)
        self.more_fold = self._fold_button(self.toggle_more)
        self._more_line = button_row(self.more_fold)
        column.addWidget(self._more_line)
        self.more = self._build_more(words)
        self.more.hide()
        column.addWidget(self.more)
        self.boundary = BoundaryPanel(design, words.firewall)
        self.boundary.chosen.connect(lambda _boundary: self.changed.emit())
        column.addWidget(self.boundary)
        self.history = FieldsHistory(self, self._undoable, self._restore, frozenset(self.thoughts))
        self.changed.connect(self.history.note)
        self._name_folds(EntryText())

    def _undoable(self) -> dict[str, object]:
        return {name: said for name, said in self.written().items() if name != "boundary"}

    def _restore(self, said: dict[str, object]) -> None:
        text = EntryText.model_validate({**said, "boundary": self.boundary.boundary})
        for role, row in self.rows.items():
            row.show_chosen(text.labels(role))
        for name, field in self.thoughts.items():
            field.show_text(getattr(text, name))
        self.ways.show_ways(text.needs, self._own_ways, text.ways)
        self._name_folds(text)
        self.changed.emit()

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
        self.boundary.show_kind(text.kind)
        self.boundary.show_boundary(text.boundary)
        self.ways.hide()
        self.more.hide()
        self.ways.show_ways(text.needs, self._own_ways, text.ways)
        self._name_folds(text)
        self.history.begin()

    def show_kind(self, kind: EntryKind) -> None:
        """Speak of an entry of this kind."""
        self.boundary.show_kind(kind)

    def set_read_only(self, read_only: bool) -> None:
        """What is in the bin can be read and not changed: what says nothing, and what only changes, is out of sight."""
        if not (read_only or self._is_read_only):
            return
        self._is_read_only = read_only
        for row in self.rows.values():
            row.set_read_only(read_only)
        for field in self.thoughts.values():
            field.edit.setReadOnly(read_only)
            field.setVisible(not read_only or bool(field.text()))
        self.ways.set_read_only(read_only)
        self.boundary.set_read_only(read_only)
        self._name_folds(EntryText.model_validate(self.written()))

    def written(self) -> Mapping[str, object]:
        """What the fields say now, by the names of `EntryText`."""
        labels: dict[str, object] = {_NAMES[role]: row.chosen for role, row in self.rows.items()}
        thoughts = {name: field.text() for name, field in self.thoughts.items()}
        return {**labels, **thoughts, "ways": self.ways.chosen, "boundary": self.boundary.boundary}

    def add(self, text: EntryText) -> int:
        """Put in what another text has besides; how many of its labels and ways found no room."""
        left_out = sum(row.add(text.labels(role)) for role, row in self.rows.items())
        ways = [way for way in text.ways if not self.ways.take(way)]
        self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self._own_ways, self.ways.chosen)
        for name, field in self.thoughts.items():
            if not field.text().strip():
                field.show_text(getattr(text, name))
        self._name_folds(EntryText.model_validate(self.written()))
        self.history.note()
        return left_out + len(ways)

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
        if way not in self.ways.chosen and self.ways.take(way):
            self._on_ways_changed()

    # --- folds

    def toggle_ways(self) -> None:
        """Open or close the ways to meet the chosen needs."""
        self._toggle(self.ways_fold, self.ways)

    def toggle_more(self) -> None:
        """Open or close what there is to note besides."""
        self._toggle(self.more_fold, self.more)

    def _toggle(self, button: Button, part: QWidget) -> None:
        opens = not part.isVisibleTo(self)
        part.setVisible(opens)
        self._name_folds(EntryText.model_validate(self.written()))
        if opens:
            self.unfolded.emit(button, part)

    def _on_changed(self) -> None:
        self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self._own_ways, self.ways.chosen)
        self._name_folds(EntryText.model_validate(self.written()))
        self.changed.emit()

    def _on_ways_changed(self) -> None:
        self._name_folds(EntryText.model_validate(self.written()))
        self.changed.emit()

    def _name_folds(self, text: EntryText) -> None:
        has_ways = bool(text.ways) or (bool(text.needs) and not self._is_read_only)
        self._ways_line.setVisible(has_ways)
        if not has_ways:
            self.ways.hide()
        for button, part in ((self.ways_fold, self.ways), (self.more_fold, self.more)):
            button.set_icon("caret-down" if part.isVisibleTo(self) else "caret-right")
        marked = len(text.ways)
        ways = self.tr("Ways to meet these needs") if text.needs else self.tr("Ways to meet needs")
        words = self.tr("{ways}, {0} marked").replace("{0}", str(marked)).replace("{ways}", ways)
        self.ways_fold.show_text(words if marked else ways)
        said = [role_word(role) for role in _LATER if text.labels(role)]
        said += [self.tr("thoughts")] if any((text.for_us, text.for_me, text.for_safety)) else []
        self._more_line.setVisible(bool(said) or not self._is_read_only)
        words = self.tr("Fears, values, tags, thoughts")
        self.more_fold.show_text(self.tr("More: {0}").replace("{0}", ", ".join(said)) if said else words)
