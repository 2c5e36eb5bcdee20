"""Design tokens: the one place that names colours and sizes. Standard library only, as the first window needs it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType


class Theme(StrEnum):
    """The setting: one of the two palettes, or the one that the system prefers."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Colour(StrEnum):
    """Names of the colours; LIGHT and DARK give the values."""

    PAPER = "paper"
    CARD = "card"
    SUNKEN = "sunken"
    PANEL = "panel"
    LINE = "line"
    CONTROL_LINE = "control_line"
    INK = "ink"
    INK_SOFT = "ink_soft"
    INK_FAINT = "ink_faint"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_SOFT = "accent_soft"
    ON_ACCENT = "on_accent"
    FOCUS = "focus"
    PERSON_A = "person_a"
    PERSON_A_SOFT = "person_a_soft"
    PERSON_B = "person_b"
    PERSON_B_SOFT = "person_b_soft"
    WANT = "want"
    WANT_SOFT = "want_soft"
    WILLING = "willing"
    WILLING_SOFT = "willing_soft"
    CURIOUS = "curious"
    CURIOUS_SOFT = "curious_soft"
    ONLY_IF = "only_if"
    ONLY_IF_SOFT = "only_if_soft"
    SOFT_LIMIT = "soft_limit"
    SOFT_LIMIT_SOFT = "soft_limit_soft"
    HARD_LIMIT = "hard_limit"
    HARD_LIMIT_SOFT = "hard_limit_soft"
    UNANSWERED = "unanswered"
    UNANSWERED_SOFT = "unanswered_soft"
    AGREED = "agreed"
    AGREED_SOFT = "agreed_soft"
    SIGNAL_GREEN = "signal_green"
    SIGNAL_GREEN_SOFT = "signal_green_soft"
    SIGNAL_YELLOW = "signal_yellow"
    SIGNAL_YELLOW_SOFT = "signal_yellow_soft"
    SIGNAL_RED = "signal_red"
    SIGNAL_RED_SOFT = "signal_red_soft"


Colours = Mapping[Colour, str]


def _colours(values: str) -> Colours:
    return MappingProxyType(dict(zip(Colour, values.split(), strict=True)))


LIGHT: Colours = _colours("""
    #F7F4EF #FFFFFF #EFEAE2 #EFEAE2 #E2DBD0 #8D8478 #23211F #5E5850 #6A635A
    #0F6B66 #0B5853 #DCEBE8 #FFFFFF #0F6B66
    #2F3A66 #E3E6F0 #963D80 #F6E4F0
    #1C7049 #DDF0E5 #1F6696 #DCE9F5 #7A5F0E #F5ECCF #6B4FA0 #EAE3F5
    #95501A #F8E6D5 #9B2C3B #F8DFE2 #5E5850 #E1D9CD
    #23211F #DCEBE8
    #1C7049 #DDF0E5 #7A5F0E #F5ECCF #9B2C3B #F8DFE2
""")

DARK: Colours = _colours("""
    #1A1918 #242221 #141312 #35312E #3A3633 #857C72 #F2EDE6 #BDB5AA #A79F94
    #6CC5BC #86D3CB #1D3836 #0E1F1D #6CC5BC
    #C3C9DE #2B2E3A #EDA6D2 #3F2437
    #7BD0A3 #1D3529 #86BFF0 #1B2F42 #DDBF5B #38301A #BFA8EA #312746
    #EBA66B #3D2A18 #F09AA6 #43232A #BDB5AA #443F3A
    #F2EDE6 #1D3836
    #7BD0A3 #1D3529 #DDBF5B #38301A #F09AA6 #43232A
""")


class Space(IntEnum):
    """Distances in logical pixels; in cards and between them they grow by `air`."""

    NONE = 0
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    XXXL = 48


ROW_SIDE = Space.L + Space.XS
"""Left and right of what is in a row of a card."""


class Radius(IntEnum):
    """Corner radii in logical pixels."""

    SMALL = 4
    SEGMENT = 6
    CONTROL = 8
    CARD = 12


LEAST_SCALE, NORMAL_SCALE, MOST_SCALE = 80, 100, 200
"""Text sizes in per cent."""
_LARGE = 150
SCALES = (80, 90, 100, 115, 130, 150, 175, 200)
"""Those that are offered."""


class TextRole(StrEnum):
    """What a text is for; decides its size and weight."""

    CAPTION = "caption"
    OVERLINE = "overline"
    BODY = "body"
    READ = "read"
    QUOTE = "quote"
    STRONG = "strong"
    LEAD = "lead"
    TITLE = "title"
    HEADLINE = "headline"
    DISPLAY = "display"
    HUGE = "huge"
    GIANT = "giant"
    TIMER = "timer"
    BANNER = "banner"
    SIGN = "sign"
    FAR = "far"
    HINT = "hint"
    ASIDE = "aside"


