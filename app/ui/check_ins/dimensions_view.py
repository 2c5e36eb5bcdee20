"""Editing which dimensions are asked: order, hiding, own dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.check_in import Dimension
from app.ui.check_ins.presenter import CheckInsPresenter
from app.ui.check_ins.words import LONGEST_TITLE, LONGEST_WORD, ends_words, name_of
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import IconButton, primary, quiet, secondary
from app.ui.kit.controls import CheckBox
from app.ui.kit.field import LineField
from app.ui.kit.flow import Column, Flow, button_row, clear_layout, row_in, stack
from app.ui.kit.labels import caption, soft
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.strings import breakable
from app.ui.kit.surfaces import Card
from app.ui.kit.tab_order import set_tab_order
from app.ui.wording import fill
from app.ui.workspace import Workspace

STOPS = ("box", "change", "delete", "earlier", "later")
"""Parts of a line where Tab stops, in order."""


class _NameBox(CheckBox):
    """A check box that elides a name that does not fit; its accessible name is whole."""

    def __init__(self, design: Design, name: str) -> None:
        super().__init__(design, name)
        self._name = name
        self._natural = super().sizeHint()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._natural

    def minimumSizeHint(self) -> QSize:
        return QSize(self._design.px(Size.SECTIONS) // 2, self._natural.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setText(self._words)
            self._natural = super().sizeHint()
            self._fit()

    @property
    def _words(self) -> str:
        return self._name.replace("&", "&&")

    def _fit(self) -> None:
        beside = self._natural.width() - self.fontMetrics().horizontalAdvance(self._name)
        room = max(0, self.width() - max(0, beside))
        self.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.setToolTip(self._name if self.text() != self._words else "")


class DimensionsView(ScrollPage):
    """One line for each dimension, and a form for own ones; Esc goes back."""

    closed = Signal()

    def __init__(self, ws: Workspace, presenter: CheckInsPresenter) -> None:
        super().__init__(ws.design, margin=Space.NONE)
        self._ws, self._presenter = ws, presenter
        self._editing: Dimension | None = None
        design = ws.design
        self.card = Card(design)
        self._back = quiet(design, self.tr("Back"), self.closed.emit, icon="caret-left")
        self.card.add_header(self.tr("What is asked"), trailing=self._back)
        hidden = self.tr("What you do not want to be asked can be hidden; what it was rated before is kept.")
        self.card.add(soft(hidden))
        self._lines = self.card.add(Column(spacing=Space.XS))
        self.body.addWidget(self.card)
        self._build_form()
        self.body.addStretch(1)
        self.boxes: dict[str, CheckBox] = {}
        self.buttons: dict[tuple[str, str], QWidget] = {}

    def _build_form(self) -> None:
        design = self._ws.design
        self.form = Card(design)
        self.heading = self.form.add_header(self.tr("Add something of your own"))
        self.title = LineField(design, self.tr("What it is"), max_length=LONGEST_TITLE)
        self.low = LineField(design, self.tr("What 0 means"), max_length=LONGEST_WORD)
        self.high = LineField(design, self.tr("What 4 means"), max_length=LONGEST_WORD)
        for field in (self.title, self.low, self.high):
            field.entered.connect(self.on_keep)
            self.form.add(field)
        self.keep = primary(design, self.tr("Add it"), self.on_keep)
        self.cancel = secondary(design, self.tr("Cancel"), self._end_editing)
        self.form.add(button_row(self.keep, self.cancel))
        self.body.addWidget(self.form)
        self._end_editing()

    def refresh(self) -> None:
        """Show the dimensions in their order; the focus stays on the same control."""
        here = self.window().focusWidget()
        inside = next((key for key, button in self.buttons.items() if button is here), None)
        clear_layout(self._lines.body)
        self.boxes, self.buttons = {}, {}
        found = self._presenter.all_dimensions
        for number, dimension in enumerate(found):
            self._lines.add(self._line(dimension, first=number == 0, last=number == len(found) - 1))
        lines = [self.buttons[key] for key in self._stops(found)]
        set_tab_order(self._back, *lines, self.title, self.low, self.high, self.keep, self.cancel)
        if inside is not None and inside in self.buttons:
            self._take_focus(inside)

    def _stops(self, dimensions: Sequence[Dimension]) -> Iterator[tuple[str, str]]:
        for each in dimensions:
            yield from (key for part in STOPS if (key := (each.id, part)) in self.buttons)

    def _take_focus(self, key: tuple[str, str]) -> None:
        button = self.buttons[key]
        if not button.isEnabled():
            button = self.buttons[key[0], "later" if key[1] == "earlier" else "earlier"]
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, dimension: Dimension, *, first: bool, last: bool) -> QWidget:
        design, name, title = self._ws.design, dimension.id, name_of(dimension)
        line = QWidget()
        row = row_in(line, Space.S)
        words = stack(spacing=Space.NONE)
        box = _NameBox(design, title)
        box.setChecked(name not in self._presenter.arrangement.hidden)
        box.clicked.connect(lambda on: self._presenter.set_hidden(name, not on))
        self.boxes[name] = box
        self.buttons[name, "box"] = box
        words.addWidget(box)
        ends = ends_words(dimension)
        if ends:
            meant = caption(breakable(ends, 8))
            meant.setContentsMargins(design.px(Size.CHECK) + Space.S + 2 * Size.RING, 0, 0, 0)
            words.addWidget(meant)
        row.addLayout(words, 1)
        row.addWidget(Flow(*self._acts(dimension, title), right=True))
        for key, icon, said, by, can in (
            ("earlier", "arrow-up", self.tr("Earlier: {title}"), -1, not first),
            ("later", "arrow-down", self.tr("Later: {title}"), 1, not last),
        ):
            button = IconButton(design, icon, fill(said, title=title), partial(self._presenter.move, name, by))
            button.setEnabled(can)
            self.buttons[name, key] = button
            row.addWidget(button)
        return line

    def _acts(self, dimension: Dimension, title: str) -> tuple[QWidget, ...]:
        if not dimension.own:
            return ()
        design = self._ws.design
        change = IconButton(
            design, "pencil-simple", fill(self.tr("Reword: {title}"), title=title), partial(self.on_change, dimension)
        )
        delete = IconButton(
            design, "trash", fill(self.tr("Delete: {title}"), title=title), partial(self.on_delete, dimension)
        )
        self.buttons[dimension.id, "change"], self.buttons[dimension.id, "delete"] = change, delete
        return change, delete

    # --- own dimensions

    def on_change(self, dimension: Dimension) -> None:
        """Edit an own dimension in the form."""
        self._editing = dimension
        self.heading.setText(self.tr("Reword it"))
        self.keep.show_text(self.tr("Keep"))
        self.cancel.show()
        self._fill(dimension.title, dimension.low, dimension.high)
        self.title.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _end_editing(self) -> None:
        self._editing = None
        self.heading.setText(self.tr("Add something of your own"))
        self.keep.show_text(self.tr("Add it"))
        self.cancel.hide()
        self._fill("", "", "")

    def _fill(self, title: str, low: str, high: str) -> None:
        for field, words in ((self.title, title), (self.low, low), (self.high, high)):
            field.show_text(words)
            field.clear_error()

    def on_keep(self) -> None:
        """Add the dimension in the form, or save its new words."""
        title = self.title.text()
        if not title.strip():
            self.title.show_error(self.tr("It needs a name."))
            self.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        made = self._editing or Dimension(id=self._presenter.new_dimension_id(), title=title, own=True)
        self._presenter.save_dimension(made.evolve(title=title, low=self.low.text(), high=self.high.text()))
        self._end_editing()

    def on_delete(self, dimension: Dimension) -> None:
        """Ask, saying what is lost, then delete the dimension."""
        times = self._presenter.times_rated(dimension.id)
        what = self.tr("It was never rated.")
        if times:
            what = self.tr("What it was rated is deleted with it, in every check-in. This cannot be undone.")
            what = f"{what} {self.tr('Hiding it instead keeps all of that.')}"
        heading = fill(self.tr("Delete “{title}”?"), title=breakable(name_of(dimension)))

        def answered(yes: bool) -> None:
            if yes:
                self._presenter.delete_dimension(dimension.id)

        self._ws.prompts.confirm(heading, what, self.tr("Delete it"), done=answered, danger=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Focus the first line."""
        box = next(iter(self.boxes.values()), None)
        if box is not None:
            box.setFocus(Qt.FocusReason.TabFocusReason)
