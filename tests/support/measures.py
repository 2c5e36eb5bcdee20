"""Prints how large texts and controls are, as JSON; run in a process of its own, with fonts that a test chose."""

from __future__ import annotations

import json

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import TextRole, Theme
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.controls import DateField
from app.ui.kit.field import TextField
from app.ui.kit.labels import Label
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Pill

WORDS = "Quietly said, “yes” – 1,024 times… Việt Nam được, Ελληνικά και ὦ, Кириллица"


def texts(design: Design) -> dict[str, tuple[float, float]]:
    """The width of the same words in each role, and the height of their line."""
    fonts = {role.value: design.font(role) for role in TextRole}
    fonts["italic"] = QFont(design.font())
    fonts["italic"].setItalic(True)
    metrics = {name: QFontMetricsF(font) for name, font in fonts.items()}
    return {name: (each.horizontalAdvance(WORDS), each.lineSpacing()) for name, each in metrics.items()}


def controls(design: Design) -> list[tuple[str, int, int]]:
    """Kind, width and height of every widget on a page of controls."""
    page = ScrollPage(design)
    combo = QComboBox()
    combo.addItem(WORDS)
    field = TextField(design, "Words")
    field.show_text(WORDS * 3)
    buttons = (primary(design, WORDS[:40]), quiet(design, WORDS[40:], icon="heart"))
    for widget in (Label(WORDS * 3), Pill(design, WORDS), *buttons, combo, field, DateField(design, "Day")):
        page.body.addWidget(widget)
    design.apply(page)
    page.resize(700, 600)
    page.show()
    QApplication.processEvents()
    found = [(type(each).__name__, each.width(), each.height()) for each in page.findChildren(QWidget)]
    page.close()
    return found


if __name__ == "__main__":
    application = QApplication(["measures", "-style", "fusion"])
    designs = [Design(Theme.LIGHT, scale) for scale in (100, 200)]
    print(json.dumps([[texts(design), controls(design)] for design in designs]))
