"""The journal's page: search, filters, days, pins, the bin, keys, and the entry that stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.errors import NotYours
from app.models.changes import Changes
from app.models.journal import Boundary, EntryKind, LabelRole
from app.models.rich_text import plain
from app.services import journal
from app.services.long_work import LongWork
from app.ui.journal import chosen_entries
from app.ui.journal.entry_filters import EntryFilters
from app.ui.journal.list_dialogs import DayDialog, DaysDialog
from app.ui.journal.page import NEW, JournalPage
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.tasks import Lane
from tests.support.journals import journal_page, shown, write, write_many
from tests.support.leaks import settle
from tests.support.openings import show, workspace
from tests.support.prompts import FakePrompts
from tests.support.tasks import InlineTasks
from tests.support.texts import AWKWARD
from tests.support.vaults import TestVault, vault_for
from tests.support.workspace import make_workspace

pytestmark = pytest.mark.solo


class LateTasks(InlineTasks):
    """Lanes that wait while `is_busy`, as on a slow disk, and keep the order of their jobs."""

    def __init__(self, on_error: Callable[[Exception], object]) -> None:
        super().__init__(on_error)
        self.is_busy = False
        self._late: list[tuple[Lane, Any]] = []

    def _start(self, lane: Lane, job: Any) -> None:
        if self.is_busy:
            self._late.append((lane, job))
        else:
            super()._start(lane, job)

    def catch_up(self) -> None:
        """Do all waiting jobs."""
        self.is_busy = False
        while self._late:
            super()._start(*self._late.pop(0))
        settle()


def late_page(qtbot: QtBot, vault: TestVault) -> tuple[JournalPage, LateTasks]:
    """The journal, and lanes that can keep it waiting."""
    ws = workspace(vault, vault.people)
    tasks = LateTasks(ws.tasks._on_error)
    page = JournalPage(replace(ws, tasks=tasks))
    show(qtbot, page)
    settle()
    return page, tasks


def search(page: JournalPage, words: str) -> list[str]:
    """Type into the search; returns the rows that are found."""
    page.list.search.setText(words)
    settle()
    return shown(page.list)


def choose(page: JournalPage, place: int) -> None:
    """Choose a row."""
    page.list.rows.setCurrentIndex(page.list.model.index(place))
    settle()


def opened(page: JournalPage) -> str:
    """The text of the open entry."""
    return page.presenter.entry.text.body if page.presenter.entry is not None else ""


def prompts(page: JournalPage) -> FakePrompts:
    assert isinstance(page.ws.prompts, FakePrompts)
    return page.ws.prompts


def test_the_newest_entry_is_open_and_the_keyboard_is_on_the_list(qtbot: QtBot, vault: TestVault) -> None:
    for body in ("first", "second", "third"):
        write(vault, body)
    page = journal_page(qtbot, vault)
    assert shown(page.list) == ["third", "second", "first"]
    assert opened(page) == "third"
    assert page.list.rows.hasFocus()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Down)
    assert opened(page) == "second"
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    assert page.pane.isAncestorOf(page.focusWidget())
    for _out_of_the_text_then_to_the_list in range(2):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.list.rows.hasFocus()


def test_an_empty_journal_explains_itself(qtbot: QtBot, vault: TestVault) -> None:
    page = journal_page(qtbot, vault)
    assert page.list.none_yet.isVisible()
    assert not page.detail.isVisible()
    assert page.list.new.hasFocus()
    QTest.keyClick(page.list.new, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.detail.isVisible()
    assert page.pane.isAncestorOf(page.focusWidget())
    assert page.list.model.rowCount() == 1


def test_words_are_found_at_every_key_in_any_script(qtbot: QtBot, vault: TestVault) -> None:
    body = "Crème brûlée 昨日は日本語の日記 שלום 🫶 อ่าน"
    write(vault, "something else")
    write(vault, body)
    page = journal_page(qtbot, vault)
    for words in ("brulee", "日本語", "שלו", "🫶", "อ"):
        for length in range(1, len(words) + 1):
            assert search(page, words[:length])[:1] == [body]
        assert len(shown(page.list)) == 1
        row = page.list.model.held(page.list.model.moment_at(0) or 0)
        assert row is not None
        assert row.preview_spans
        assert search(page, "") == [body, "something else"]


def test_awkward_words_find_what_they_are_in(qtbot: QtBot, vault: TestVault) -> None:
    for number, awkward in enumerate(AWKWARD):
        write(vault, awkward, title=f"entry {number:02d}")
    write(vault, "something else", title="another")
    page = journal_page(qtbot, vault)
    for number, awkward in enumerate(AWKWARD):
        found = search(page, awkward)
        assert any(f"entry {number:02d}" in line for line in found), awkward[:40]
        assert not any("another" in line for line in found), awkward[:40]


def test_a_match_far_into_a_text_is_shown_with_the_words_around_it(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "quiet morning " * 60 + "then the lantern went out " + "late evening " * 60, tags=("harbour",))
    page = journal_page(qtbot, vault)
    search(page, "lanter")
    row = page.list.model.held(page.list.model.moment_at(0) or 0)
    assert row is not None
    assert "lantern went out" in row.preview
    start, end = row.preview_spans[0]
    assert row.preview[start:end] == "lanter"
    search(page, "harb")
    row = page.list.model.held(page.list.model.moment_at(0) or 0)
    assert row is not None
    assert row.preview == "harbour"


def test_search_words_are_marked_in_the_open_text(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "a lantern and another lantern")
    page = journal_page(qtbot, vault)
    search(page, "lantern")
    assert len(page.pane.editor.extraSelections()) == 2
    search(page, "")
    assert not page.pane.editor.extraSelections()


def test_the_open_entry_stays_open_during_a_search(qtbot: QtBot, vault: TestVault) -> None:
    for body in ("rain", "snow"):
        write(vault, body)
    page = journal_page(qtbot, vault)
    page.list.search.setFocus()
    assert search(page, "rain") == ["rain"]
    assert opened(page) == "snow"
    assert page.list.search.hasFocus()
    QTest.keyClick(page.list.search, Qt.Key.Key_Down)
    assert opened(page) == "rain"
    assert page.list.rows.hasFocus()
    assert search(page, "nothing like it") == []
    assert page.list.nothing.isVisible()
    page.list.show_everything()
    assert shown(page.list) == ["snow", "rain"]
    assert page.list.current() == page.presenter.moment is not None


def test_filters_combine_and_are_removed_one_by_one_or_together(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "one", kind=EntryKind.FANTASY, needs=("trust",), feelings=("calm",), tags=("spring",))
    write(vault, "two", kind=EntryKind.FANTASY, needs=("trust",), boundary=Boundary.TALK)
    write(vault, "three", kind=EntryKind.LETTER, needs=("trust",), feelings=("calm",))
    page = journal_page(qtbot, vault)
    filters = page.list.filters
    filters.toggle_label(LabelRole.NEED, "trust")
    assert shown(page.list) == ["three", "two", "one"]
    filters.toggle(kind=EntryKind.FANTASY)
    assert shown(page.list) == ["two", "one"]
    filters.toggle_label(LabelRole.FEELING, "calm")
    assert shown(page.list) == ["one"]
    assert [words for words, _ in filters.chosen()] == ["Fantasy", "Trust", "calm"]
    assert search(page, "tw") == []
    filters.toggle_label(LabelRole.FEELING, "calm")
    assert shown(page.list) == ["two"]
    filters.toggle(boundary=Boundary.STAYS)
    assert shown(page.list) == []
    filters.clear()
    page.list.search.clear()
    assert shown(page.list) == ["three", "two", "one"]
    filters.fill_menu()
    texts = [action.text() for menu in filters.menu.findChildren(QMenu) for action in menu.actions()]
    assert {"Fantasy", "Trust", "calm", "spring", "This month"} <= set(texts)


def test_a_filter_by_days_includes_both_ends(qtbot: QtBot, vault: TestVault) -> None:
    days = []
    for body in ("one", "two", "three"):
        days.append(vault.clock().astimezone().date())
        write(vault, body)
        vault.clock.advance(days=1)
    page = journal_page(qtbot, vault)
    page.list.filters.filter_days(days[1], days[1])
    assert shown(page.list) == ["two"]
    page.list.filters.on_days()
    dialog = prompts(page).shown[-1]
    assert isinstance(dialog, DaysDialog)
    dialog.first.show_day(days[2])
    dialog.last.show_day(days[1])
    dialog.accept()
    assert shown(page.list) == ["three", "two"]
    page.list.filters.filter_days(None, days[0])
    assert shown(page.list) == ["one"]


def test_the_calendar_marks_days_with_entries_and_goes_to_one(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, 400)
    far = made[0].at.astimezone().date()
    vault.clock.advance(days=70)
    newest = write(vault, "newest")
    page = journal_page(qtbot, vault)
    page.list.calendar.click()
    dialog = prompts(page).shown[-1]
    assert isinstance(dialog, DayDialog)
    here = newest.at.astimezone().date()
    assert here in dialog.calendar.marked
    assert here - timedelta(days=1) not in dialog.calendar.marked
    dialog.calendar.setCurrentPage(far.year, far.month)
    assert far in dialog.calendar.marked
    search(page, "newest")
    dialog.calendar.setSelectedDate(QDate(far.year, far.month, far.day))
    dialog.accept()
    settle()
    on_the_day = [entry for entry in made if entry.at.astimezone().date() == far]
    assert opened(page) == on_the_day[-1].text.body
    assert page.window().focusWidget() is page.list.rows
    assert page.list.query.is_everything


def test_going_to_a_day_before_the_first_entry_says_so(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "one")
    page = journal_page(qtbot, vault)
    said: list[str] = []
    page.ws.signals.toasted.connect(lambda text, _undo: said.append(text))
    page.entries.go_to_day(vault.clock().date() - timedelta(days=9))
    assert said
    assert opened(page) == "one"


def test_a_pinned_entry_goes_to_the_top_and_stays_open(qtbot: QtBot, vault: TestVault) -> None:
    for body in ("first", "second", "third"):
        write(vault, body)
    page = journal_page(qtbot, vault)
    choose(page, 2)
    page.presenter.pin(pinned=True)
    assert shown(page.list) == ["first", "third", "second"]
    assert opened(page) == "first"
    assert page.list.rows.currentIndex().row() == 0
    page.presenter.pin(pinned=False)
    assert shown(page.list) == ["third", "second", "first"]
    assert page.list.rows.currentIndex().row() == 2


def test_the_menu_offers_to_pin_or_to_unpin(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "first")
    page = journal_page(qtbot, vault)
    offered = []
    for _ in range(3):
        page.detail.menu.aboutToShow.emit()
        offered.append(page.detail.menu.actions()[0].text())
        page.detail.menu.actions()[0].trigger()
    assert offered == ["Pin to the top", "Unpin", "Pin to the top"]


def test_a_failure_is_shown_where_the_person_can_see_it(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(vault, "first")
    page = journal_page(qtbot, vault, None, True)

    def fail(*_args: object, **_named: object) -> None:
        raise NotYours("journal")

    for service in ("pin", "duplicate", "bin_entry", "empty_bin", "settle"):
        monkeypatch.setattr(journal, service, fail)
    for act in page.detail.menu.actions():
        page.pane.notice.clear()
        if act.isSeparator():
            continue
        act.trigger()
        assert page.pane.notice.isVisible()
    assert not page.notice.isVisible()
    page.entries.empty_bin()
    assert page.notice.isVisible()
    page.resize(600, 700)
    page.panes.to_list()
    page.notice.clear()
    page.pane.editor.put(plain("more"))
    page.presenter.settle()
    assert page.notice.isVisible(), "the entry is hidden while the list is shown"


def test_delete_moves_to_the_bin_and_undo_brings_back(qtbot: QtBot, vault: TestVault) -> None:
    for body in ("first", "second", "third"):
        write(vault, body)
    page = journal_page(qtbot, vault)
    choose(page, 1)
    undos: list[object] = []
    page.ws.signals.toasted.connect(lambda _text, undo: undos.append(undo))
    QTest.keyClick(page.list.rows, Qt.Key.Key_Delete)
    settle()
    assert shown(page.list) == ["third", "first"]
    assert opened(page) == "first"
    assert page.list.rows.hasFocus()
    undo = undos[0]
    assert callable(undo)
    undo()
    settle()
    assert shown(page.list) == ["third", "second", "first"]
    assert opened(page) == "second"


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def menu_words(page: JournalPage, place: int) -> list[str]:
    """What the menu of a row offers."""
    page.chosen.on_row_menu(page.list.rows.visualRect(page.list.model.index(place)).center())
    menu = page.list.findChildren(QMenu)[-1]
    words = [action.text() for action in menu.actions()]
    menu.close()
    settle()
    return words


def test_a_new_entry_is_chosen_alone_while_ctrl_is_held_for_it(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "the first")
    page = journal_page(qtbot, vault)
    choose(page, 0)
    around = page.window().windowHandle()
    QTest.keyPress(around, Qt.Key.Key_Control, CTRL)
    QTest.keyClick(around, Qt.Key.Key_N, CTRL)
    settle()
    QTest.keyRelease(around, Qt.Key.Key_Control)
    assert page.list.model.rowCount() == 2
    assert [index.row() for index in page.list.rows.selectionModel().selectedRows()] == [0]


def test_several_entries_go_to_the_bin_as_one_act_with_one_undo(qtbot: QtBot, vault: TestVault) -> None:
    for number in range(6):
        write(vault, str(number))
    page = journal_page(qtbot, vault)
    rows, undos = page.list.rows, []
    page.ws.signals.toasted.connect(lambda text, undo: undos.append((text, undo)))
    choose(page, 1)
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    assert opened(page) == "2"
    page.pane.editor.put(plain("!"))
    page.presenter.save()
    settle()
    assert len(page.list.several()) == 3, "saving the open entry leaves what is chosen"
    assert menu_words(page, 2) == ["Move 3 entries to the bin"]
    changes: list[Changes] = []
    page.ws.session.changed.connect(lambda change, _by: changes.append(change))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    settle()
    assert [len(each.ids) for each in changes] == [3]
    assert shown(page.list) == ["5", "1", "0"]
    assert opened(page) == "1", "what took their place"
    assert rows.hasFocus()
    ((text, undo),) = undos
    assert text == "3 entries moved to the bin"
    undo()
    settle()
    assert shown(page.list) == ["5", "4", "3", "!2", "1", "0"]
    assert opened(page) == "4"
    assert rows.hasFocus()


def test_moving_very_many_says_so_and_can_be_stopped(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        write(vault, str(number))
    page = journal_page(qtbot, vault)
    monkeypatch.setattr(chosen_entries, "MANY", 4)
    working = StepsDialog.show_working
    shown_dialogs: list[StepsDialog] = []

    def show_working(dialog: StepsDialog, text: str) -> LongWork:
        shown_dialogs.append(dialog)
        work = working(dialog, text)
        if len(shown_dialogs) == 1:
            dialog.reject()  # Esc stops it
        return work

    monkeypatch.setattr(StepsDialog, "show_working", show_working)
    for left in (["3", "2", "1", "0"], []):
        QTest.keyClick(page.list.rows, Qt.Key.Key_A, CTRL)
        QTest.keyClick(page.list.rows, Qt.Key.Key_Delete)
        settle()
        assert shown(page.list) == left
    assert len(shown_dialogs) == 2
    assert not any(isValid(dialog) and dialog.isVisible() for dialog in shown_dialogs)
    assert not page.notice.isVisible()


def test_several_entries_are_restored_or_deleted_together(qtbot: QtBot, vault: TestVault) -> None:
    for number in range(5):
        write(vault, str(number))
    page = journal_page(qtbot, vault, None, False, True)
    rows = page.list.rows
    QTest.keyClick(rows, Qt.Key.Key_A, CTRL)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    settle()
    assert page.list.none_yet.isVisible()
    page.show_bin(True)
    settle()
    QTest.keyClick(rows, Qt.Key.Key_End, SHIFT)
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, CTRL, rows.visualRect(page.list.model.index(1)).center()
    )
    assert rows.hasFocus(), "a click with Ctrl stays on the list"
    assert menu_words(page, 2) == ["Restore 4 entries", "Delete 4 entries permanently"]
    page.detail.restore.click()
    settle()
    assert shown(page.list) == ["3"]
    page.show_bin(False)
    settle()
    assert shown(page.list) == ["4", "2", "1", "0"]
    QTest.keyClick(rows, Qt.Key.Key_A, CTRL)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    settle()
    page.show_bin(True)
    settle()
    QTest.keyClick(rows, Qt.Key.Key_A, CTRL)
    for left in (5, 0):
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        settle()
        assert prompts(page).asked[-1].title == "Delete 5 entries permanently?"
        assert page.list.model.rowCount() == left
    assert page.list.bin_empty.isVisible()


def test_of_two_the_one_that_is_still_chosen_goes_to_the_bin(qtbot: QtBot, vault: TestVault) -> None:
    for number in range(3):
        write(vault, str(number))
    page = journal_page(qtbot, vault)
    rows = page.list.rows
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(rows, Qt.Key.Key_Space, CTRL)
    assert opened(page) == "1"
    assert menu_words(page, 1) == ["Move 1 entry to the bin"]
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    settle()
    assert shown(page.list) == ["1", "0"]
    assert opened(page) == "1"


def test_more_entries_than_are_refreshed_one_by_one_go_to_the_bin(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, 300)
    page = journal_page(qtbot, vault)
    rows = page.list.rows
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 300)
    choose(page, 1)
    QTest.keyClick(rows, Qt.Key.Key_End, SHIFT)
    assert len(page.list.several()) == 299
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    settle()
    assert shown(page.list) == [made[-1].text.body]
    qtbot.waitUntil(lambda: opened(page) == made[-1].text.body)
    assert rows.hasFocus()


def test_the_bin_gives_back_and_deletes_for_good(qtbot: QtBot, vault: TestVault) -> None:
    for body in ("first", "second", "third"):
        write(vault, body)
    page = journal_page(qtbot, vault, None, False, True, True)
    for _ in range(3):
        page.presenter.bin()
        settle()
    assert page.list.none_yet.isVisible()
    page.show_bin(True)
    settle()
    assert shown(page.list) == ["third", "second", "first"]
    assert not page.list.search.isVisible()
    assert page.detail.bin_line.isVisible()
    page.presenter.restore()
    settle()
    assert shown(page.list) == ["second", "first"]
    QTest.keyClick(page.list.rows, Qt.Key.Key_Delete)
    assert shown(page.list) == ["second", "first"]
    assert "Backups" in prompts(page).asked[-1].text
    QTest.keyClick(page.list.rows, Qt.Key.Key_Delete)
    settle()
    assert shown(page.list) == ["first"]
    page.list.empty.click()
    settle()
    assert "Backups" in prompts(page).asked[-1].text
    assert page.list.bin_empty.isVisible()
    page.show_bin(False)
    settle()
    assert shown(page.list) == ["third"]


def test_a_new_entry_is_typed_from_its_title_into_its_text(qtbot: QtBot, vault: TestVault) -> None:
    page = journal_page(qtbot, vault)
    pane = page.pane
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert pane.title.edit.hasFocus(), key
        QTest.keyClicks(page.focusWidget(), "A title")
        QTest.keyClick(page.focusWidget(), key)
        assert pane.editor.hasFocus(), key
        QTest.keyClicks(page.focusWidget(), "words")
        pane.presenter.save()
        entry = page.presenter.entry
        assert entry is not None
        assert (entry.text.title, entry.text.body) == ("A title", "words")
    for back in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
        pane.focus_body()
        QTest.keyClick(page.focusWidget(), back)
        assert pane.title.edit.hasFocus(), back


def test_keys_right_after_ctrl_n_go_into_the_new_entry(qtbot: QtBot, vault: TestVault) -> None:
    old = write(vault, "old", title="before")
    page, tasks = late_page(qtbot, vault)
    assert opened(page) == "old"
    page.pane.focus_body()
    tasks.is_busy = True
    for number in range(3):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(page.focusWidget(), f"title {number}")
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        QTest.keyClicks(page.focusWidget(), f"words {number}")
    page.flush()
    tasks.catch_up()
    with vault.unit() as uow:
        said = {entry.text.title: entry.text.body for entry in uow.private(vault.alex).journal.all()}
        assert said == {"before": "old", "title 0": "words 0", "title 1": "words 1", "title 2": "words 2"}
        assert journal.entry(uow, person=vault.alex, entry_id=old.id) == old


def test_an_entry_that_could_not_be_stored_is_reported_and_closed(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(vault, "first")
    page = journal_page(qtbot, vault)

    def fail(*_args: object, **_named: object) -> None:
        raise NotYours("journal")

    monkeypatch.setattr(journal, "new_entry", fail)
    page.new_entry()
    settle()
    assert page.notice.isVisible()
    assert page.presenter.moment is None
    assert page.presenter.entry is None
    assert shown(page.list) == ["first"]


def test_while_an_entry_is_read_nothing_is_typed_into_the_one_before(qtbot: QtBot, vault: TestVault) -> None:
    one, other = write(vault, "one"), write(vault, "other")
    page, tasks = late_page(qtbot, vault)
    assert opened(page) == "other"
    tasks.is_busy = True
    page.list.choose(1)
    page.panes.turn(to_entry=True)
    QTest.keyClicks(page.focusWidget(), "x")
    tasks.catch_up()
    assert opened(page) == "one"
    QTest.keyClicks(page.focusWidget(), "y")
    page.flush()
    tasks.catch_up()
    with vault.unit() as uow:
        assert journal.entry(uow, person=vault.alex, entry_id=other.id) == other
        assert journal.entry(uow, person=vault.alex, entry_id=one.id).text.body == "yone"


def test_up_goes_to_the_title_from_the_first_line_only(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "one\n\ntwo")
    page = journal_page(qtbot, vault)
    pane = page.pane
    pane.focus_body()
    QTest.keyClick(pane.editor, Qt.Key.Key_Down)
    QTest.keyClick(pane.editor, Qt.Key.Key_Up)
    assert pane.editor.hasFocus()
    QTest.keyClick(pane.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert pane.editor.hasFocus()
    QTest.keyClick(pane.editor, Qt.Key.Key_Up)
    assert pane.title.edit.hasFocus()


def test_a_copy_opens_with_the_keyboard_in_its_text(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "one", title="A title")
    page = journal_page(qtbot, vault)
    page.presenter.duplicate()
    settle()
    assert page.pane.editor.hasFocus()


def test_a_blank_entry_is_dropped_when_it_is_left(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "first")
    page = journal_page(qtbot, vault)
    page.new_entry()
    settle()
    assert shown(page.list) == ["", "first"]
    choose(page, 1)
    assert shown(page.list) == ["first"]
    page.new_entry()
    page.flush()
    settle()
    assert shown(page.list) == ["first"]
    assert page.presenter.moment is None
    page.activate()
    settle()
    assert opened(page) == "first"


def test_typing_updates_the_row_and_what_was_typed_is_found(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "first")
    write(vault, "second")
    page = journal_page(qtbot, vault, NEW)
    QTest.keyClicks(page.focusWidget(), "umbrella")
    page.presenter.save()
    settle()
    assert shown(page.list) == ["umbrella", "second", "first"]
    assert page.list.rows.currentIndex().row() == 0
    QTest.keyClicks(page.focusWidget(), " stand")
    assert search(page, "stand") == ["umbrella stand"]
    with vault.unit() as uow:
        assert journal.is_settled(uow, person=vault.alex)


def test_words_left_unindexed_are_found_the_next_time(qtbot: QtBot, vault: TestVault) -> None:
    made = write(vault, "first")
    with vault.unit(vault.alex) as uow:
        text = made.text.evolve(body="lantern")
        journal.save_entry(uow, person=vault.alex, entry_id=made.id, text=text, now=vault.clock())
    page = journal_page(qtbot, vault)
    assert search(page, "lantern") == ["lantern"]
    assert search(page, "first") == []


def test_the_page_opens_the_entry_it_is_activated_with(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, 500)
    page = journal_page(qtbot, vault, made[3].id)
    assert opened(page) == made[3].text.body
    qtbot.waitUntil(lambda: page.list.current() == made[3].moment)


def test_list_and_entry_take_turns_on_a_narrow_page(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "first")
    page = journal_page(qtbot, vault)
    page.resize(600, 700)
    settle()
    assert page.list.isVisible()
    assert not page.detail.isVisible()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    assert not page.list.isVisible()
    assert page.detail.isVisible()
    page.detail.back.click()
    assert page.list.isVisible()
    assert page.list.rows.hasFocus()


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("width", [1100, 1600, 2300])
def test_the_entry_is_never_wider_than_its_pane(qtbot: QtBot, vault: TestVault, width: int, scale: int) -> None:
    write(vault, "A long line that has to wrap in a pane beside the list, however large it is written.")
    page = journal_page(qtbot, vault)
    page.resize(width, 1200)
    page.ws.design.set_scale(scale)
    settle()
    QTest.keyClick(page.list.rows, Qt.Key.Key_Return)
    settle()
    assert page.pane.scroller.horizontalScrollBar().maximum() == 0


def test_another_person_sees_nothing_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "two") as vault:
        write(vault, "only mine")
        page = journal_page(qtbot, vault)
        assert shown(page.list) == ["only mine"]
        prompts(page).answers.append("My template")
        page.pane.on_save_template()
        assert "My template" in [choice.text() for choice in page.pane.templates.choices]
        page.ws.session.set_presence(page.ws.session.presence.model_copy(update={"here": (vault.sam,)}))
        settle()
        assert page.list.model.rowCount() == 0
        assert page.presenter.moment is None
        assert page.pane.editor.toPlainText() == ""
        assert "My template" not in [choice.text() for choice in page.pane.templates.choices]


def test_the_filter_menu_opens_before_labels_are_read(qtbot: QtBot, tmp_path: Path) -> None:
    bar = EntryFilters(make_workspace(tmp_path))
    for widget in (bar, bar.button):
        qtbot.addWidget(widget)
    bar.fill_menu()
    assert [action.text() for action in bar.menu.actions()]
