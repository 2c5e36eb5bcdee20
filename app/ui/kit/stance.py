"""Stances: always icon, word and hue, in one order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from app.models.answer import STANCES, Stance
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Pause, Radius, Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.segments import ExclusiveButtons
from app.ui.kit.surfaces import Pill
from app.ui.wording import WordTable

_WASH = 0.4
"""How opaque the hue is over an answer at first."""
_ICONS = {
    Stance.WANT: "heart-fill",
    Stance.WILLING: "check-circle-fill",
    Stance.CURIOUS: "chats-circle-fill",
    Stance.ONLY_IF: "key-fill",
    Stance.SOFT_LIMIT: "pause-circle-fill",
    Stance.HARD_LIMIT: "hand-palm",
    Stance.NOT_APPLICABLE: "minus-circle",
    Stance.MORE_FIRST: "book-open-fill",
}
_KEYS = {Qt.Key.Key_7: Stance.MORE_FIRST, Qt.Key.Key_0: Stance.NOT_APPLICABLE}
"""The keys of stances that have no button here."""


stance_word: WordTable[Stance | None] = WordTable(
    "Stance",
    {
        Stance.WANT: "Want",
        Stance.WILLING: "Willing",
        Stance.CURIOUS: "Curious",
        Stance.ONLY_IF: "Only if",
        Stance.SOFT_LIMIT: "Not now",
        Stance.HARD_LIMIT: "No",
        Stance.NOT_APPLICABLE: "Does not apply",
        Stance.MORE_FIRST: "Know more first",
        None: "No answer",
    },
)
"""The word on screen for a stance."""


def stance_icon(stance: Stance | None) -> str:
    """The icon of a stance."""
    return "circle-dashed" if stance is None else _ICONS[stance]


def stance_tone(stance: Stance | None) -> Colour:
    """The hue of a stance."""
    return Colour(stance.value) if stance in STANCES else Colour.UNANSWERED


class StancePill(Pill):
    """A stance as a pill."""

    def __init__(self, design: Design, stance: Stance | None = None) -> None:
        super().__init__(design)
        self.show_stance(stance)

    def show_stance(self, stance: Stance | None) -> None:
        """Change the stance."""
        self.show_pill(stance_word(stance), stance_icon(stance), stance_tone(stance))


class _Settling(QWidget):
    """A wash of its hue over an answer that was just given, which fades, so that one sees which it was."""

    def __init__(self, design: Design, parent: QWidget) -> None:
        super().__init__(parent)
        self._hue = design.colour(Colour.ACCENT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(Pause.SETTLING)
        self._fade.setStartValue(_WASH)
        self._fade.setEndValue(0.0)
        self._fade.valueChanged.connect(self.update)
        self._fade.finished.connect(self.hide)

    def settle(self, button: QWidget, hue: QColor) -> None:
        """Begin over a button."""
        self._hue = hue
        self.setGeometry(button.geometry())
        self.show()
        self.raise_()
        self._fade.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fade.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._fade.currentValue())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hue)
        painter.drawRoundedRect(self.rect(), Radius.CONTROL, Radius.CONTROL)
        painter.end()


class StanceBar(QWidget):
    """Six exclusive stances for one side; by mouse, by 1 to 6, Backspace and the arrows; 7 and 0 have no button."""

    spoken_as = "Grouping"
    chosen = Signal(object)
    """Stance, or None when it was cleared."""

    def __init__(self, design: Design, name: str = "", *, show_keys: bool = False) -> None:
        super().__init__()
        self._design = design
        self._columns = 0
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        self._group = ExclusiveButtons(self, optional=True)
        self._group.on_key = lambda event: self.on_key(event) or self.handle_key(event)
        self.on_key: Callable[[QKeyEvent], bool] = lambda _event: False
        """Takes a key on one of the six before the bar does."""
        self._group.chosen.connect(self.chosen)
        self._group.chosen.connect(self._settle)
        self._group.show_buttons({stance: self._make(stance, name, show_keys) for stance in STANCES})
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._arrange(len(STANCES))
        design.changed.connect(self._fit)

    def show_stance(self, stance: Stance | None) -> None:
        """Show what is chosen without emitting `chosen`."""
        self._group.show_key(stance)

    def show_name(self, name: str) -> None:
        """Change what the bar is called; each button is named after it."""
        self.setAccessibleName(name)
        for stance in STANCES:
            self.button(stance).setAccessibleName(f"{name}: {stance_word(stance)}" if name else stance_word(stance))

    def button(self, stance: Stance) -> Button:
        """The button of one of the six."""
        return self._group.by_key[stance]

    def choose(self, stance: Stance | None) -> None:
        """Choose as a person would."""
        self._group.choose(stance)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key that names a stance or clears it; False for any other."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_6:
            stance = STANCES[key - Qt.Key.Key_1]
            self.button(stance).setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.choose(stance)
        elif key in _KEYS:
            self.choose(_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest() * 2 + Space.S, self._grid.minimumSize().height())

    @cached_property
    def _settling(self) -> _Settling:
        """Made for the first answer."""
        return _Settling(self._design, self)

    def _settle(self, stance: Stance | None) -> None:
        if stance in STANCES and QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            self._settling.settle(self.button(stance), self._design.colour(stance_tone(stance)))

    def _make(self, stance: Stance, side: str, show_keys: bool) -> Button:
        word, tone = stance_word(stance), stance_tone(stance)
        button = Button(self._design, word, kind=ButtonKind.STANCE)
        button.setProperty("tone", str(tone))
        button.set_icon(stance_icon(stance), tone, checked=tone)
        button.setAccessibleName(f"{side}: {word}" if side else word)
        button.setToolTip(f"{word} ({STANCES.index(stance) + 1})" if show_keys else "")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _widest(self) -> int:
        return max(button.sizeHint().width() for button in self._group.by_key.values())

    def _fit(self) -> None:
        fit = (self.width() + Space.S) // (self._widest() + Space.S)
        self._arrange(6 if fit >= 6 else 3 if fit >= 3 else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, button in enumerate(self._group.by_key.values()):
            self._grid.addWidget(button, index // columns, index % columns)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()
