"""The keys of the three signals: a letter, or its place where a layout has no Latin letters, and a digit."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from app.models.signal import Level
from app.ui.wording import fill


class SignalKeys(NamedTuple):
    """What a button shows: the letter of a signal, and its digit."""

    letter: str
    digit: str

    @property
    def words(self) -> str:
        """Both, for screen readers."""
        words = QCoreApplication.translate("SignalKeys", "{letter} or {digit}")
        return fill(words, letter=self.letter, digit=self.digit)


KEYS = {Level.GREEN: SignalKeys("G", "1"), Level.YELLOW: SignalKeys("Y", "2"), Level.RED: SignalKeys("R", "3")}
_BY_SIGN = {sign: level for level, keys in KEYS.items() for sign in keys}
_SCAN_CODES = {0x22: Level.GREEN, 0x15: Level.YELLOW, 0x13: Level.RED}
"""Where the keys G, Y and R are on a keyboard with Latin letters, by the codes of Windows and of the Linux kernel."""
_MAC_CODES = {0x05: Level.GREEN, 0x10: Level.YELLOW, 0x0F: Level.RED}
_KERNEL_OFFSET = 8
"""X11 and Wayland count from here."""
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def level_of(event: QKeyEvent) -> Level | None:
    """The signal that a key gives. Digits count in every script, letters by their place where they are not Latin."""
    if event.modifiers() & _OTHER:
        return None
    sign = event.text() or (chr(event.key()) if event.key() < 0x80 else "")
    if len(sign) != 1:
        return None
    digit = unicodedata.decimal(sign, None)
    known = _BY_SIGN.get(sign.upper() if digit is None else str(digit))
    is_foreign = sign.isalpha() and not unicodedata.name(sign, "LATIN").startswith("LATIN")
    return known or (_by_place(event) if is_foreign else None)


def _by_place(event: QKeyEvent) -> Level | None:
    platform = QGuiApplication.platformName()
    if platform == "cocoa":
        return _MAC_CODES.get(event.nativeVirtualKey())
    return _SCAN_CODES.get(event.nativeScanCode() - (0 if platform == "windows" else _KERNEL_OFFSET))
