"""What can be left out after yellow: the question, what can be ticked and the buttons are together at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import Space, Theme
from app.ui.kit.labels import Label
from app.ui.scene_day.live_words import LiveWords
from app.ui.scene_day.pause_view import PauseView
from tests.support.widgets import find_all

SIZES = ((720, 260), (928, 300), (1270, 330), (1824, 620), (2464, 980))
"""What a window leaves this view, from the smallest one on."""
FEW, MANY = 3, 60


def shown(qtbot: QtBot, scale: int, size: tuple[int, int], number: int) -> PauseView:
    items = tuple((f"item{n}", f"Activity number {n}") for n in range(number))
    words = LiveWords("", ("Alex", "Sam"), items, {}, (), (), "", ())
    design = Design(Theme.DARK, scale)
    view = PauseView(design, words)
    design.apply(view)
    qtbot.addWidget(view)
    view.resize(*size)
    view.begin(())
    view.on_smaller()
    view.show()
    qtbot.wait(1)
    return view


def box_of(widget: QWidget, view: QWidget) -> tuple[int, int]:
    top = widget.mapTo(view, QPoint(0, 0)).y()
    return top, top + widget.height()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", SIZES)
def test_the_buttons_are_right_below_what_they_ask_about(qtbot: QtBot, scale: int, size: tuple[int, int]) -> None:
    view = shown(qtbot, scale, size, FEW)
    head = next(label for label in find_all(Label, view) if label.text() == "What to leave out tonight?")
    last = max(box_of(box, view)[1] for box in view.boxes.values())
    assert min(box_of(box, view)[0] for box in view.boxes.values()) - box_of(head, view)[1] <= Space.XL
    assert 0 <= box_of(view._without, view)[0] - last <= Space.XL


@pytest.mark.parametrize("size", SIZES)
def test_many_scroll_and_the_buttons_stay_in_sight(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = shown(qtbot, 100, size, MANY)
    assert box_of(view._without, view)[1] <= view.height()
    (area,) = (each for each in find_all(QScrollArea, view) if each.isVisible())
    assert area.height() >= next(iter(view.boxes.values())).height()
