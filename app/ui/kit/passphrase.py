"""The field for passphrases; a module of its own because the first window needs no other field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.design.early import NO_CONTEXT_MENU, NO_FOCUS, SECRET_INPUT
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import boxed, row
from app.ui.kit.labelled import LabelledField

if TYPE_CHECKING:
    from app.ui.design.design import Design


class _Unmarked(QtCore.QObject):
    """Unmarks what can be read in a field; dots can be marked. Either way, all of it can be typed over."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit, self._was_whole = edit, False
        """Whether everything was marked a moment ago."""
        edit.selectionChanged.connect(self.unmark)
        edit.installEventFilter(self)

    def unmark(self) -> None:
        """Unmark what can be read."""
        edit = self._edit
        if edit.echoMode() == QLineEdit.EchoMode.Normal and edit.hasSelectedText():
            self._was_whole = edit.selectedText() == edit.text()
            edit.deselect()

    def eventFilter(self, _watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Let the next key replace what was marked as a whole."""
        if self._was_whole and _ends_marking(event):
            self._was_whole = isinstance(event, QtGui.QKeyEvent) and _is_only_held(event)
            if isinstance(event, QtGui.QKeyEvent) and not self._was_whole:
                return self._replaces(event)
        return False

    def _replaces(self, event: QtGui.QKeyEvent) -> bool:
        held, modifiers = event.modifiers(), QtCore.Qt.KeyboardModifier
        if event.matches(QtGui.QKeySequence.StandardKey.Paste):
            self._edit.clear()
        elif bool(held & modifiers.ControlModifier) is bool(held & modifiers.AltModifier):  # both: AltGr, which types
            removes = event.key() in (QtCore.Qt.Key.Key_Backspace, QtCore.Qt.Key.Key_Delete)
            if removes or (event.text() and event.text().isprintable()):
                self._edit.clear()
            if removes:
                self._edit.textEdited.emit("")  # Qt emits it for what its own keys do
            return removes
        return False


def _ends_marking(event: QtCore.QEvent) -> bool:
    kinds = QtCore.QEvent.Type
    return event.type() in (kinds.KeyPress, kinds.MouseButtonPress, kinds.FocusOut)


def _is_only_held(event: QtGui.QKeyEvent) -> bool:
    keys = QtCore.Qt.Key
    return event.key() in (keys.Key_Shift, keys.Key_Control, keys.Key_Alt, keys.Key_AltGr)


def keep_unmarked(edit: QLineEdit) -> _Unmarked:
    """Keep a secret from being marked: on X11, the middle button of the mouse pastes what was marked last."""
    return _Unmarked(edit)


class PassEdit(QLineEdit):
    """A line that shows dots and gives nothing to the clipboard, nor to the selection, which marking alone fills."""

    caps_told = Signal(bool)
    """Whether Caps Lock is on, as far as the letter that was just typed tells."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty(*NO_CONTEXT_MENU)
        self.setProperty(*SECRET_INPUT)
        self.unmarked = keep_unmarked(self)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        # A passphrase never goes to the clipboard, even while it is shown.
        keys = QtGui.QKeySequence.StandardKey
        if event.matches(keys.Copy) or event.matches(keys.Cut):
            return
        letter, shift = event.text(), bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
        if event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.caps_told.emit(False)  # until the next letter tells
        elif len(letter) == 1 and letter.lower() != letter.upper():
            self.caps_told.emit(letter.isupper() is not shift)
        super().keyPressEvent(event)


class _Beside(QWidget):
    """As wide as the button to show a passphrase."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        design.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(self._design.px(Size.BUTTON))


class PassField(LabelledField):
    """A passphrase, with a button to show it."""

    entered = Signal()

    def __init__(self, design: Design, label: str, *, is_new: bool = False) -> None:
        super().__init__(label)
        self._design = design
        self._is_new, self._has_caps = is_new, False
        self.edit = PassEdit()
        self.edit.caps_told.connect(self._on_caps)
        if is_new:
            self.edit.textChanged.connect(self._tell)
        self.eye = IconButton(design, "eye", self.tr("Show the passphrase (Alt+V)"), self._on_eye)
        # No stop for Tab: whoever types on after a Tab would open it with the first blank.
        self.eye.setProperty(*NO_FOCUS)
        design.once_painted(self, self._listen)
        self.column.addLayout(row(self.edit, self.eye, None, spacing=Space.XS, wide=self.edit))
        design.limit_width(self.edit, Size.FIELD)
        self._build(self.edit, label)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self.entered)

    def as_wide(self, widget: QWidget) -> QWidget:
        """A box for a widget to put below, which ends where the line to type in ends."""
        beside = _Beside(self._design)
        self._design.limit_width(widget, Size.FIELD)
        return boxed(row(widget, beside, None, spacing=Space.XS, wide=widget))

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def clear(self) -> None:
        """Empty it, and hide what is typed next."""
        self.edit.clear()
        self._on_caps(False)
        self._hide(True)
        self.clear_error()

    def _listen(self) -> None:
        from app.ui.kit.keyboard import hear

        hear(self, "Alt+V", self._on_eye, QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_caps(self, is_on: bool) -> None:
        self._has_caps = is_on
        self._tell()

    def _tell(self) -> None:
        """Say what cannot be seen behind the dots."""
        words = self.edit.text()
        told = [self.tr("Caps Lock is on.")] if self._has_caps else []
        if self._is_new and words != words.strip():
            told.append(self.tr("It begins or ends with a space or a line break, which will be part of it."))
        self.show_help(" ".join(told))

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        self.edited.emit(text)

    def _on_eye(self) -> None:
        self._hide(self.edit.echoMode() == QLineEdit.EchoMode.Normal)

    def _hide(self, hide: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if hide else QLineEdit.EchoMode.Normal)
        self.edit.unmarked.unmark()
        self.eye.set_icon("eye" if hide else "eye-slash")
        self.eye.show_name(self.tr("Show the passphrase (Alt+V)") if hide else self.tr("Hide the passphrase (Alt+V)"))
