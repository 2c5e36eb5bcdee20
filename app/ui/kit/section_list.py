"""The list of the sections of an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import column_in, filling
from app.ui.kit.segments import ExclusiveButtons


class SectionState(Enum):
    """The state of a section: icon and hue."""

    EMPTY = ("circle", Colour.INK_FAINT)
    STARTED = ("circle-half-fill", Colour.INK_FAINT)
    DONE = ("check-circle-fill", Colour.ACCENT)
    ADD = ("plus", Colour.INK_SOFT)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One line of the list."""

    key: str
    title: str
    state: SectionState = SectionState.EMPTY
    state_words: str = ""


class SectionList(QWidget):
    """Sections to go to, with arrow keys; folded, they are a drop-down list."""

    spoken_as = "PageTabList"
    picked = Signal(str)

    def __init__(self, design: Design, name: str) -> None:
        super().__init__()
        self._design = design
        self._sections: tuple[SectionLine, ...] = ()
        self._group = ExclusiveButtons(self)
        self._group.chosen.connect(lambda key: self._on_chosen(str(key)))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = column_in(self, 2)
        self._folded = False
        self.drop = ComboBox(design, name)
        self.drop.picked.connect(self._group.choose)
        self.drop.hide()
        self._column.addWidget(self.drop)
        design.changed.connect(self._show_drop)

    def fold(self, folded: bool) -> None:
        """Be a drop-down list, where a column would fill the window."""
        if folded == self._folded:
            return
        self._folded = folded
        self.drop.setVisible(folded)
        for button in self._group.by_key.values():
            button.setVisible(not folded)
        self._aim()

    def show_sections(self, sections: Sequence[SectionLine], current: str = "") -> None:
        """Show these sections and select `current`."""
        if [each.key for each in sections] != [each.key for each in self._sections]:
            with filling(self):
                self._group.show_buttons({each.key: self._make(each) for each in sections})
        self._sections = tuple(sections)
        for each in sections:
            self._show(self.button(each.key), each)
        self._group.show_key(current or None)
        self._show_drop()
        self._aim()

    def button(self, key: str) -> Button:
        """The line of a section."""
        return self._group.by_key[key]

    def _make(self, section: SectionLine) -> Button:
        button = Button(self._design, section.title, icon=section.state.value[0], kind=ButtonKind.NAV)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if self._folded:
            button.hide()
        self._column.addWidget(button)
        return button

    def _aim(self) -> None:
        """Hand focus given to the list on to the current section."""
        there = self.drop if self._folded else self._group.stop
        if there is not None:
            self.setFocusProxy(there)

    def _show_drop(self) -> None:
        self.drop.show_options([(each.key, each.title) for each in self._sections], self._group.key)
        for index, each in enumerate(self._sections):
            icon, colour = each.state.value
            self.drop.setItemIcon(index, self._design.icon(icon, colour))
        side = self._design.px(Size.ICON)
        self.drop.setIconSize(QSize(side, side))

    def _show(self, button: Button, section: SectionLine) -> None:
        icon, colour = section.state.value
        button.set_icon(icon, colour)
        button.show_text(section.title)
        if section.state_words:
            button.setAccessibleName(f"{section.title}, {section.state_words}")
            button.setToolTip(section.state_words)

    def _on_chosen(self, key: str) -> None:
        self.drop.show_key(key)
        self._aim()
        self.picked.emit(key)
