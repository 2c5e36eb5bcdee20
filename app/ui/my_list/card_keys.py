"""The keys of a card: a digit answers and goes on, Backspace goes back, arrows move."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.ui.design.tokens import Pause
from app.ui.my_list.editor import AnswerEditor
from app.ui.timer import single_shot

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_SIDES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ANSWERS = range(Qt.Key.Key_0, Qt.Key.Key_8)


class CardKeys(QObject):
    """Answers for whoever presses keys, and moves the keyboard on; fields on the card keep what is typed in them."""

    def __init__(self, editor: AnswerEditor, step: Callable[[int], object], turn: Callable[[int], object]) -> None:
        """`step` goes on to the next card or row (1) or back (-1), `turn` to a different card of the deck."""
        super().__init__(editor)
        self._editor, self._step, self._turn = editor, step, turn
        self.is_deck = True
        """Whether the card is one of a deck, which arrows turn."""
        self._moment = single_shot(self, Pause.ANSWERED, lambda: step(1))

    def stop(self) -> None:
        """A different card is shown: there is nothing to continue from."""
        self._moment.stop()

    def take(self, event: QKeyEvent) -> bool:
        """Answer, or go back; whatever has the focus on the card."""
        if _has_modifiers(event):
            return False
        if self._moment.isActive():
            self._step(1)
        if event.key() == Qt.Key.Key_Backspace:
            self._go_back()
            return True
        return bool(self._editor.sides) and (self._editor.handle_key(event) or self._answer(event))

    def take_on_row(self, event: QKeyEvent) -> bool:
        """A digit on a row of the list answers its entry."""
        return event.key() in _ANSWERS and self.take(event)

    def take_in_conditions(self, event: QKeyEvent) -> bool:
        """Enter goes on; with Shift it begins a line."""
        if event.key() not in _NEXT or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        self._editor.flush()
        self._go_on()
        return True

    def take_move(self, event: QKeyEvent) -> bool:
        """Go to a different card or side."""
        key = Qt.Key(event.key())
        if _has_modifiers(event):
            return False
        side = self._editor.side_by(_SIDES[key]) if key in _SIDES else None
        if side is not None:
            side.take_focus()
        elif self.is_deck and key in STEPS:
            self._turn(STEPS[key])
        elif key in _NEXT and (self._editor.sides or not self.is_deck):
            self._step(1)
        else:
            return False
        return True

    def _answer(self, event: QKeyEvent) -> bool:
        side, key = self._editor.current_side(), event.key()
        stance = side.focused_stance
        if key not in _ANSWERS and not (key in _NEXT and stance is not None) and key != Qt.Key.Key_E:
            return False
        if event.isAutoRepeat():
            return True
        if key == Qt.Key.Key_E:
            is_open = not self._editor.fill_in_both()
        else:
            side.take_focus()
            if key in _NEXT:
                side.bar.choose(stance)
            else:
                side.bar.handle_key(event)
            is_open = side.waits_for_words
        if not is_open:
            self._go_on()
        return True

    def _go_on(self) -> None:
        """On to the other side, or to the next card."""
        following = self._editor.side_by(1)
        if following is not None and not self._editor.answers_both:
            following.take_focus()
        elif QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            self._moment.start()  # where motion is welcome, the tick is seen first
        else:
            self._step(1)

    def _go_back(self) -> None:
        before = self._editor.side_by(-1)
        if before is not None:
            before.take_focus()
        else:
            self._step(-1)


def _has_modifiers(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
