"""The style sheet: `window.qss`, and for pages `pages.qss`, with the values of a palette and a text scale."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import HUES, TEXT_WEIGHT, Colours, Radius, Size, TextRole, air, text_size

_VALUE = re.compile(r"@font\((?P<role>\w+)\)|@(?P<name>\w+)|\b(?P<size>\d+)(?P<unit>sp|ap)(?P<less>-\d+)?")


def style_sheet(colours: Colours, scale: int, *, plain: bool = False) -> str:
    """The style sheet in a palette, with text at `scale` per cent; `plain`: what start pages and frame need."""

    def px(size: int) -> int:
        return max(1, round(size * scale / 100))

    lengths = {f"radius_{radius.name.lower()}": int(radius) for radius in Radius} | {
        # Qt draws square corners where a radius is more than half the height.
        "round_pill": px(Size.PILL) // 2,
        "round_chip": px(Size.CHIP) // 2,
        "round_radio": px(Size.CHECK) // 2,
    }
    values = {str(name): value for name, value in colours.items()}
    values |= {name: f"{length}px" for name, length in lengths.items()}

    def value(match: re.Match[str]) -> str:
        if match["role"]:
            role = TextRole(match["role"])
            return f"font-size: {text_size(role, scale)}px; font-weight: {TEXT_WEIGHT[role]};"
        if match["name"]:
            return values[match["name"]]
        size = int(match["size"])
        grown = px(size) if match["unit"] == "sp" else round(size * air(scale))
        return f"{grown + int(match['less'] or 0)}px"

    template = _template("window.qss") + ("" if plain else _template("pages.qss"))
    return _VALUE.sub(value, template)


@cache
def _template(file: str) -> str:
    """A file without comments; a line with `@hue` is there once for each hue."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    lines = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split("\n")
    return "\n".join(each for line in lines for each in (_for_each_hue(line) if "@hue" in line else [line]))


def _for_each_hue(line: str) -> list[str]:
    return [line.replace('"hue"', f'"{hue}"').replace("@hue", f"@{hue}") for hue in HUES]


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect in the style sheet."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
