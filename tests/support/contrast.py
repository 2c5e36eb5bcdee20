"""Contrast of the design's colours, as WCAG defines it."""

from __future__ import annotations

from app.ui.design.tokens import HUES, Colour

GROUNDS = (Colour.PAPER, Colour.CARD, Colour.SUNKEN, Colour.PANEL)


def soft(hue: Colour) -> Colour:
    """The pale background that belongs to a hue."""
    return Colour(f"{hue}_soft")


def text_pairs() -> tuple[tuple[Colour, Colour], ...]:
    """Every pair of text colour and background in use; each needs a contrast of 4.5:1 in both themes."""
    inks = (Colour.INK, Colour.INK_SOFT, Colour.INK_FAINT)
    pairs = [(ink, ground) for ink in inks for ground in GROUNDS]
    pairs += [(hue, soft(hue)) for hue in HUES]
    pairs += [(Colour.INK, soft(hue)) for hue in HUES]
    pairs += [(Colour.INK_SOFT, soft(hue)) for hue in HUES]
    pairs += [(hue, ground) for hue in HUES for ground in (Colour.CARD, Colour.PAPER)]
    pairs += [(Colour.ON_ACCENT, Colour.ACCENT), (Colour.ON_ACCENT, Colour.ACCENT_HOVER)]
    pairs += [(Colour.CARD, hue) for hue in (Colour.PERSON_A, Colour.PERSON_B, Colour.HARD_LIMIT)]
    return tuple(pairs)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
