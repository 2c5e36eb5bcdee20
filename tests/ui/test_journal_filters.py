"""Filters by labels, of which there may be more than a menu holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.models.journal import LabelRole
from app.ui.journal.entry_filters import MOST_MENU_LABELS
from app.ui.journal.list_dialogs import MOST_LABEL_ROWS, LabelsDialog
from app.ui.journal.page import JournalPage
from tests.support.journals import journal_page, shown, write
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.widgets import tick

pytestmark = pytest.mark.solo


def tag_menu(page: JournalPage) -> list[str]:
    """What the menu of tags offers."""
    page.list.filters.fill_menu()
    settle()
    (menu,) = (menu for menu in page.list.filters.menu.findChildren(QMenu) if menu.title() == "Tag")
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def press(page: JournalPage, words: str) -> None:
    """Choose from the menu of tags."""
    page.list.filters.fill_menu()
    settle()
    (menu,) = (menu for menu in page.list.filters.menu.findChildren(QMenu) if menu.title() == "Tag")
    next(action for action in menu.actions() if action.text() == words).trigger()


def asked(page: JournalPage) -> LabelsDialog:
    """The dialog that is open."""
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    dialog = prompts.shown[-1]
    assert isinstance(dialog, LabelsDialog)
    return dialog


def rows(dialog: LabelsDialog) -> list[str]:
    """The rows that are shown."""
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_menu_that_holds_all_labels_offers_no_dialog(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "x", tags=tuple(f"tag {n}" for n in range(MOST_MENU_LABELS)))
    page = journal_page(qtbot, vault)
    assert tag_menu(page) == sorted(f"tag {n}" for n in range(MOST_MENU_LABELS))


def test_a_label_beyond_the_menu_is_found_by_its_letters(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "x", tags=tuple(f"tag {n:02d}" for n in range(60)))
    write(vault, "found", tags=("tag 07", "zebrafahrt Ärger"))
    page = journal_page(qtbot, vault)
    assert "zebrafahrt Ärger" not in tag_menu(page)
    press(page, "All 61…")
    dialog = asked(page)
    assert len(rows(dialog)) == 61
    assert dialog.focusWidget() is dialog.search
    QTest.keyClicks(dialog.search, "argER")
    assert rows(dialog) == ["zebrafahrt Ärger"]
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.search.setText("tag 07")
    tick(dialog.list, "tag 07", True)
    dialog.search.setText("nothing like it")
    assert rows(dialog) == []
    assert dialog.more.text()
    dialog.default.click()
    settle()
    assert shown(page.list) == ["found"]
    assert page.list.query.labels == ((LabelRole.TAG, "zebrafahrt Ärger"), (LabelRole.TAG, "tag 07"))
    assert "zebrafahrt Ärger" in tag_menu(page), "a label that is filtered by can be unticked in the menu"


def test_labels_that_are_filtered_by_come_first_and_can_be_unticked(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "x", tags=tuple(f"tag {n:02d}" for n in range(60)), feelings=("calm",))
    page = journal_page(qtbot, vault)
    filters = page.list.filters
    filters.toggle_label(LabelRole.FEELING, "calm")
    filters.toggle_label(LabelRole.TAG, "tag 55")
    press(page, "All 60…")
    dialog = asked(page)
    assert rows(dialog)[:2] == ["tag 55", "tag 00"]
    tick(dialog.list, "tag 55", False)
    dialog.default.click()
    assert filters.query.labels == ((LabelRole.FEELING, "calm"),)
    filters.on_labels(LabelRole.TAG)
    tick(asked(page).list, "tag 01", True)
    asked(page).reject()
    assert filters.query.labels == ((LabelRole.FEELING, "calm"),)


def test_thousands_of_labels_are_narrowed_by_letters(qtbot: QtBot, vault: TestVault) -> None:
    done: list[tuple[str, ...]] = []
    page = journal_page(qtbot, vault)
    labels = [(f"k{n}", f"word {n}") for n in range(5_000)]
    dialog = LabelsDialog(page.ws.design, "Tag", labels, (), done.append, page)
    assert len(rows(dialog)) == MOST_LABEL_ROWS
    assert "4800" in dialog.more.text()
    dialog.search.setText("4999")
    assert rows(dialog) == ["word 4999"]
    tick(dialog.list, "k4999", True)
    dialog.accept()
    assert done == [("k4999",)]
