"""Edges of components: what begins where the words above it begin, and what is level with which line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import ROW_SIDE, SCALES, Size, Space
from app.ui.kit.buttons import compact, quiet, secondary
from app.ui.kit.check_list import CheckList
from app.ui.kit.controls import CheckBox
from app.ui.kit.flow import Column, button_row
from app.ui.kit.labels import Label
from app.ui.kit.notice import Notice
from app.ui.kit.row_list import RowList, show_rows_in
from app.ui.kit.scroll import Fade
from app.ui.kit.surfaces import Card, ClickRow, IconLabel, Panel
from app.ui.paged_rows import ActRow
from tests.support.in_window import Show
from tests.support.sight import off_their_line


@pytest.mark.parametrize("scale", [100, 200])
def test_a_box_to_tick_begins_at_the_edge_of_the_column(design: Design, show: Show, scale: int) -> None:
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


def test_the_icon_of_a_title_stands_beside_its_first_line(design: Design, show: Show) -> None:
    card = Card(design)
    short, long = card.add_header("Limits", "flag"), card.add_header("What I want to say and ask " * 9, "flag")
    card.body.addStretch(1)
    show(card)
    icons = [each for each in card.findChildren(IconLabel) if each.isVisible()]
    assert long.height() > short.height()
    assert [icon.y() - label.y() for icon, label in zip(icons, (short, long), strict=True)] == [0, 0]
    assert {icon.height() for icon in icons} == {short.height()}


@pytest.mark.parametrize("scale", SCALES)
def test_the_cross_of_a_notice_is_level_with_the_first_line(design: Design, show: Show, scale: int) -> None:
    short, long = Notice(design), Notice(design)
    card = Card(design)
    for each in (short, long):
        card.add(each)
    card.body.addStretch(1)
    window = show(card)
    short.show_notice("Nothing was added")
    long.show_notice("You both have to say yes to that again before it counts " * 4, "Nothing was signed. " * 20)
    for at in (scale, 100, scale):
        design.set_scale(at)
        QCoreApplication.processEvents()
        assert off_their_line(window) == []
        (words,) = (each for each in short.findChildren(Label) if each.isVisible())
        assert words.mapTo(short, QPoint()).y() == short.contentsRect().y() + Space.L
    design.set_scale(100)


@pytest.mark.parametrize(("scale", "side"), [(100, 16), (150, 20), (200, 24)])
def test_the_air_in_buttons_grows_with_that_around_them(design: Design, show: Show, scale: int, side: int) -> None:
    design.set_scale(scale)
    first, second, begun = secondary(design, "Go on"), quiet(design, "Go on"), quiet(design, "Go on")
    show(button_row(first, second), button_row(begun))
    words = first.fontMetrics().horizontalAdvance("Go on")
    wide = [each.sizeHint().width() for each in (first, second, begun)]
    design.set_scale(100)
    assert wide == pytest.approx([words + 2 * side, words + 2 * side, words + side], abs=2)


def test_what_can_be_done_with_a_row_is_at_its_end_or_below_its_words(design: Design, show: Show) -> None:
    act = quiet(design, "Take back")
    row = ActRow(design, "row", QLabel("Praise"), act)
    window = show(row)
    assert (act.property("flush"), act.property("ends")) == (False, True)
    window.resize(Size.NARROW - 100, 600)
    QCoreApplication.processEvents()
    assert (act.property("flush"), act.property("ends")) == (True, False)
    assert act.mapTo(row, QPoint()).x() == ROW_SIDE


def test_the_words_of_a_panel_begin_where_those_of_a_row_begin(design: Design, show: Show) -> None:
    panel, row = Panel(design), ClickRow(design, "Praise")
    words = panel.add(QLabel("You can take anything back at once."))
    show(panel, row)
    label = next(each for each in row.findChildren(QLabel) if each.text() == "Praise")
    assert words.mapTo(panel, QPoint()).x() == label.mapTo(row, QPoint()).x() == ROW_SIDE


def test_what_fades_in_a_list_leaves_the_ring_around_it(design: Design, show: Show) -> None:
    rows = CheckList(design, "Entries", rows=4)
    rows.show_rows([(str(n), f"Entry {n}") for n in range(90)], ())
    show(rows)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
    QCoreApplication.processEvents()
    inside = rows.rect().adjusted(Size.RING, Size.RING, -Size.RING, -Size.RING)
    fades = [each for each in rows.findChildren(Fade) if each.isVisible()]
    assert len(fades) == 2
    assert all(inside.contains(each.geometry()) for each in fades)


def test_rows_to_tick_stay_where_they_are(qtbot: QtBot, design: Design, show: Show) -> None:
    rows, entries = CheckList(design, "Entries", rows=4), [(str(n), f"Entry {n}") for n in range(300)]
    show(rows)

    def at(number: int) -> int:
        box = rows.visualItemRect(rows.item(number))
        return box.y() if not box.isEmpty() and rows.viewport().rect().contains(box) else -1

    rows.show_rows(entries, ())
    rows.setCurrentRow(280)
    qtbot.waitUntil(lambda: at(280) > 0, timeout=9_000)
    before = at(280)
    rows.show_rows(entries, {"280"})
    QCoreApplication.processEvents()
    assert at(280) == before
    rows.show_rows(entries[1:], {"280"})
    qtbot.waitUntil(lambda: at(279) > 0, timeout=9_000)
    assert rows.key == "280"


def test_low_buttons_that_wrap_begin_at_the_edge_too(design: Design, show: Show) -> None:
    texts = [compact(design, words, icon="book-open") for words in ("Lowering the risk", "Power and voice", "Fading")]
    line = button_row(*texts)
    show(line).resize(1, 600)
    QCoreApplication.processEvents()
    assert len({each.y() for each in texts}) == len(texts)
    assert [(each.x(), each.property("flush")) for each in texts] == [(0, True)] * len(texts)
    show(line).resize(1200, 600)
    QCoreApplication.processEvents()
    assert [bool(each.property("flush")) for each in texts] == [True, False, False]
    assert texts[1].sizeHint().width() - texts[1].fontMetrics().horizontalAdvance(texts[1].text()) > 2 * texts[1].side


@pytest.mark.parametrize("high", [220, 330, 460])
def test_a_list_begins_with_a_whole_row(design: Design, show: Show, high: int) -> None:
    rows, model = RowList(design), QStringListModel([f"Entry {n}" for n in range(200)])
    rows.setModel(model)
    show_rows_in(rows, "Entries")
    rows.setUniformItemSizes(True)
    rows.setGridSize(QSize(1, 52))
    show(rows).resize(300, high)
    QCoreApplication.processEvents()
    bar = rows.verticalScrollBar()
    for number in (30, 31, 60, 59, 12, 13, 100):
        rows.setCurrentIndex(model.index(number))
        rows.scrollTo(rows.currentIndex())
        assert bar.value() % 52 == 0, number
        assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex())), number
    rows.setCurrentIndex(model.index(199))
    rows.scrollTo(rows.currentIndex())
    assert bar.value() == bar.maximum()
