"""The private reading list: what somebody would like to know more about first, where it is found and answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.list_place import ListMode
from app.ui.kit.surfaces import ClickRow
from app.ui.my_list.page import MyListPage
from app.ui.page_id import TO_READ, PageId
from app.ui.reading.page import ReadingPage
from tests.support.openings import KISSING, answer, show, workspace
from tests.support.vaults import TestVault, vault_for
from tests.support.widgets import click, find_all, is_shown

SPANKING = ActivityId("impact.spanking")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        answer(made, made.alex, Stance.MORE_FIRST, activity=SPANKING, direction=Direction.PASSIVE)
        answer(made, made.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
        yield made


def listed(page: MyListPage) -> list[str]:
    found = (page.list.model.entry_at(row) for row in range(page.list.model.rowCount()))
    return [entry.id for entry in found if entry is not None]


def test_it_holds_what_was_marked_with_texts_and_is_answered_from_there(qtbot: QtBot, vault: TestVault) -> None:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.activate(TO_READ)
    qtbot.waitUntil(lambda: page.cards.entry is not None and page.mode.choice is ListMode.LIST)
    qtbot.waitUntil(lambda: listed(page) == [SPANKING])
    entry = page.cards.entry
    assert entry is not None
    assert is_shown(QLabel, entry.description, page)
    assert is_shown(QLabel, entry.risk, page)
    assert is_shown(QLabel, "It goes on my reading list and counts as unanswered.", page)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, argument: went.append((where, argument)))
    click("Lowering the risk", page)
    assert went == [(PageId.READING, "harm_reduction")]
    side = page.cards.editor.sides[Direction.PASSIVE]
    side.take_focus()
    QTest.keyClick(side.heading, Qt.Key.Key_2)
    assert side.stance is Stance.WILLING
    assert not is_shown(QLabel, "Read before you answer", page)
    page.list.refresh_rows()
    assert listed(page) == []


def test_a_press_marks_a_side_and_the_end_of_the_deck_leads_to_the_list(qtbot: QtBot, vault: TestVault) -> None:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    first = page.cards.entry
    assert first is not None
    side = page.cards.editor.sides[first.directions[0]]
    click(side.more_first.accessibleName(), side)
    assert page.presenter.answer(first.id, first.directions[0]).stance is Stance.MORE_FIRST
    assert page.focusWidget() is side.heading
    assert not side.more_first.isVisible()
    assert not side.menus.visibility.isVisibleTo(side), "there is nothing to share"
    page.cards.show_card(len(page.cards.deck.entries))
    click("My reading list (2)", page)
    qtbot.waitUntil(lambda: set(listed(page)) == {first.id, SPANKING})
    assert page.undo()
    assert page.presenter.answer(first.id, first.directions[0]).stance is None


def test_reading_and_resources_lead_to_it_for_whoever_is_here_alone(qtbot: QtBot, vault: TestVault) -> None:
    page = ReadingPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    qtbot.waitUntil(page.to_read.isVisible)
    assert is_shown(QLabel, "1 entry that you would like to know more about before you answer", page)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, argument: went.append((where, argument)))
    (row,) = find_all(ClickRow, page.to_read)
    row.press()
    assert went == [(PageId.MY_LIST, TO_READ)]
    page.activate("how_to_talk")
    assert not page.to_read.isVisible()


@pytest.mark.parametrize("here", [(1,), (0, 1)])
def test_nobody_else_sees_that_there_is_one(qtbot: QtBot, vault: TestVault, here: tuple[int, ...]) -> None:
    page = ReadingPage(workspace(vault, tuple(vault.people[each] for each in here)))
    show(qtbot, page)
    assert not page.to_read.isVisible()
    assert find_all(ClickRow, page.to_read) == []
    assert not find_all(QPushButton, page.to_read)
