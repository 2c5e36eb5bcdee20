"""Editing which dimensions are asked: order, hiding, own dimensions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal

from app.models.check_in import Dimension
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.words import LONGEST_TITLE, LONGEST_WORD, ends_words, name_of
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.field import LineField
from app.ui.kit.flow import button_row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import soft
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.strings import breakable
from app.ui.kit.surfaces import Card
from app.ui.wording import fill
from app.ui.workspace import Workspace

ROWS = 14
"""How many dimensions are visible before the list scrolls."""


class DimensionsView(ScrollPage):
    """A list of all dimensions, acts on the one that is chosen, and a form for own ones; Esc goes back."""

    closed = Signal()

    def __init__(self, ws: Workspace, presenter: CheckInsPresenter) -> None:
        super().__init__(ws.design, top=Space.NONE)
        self._ws, self._presenter = ws, presenter
        self._editing: Dimension | None = None
        KeyActs(self, {Qt.Key.Key_Escape: self.closed.emit})
        design = ws.design
        self.card = Card(design)
        self._back = quiet(design, self.tr("Back"), self.closed.emit, icon="caret-left")
        self.card.add(button_row(self._back))
        self.card.add_header(self.tr("What to ask"))
        hidden = self.tr("You can hide anything you do not want to be asked about. Its earlier ratings are kept.")
        self.card.add(soft(hidden))
        self.list = self.card.add(CheckList(design, self.tr("What to ask"), rows=ROWS))
        self.list.ticked.connect(lambda key, on: presenter.set_hidden(key, not on))
        self.list.currentRowChanged.connect(lambda _row: self._show_acts())
        self.earlier = secondary(design, self.tr("Move up"), lambda: self._move(-1), icon="arrow-up")
        self.later = secondary(design, self.tr("Move down"), lambda: self._move(1), icon="arrow-down")
        self.change = quiet(design, self.tr("Reword"), self.on_change, icon="pencil-simple")
        self.delete = quiet(design, self.tr("Delete"), self.on_delete, icon="trash")
        self.card.add(button_row(self.earlier, self.later, self.change, self.delete))
        self.body.addWidget(self.card)
        self._build_form()
        self.body.addStretch(1)

    def _build_form(self) -> None:
        design = self._ws.design
        self.form = Card(design)
        self.heading = self.form.add_header(self.tr("Add something of your own"))
        self.title = LineField(design, self.tr("What it is"), max_length=LONGEST_TITLE)
        self.low = LineField(design, self.tr("What 0 means"), max_length=LONGEST_WORD)
        self.high = LineField(design, self.tr("What 4 means"), max_length=LONGEST_WORD)
        self._edits = (self.title.edit, self.low.edit, self.high.edit)
        for field in (self.title, self.low, self.high):
            field.entered.connect(self.on_keep)
            self.form.add(field)
        self.keep = primary(design, self.tr("Add it"), self.on_keep)
        self.cancel = secondary(design, self.tr("Cancel"), self._discard)
        self.form.add(button_row(self.keep, self.cancel))
        self.body.addWidget(self.form)
        self._end_editing()

    def refresh(self) -> None:
        """Show the dimensions in their order; the same one stays chosen."""
        found, hidden = self._presenter.all_dimensions, self._presenter.arrangement.hidden
        self.list.show_rows([(each.id, _line(each)) for each in found], {each.id for each in found} - hidden)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show_acts()

    @property
    def _chosen(self) -> Dimension | None:
        return next((each for each in self._presenter.all_dimensions if each.id == self.list.key), None)

    def _show_acts(self) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        # A focused button stays enabled, so that the focus does not jump.
        here = self.window().focusWidget()
        self.earlier.setEnabled(row > 0 or here is self.earlier)
        self.later.setEnabled(row < last or here is self.later)
        self.earlier.setAccessibleDescription("" if row > 0 else self.tr("This is the first."))
        self.later.setAccessibleDescription("" if row < last else self.tr("This is the last."))
        dimension = self._chosen
        for act in (self.change, self.delete):
            act.setVisible(dimension is not None and dimension.own)

    def _move(self, by: int) -> None:
        if self.list.key:
            self._presenter.move(self.list.key, by)

    # --- own dimensions

    def on_change(self) -> None:
        """Edit the chosen dimension in the form."""
        dimension = self._chosen
        if dimension is None:
            return
        self._editing = dimension
        self.heading.setText(self.tr("Reword it"))
        self.keep.show_text(self.tr("Save"))
        self.cancel.show()
        self._fill(dimension.id, dimension.title, dimension.low, dimension.high)
        self.title.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _end_editing(self) -> None:
        self._editing = None
        self.heading.setText(self.tr("Add something of your own"))
        self.keep.show_text(self.tr("Add it"))
        self.cancel.hide()
        self._fill("dimension.new", "", "", "")

    def _fill(self, key: str, *words: str) -> None:
        self._ws.unadded.hold_form(key, self._edits)
        for field, text in zip((self.title, self.low, self.high), words, strict=True):
            self._ws.unadded.show(partial(field.show_text, text), field.edit)
            field.clear_error()

    def _discard(self) -> None:
        self._ws.unadded.drop(*self._edits)
        self._end_editing()

    def on_keep(self) -> None:
        """Add the dimension in the form, or save its new words."""
        title = self.title.text()
        if not title.strip():
            self.title.show_error(self.tr("It needs a name."))
            self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._presenter.save_dimension(self._editing, title, self.low.text(), self.high.text())
        self._discard()

    def on_delete(self) -> None:
        """Ask, saying what is lost, then delete the chosen dimension."""
        dimension = self._chosen
        if dimension is None:
            return
        times = self._presenter.times_rated(dimension.id)
        what = self.tr("It has never been rated.")
        if times:
            what = self.tr("Its ratings are deleted with it, in every check-in. This cannot be undone.")
            what = f"{what} {self.tr('If you hide it instead, they are kept.')}"
        heading = fill(self.tr("Delete “{title}”?"), title=breakable(name_of(dimension)))
        delete = partial(self._presenter.delete_dimension, dimension.id)
        self._ws.prompts.confirm(heading, what, self.tr("Delete it"), delete, danger=True)

    def take_focus(self) -> None:
        """Focus the list."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)


def _line(dimension: Dimension) -> str:
    ends = ends_words(dimension)
    return f"{name_of(dimension)} · {ends}" if ends else name_of(dimension)
