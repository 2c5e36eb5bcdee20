"""Packs on screen: chosen by level or one by one, taken back, by keyboard, and what a search in the rest says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction, PackLevel
from app.models.list_rows import RowFilter
from app.models.pack_choice import PackChoice
from app.services import answers
from app.ui.my_list.packs_sheet import PacksSheet
from app.ui.my_list.page import MyListPage
from tests.support.openings import answer, show, workspace
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import click, find, find_all, is_shown, name_of
from tests.ui.test_my_list_rows import list_of_alex, titles, undo_of

CANE = ActivityId("impact.cane")


def chosen(vault: TestVault) -> PackChoice:
    with vault.unit() as uow:
        return uow.private(vault.alex).packs.get()


def sheet_of(page: MyListPage) -> PacksSheet:
    sheet = page.acts.sheet
    assert isinstance(sheet, PacksSheet)
    return sheet


def test_a_level_is_chosen_by_keyboard_and_taken_back(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    undos = undo_of(page)
    usual = titles(page)
    assert "Spanking" in usual
    assert "Cane" not in usual
    page.list.filters.packs.click()
    focus = page.focusWidget()
    assert focus is not None
    assert name_of(focus).endswith("Usual")
    QTest.keyClick(focus, Qt.Key.Key_Right)
    focus = page.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert chosen(vault) == PackChoice(level=PackLevel.EVERYTHING)
    assert all(box.isChecked() for box in sheet_of(page).boxes.values())
    assert callable(undos[-1])
    undos[-1]()
    assert chosen(vault) == PackChoice()
    assert sheet_of(page).level.choice is PackLevel.USUAL
    click("How far your list goes: Gentle", page)
    focus = page.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert page.acts.sheet is None
    assert page.focusWidget() is page.list.rows
    assert set(titles(page)) < set(usual)
    assert "Spanking" not in titles(page)
    with vault.unit() as uow:
        assert answers.my_list(uow, person=vault.sam, base=vault.catalogue).packs == PackChoice(), "Sam's are Sam's"


def test_what_a_pack_is_about_stands_below_its_name(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.filters.packs.click()
    sheet, design = sheet_of(page), page.ws.design
    apart = []
    for scale in (100, 200, 150, 100):
        design.set_scale(scale)
        QCoreApplication.processEvents()
        for pack in vault.catalogue.packs:
            box, about = sheet.boxes[pack.id], find(QLabel, pack.description, sheet)
            option = QStyleOptionButton()
            box.initStyleOption(option)
            words = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
            apart.append(about.mapTo(sheet, QPoint()).x() - box.mapTo(sheet, words.topLeft()).x())
    assert set(apart) == {0}


def test_one_pack_is_turned_on_and_off_again(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    usual = titles(page)
    page.list.filters.packs.click()
    box = sheet_of(page).boxes["strong"]
    box.click()
    assert sheet_of(page).level.choice is None
    click("Done", page)
    assert {"Cane", "Spanking"} <= set(titles(page))
    page.list.filters.packs.click()
    sheet_of(page).boxes["strong"].click()
    assert sheet_of(page).level.choice is PackLevel.USUAL
    click("Done", page)
    assert titles(page) == usual


def test_a_search_says_where_it_did_not_look(qtbot: QtBot, vault: TestVault) -> None:
    page = list_of_alex(qtbot, vault)
    page.list.filters.narrow(RowFilter(text="caning"))
    assert is_shown(QLabel, "Nothing matches in the packs that you see.", page)
    click("Packs", page.list.pane.nothing)
    click("How far your list goes: Everything", page)
    click("Done", page)
    assert titles(page) == ["Cane"], "found by its other name"
    page.list.filters.narrow(RowFilter(text="zqx"))
    assert is_shown(QLabel, "Nothing matches.", page)


def test_an_entry_of_a_pack_that_is_off_opens_when_it_is_asked_for_and_says_so(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT, activity=CANE, direction=Direction.ACTIVE)
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.activate(CANE)
    told = "You have hidden this part of the list, so your answer is kept but not shared."
    qtbot.waitUntil(lambda: is_shown(QLabel, told, page))
    assert page.cards.entry is not None
    assert page.cards.entry.id == CANE
    assert "Cane" not in titles(page)


def test_a_need_shows_what_may_meet_it_and_each_card_says_which_it_may(qtbot: QtBot, vault: TestVault) -> None:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.activate("need:rest")
    qtbot.waitUntil(lambda: 0 < len(titles(page)) < 60)
    assert {"Massage", "Slow sex"} <= set(titles(page))
    assert "Spanking" not in titles(page)
    assert page.list.filters.need.key == "rest"
    assert any("Rest" in label.text() for label in find_all(QLabel, page.cards) if "May meet" in label.text())
    page.list.on_show_everything()
    assert page.list.filters.filter == RowFilter()
    assert "Spanking" in titles(page)


def test_with_every_card_hidden_the_deck_says_where_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as solo:
        page = MyListPage(workspace(solo, solo.people))
        show(qtbot, page)
        packs = page.presenter.catalogue.packs
        page.presenter.choose_packs(PackChoice(off=frozenset(pack.id for pack in packs)))
        qtbot.waitUntil(lambda: page.cards.entry is None)
        assert is_shown(QLabel, "All of its cards are in packs or categories that you have hidden.", page)
        click("Choose packs", page)
        assert not any(box.isChecked() for box in sheet_of(page).boxes.values())
        click("How far your list goes: Usual", page)
        click("Done", page)
        assert len(page.cards.deck.entries) == 24
        page.presenter.choose_packs(PackChoice(level=PackLevel.GENTLE))
        assert 0 < len(page.cards.deck.entries) < 24
