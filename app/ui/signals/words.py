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
LEVEL_TONES = {Level.RED: Colour.HARD_LIMIT, Level.YELLOW: Colour.CURIOUS, Level.GREEN: Colour.WANT}
LEVEL_ICONS = {Level.RED: "hand-palm", Level.YELLOW: "pause-circle-fill", Level.GREEN: "check-circle-fill"}
