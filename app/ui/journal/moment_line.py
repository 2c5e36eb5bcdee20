"""What kind of entry it is and when it is about: a quiet line that opens to be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.journal import EntryKind
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.words import kind_word
from app.ui.kit.buttons import compact, quiet
from app.ui.kit.controls import MomentFields
from app.ui.kit.flow import add_to, button_row, column_in, show_part
from app.ui.kit.labels import caption
from app.ui.kit.menu_button import MenuButton
from app.ui.terms import moment_words
from app.ui.wording import fill


class MomentLine(QWidget):
    """A menu of kinds, and a button that opens fields for day and time; in the bin, words alone."""

    kind_picked = Signal(object)
    """EntryKind."""
    moved = Signal(object)
    """The time (UTC) that the entry is about now."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design, self._at = design, datetime(2000, 1, 1, tzinfo=UTC)
        self.kind = MenuButton(design, self._on_kind)
        self.when = compact(design, "", self.toggle, "calendar-blank")
        for button in (self.kind, self.when):
            button.setProperty("small", True)
        self._buttons = button_row(self.kind, self.when)
        self.said = caption()
        self._column = column_in(self, Space.XS)
        add_to(self._column, self._buttons, self.said)
        self.said.hide()

    @cached_property
    def editors(self) -> MomentFields:
        """The fields for day and time, made when they are first opened."""
        editors = MomentFields(self._design, self.tr("The day it is about"), self.tr("The time it is about"))
        editors.hide()
        editors.day.edit.setDisplayFormat("d MMMM yyyy")
        editors.add(quiet(self._design, self.tr("Done"), self.toggle, icon="check"))
        editors.show_moment(self._at)
        editors.picked.connect(self._on_moved)
        self._column.addWidget(editors)
        return editors

    def show_entry(self, kind: EntryKind, at: datetime) -> None:
        """Show kind and time without emitting anything."""
        self.show_kind(kind)
        self._show_time(at)
        if "editors" in vars(self):
            self.editors.show_moment(at)

    def _show_time(self, at: datetime) -> None:
        self._at = at
        self.when.show_text(moment_words(at))
        self.when.setAccessibleName(fill(self.tr("About {when}; change"), when=moment_words(at)))

    def show_kind(self, kind: EntryKind) -> None:
        """Show the kind without emitting `kind_picked`."""
        self.kind.show_options([(each, kind_word(each)) for each in EntryKind], kind)
        self.kind.setAccessibleName(fill(self.tr("Kind: {kind}; change"), kind=kind_word(kind)))

    def set_read_only(self, read_only: bool) -> None:
        """Show words without anything to press."""
        if not (read_only or self.said.isVisibleTo(self)):
            return
        self._buttons.setVisible(not read_only)
        self.said.setVisible(read_only)
        if read_only:
            show_part(self, "editors", False)
            self.said.setText(f"{kind_word(self.chosen_kind)} · {moment_words(self._at)}")

    @property
    def chosen_kind(self) -> EntryKind:
        """The kind that is shown."""
        return EntryKind(str(self.kind.key))

    def toggle(self) -> None:
        """Open or close the fields for day and time."""
        opens = not self.editors.isVisibleTo(self)
        self.editors.setVisible(opens)
        (self.editors.day.edit if opens else self.when).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kind(self, key: object) -> None:
        kind = EntryKind(str(key))
        self.show_kind(kind)
        self.kind_picked.emit(kind)

    def _on_moved(self, at: datetime) -> None:
        self._show_time(at)
        self.moved.emit(at)
