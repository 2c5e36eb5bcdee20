"""A row of labels below an entry: chips for what was chosen; the plus opens a picker, with a field for own words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.journal import MOST_LABELS
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.chips import ChipFlow
from app.ui.kit.flow import column_in, row, show_part
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import Label
from app.ui.kit.notice import announce
from app.ui.kit.strings import exact
from app.ui.wording import fill


class LimitNotice(Label):
    """Says what was refused because an entry keeps no more of a kind; hidden otherwise."""

    def __init__(self, sentence: str) -> None:
        """`sentence` has places for `{n}` and `{words}`."""
        super().__init__("", TextRole.CAPTION, tone="soft")
        self._sentence = sentence
        self.hide()

    def show_refused(self, words: str) -> None:
        """Name what was refused."""
        self.setText(fill(self._sentence, n=MOST_LABELS, words=" ".join(words[:80].split())))
        self.show()
        announce(self)


class LabelRow(QWidget):
    """The labels of one role. A built-in label has a key and words; an own one is its own key."""

    changed = Signal()

    def __init__(
        self, design: Design, name: str, builtin: Sequence[tuple[str, str]] = (), *, tone: Colour = Colour.UNANSWERED
    ) -> None:
        super().__init__()
        self._design, self._name = design, name
        self._builtin = dict(builtin)
        self._used: tuple[str, ...] = ()
        self._is_read_only = False
        self.chosen: tuple[str, ...] = ()
        """Keys of the chosen labels, in the order in which they were chosen."""
        self.picker: ChipFlow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = Label(name, TextRole.CAPTION, tone="soft", wrap=False)
        design.follow(self._fit_label)
        self.shown = ChipFlow(design, checkable=False, tone=tone)
        self.shown.setAccessibleName(name)
        self.shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.shown.pressed.connect(self.toggle)
        self.plus = IconButton(design, "plus", "", self.toggle)
        self.plus.set_compact()
        line = row(self._label, self.shown, self.plus, None)
        for top in (self._label, self.plus):
            line.setAlignment(top, Qt.AlignmentFlag.AlignTop)
        self._column = column_in(self, Space.S)
        self._column.addLayout(line)
        self._name_plus()

    @cached_property
    def full(self) -> LimitNotice:
        """Made when a label is first refused."""
        words = self.tr("An entry can have up to {n} here. “{words}” was not added; remove one first.")
        full = LimitNotice(words)
        self._column.insertWidget(1, full)
        return full

    def _fit_label(self) -> None:
        self._label.setMinimumWidth(self._design.px(Size.SIDEBAR_NARROW))
        self._label.setContentsMargins(0, self._design.px(Space.XS), 0, 0)

    # --- what is shown

    def show_chosen(self, chosen: Sequence[str]) -> None:
        """Show what was chosen without emitting `changed`."""
        self._take(tuple(chosen))
        self._show_or_hide()

    def show_used(self, used: Sequence[str]) -> None:
        """Offer own words that were used before, from the next opening of the picker on."""
        if not self.is_open:
            self._used = tuple(used)[:MOST_LABELS]

    def add(self, more: Sequence[str]) -> int:
        """Add to what is chosen without emitting `changed`; returns how many found no room."""
        both = tuple(dict.fromkeys((*self.chosen, *more)))
        self.show_chosen(both[:MOST_LABELS])
        return len(both[MOST_LABELS:])

    def set_read_only(self, read_only: bool) -> None:
        """Show only what was chosen; hide the row if that is nothing."""
        self._is_read_only = read_only
        self.fold()
        self.plus.setVisible(not read_only)
        self.shown.setEnabled(not read_only)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(bool(self.chosen) or not self._is_read_only)

    def _refresh(self) -> None:
        if self.is_open and self.picker is not None:
            self.picker.show_chips(self._offered(), self.chosen)
        else:
            self.shown.show_chips([(key, self._words(key)) for key in self.chosen])

    def _offered(self) -> list[tuple[str, str]]:
        own = (key for key in dict.fromkeys((*self.chosen, *self._used)) if key not in self._builtin)
        return [*self._builtin.items(), *((key, key) for key in own)]

    def _words(self, key: str) -> str:
        return self._builtin.get(key, key)

    # --- the picker

    @property
    def is_open(self) -> bool:
        """Whether the picker is visible."""
        return self.picker is not None and self.picker.isVisibleTo(self)

    def fold(self) -> None:
        """Close the picker."""
        if self.is_open:
            self.toggle()

    def toggle(self) -> None:
        """Open or close the picker."""
        picker = self.picker or self._build_picker()
        was_open = self.is_open
        if was_open and self.window().focusWidget() is self._own:
            self.plus.setFocus(Qt.FocusReason.OtherFocusReason)
        picker.setVisible(not was_open)
        self.shown.setVisible(was_open)
        self._name_plus()
        self._refresh()
        if not was_open:
            self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_picker(self) -> ChipFlow:
        self.picker = picker = ChipFlow(self._design, own=True, own_label=self.tr("Your own words"))
        picker.setAccessibleName(self._name)
        picker.toggled.connect(self._on_toggled)
        picker.added.connect(self._on_added)
        self._own = picker.own
        KeyActs(self._own, {Qt.Key.Key_Escape: self.fold})
        picker.hide()
        self._column.addWidget(picker)
        return picker

    def _name_plus(self) -> None:
        self.plus.set_icon("check" if self.is_open else "plus")
        self.plus.show_name(fill(self.tr("{row}: done") if self.is_open else self.tr("{row}: choose"), row=self._name))

    # --- choosing

    def _on_toggled(self, key: str, is_on: bool) -> None:
        without = tuple(each for each in self.chosen if each != key)
        self._choose((*without, key) if is_on else without)

    def take_typed(self) -> None:
        """Add the words that are being typed."""
        if self.picker is not None and (text := self.picker.take_typed()):
            self._on_added(text)

    def _on_added(self, text: str) -> None:
        key = next((key for key, words in self._offered() if words.casefold() == text.casefold()), text)
        if key not in self.chosen and not self._choose((*self.chosen, key)):
            self._own.setText(exact(text))  # nothing that was typed is lost

    def _choose(self, chosen: tuple[str, ...]) -> bool:
        """Take what was chosen, or say that it is more than an entry keeps; returns whether it was taken."""
        fits = len(chosen) <= MOST_LABELS
        if fits:
            self._take(chosen)
            self.changed.emit()
        else:
            self.full.show_refused(self._words(chosen[-1]))
            self._refresh()
        return fits

    def _take(self, chosen: tuple[str, ...]) -> None:
        self.chosen = chosen
        show_part(self, "full", False)
        self._refresh()