TEXT_SIZE: Mapping[TextRole, int] = MappingProxyType(
    {
        TextRole.CAPTION: 14,
        TextRole.OVERLINE: 14,
        TextRole.BODY: 16,
        TextRole.READ: 18,
        TextRole.QUOTE: 18,
        TextRole.STRONG: 16,
        TextRole.LEAD: 18,
        TextRole.TITLE: 22,
        TextRole.HEADLINE: 28,
        TextRole.DISPLAY: 32,
        TextRole.HUGE: 48,
        TextRole.GIANT: 160,
        TextRole.TIMER: 144,
        TextRole.BANNER: 96,
        TextRole.SIGN: 64,
        TextRole.FAR: 40,
        TextRole.HINT: 32,
        TextRole.ASIDE: 24,
    }
)
MOST_GROWTH: Mapping[TextRole, float] = MappingProxyType(
    {
        TextRole.TITLE: 1.7,
        TextRole.DISPLAY: 1.5,
        TextRole.HUGE: 1.5,
        TextRole.GIANT: 1.0,
        TextRole.TIMER: 1.0,
        TextRole.BANNER: 1.0,
        TextRole.SIGN: 1.0,
        TextRole.FAR: 1.0,
        TextRole.HINT: 1.0,
        TextRole.ASIDE: 1.0,
    }
)
"""How much larger than at 100 % a text can get that is large already."""
TEXT_WEIGHT: Mapping[TextRole, int] = MappingProxyType(
    {
        TextRole.CAPTION: 400,
        TextRole.OVERLINE: 600,
        TextRole.BODY: 400,
        TextRole.READ: 400,
        TextRole.QUOTE: 400,
        TextRole.STRONG: 600,
        TextRole.LEAD: 500,
        TextRole.TITLE: 600,
        TextRole.HEADLINE: 600,
        TextRole.DISPLAY: 600,
        TextRole.HUGE: 500,
        TextRole.GIANT: 600,
        TextRole.TIMER: 400,
        TextRole.BANNER: 600,
        TextRole.SIGN: 600,
        TextRole.FAR: 400,
        TextRole.HINT: 400,
        TextRole.ASIDE: 400,
    }
)


def text_size(role: TextRole, scale: int) -> int:
    """The size of a text in pixels, at a text scale in per cent."""
    return round(TEXT_SIZE[role] * min(scale / NORMAL_SCALE, MOST_GROWTH.get(role, MOST_SCALE)))


def air(scale: int) -> float:
    """How much distances grow with the text: a quarter from 150 %, a half at 200 %."""
    return 1.5 if scale >= MOST_SCALE else 1.25 if scale >= _LARGE else 1.0


class Size(IntEnum):
    """Other measures in logical pixels; `Design.px` scales those of text and icons."""

    CONTENT = 960
    READING = 680
    QUESTION = 720
    PAGES = 1560
    DIALOG = 520
    SIDEBAR = 216
    SIDEBAR_NARROW = 64
    WINDOW_WIDTH = 1280
    WINDOW_HEIGHT = 800
    WINDOW_LEAST_WIDTH = 720
    WINDOW_LEAST_HEIGHT = 520
    NARROW = 640
    SECTIONS = 236
    FIELD = 420
    MARGIN = 168
    CHOICES = 320
    ENTRIES = 280
    ENTRY = 640
    PALETTE = 560
    ICON_SMALL = 14
    ICON = 18
    ICON_LARGE = 22
    DOTS = 26
    ICON_HERO = 40
    MARK_SMALL = 22
    MARK = 28
    MARK_LARGE = 36
    MARK_FACING = 48
    LINE = 1
    RING = 2
    ROW = 44
    ROW_SIDE = 112
    ROW_CELL = 120
    ROW_LEAST = 760
    PROGRESS = 4
    PEEK = 8
    CHECK = 18
    HANDLE = 32
    BAR = 10
    BUTTON = 40
    COMPACT = 32
    STANCE = 44
    NAV = 36
    CHIP = 28
    PILL = 24
    READY = 720
    TARGET = 232
    TARGET_LOW = 120
    TARGET_LEAST = 72
    SIGN = 64
    OCTAGON = 72
    KEY_CAP = 40
    TIME_BAR = 640
    NUDGE = 96
    LIVE_TOP = 72
    FAR_BUTTON = 48
    FAR_LARGE = 64
    STACKED = 900


class Pause(IntEnum):
    """How long the program waits for a person to go on, or shows something, in milliseconds."""

    SEARCH = 120
    SETTLING = 120
    ANSWERED = 140
    SAVE = 600
    SAVED = 2_500
    TOAST = 7_000


HUES = (
    Colour.PERSON_A, Colour.PERSON_B, Colour.WANT, Colour.WILLING, Colour.CURIOUS, Colour.ONLY_IF,
    Colour.SOFT_LIMIT, Colour.HARD_LIMIT, Colour.UNANSWERED, Colour.ACCENT, Colour.AGREED,
    Colour.SIGNAL_GREEN, Colour.SIGNAL_YELLOW, Colour.SIGNAL_RED,
)  # fmt: skip
"""The tones that a label, pill, notice or choice may have."""
