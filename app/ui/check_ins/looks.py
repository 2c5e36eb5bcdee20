"""How the lines of the chart are told apart: by the shape of their signs and their dashes as well as by colour."""

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
    """One line's colour, dashes and sign, and how large its signs are."""

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
"""One for each line; no hue that stands for a limit, so that nothing looks like an alarm. The later ones are painted
over the earlier ones and are smaller: where several were rated alike, each can still be seen."""
MARKED = {Occasion.SCENE: "star", Occasion.DEBRIEF: "ring"}
"""The signs of what is marked."""


@cache
def sign_path(sign: str) -> QPainterPath:
    """The outline of a sign, in a square of 1 around 0."""
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
