"""Measured over every screen: what is level with which line, how long lines are, and the ring around lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.ui.design.design import Design
from app.ui.design.tokens import Radius, Theme
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import add_to, column_in, row_in
from app.ui.kit.labels import Label, soft
from tests.screenshots.shots import SCREENS
from tests.support.leaks import settle
from tests.support.sight import called, off_their_line
from tests.support.vaults import TestVault, vault_for
from tests.ui.test_behaviour import SIZES, opened

LONGEST_LINE = 115
"""In characters, of which narrow letters make many; a text that is 680 wide has 80 to 100 in most of its lines."""
DRAWN = frozenset(("check-ins-chart", "check-ins-all"))
"""Charts, which have neither lists nor crosses."""
NARROW = ("settings", "patterns", "self-check", "reading", "resources", "manual", "went-wrong")
"""Screens that are texts above all, by the beginning of their names."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("measured") / "vault") as made:
        made.fill_with_sample()
        yield made


def long_lines(window: QWidget) -> list[str]:
    """Running texts whose lines are too long to find the next one."""
    wide = {each: _longest_line(each) for each in window.findChildren(Label) if each.isVisible() and each.wordWrap()}
    return [f"a line of {long} characters: {called(each)}" for each, long in wide.items() if long > LONGEST_LINE]


def _longest_line(label: Label) -> int:
    layout, room = QTextLayout(label.text(), label.font()), label.contentsRect().width()
    layout.beginLayout()
    longest = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        longest = max(longest, line.textLength())
    layout.endLayout()
    return longest


def covered_rings(shown: Sequence[QAbstractItemView]) -> list[str]:
    """Lists whose ring is not seen all around while they have the focus and their first row is chosen."""
    found = []
    for view in shown:
        view.setFocus(Qt.FocusReason.TabFocusReason)
        if not view.frameWidth() or not view.hasFocus():
            continue
        chosen, selection = view.selectionModel(), view.selectionModel().selection()
        with QSignalBlocker(chosen):
            chosen.select(view.model().index(0, 0), chosen.SelectionFlag.ClearAndSelect)
            picture = view.grab().toImage()
            chosen.select(selection, chosen.SelectionFlag.ClearAndSelect)
        right, below = picture.width() - 1, picture.height() - 1
        along = range(Radius.CARD, min(right, below) - Radius.CARD)
        ring = [picture.pixel(x, y) for x in along for y in (0, 1, below - 1, below)]
        ring += [picture.pixel(x, y) for y in along for x in (0, 1, right - 1, right)]
        found += [f"its ring is covered: {called(view)}"] if len(set(ring)) > 1 else []
    return found


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("name", sorted(SCREENS.keys() - DRAWN))
def test_a_screen_measures_well(qtbot: QtBot, vault: TestVault, tmp_path: Path, name: str, scale: int) -> None:
    window = SCREENS[name](vault, tmp_path, scale, SIZES[scale])
    qtbot.addWidget(window)
    opened(qtbot, window)
    wrong = off_their_line(window) + (long_lines(window) if name.startswith(NARROW) else [])
    lists = (each for each in window.findChildren(QAbstractItemView) if each.isVisible())
    wrong += covered_rings([each for each in lists if each.objectName() != "card"])
    assert not wrong, "\n".join(wrong)


def test_a_cross_off_its_line_a_covered_ring_and_a_long_line_are_seen(qtbot: QtBot) -> None:
    window, design = QWidget(), Design(Theme.LIGHT)
    qtbot.addWidget(window)
    design.apply(window)
    column, line = column_in(window), QWidget()
    words, cross, rows = (
        soft("Some words that need a line or two " * 9),
        IconButton(design, "x", "Close"),
        QListWidget(),
    )
    rows.addItems(["One", "Two"])
    add_to(row_in(line), words, cross)
    add_to(column, line, rows)
    window.resize(500, 400)
    window.show()
    opened(qtbot, window)
    assert len(off_their_line(window)) == 1
    assert long_lines(window) == []
    assert covered_rings([rows]) == []
    window.resize(1200, 400)
    settle()
    assert len(long_lines(window)) == 1
    rows.setViewportMargins(-2, -2, -2, -2)
    assert len(covered_rings([rows])) == 1
