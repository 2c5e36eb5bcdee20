"""Rows of labels below an entry: what was chosen, and on a plus what else there is, with words of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.models.journal import MOST_LABELS as MOST
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.chips import ChipFlow
from app.ui.kit.exact import exact
from app.ui.kit.labels import Label, caption, restyle
from app.ui.kit.notice import announce
from app.ui.kit.pill import Tone

Words = Sequence[tuple[str, str]]
"""Key and what is shown for it."""


class LabelRow(QWidget):
    """What was chosen as quiet chips; the plus opens all there is to choose from."""

    changed = Signal()
    opened = Signal()

    def __init__(
        self,
        design: Design,
        name: str,
        builtin: Words = (),
        *,
        tone: Tone = Tone.NEUTRAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._design, self._name, self._tone = design, name, tone
        self._builtin = tuple(builtin)
        self._used: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._is_read_only = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        self._label = Label(name, TextRole.CAPTION, tone="soft", wrap=False)
        self._fit_label()
        design.changed.connect(self._fit_label)
        self.shown = ChipFlow(design, checkable=False)
        self.shown.setAccessibleName(name)
        self.shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.plus = IconButton(design, "plus", "", self.toggle)
        self.plus.set_compact()
        line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.shown)
        line.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        column.addLayout(line)
        self.full = caption()
        self.full.hide()
        column.addWidget(self.full)
        self._column = column
        self.picker: ChipFlow | None = None
        self._name_plus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of what was chosen, in the order it was."""
        return self._chosen

    @property
    def is_open(self) -> bool:
        """Whether everything there is to choose from is in sight."""
        return self.picker is not None and self.picker.isVisibleTo(self)

    def show_chosen(self, chosen: Sequence[str]) -> None:
        """Show what was chosen; says nothing."""
        self._chosen = tuple(chosen)
        self.full.hide()
        self._refresh()
        self._show_or_hide()

    def show_used(self, used: Sequence[str]) -> None:
        """Offer own words that were used before as well."""
        self._used = tuple(used)[:MOST]
        self._refresh()

    def add(self, more: Sequence[str]) -> int:
        """Show these as chosen as well; says nothing, and gives how many found no room."""
        both = tuple(dict.fromkeys((*self._chosen, *more)))
        self.show_chosen(both[:MOST])
        return len(both[MOST:])

    def set_read_only(self, read_only: bool) -> None:
        """Only show what was chosen; nothing at all where that is nothing."""
        self._is_read_only = read_only
        self.fold()
        self.plus.setVisible(not read_only)
        self.shown.setEnabled(not read_only)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(bool(self._chosen) or not self._is_read_only)

    def fold(self) -> None:
        """Only what was chosen."""
        if self.is_open:
            self.toggle()

    def toggle(self) -> None:
        """Open or close what there is to choose from."""
        if self.picker is None:
            self._build_picker()
        assert self.picker is not None
        was_open = self.is_open
        if was_open and self.window().focusWidget() is self._own:
            self.plus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picker.setVisible(not was_open)
        self.shown.setVisible(was_open)
        self._name_plus()
        self._refresh()
        if not was_open:
            self.opened.emit()
            self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_picker(self) -> None:
        self.picker = ChipFlow(self._design, own=True, own_label=self.tr("Your own words"))
        self.picker.setAccessibleName(self._name)
        self.picker.toggled.connect(self._on_toggled)
        self.picker.added.connect(self._on_added)
        self._own = next(iter(self.picker.findChildren(QLineEdit)))
        self._own.installEventFilter(self)
        self.picker.hide()
        self._column.addWidget(self.picker)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes what there is to choose from."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.fold()
            return True
        return super().eventFilter(watched, event)

    def _offered(self) -> list[tuple[str, str]]:
        known = dict(self._builtin)
        return [
            *self._builtin,
            *((key, key) for key in dict.fromkeys((*self._chosen, *self._used)) if key not in known),
        ]

    def _words(self, key: str) -> str:
        return dict(self._builtin).get(key, key)

    def _refresh(self) -> None:
        if self.is_open and self.picker is not None:
            self.picker.show_chips(self._offered(), self._chosen)
            return
        self.shown.show_chips([(key, self._words(key)) for key in self._chosen])
        for key in self._chosen:
            button = self.shown.chip(key).button
            if button.property("opens") is None:
                button.setProperty("opens", True)
                button.setProperty("tone", str(self._tone) if self._tone is not Tone.NEUTRAL else "")
                button.clicked.connect(lambda _checked=False: self.toggle())
                restyle(button)

    def _on_toggled(self, key: str, is_on: bool) -> None:
        without = tuple(each for each in self._chosen if each != key)
        self._choose((*without, key) if is_on else without)

    def _on_added(self, text: str) -> None:
        alike = next((key for key, words in self._offered() if words.casefold() == text.casefold()), text)
        if alike not in self._chosen and not self._choose((*self._chosen, alike)):
            self._own.setText(exact(text))  # nothing that was typed is lost

    def _choose(self, chosen: tuple[str, ...]) -> bool:
        """Take what was chosen, or say that it is more than is kept; whether it was taken."""
        fits = len(chosen) <= MOST
        if fits:
            self._chosen = chosen
        self._refresh()
        self._say_full(self._words(chosen[-1]) if not fits else "")
        if fits:
            self.changed.emit()
        return fits

    def _say_full(self, refused: str) -> None:
        self.full.setVisible(bool(refused))
        if refused:
            said = self.tr("An entry keeps up to {n} here. “{words}” was not added; take another out first.")
            self.full.setText(said.replace("{n}", str(MOST)).replace("{words}", " ".join(refused[:80].split())))
            announce(self.full)

    def _name_plus(self) -> None:
        self.plus.set_icon("check" if self.is_open else "plus")
        words = self.tr("{0}: done") if self.is_open else self.tr("{0}: choose")
        self.plus.show_name(words.replace("{0}", self._name))

    def _fit_label(self) -> None:
        self._label.setMinimumWidth(self._design.px(Size.SIDEBAR_NARROW))
        self._label.setContentsMargins(0, self._design.px(Space.XS), 0, 0)
