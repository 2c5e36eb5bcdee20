"""Edges of components: what begins where the words above it begin, and what stands beside which line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Column
from app.ui.kit.surfaces import Card, IconLabel
from tests.support.in_window import Show


@pytest.mark.parametrize("scale", [100, 200])
def test_a_box_to_tick_begins_at_the_edge_of_the_column(qtbot: QtBot, design: Design, show: Show, scale: int) -> None:
    design.set_scale(scale)
    words, alone, radio = CheckBox(design, "Leave out dates"), CheckBox(design, ""), QRadioButton("A week")
    show(Column(words, alone, radio))
    begins = [place_of(words, QStyle.SubElement.SE_CheckBoxIndicator).x()]
    begins.append(place_of(alone, QStyle.SubElement.SE_CheckBoxIndicator).x())
    begins.append(place_of(radio, QStyle.SubElement.SE_RadioButtonIndicator).x())
    gap = place_of(words, QStyle.SubElement.SE_CheckBoxContents).x() - alone.sizeHint().width()
    design.set_scale(100)
    assert begins == [0, 0, 0]
    assert gap == 0, "words that stand beside a box of their own are as far from it"


def place_of(button: QAbstractButton, part: QStyle.SubElement) -> QRect:
    option = QStyleOptionButton()
    option.initFrom(button)
    option.text = button.text()
    return button.style().subElementRect(part, option, button)


def test_the_icon_of_a_title_stands_beside_its_first_line(qtbot: QtBot, design: Design, show: Show) -> None:
    card = Card(design)
    short, long = card.add_header("Limits", "flag"), card.add_header("What I want to say and ask " * 9, "flag")
    card.body.addStretch(1)
    show(card)
    icons = [each for each in card.findChildren(IconLabel) if each.isVisible()]
    assert long.height() > short.height()
    assert [icon.y() - label.y() for icon, label in zip(icons, (short, long), strict=True)] == [0, 0]
    assert {icon.height() for icon in icons} == {short.height()}
