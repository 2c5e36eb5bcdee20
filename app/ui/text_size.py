"""The size of all text, now and for later: by keys, whoever is here, and in Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.design.tokens import NORMAL_SCALE, SCALES

if TYPE_CHECKING:
    from app.ui.design.design import Design
    from app.ui.preferences import Preferences


def resize_text(design: Design, settings: Preferences, steps: int) -> None:
    """Go `steps` up or down the text sizes on offer; 0 for the normal size."""
    now = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - design.scale))
    wanted = SCALES[max(0, min(len(SCALES) - 1, now + steps))] if steps else NORMAL_SCALE
    set_text(design, settings, wanted)


def set_text(design: Design, settings: Preferences, scale: int) -> None:
    """Set the text size in per cent."""
    settings.scale = scale
    design.set_scale(scale)
