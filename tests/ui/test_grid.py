"""The grid, measured over every screen: one left edge, buttons of two heights, the last card above the edge."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QFrame, QLineEdit, QProgressBar, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.empty import EmptyState
from app.ui.kit.header import PageHeader
from app.ui.kit.scroll import Fade, ScrollPage
from app.ui.kit.surfaces import Card
from app.ui.page import Page
from app.ui.shell.idle_warning import IdleWarning
from app.ui.shell.shell import Shell
from tests.screenshots.shots import SHOTS, Shot, shot_window
from tests.support.leaks import settle
from tests.support.vaults import TestVault, vault_for

PANES = frozenset(("my-list-rows", "journal", "journal-search", "journal-bin", "journal-days"))
"""What scrolls beside a list that scrolls."""
COVERED = frozenset(("handing-over", "large-signal", "idle"))
ON_THE_GRID = frozenset(shot.name for shot in SHOTS) - COVERED
USUAL = frozenset((ButtonKind.PRIMARY, ButtonKind.SECONDARY, ButtonKind.QUIET, ButtonKind.DANGER, ButtonKind.FINAL))
BARS = QComboBox | QLineEdit | QProgressBar | EmptyState
"""What may be first below a header."""
FRAMES = frozenset(("card", "panel", "notice"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("grid") / "vault") as vault:
        vault.fill_with_sample()
        yield vault


def page_of(qtbot: QtBot, vault: TestVault, shot: Shot) -> Page:
    window = shot_window(vault, shot, size=(1280, 800))
    qtbot.addWidget(window)
    settle()
    shell = window.findChild(Shell)
    assert shell is not None
    assert shell.pages.current is not None
    return shell.pages.current


def frames_in(widget: QWidget) -> list[QFrame]:
    return [each for each in widget.findChildren(QFrame) if each.isVisible() and each.objectName() in FRAMES]


def must_be_on_the_grid(page: Page, name: str) -> None:
    """What `test_behaviour` asks of every screen it opens in a window of 1280 x 800; scrolls to the end."""
    edge = (page.width() - Size.BAR - Size.CONTENT) // 2
    parts = [each for each in page.findChildren(PageHeader) if each.isVisible()]
    begins = min(each.mapTo(page, QPoint()).x() for each in page.findChildren(QWidget) if _is_content(each))
    assert edge > Space.XL
    assert {header.mapTo(page, QPoint()).x() for header in parts} <= {edge}
    assert begins == edge

    areas = [each for each in page.findChildren(ScrollPage) if each.isVisible()]
    if parts and areas and not any(area.verticalScrollBar().value() for area in areas):
        below = parts[0].mapTo(page, QPoint(0, parts[0].height())).y()
        tops = [each.mapTo(page, QPoint()).y() for each in page.findChildren(QWidget) if _is_content(each, BARS)]
        assert min(top for top in tops if top >= below) - below == Space.L

    usual = [each for each in page.findChildren(Button) if each.isVisible() and each.kind in USUAL]
    assert {each.height() for each in usual} <= {Size.BUTTON, Size.COMPACT}

    loose = [each for each in usual if not any(area.isAncestorOf(each) for area in areas)]
    assert all(each.mapTo(page, QPoint(0, each.height())).y() <= page.height() - Space.L for each in loose)

    if name in PANES:
        for area in areas:
            fades = [each for each in area.findChildren(Fade) if each.parent() is area and each.isVisible()]
            bar = area.verticalScrollBar()
            assert {each.y() for each in fades} == _faded(area.height(), bar.value(), bar.maximum())
    else:
        for area in areas:
            assert area.mapTo(page, QPoint(area.width(), area.height())) == QPoint(page.width(), page.height())
            _must_end_above_the_edge(area)


def _faded(height: int, value: int, most: int) -> set[int]:
    """Where a pane ends softly: below while there is more below, above while there is more above."""
    return ({height - Space.L} if value < most else set()) | ({0} if value > 0 else set())


def _is_content(widget: QWidget, more: UnionType | None = None) -> bool:
    """Whether it is seen and stands for itself: a frame, a button, a list."""
    kinds = Button | QAbstractScrollArea if more is None else Button | QAbstractScrollArea | more
    stands = isinstance(widget, kinds) or widget.objectName() in FRAMES
    return stands and widget.isVisible() and not isinstance(widget, QScrollArea)


def _must_end_above_the_edge(area: QScrollArea) -> None:
    bar, inner = area.verticalScrollBar(), area.widget()
    assert inner is not None
    at_end = False
    while not at_end:  # what is still laid out makes it longer
        bar.setValue(bar.maximum())
        QCoreApplication.processEvents()
        at_end = bar.value() == bar.maximum()
    ends = [each.mapTo(area, QPoint(0, each.height())).y() for each in frames_in(inner)]
    free = Space.XXL + (Size.BUTTON if bar.maximum() else 0)  # where it scrolls, a message may be over the end
    assert max(ends, default=0) <= area.height() - free
    for frame in frames_in(inner):
        inside = (each for each in frame.findChildren(QWidget) if each.isVisible() and each.parent() is frame)
        assert all(frame.rect().contains(each.geometry()) for each in inside), "nothing in a card is cut"


def test_a_notice_above_the_page_is_as_wide_as_the_page(qtbot: QtBot, sample: TestVault) -> None:
    page = page_of(qtbot, sample, next(shot for shot in SHOTS if shot.name == "idle"))
    notice, card = page.window().findChild(IdleWarning), page.findChild(Card)
    assert isinstance(notice, QWidget)
    assert isinstance(card, QWidget)
    assert notice.mapTo(page.window(), QPoint()).x() == card.mapTo(page.window(), QPoint()).x()
    assert notice.width() == card.width()
