"""Everything below the text of an entry: labels, ways to meet needs, thoughts, how far it may go, and their undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.models.journal import LABEL_FIELDS, Boundary, EntryKind, EntryText, LabelRole
from app.models.journal_texts import JournalTexts
from app.models.texts import Texts
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.journal.label_row import LabelRow
from app.ui.journal.templates_and_ways import TemplatesAndWays
from app.ui.journal.ways_panel import WaysPanel
from app.ui.journal.words import boundary_word, role_word
from app.ui.kit.buttons import FoldButton
from app.ui.kit.field import TextField
from app.ui.kit.flow import Column, add_to, button_row, column_in
from app.ui.kit.keyboard import hear
from app.ui.kit.labels import caption, strong
from app.ui.kit.segments import Segments
from app.ui.wording import fill, plural

_FIRST = (LabelRole.FEELING, LabelRole.NEED)
_LATER = (LabelRole.FEAR, LabelRole.VALUE, LabelRole.TAG)
_CHIPS_IN_WAITING = 3
"""For each row."""
_MOST_STEPS = 200
"""Steps that can be undone."""
_BOUNDARY_ICONS = {Boundary.STAYS: "bird", Boundary.TALK: "chats", Boundary.TRY: "compass"}


class FieldHistory(QObject):
    """Remembers what the fields said after each change. Typing in one field is one step; it has an undo of its own."""

    def __init__(
        self,
        owner: QWidget,
        written: Callable[[], EntryText],
        show: Callable[[EntryText], object],
        typed: frozenset[str],
    ) -> None:
        """`typed` names the fields of `EntryText` that are typed in."""
        super().__init__(owner)
        self._written, self._show, self._typed = written, show, typed
        self._past: list[EntryText] = []
        self._future: list[EntryText] = []
        self._now = EntryText()
        self._last_typed = ""
        for key, act in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            for keys in QKeySequence.keyBindings(key):
                hear(owner, keys, act, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self) -> None:
        """Forget all steps: the fields show a different entry."""
        self._past, self._future = [], []
        self._now, self._last_typed = self._written(), ""

    def note(self) -> None:
        """Remember a step, if the fields changed."""
        now = self._written()
        changed = {name for name in EntryText.model_fields if getattr(now, name) != getattr(self._now, name)}
        if not changed:
            return
        typed = next(iter(changed)) if len(changed) == 1 and changed <= self._typed else ""
        if not typed or typed != self._last_typed:
            self._past = [*self._past[1 - _MOST_STEPS :], self._now]
        self._future, self._now, self._last_typed = [], now, typed

    def undo(self) -> None:
        """Go one step back."""
        if self._past:
            self._future.append(self._now)
            self._go(self._past.pop())

    def redo(self) -> None:
        """Go one step forward again."""
        if self._future:
            self._past.append(self._now)
            self._go(self._future.pop())

    def _go(self, text: EntryText) -> None:
        self._now, self._last_typed = text, ""
        self._show(text)


class BoundaryChoice(Column):
    """*This one…*: three choices of how far an entry may go, in words for its kind. Only the person picks one."""

    chosen = Signal()

    def __init__(self, design: Design, firewall: str) -> None:
        super().__init__(spacing=Space.S)
        self._kind = EntryKind.FANTASY
        self.choice = Segments(design, self.tr("This one…"), self._options(), on=lambda _key: self.chosen.emit())
        self.said = strong()
        self.said.hide()
        self.add_all(self.choice, self.said, caption(firewall))

    def _options(self) -> list[tuple[Boundary, str, str]]:
        return [(each, boundary_word(each, self._kind), _BOUNDARY_ICONS[each]) for each in Boundary]

    @property
    def boundary(self) -> Boundary:
        """What is chosen."""
        return Boundary(str(self.choice.choice))

    def show_boundary(self, kind: EntryKind, boundary: Boundary) -> None:
        """Show what is chosen, in the words for a kind of entry."""
        if kind is not self._kind:
            self._kind = kind
            self.choice.show_options(self._options())
        self.choice.show_choice(boundary)
        self.said.setText(fill(self.tr("This one… {what}"), what=boundary_word(boundary, kind)))

    def set_read_only(self, read_only: bool) -> None:
        """Say what is chosen instead of offering the choice."""
        self.choice.setVisible(not read_only)
        self.said.setVisible(read_only)


class EntryFields(QWidget):
    """Shows the fields of one entry at a time: one line unfolds what can be noted, and what was noted is open."""

    changed = Signal()
    unfolded = Signal(QWidget, QWidget)
    """A button, and what it unfolded."""

    def __init__(self, design: Design, texts: Texts) -> None:
        """It is empty until `build` was run through."""
        super().__init__()
        self._design, self._texts = design, texts
        self._is_read_only = False
        self.rows: dict[LabelRole, LabelRow] = {}
        self._open: set[LabelRole] = set()
        """Those of the first rows that are shown."""

    def build(self, words: JournalTexts, own: TemplatesAndWays) -> Iterator[None]:
        """Build it, a piece at a time."""
        column = column_in(self, Space.M)
        self.boundary = BoundaryChoice(self._design, words.firewall)
        self.boundary.chosen.connect(self._on_changed)
        yield
        self.folds = {role: FoldButton(self._design, role_word(role), partial(self._on_fold, role)) for role in _FIRST}
        self.more_fold = FoldButton(self._design, on=lambda: self.toggle(self.more))
        self._line = button_row(*self.folds.values(), self.more_fold)
        add_to(column, self.boundary, self._line, *(self._row(role, words) for role in _FIRST))
        yield
        self.ways = WaysPanel(self._design, self._texts, own)
        self.ways.changed.connect(self._on_chosen)
        self.ways_fold = FoldButton(self._design, on=lambda: self.toggle(self.ways))
        self._ways_line = button_row(self.ways_fold)
        yield
        self.more = self._build_more(words)
        yield
        add_to(column, self._ways_line, self.ways, self.more)
        yield
        for row in self.rows.values():
            # Hidden by the blank text below, these chips wait for the labels of the first entry.
            yield from row.shown.in_pieces([(str(number), "") for number in range(_CHIPS_IN_WAITING)])
        self.history = FieldHistory(self, self._undoable, self._restore, frozenset(self.thoughts))
        self.show_text(EntryText())
        yield

    def _row(self, role: LabelRole, words: JournalTexts) -> LabelRow:
        builtin = [(word, word) for word in words.suggestions.get(role, ())]
        if role is LabelRole.NEED:
            builtin = [(need.id, need.title) for need in self._texts.needs]
        tone = Colour.ACCENT if role is LabelRole.NEED else Colour.UNANSWERED
        self.rows[role] = row = LabelRow(self._design, role_word(role), builtin, tone=tone)
        row.changed.connect(self._on_chosen)
        return row

    def _build_more(self, words: JournalTexts) -> QWidget:
        more = Column(*(self._row(role, words) for role in _LATER), spacing=Space.M)
        self.thoughts = {
            "for_us": TextField(self._design, self.tr("What it could mean for us")),
            "for_me": TextField(self._design, self.tr("What it could mean for how I see myself")),
            "for_safety": TextField(self._design, self.tr("What it could mean for safety")),
        }
        for field in self.thoughts.values():
            field.edited.connect(lambda _text: self._on_changed())
            more.add(field)
        return more

    # --- what the fields say

    def show_text(self, text: EntryText) -> None:
        """Show the fields of a different entry, folded, without emitting `changed`."""
        for row in self.rows.values():
            row.fold()
        self.ways.hide()
        self.more.hide()
        self._open.clear()
        self.boundary.show_boundary(text.kind, text.boundary)
        self._show(text)
        self.history.begin()

    def _show(self, text: EntryText) -> None:
        for role, row in self.rows.items():
            row.show_chosen(text.labels(role))
        self._open |= {role for role in _FIRST if text.labels(role)}
        for name, field in self.thoughts.items():
            field.show_text(getattr(text, name))
        self.ways.show_ways(text.needs, text.ways)
        self._name_folds()

    def show_kind(self, kind: EntryKind) -> None:
        """Use the words for a kind of entry; the choices stay."""
        self.boundary.show_boundary(kind, self.boundary.boundary)

    def set_read_only(self, read_only: bool) -> None:
        """In the bin, show what the fields say and nothing that would change them."""
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
        self._name_folds()

    def written(self) -> EntryText:
        """What the fields say; the rest of the entry is blank."""
        labels = {LABEL_FIELDS[role]: row.chosen for role, row in self.rows.items()}
        thoughts = {name: field.text() for name, field in self.thoughts.items()}
        return EntryText.model_validate(
            {**labels, **thoughts, "ways": self.ways.chosen, "boundary": self.boundary.boundary}
        )

    def take_typed(self) -> None:
        """Take own words that are being typed, which would be lost or shown with a different entry."""
        for row in self.rows.values():
            row.take_typed()
        self.ways.take_typed()

    def add(self, text: EntryText) -> int:
        """Add what a template says; returns how many of its labels and ways found no room."""
        left_out = sum(row.add(text.labels(role)) for role, row in self.rows.items())
        left_out += sum(not self.ways.take(way) for way in text.ways)
        for name, field in self.thoughts.items():
            if not field.text().strip():
                field.show_text(getattr(text, name))
        self._show_ways()
        self.history.note()
        return left_out

    def show_used(self, used: Mapping[LabelRole, Sequence[str]]) -> None:
        """Offer labels that were used before in pickers that are opened from now on."""
        for role, words in used.items():
            self.rows[role].show_used(words)

    def _show_ways(self) -> None:
        self.ways.show_ways(self.rows[LabelRole.NEED].chosen, self.ways.chosen)
        self._name_folds()

    def _on_chosen(self) -> None:
        self._show_ways()
        self._on_changed()

    def _on_changed(self) -> None:
        self.history.note()
        self.changed.emit()

    def _undoable(self) -> EntryText:
        # How far the entry may go stays as it was chosen.
        return self.written().evolve(boundary=Boundary.STAYS)

    def _restore(self, text: EntryText) -> None:
        self._show(text)
        self.changed.emit()

    # --- folds

    def _on_fold(self, role: LabelRole) -> None:
        """Show or hide one of the first rows."""
        row = self.rows[role]
        self._open ^= {role}
        row.fold()
        self._name_folds()
        if role in self._open:
            self.unfolded.emit(self.folds[role], row)

    def toggle(self, part: QWidget) -> None:
        """Fold or unfold the ways to meet the chosen needs, or what else can be noted."""
        opens = not part.isVisibleTo(self)
        part.setVisible(opens)
        self._name_folds()
        if opens:
            self.unfolded.emit(self.ways_fold if part is self.ways else self.more_fold, part)

    def _name_folds(self) -> None:
        text = self.written()
        has_ways = bool(text.ways) or (bool(text.needs) and not self._is_read_only)
        for role, fold in self.folds.items():
            self.rows[role].setVisible(role in self._open and (bool(text.labels(role)) or not self._is_read_only))
            fold.setVisible(not self._is_read_only)
            fold.show_open(role in self._open)
        has_ways = has_ways and LabelRole.NEED in self._open
        self._ways_line.setVisible(has_ways)
        if not has_ways:
            self.ways.hide()
        for button, part in ((self.ways_fold, self.ways), (self.more_fold, self.more)):
            button.show_open(part.isVisibleTo(self))
        marked = len(text.ways)
        if text.needs:
            ways, some = self.tr("Ways to meet these needs"), plural("Ways to meet these needs, %n marked", marked)
        else:
            ways, some = self.tr("Ways to meet needs"), plural("Ways to meet needs, %n marked", marked)
        self.ways_fold.show_text(some if marked else ways)
        said = [role_word(role) for role in _LATER if text.labels(role)]
        said += [self.tr("Thoughts")] if any((text.for_us, text.for_me, text.for_safety)) else []
        self.more_fold.setVisible(bool(said) or not self._is_read_only)
        more = fill(self.tr("More: {what}"), what=", ".join(said))
        self.more_fold.show_text(more if said else self.tr("More"))
