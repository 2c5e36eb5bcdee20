"""Dimensions as chips; a long name is elided, its accessible name is whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from app.models.check_in import Dimension
from app.ui.check_ins.words import name_of
from app.ui.design.design import Design
from app.ui.design.tokens import TextRole
from app.ui.kit.chips import ChipFlow
from app.ui.kit.strings import fitted

WIDEST_NAME = 240
"""Greatest width of a name in pixels at 100 % text."""


def dimension_chips(
    design: Design, chips: ChipFlow, dimensions: Sequence[Dimension], chosen: Collection[str]
) -> Iterator[None]:
    """Show a chip for each dimension, in pieces: one for each new chip."""
    names = {each.id: name_of(each) for each in dimensions}
    shown = {key: fitted(design, name, WIDEST_NAME, TextRole.OVERLINE) for key, name in names.items()}
    yield from chips.in_pieces(list(shown.items()), chosen)
    for key, name in names.items():
        chips.chip(key).button.setAccessibleName(name)
        chips.chip(key).setToolTip(name if shown[key] != name else "")
