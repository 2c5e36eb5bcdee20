"""A choice of one among a few, all of them in sight."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space, TextRole
from app.ui.kit.buttons import Button, Kind
from app.ui.kit.flow import Flow, column_in
from app.ui.kit.labels import Label

Option = tuple[Hashable, str] | tuple[Hashable, str, str]
"""Key and words, and an icon if there is one."""


class Choice(QWidget):
    """Segments of which one is chosen; arrows move, Space and Enter choose."""

    chosen = Signal(object)
    """The key; None when an optional choice was taken back."""

    def __init__(
        self,
        design: Design,
        label: str,
        options: Sequence[Option],
        *,
        optional: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._design = design
        self._name = name or label
        self._optional = optional
        self._choice: Hashable | None = None
        self._buttons: dict[Hashable, Button] = {}
        self.setAccessibleName(self._name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = column_in(self, Space.XS + 2)
        self.label = Label(label, TextRole.STRONG)
        column.addWidget(self.label)
        self.label.setVisible(bool(label))
        self._flow = Flow()
        column.addWidget(self._flow)
        self.show_options(options)

    @property
    def choice(self) -> Hashable | None:
        """The chosen key."""
        return self._choice

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer others; what was chosen stays if it is still there. Segments that only say it otherwise stay, too."""
        if list(self._buttons) == [option[0] for option in options]:
            for button, option in zip(self._buttons.values(), options, strict=True):
                self._dress(button, option)
            return
        for button in self._buttons.values():
            self._flow.flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {option[0]: self._make(option) for option in options}
        self.show_choice(self._choice if self._choice in self._buttons else None)

    def show_choice(self, key: Hashable | None) -> None:
        """Show what is chosen; says nothing."""
        self._choice = key
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        current = self._buttons.get(key) or next(iter(self._buttons.values()), None)
        if current is not None:
            self.setFocusProxy(current)

    def button(self, key: Hashable) -> Button:
        """The segment of a key."""
        return self._buttons[key]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move among the segments."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            order = list(self._buttons.values())
            if event.key() in steps and watched in order:
                step = steps[Qt.Key(event.key())]
                order[(order.index(watched) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, Button):
                watched.click()
                return True
        return False

    def _make(self, option: Option) -> Button:
        key = option[0]
        button = Button(self._design, "", Kind.SEGMENT)
        self._dress(button, option)
        button.setCheckable(True)
        button.installEventFilter(self)
        button.clicked.connect(lambda _checked=False: self._on_clicked(key))
        self._flow.add(button)
        return button

    def _dress(self, button: Button, option: Option) -> None:
        words = option[1]
        if len(option) == 3 and option[2]:
            button.set_icon(option[2], checked=Colour.ACCENT)
        button.show_text(words)
        button.setAccessibleName(f"{self._name}: {words}" if self._name else words)

    def _on_clicked(self, key: Hashable) -> None:
        taken_back = self._optional and key == self._choice
        self.show_choice(None if taken_back else key)
        self.chosen.emit(self._choice)
