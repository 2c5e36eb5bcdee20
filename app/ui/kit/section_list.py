"""The sections of an outline at the left, with what is in them at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space
from app.ui.kit.buttons import Button, Kind


class SectionState(Enum):
    """How far a section is: icon and hue."""

    EMPTY = ("circle", Colour.INK_FAINT)
    STARTED = ("circle-half-fill", Colour.CURIOUS)
    DONE = ("check-circle-fill", Colour.WANT)
    BLOCKED = ("warning-circle-fill", Colour.SOFT_LIMIT)
    ADD = ("plus", Colour.INK_SOFT)


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the list."""

    key: str
    title: str
    state: SectionState = SectionState.EMPTY
    state_words: str = ""


class SectionList(QWidget):
    """Sections to go to; arrows move among them."""

    picked = Signal(str)

    def __init__(self, design: Design, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._buttons: dict[str, Button] = {}
        self._sections: tuple[Section, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_sections(self, sections: Sequence[Section], current: str = "") -> None:
        """Show these, one of them as the current one."""
        if [each.key for each in sections] != [each.key for each in self._sections]:
            for button in self._buttons.values():
                button.hide()
                button.deleteLater()
            self._buttons = {each.key: self._make(each) for each in sections}
        self._sections = tuple(sections)
        for each in sections:
            self._show(self._buttons[each.key], each, each.key == current)
        if current in self._buttons:
            self.setFocusProxy(self._buttons[current])

    def button(self, key: str) -> Button:
        """The line of a section."""
        return self._buttons[key]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move among the sections."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            order = list(self._buttons.values())
            if event.key() in steps and isinstance(watched, Button) and watched in order:
                step = steps[Qt.Key(event.key())]
                order[(order.index(watched) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _make(self, section: Section) -> Button:
        button = Button(self._design, section.title, Kind.NAV, icon=section.state.value[0])
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        button.clicked.connect(lambda _checked=False: self._on_clicked(section.key))
        self._column.addWidget(button)
        return button

    def _show(self, button: Button, section: Section, current: bool) -> None:
        icon, colour = section.state.value
        button.set_icon(icon, colour)
        button.show_text(section.title)
        if section.state_words:
            button.setAccessibleName(f"{section.title}, {section.state_words}")
            button.setToolTip(section.state_words)
        button.setChecked(current)

    def _on_clicked(self, key: str) -> None:
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        self.picked.emit(key)


class TwoPane(QWidget):
    """A narrow column and a wide one; one below the other where there is no room."""

    def __init__(self, design: Design, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._left = left
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.L)
        self._line.addWidget(left, 0, Qt.AlignmentFlag(0))
        self._line.addWidget(right, 1)
        self._stacked: bool | None = None
        design.changed.connect(self._fit)
        self._fit()

    @property
    def is_stacked(self) -> bool:
        """Whether there was no room for two columns."""
        return bool(self._stacked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        stacked = self.width() < self._design.px(Size.NARROW)
        if stacked != self._stacked:
            self._stacked = stacked
            way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
            self._line.setDirection(way)
        self._left.setMaximumWidth(Size.CONTENT if stacked else self._design.px(Size.SECTIONS))
