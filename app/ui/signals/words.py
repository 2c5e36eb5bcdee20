"""The words, icons and tones of signal levels."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.models.signal import Channel, Level
from app.ui.kit.pill import Tone

LEVELS = (Level.RED, Level.YELLOW, Level.GREEN)
"""The order on the screen: what stops everything comes first."""


def level_word(level: Level) -> str:
    """What a level is called."""
    words = {
        Level.RED: QCoreApplication.translate("Signals", "Red · stop everything"),
        Level.YELLOW: QCoreApplication.translate("Signals", "Yellow · slow down and check in"),
        Level.GREEN: QCoreApplication.translate("Signals", "Green · go on"),
    }
    return words[level]


def level_short(level: Level) -> str:
    """The colour's name alone."""
    words = {
        Level.RED: QCoreApplication.translate("Signals", "Red"),
        Level.YELLOW: QCoreApplication.translate("Signals", "Yellow"),
        Level.GREEN: QCoreApplication.translate("Signals", "Green"),
    }
    return words[level]


def channel_word(channel: Channel) -> str:
    """Whether it needs speech."""
    words = {
        Channel.VERBAL: QCoreApplication.translate("Signals", "A word"),
        Channel.NONVERBAL: QCoreApplication.translate("Signals", "Without speech"),
    }
    return words[channel]


LEVEL_TONES = {Level.RED: Tone.HARD_LIMIT, Level.YELLOW: Tone.CURIOUS, Level.GREEN: Tone.WANT}
LEVEL_ICONS = {Level.RED: "hand-palm", Level.YELLOW: "pause-circle-fill", Level.GREEN: "check-circle-fill"}
