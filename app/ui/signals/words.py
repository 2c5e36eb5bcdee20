"""The words, icons and tones of signal levels."""

from __future__ import annotations

from app.models.signal import Channel, Level
from app.ui.design.tokens import Colour
from app.ui.wording import WordTable

LEVELS = (Level.RED, Level.YELLOW, Level.GREEN)
"""The order on the screen, most urgent first."""


LEVEL_WORDS = WordTable(
    "Signals",
    {
        Level.RED: "Red · stop everything",
        Level.YELLOW: "Yellow · slow down and check in",
        Level.GREEN: "Green · keep going",
    },
)
LEVEL_NAMES = WordTable("Signals", {Level.RED: "Red", Level.YELLOW: "Yellow", Level.GREEN: "Green"})
CHANNEL_WORDS = WordTable("Signals", {Channel.VERBAL: "A word", Channel.NONVERBAL: "Without speech"})
LEVEL_TONES = {
    Level.RED: Colour.SIGNAL_RED,
    Level.YELLOW: Colour.SIGNAL_YELLOW,
    Level.GREEN: Colour.SIGNAL_GREEN,
}
LEVEL_ICONS = {Level.RED: "octagon-fill", Level.YELLOW: "diamond-fill", Level.GREEN: "circle-fill"}
