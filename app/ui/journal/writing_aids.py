"""What helps to begin a text: prompts to use or to ignore, and a menu of templates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.models.journal import EntryKind, EntryTemplate
from app.models.journal_texts import JournalTexts
from app.models.rich_text import Block, RichText, Span
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.editor import RichEdit
from app.ui.journal.templates_and_ways import TemplatesAndWays
from app.ui.kit.buttons import Button, ButtonKind, compact
from app.ui.kit.flow import clear_layout, filling
from app.ui.kit.labels import caption
from app.ui.kit.menu_button import open_below
from app.ui.kit.surfaces import ClickRow, IconLabel, Panel, Rows
from app.ui.wording import fill

MOST_NAME_SHOWN = 60
"""Characters of a template's name that the menu shows."""


class PromptsPanel(Panel):
    """The prompts for the kind of the open entry, hidden until `.fold` is pressed; rows are made when they are seen."""

    unfolded = Signal(QWidget, QWidget)
    """The button, and this panel."""

    def __init__(self, design: Design, texts: JournalTexts, editor: RichEdit) -> None:
        super().__init__(design, spacing=Space.NONE)
        self._texts, self._editor = texts, editor
        self._wanted: tuple[str, ...] = ()
        self._made: tuple[str, ...] = ()
        self._signs: dict[str, IconLabel] = {}
        self.add(caption(self.tr("Pick one, or none. It becomes text that you can change.")))
        self._rows = Rows(design)
        self.add(self._rows)
        self.hide()
        self.fold = compact(design, self.tr("Prompts"), self.on_fold, "lightbulb")
        editor.left.connect(lambda: self.fold.setFocus(Qt.FocusReason.TabFocusReason))

    @property
    def rows(self) -> list[ClickRow]:
        """The prompts as rows."""
        return self._rows.findChildren(ClickRow)

    def show_kind(self, kind: EntryKind) -> None:
        """Offer the prompts for an entry of this kind."""
        self._wanted = tuple(self._texts.prompts[kind])
        if not self.isHidden():
            self._make()
            self.mark_used()

    def mark_used(self) -> None:
        """Mark the prompts that are in the text; pressing one of them leads there."""
        if self.isHidden():
            return
        used = self._editor.says(self._made)
        for row, prompt in zip(self.rows, self._made, strict=True):
            self._signs[prompt].show_icon("check" if prompt in used else "", Colour.ACCENT)
            row.setAccessibleName(fill(self.tr("{prompt}, in the text"), prompt=prompt) if prompt in used else prompt)

    def on_fold(self) -> None:
        """Show or hide the prompts."""
        opens = self.isHidden()
        self.setVisible(opens)
        self.mark_used()
        if opens:
            self.unfolded.emit(self.fold, self)

    def showEvent(self, event: QShowEvent) -> None:
        self._make()
        super().showEvent(event)

    def _make(self) -> None:
        if self._wanted == self._made:
            return
        self._made = prompts = self._wanted
        with filling(self._rows):
            clear_layout(self._rows.body)
            self._signs = {}
            for prompt in prompts:
                self._rows.add(self._row(prompt))

    def _row(self, prompt: str) -> ClickRow:
        self._signs[prompt] = sign = IconLabel(self._design, "", size=Size.ICON_SMALL)
        row = ClickRow(self._design, prompt, end=sign, first=prompt == self._made[0])
        row.clicked.connect(lambda: self._on_picked(prompt))
        return row

    def _on_picked(self, prompt: str) -> None:
        if not self._editor.go_below(prompt):
            self._editor.put_apart(RichText((Block(spans=(Span(prompt, italic=True),)), Block())))
            self.mark_used()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)


class TemplatesButton(Button):
    """Opens a menu of built-in and own templates; the open entry can become one."""

    picked = Signal(object)
    """EntryTemplate."""
    save_wanted = Signal()

    def __init__(self, design: Design, builtin: Sequence[EntryTemplate], own: TemplatesAndWays) -> None:
        self._builtin, self._own = tuple(builtin), own
        super().__init__(design, "", lambda: open_below(self, self._menu), "copy-simple", kind=ButtonKind.QUIET)
        self.show_text(self.tr("Templates"))
        self.set_compact()
        self._menu = QMenu(self)
        own.loaded.connect(self._fill)
        self._fill()

    @property
    def choices(self) -> tuple[QAction, ...]:
        """What the menu offers."""
        return tuple(action for action in self._menu.actions() if not action.isSeparator())

    def _fill(self) -> None:
        own = tuple(self._own.templates.values())
        self._menu.clear()
        for group in (self._builtin, own):
            for template in group:
                action = self._menu.addAction(_menu_line(template.name))
                action.triggered.connect(lambda _checked=False, template=template: self.picked.emit(template))
            if group:
                self._menu.addSeparator()
        self._menu.addAction(self.tr("Save this entry as a template…"), self.save_wanted.emit)
        edit = self._menu.addAction(self.tr("Edit my templates…"), self._own.edit_templates)
        edit.setVisible(bool(own))


def _menu_line(name: str) -> str:
    """A name in one line, not too long for a menu."""
    line = " ".join(name.split())
    return (line if len(line) <= MOST_NAME_SHOWN else f"{line[:MOST_NAME_SHOWN]}…").replace("&", "&&")
