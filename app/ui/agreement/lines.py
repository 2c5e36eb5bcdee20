"""Lists of own words: the lines, who proposed them, and chips to start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.outline import Line
from app.models.person import Person
from app.ui.agreement.clause_words import mark_word
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import Button, ButtonKind, IconButton
from app.ui.kit.chips import ChipFlow
from app.ui.kit.field import TextField
from app.ui.kit.first_line import FirstLine
from app.ui.kit.flow import Box, clear_layout, column_in, row_in, stack
from app.ui.kit.labels import body, caption
from app.ui.kit.mark import mark_of
from app.ui.wording import fill


class LinesEditor(Box):
    """One list of own words; chips toggle their words, anything else is typed."""

    added = Signal(str)
    removed = Signal(str)
    """The id of the line."""
    marked_as = Signal(str, bool)
    """The id of the line, and whether it allows something."""

    def __init__(self, design: Design, offers: Sequence[str], own_label: str, *, marked: bool = False) -> None:
        super().__init__()
        self._marked = marked
        self._design, self._offers = design, tuple(offers)
        self._shown: tuple[Line, ...] | None = None
        column = column_in(self, Space.M)
        self._rows = stack(spacing=Space.S)
        column.addLayout(self._rows)
        self.chips = ChipFlow(design, own=True, own_label=own_label)
        self.chips.added.connect(self.added)
        self.chips.toggled.connect(self._on_toggled)
        column.addWidget(self.chips)

    def show_lines(self, lines: tuple[Line, ...], person: Callable[[PersonId], Person]) -> None:
        """Show the lines."""
        if lines == self._shown:
            return
        self._shown = lines
        clear_layout(self._rows)
        for line in lines:
            self._rows.addWidget(self._row(line, person))
        self.chips.show_chips([(text, text) for text in self._offers], {line.text for line in lines})

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the lines."""
        return tuple(line.text for line in self._shown or ())

    def _row(self, line: Line, person: Callable[[PersonId], Person]) -> QWidget:
        beside: list[QWidget] = []
        if line.by is not None:
            beside.append(ProposedBy(self._design, person(line.by)))
        if self._marked:
            mark = LineKindButton(self._design, line.text)
            mark.show_mark(allows=line.allows)
            mark.marked_as.connect(partial(self.marked_as.emit, line.id))
            beside.append(mark)
        take_out = fill(self.tr("Take out: {text}"), text=line.text)
        cross = IconButton(self._design, "x", take_out, lambda: self.removed.emit(line.id))
        return FirstLine(self._design, TextRole.BODY, body(line.text), *beside, cross, spacing=Space.S)

    def _on_toggled(self, text: str, wanted: bool) -> None:
        if wanted:
            self.added.emit(text)
            return
        for line in self._shown or ():
            if line.text == text:
                self.removed.emit(line.id)


class LineKindButton(Button):
    """Says whether words protect or allow something, and changes that when pressed."""

    marked_as = Signal(bool)

    def __init__(self, design: Design, about: str) -> None:
        super().__init__(design, "", lambda: self.marked_as.emit(not self._allows), "swap", kind=ButtonKind.QUIET)
        self._about, self._allows = about, False
        self.set_compact()
        self.show_mark(allows=False)

    def show_mark(self, *, allows: bool) -> None:
        """Show what the words do now."""
        self._allows = allows
        self.show_text(mark_word(allows=allows))
        now = self.tr("Allows: {text}") if allows else self.tr("Protects: {text}")
        self.setAccessibleName(fill(now, text=self._about))
        self.setToolTip(
            self.tr("This allows something. Press to make it protect instead: then loosening it takes both of you.")
            if allows
            else self.tr("This protects, and loosening it takes both of you. Press if it allows something instead.")
        )


class ProposedBy(QWidget):
    """The mark of who proposed something while alone."""

    def __init__(self, design: Design, person: Person) -> None:
        super().__init__()
        line = row_in(self, Space.S)
        line.addWidget(mark_of(design, person, Size.MARK_SMALL))
        self.label = caption(fill(self.tr("{name} proposed"), name=person.name))
        self.label.setWordWrap(False)
        line.addWidget(self.label)


class ChipText(QWidget):
    """One field of own words with chips that put their words into it, or take them out again.

    `mark`: what the mark of the words is about; empty for words without one.
    """

    committed = Signal(str)
    marked_as = Signal(bool)

    def __init__(self, design: Design, label: str, offers: Sequence[str], *, mark: str = "") -> None:
        super().__init__()
        self._offers = tuple(offers)
        column = column_in(self, Space.S)
        self.field = TextField(design, label, rows=1)
        self.field.committed.connect(self.committed)
        self.field.edited.connect(self._show_chips)
        column.addWidget(self.field)
        self.chips = ChipFlow(design)
        self.chips.toggled.connect(self._on_toggled)
        column.addWidget(self.chips)
        self.mark = LineKindButton(design, mark) if mark else None
        if self.mark is not None:
            self.mark.marked_as.connect(self.marked_as)
            column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
            self.mark.hide()
        self._show_chips(self.field.text())

    def show_mark(self, *, allows: bool) -> None:
        """Show whether the words allow something; nothing while there are none."""
        if self.mark is not None:
            self.mark.setVisible(bool(self.field.text().strip()))
            self.mark.show_mark(allows=allows)

    def show_text(self, text: str) -> None:
        """Show a text, unless the field is being typed in."""
        if not self.field.edit.hasFocus():
            self.field.show_text(text)
        self._show_chips(self.field.text())

    def flush(self) -> None:
        """Emit what is being typed."""
        self.field.commit()

    def _show_chips(self, text: str) -> None:
        self.chips.show_chips([(offer, offer) for offer in self._offers], [o for o in self._offers if o in text])

    def _on_toggled(self, offer: str, wanted: bool) -> None:
        text = self.field.text()
        if wanted:
            text = f"{text}; {offer}" if text.strip() else offer
        else:
            for part in (f"; {offer}", f"{offer}; ", offer):
                if part in text:
                    text = text.replace(part, "", 1)
                    break
        self.field.show_text(text)
        self._show_chips(text)
        self.committed.emit(text)
