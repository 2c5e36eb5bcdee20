"""Choosing one of several buttons: the group behind every such control, and the segmented control."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import Flow, FlowLayout, Line, Lines, add_to, column_in, discard, fit_height
from app.ui.kit.labels import strong

Option = tuple[Hashable, str] | tuple[Hashable, str, str]
"""Key and words, and an icon if there is one."""

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ExclusiveButtons(QButtonGroup):
    """Buttons of which at most one is chosen: one stop for Tab; arrows move, Space and Enter choose."""

    chosen = Signal(object)
    """The key that the person chose; None when they took the choice back."""

    def __init__(self, owner: QWidget, *, optional: bool = False) -> None:
        super().__init__(owner)
        self._owner, self._optional = owner, optional
        self.key: Hashable | None = None
        """What is chosen; it may have no button."""
        self.by_key: dict[Hashable, Button] = {}
        self.on_key: Callable[[QKeyEvent], bool] = lambda _event: False
        """Takes a key without modifiers before the arrows do."""
        self.buttonClicked.connect(self._on_clicked)

    def show_buttons(self, buttons: Mapping[Hashable, Button]) -> None:
        """Replace the buttons; the choice stays."""
        for button in self.by_key.values():
            discard(button)
        self.by_key = dict(buttons)
        for button in buttons.values():
            button.setCheckable(True)
            # In a group this does nothing but tell screen readers that it is one of several.
            button.setAutoExclusive(True)
            button.one_stop = self
            self.addButton(button)
        self.show_key(self.key)

    def show_key(self, key: Hashable | None) -> None:
        """Show what is chosen without emitting `chosen`."""
        self.key = key
        self.setExclusive(False)
        for each, button in self.by_key.items():
            button.setChecked(each == key)
        self.setExclusive(True)
        stop = self.stop
        for button in self.by_key.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self._owner.setFocusProxy(stop)

    def choose(self, key: Hashable | None) -> None:
        """Choose as a person would."""
        self.show_key(key)
        self.chosen.emit(key)

    @property
    def stop(self) -> Button | None:
        """Where Tab stops: at the chosen button, or at the first."""
        return self.by_key.get(self.key) or next(iter(self.by_key.values()), None)

    def take(self, here: Button, event: QKeyEvent) -> bool:
        """Take the keys of a button."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if self.on_key(event):
            return True
        if event.key() in _STEPS:
            self._step(here, Qt.Key(event.key()))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here.click()
            return True
        return False

    def _step(self, here: Button, key: Qt.Key) -> None:
        step, order = _STEPS[key], list(self.by_key.values())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and here.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        order[(order.index(here) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        key = next(each for each, button in self.by_key.items() if button is clicked)
        self.choose(None if self._optional and key == self.key else key)


class _Joined(FlowLayout):
    """In one line, or one below the other, all equally wide."""

    def _lines(self, width: int) -> list[Line]:
        lines = super()._lines(width)
        if len(lines) < 2:
            return lines
        return [[(item, QSize(width, size.height()))] for line in lines for item, size in line]


def _lie_on_ground(widget: QWidget) -> None:
    """Be the ground on which joined segments lie; no wider than they are."""
    widget.setObjectName("track")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
    fit_height(widget, QSizePolicy.Policy.Maximum)


class Track(Flow):
    """The ground on which joined segments lie; no wider than they are."""

    lines = _Joined

    def __init__(self) -> None:
        super().__init__(spacing=Space.NONE)
        _lie_on_ground(self)

    def sizeHint(self) -> QSize:
        return self.flow.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.flow.totalMinimumSize()


class Segments(QWidget):
    """A label above segments, of which one is chosen; answers, which can be taken back, lie loose."""

    spoken_as = "Grouping"
    chosen = Signal(object)
    """The key; None when an optional choice was taken back."""

    def __init__(
        self,
        design: Design,
        label: str,
        options: Sequence[Option],
        *,
        choice: Hashable | None = None,
        on: Callable[[object], object] | None = None,
        optional: bool = False,
        name: str = "",
    ) -> None:
        """`choice` is chosen at first; `on` gets the key that the person chose."""
        super().__init__()
        self._design = design
        self._name = name or label
        self._group = ExclusiveButtons(self, optional=optional)
        self._group.chosen.connect(self.chosen)
        self.setAccessibleName(self._name)
        self._kind = ButtonKind.ANSWER if optional else ButtonKind.SEGMENT
        self._lines = self._lay_out(label, optional)
        self.show_options(options)
        self.show_choice(choice)
        if on is not None:
            self.chosen.connect(on)

    def _lay_out(self, label: str, is_loose: bool) -> Lines:
        """Lay it out, without a widget around the segments where there is no label; returns where they go."""
        if label:
            inside = Flow() if is_loose else Track()
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            add_to(column_in(self, Space.XS + 2), strong(label), inside)
            return inside.flow
        if is_loose:
            fit_height(self)
            return FlowLayout(self)
        _lie_on_ground(self)
        return _Joined(self, Space.NONE)

    @property
    def choice(self) -> Hashable | None:
        """The chosen key."""
        return self._group.key

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """The keys that can be chosen."""
        return tuple(self._group.by_key)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer these; the choice stays if it is still among them, and so do segments whose keys are the same."""
        keys = tuple(option[0] for option in options)
        if self.keys != keys:
            if self.choice not in keys:
                self._group.key = None
            self._group.show_buttons({key: Button(self._design, kind=self._kind) for key in keys})
            for button in self._group.by_key.values():
                button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                self._lines.addWidget(button)
        for button, option in zip(self._group.by_key.values(), options, strict=True):
            self._show_option(button, option)

    def show_choice(self, key: Hashable | None) -> None:
        """Show what is chosen without emitting `chosen`."""
        self._group.show_key(key)

    def button(self, key: Hashable) -> Button:
        """The segment of a key."""
        return self._group.by_key[key]

    def _show_option(self, button: Button, option: Option) -> None:
        words = option[1]
        if len(option) == 3 and option[2]:
            button.set_icon(option[2], checked=Colour.ACCENT)
        button.show_text(words)
        button.setAccessibleName(f"{self._name}: {words}" if self._name else words)
