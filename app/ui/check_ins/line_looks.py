"""Looks of the chart's lines, which differ in sign and dash as well as in colour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from app.models.check_in import Occasion
from app.ui.design.tokens import Colour


class Look(NamedTuple):
    """A line's colour, dash and sign; `size` is that of the sign, in logical pixels."""

    colour: Colour
    dash: Qt.PenStyle
    sign: str
    size: int


LOOKS = (
    Look(Colour.ACCENT, Qt.PenStyle.SolidLine, "circle", 14),
    Look(Colour.PERSON_B, Qt.PenStyle.DashLine, "square", 11),
    Look(Colour.PERSON_A, Qt.PenStyle.DotLine, "triangle", 9),
    Look(Colour.CURIOUS, Qt.PenStyle.DashDotLine, "diamond", 7),
)
"""One for each line. None has the hue of a limit, which would look like an alarm. Later lines are painted over earlier
ones with smaller signs, so that lines with equal ratings can all be seen."""
MARKED = {Occasion.SCENE: "star", Occasion.DEBRIEF: "ring"}
"""The sign of each marked occasion."""


@cache
def sign_path(sign: str) -> QPainterPath:
    """The outline of a sign in a unit square around the origin."""
    path = QPainterPath()
    if sign in ("circle", "ring"):
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
        if sign == "ring":
            path.addEllipse(QRectF(-0.22, -0.22, 0.44, 0.44))
        return path
    corners = {
        "square": [(-0.44, -0.44), (0.44, -0.44), (0.44, 0.44), (-0.44, 0.44)],
        "triangle": [(0.0, -0.5), (0.5, 0.42), (-0.5, 0.42)],
        "diamond": [(0.0, -0.58), (0.5, 0.0), (0.0, 0.58), (-0.5, 0.0)],
        "star": _star(),
    }[sign]
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _star() -> Sequence[tuple[float, float]]:
    reach = (0.58, 0.25)
    return [(reach[n % 2] * sin(n * pi / 5), -reach[n % 2] * cos(n * pi / 5)) for n in range(10)]
