"""Dimensions as chips: a long name is cut in sight, and read aloud whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from app.models.check_in import Dimension
from app.ui.check_ins.words import name_of
from app.ui.design.design import Design
from app.ui.design.tokens import TextRole
from app.ui.kit.chips import ChipFlow
from app.ui.kit.strings import fitted

WIDEST = 240
"""The most room for a name, at 100 % text."""


def show_dimension_chips(
    design: Design, chips: ChipFlow, dimensions: Sequence[Dimension], chosen: Collection[str]
) -> None:
    """Show a chip for each of them."""
    for _ in dimension_chips(design, chips, dimensions, chosen):
        pass


def dimension_chips(
    design: Design, chips: ChipFlow, dimensions: Sequence[Dimension], chosen: Collection[str]
) -> Iterator[None]:
    """The same, each new chip a piece."""
    names = {each.id: name_of(each) for each in dimensions}
    shown = {key: fitted(design, name, WIDEST, TextRole.OVERLINE) for key, name in names.items()}
    yield from chips.in_pieces(list(shown.items()), chosen)
    for key, name in names.items():
        chips.chip(key).button.setAccessibleName(name)
        chips.chip(key).setToolTip(name if shown[key] != name else "")
