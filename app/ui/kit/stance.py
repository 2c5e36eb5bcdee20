"""Stances: always icon, word and hue, in one order."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.models.answer import STANCES, Stance
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, Kind
from app.ui.kit.pill import Pill, Tone

_ICONS = {
    Stance.WANT: "heart-fill",
    Stance.WILLING: "check-circle-fill",
    Stance.CURIOUS: "chats-circle-fill",
    Stance.ONLY_IF: "key-fill",
    Stance.SOFT_LIMIT: "pause-circle-fill",
    Stance.HARD_LIMIT: "hand-palm",
    Stance.NOT_APPLICABLE: "minus-circle",
}


def stance_word(stance: Stance | None) -> str:
    """The word on screen for a stance, in the language of the interface."""
    words = {
        Stance.WANT: QCoreApplication.translate("Stance", "Want"),
        Stance.WILLING: QCoreApplication.translate("Stance", "Willing"),
        Stance.CURIOUS: QCoreApplication.translate("Stance", "Curious"),
        Stance.ONLY_IF: QCoreApplication.translate("Stance", "Only if"),
        Stance.SOFT_LIMIT: QCoreApplication.translate("Stance", "Not now"),
        Stance.HARD_LIMIT: QCoreApplication.translate("Stance", "No"),
        Stance.NOT_APPLICABLE: QCoreApplication.translate("Stance", "Does not apply"),
    }
    return QCoreApplication.translate("Stance", "No answer") if stance is None else words[stance]


def stance_icon(stance: Stance | None) -> str:
    """The icon of a stance."""
    return "circle-dashed" if stance is None else _ICONS[stance]


def stance_tone(stance: Stance | None) -> Tone:
    """The hue of a stance."""
    if stance is None or stance is Stance.NOT_APPLICABLE:
        return Tone.NEUTRAL
    return Tone(str(stance))


class StancePill(Pill):
    """A stance that was said."""

    def __init__(self, design: Design, stance: Stance | None = None, parent: QWidget | None = None) -> None:
        super().__init__(design, parent=parent)
        self.show_stance(stance)

    def show_stance(self, stance: Stance | None) -> None:
        """Show another stance."""
        self.show_pill(stance_word(stance), stance_icon(stance), stance_tone(stance))


class StanceBar(QWidget):
    """Six exclusive stances for one side; by mouse, by 1 to 6, 0, Backspace and the arrows."""

    chosen = Signal(object)
    """Stance, or None when it was cleared."""

    def __init__(
        self, design: Design, name: str = "", *, show_keys: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._design = design
        self._stance: Stance | None = None
        self._columns = 0
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        self._buttons = {stance: self._make(stance, name, show_keys) for stance in STANCES}
        self.setFocusProxy(self._buttons[Stance.WANT])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._arrange(len(STANCES))
        design.changed.connect(self._fit)

    @property
    def stance(self) -> Stance | None:
        """What is chosen."""
        return self._stance

    def show_stance(self, stance: Stance | None) -> None:
        """Show what is chosen; says nothing."""
        self._stance = stance
        for each, button in self._buttons.items():
            button.setChecked(each is stance)
        self.setFocusProxy(self._buttons.get(stance, self._buttons[Stance.WANT]) if stance else self._first())

    def button(self, stance: Stance) -> Button:
        """The button of one of the six."""
        return self._buttons[stance]

    def choose(self, stance: Stance | None) -> None:
        """Choose as a person would."""
        self.show_stance(stance)
        self.chosen.emit(stance)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False if it means nothing here."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_6:
            stance = STANCES[key - Qt.Key.Key_1]
            self._buttons[stance].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.choose(stance)
        elif key == Qt.Key.Key_0:
            self.choose(Stance.NOT_APPLICABLE)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        else:
            return self._move(key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrows on one of the six move along the six, rather than anywhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.handle_key(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return QSize(widest * 2 + Space.S, self._grid.minimumSize().height())

    def _first(self) -> Button:
        return self._buttons[Stance.WANT]

    def _make(self, stance: Stance, side: str, show_keys: bool) -> Button:
        word = stance_word(stance)
        button = Button(self._design, word, Kind.STANCE)
        tone = stance_tone(stance)
        button.setProperty("tone", str(tone))
        button.setCheckable(True)
        button.set_icon(stance_icon(stance), tone.colour, checked=tone.colour)
        number = STANCES.index(stance) + 1
        button.setAccessibleName(f"{side}: {word}" if side else word)
        button.setToolTip(f"{word} ({number})" if show_keys else "")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        button.clicked.connect(lambda _checked=False: self.choose(None if self._stance is stance else stance))
        return button

    def _fit(self) -> None:
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        fit = (self.width() + Space.S) // (widest + Space.S)
        self._arrange(6 if fit >= 6 else 3 if fit >= 3 else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, index // columns, index % columns)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

    def _move(self, key: int) -> bool:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
        }
        if key not in steps or self.focusWidget() is None:
            return False
        order = list(self._buttons.values())
        here = next((index for index, button in enumerate(order) if button.hasFocus()), None)
        if here is None:
            return False
        order[(here + steps[Qt.Key(key)]) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
        return True
