"""Checking in: by keyboard alone, saved at once, changed and deleted later; own dimensions; privacy."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from app.assets import load
from app.models.check_in import CheckIn, CheckInTexts, Occasion
from app.models.check_in_chart import ChartPeriod
from app.models.presence import Presence
from app.services import check_ins
from app.services.check_ins import Overview
from app.ui.check_ins.chart_view import ChartView
from app.ui.check_ins.dimensions_view import DimensionsView
from app.ui.check_ins.page import ASKED, CHART, NOW, TABLE, CheckInsPage
from app.ui.check_ins.table_view import TableView
from app.ui.check_ins.words import offset_here, summary_words
from app.ui.kit.controls import MomentFields
from app.ui.kit.flow import holds_focus
from app.ui.local_zone import LOCAL
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.support.check_ins import chart_of
from tests.support.openings import show, workspace
from tests.support.prompts import FakePrompts
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, TestVault, vault_for

BUILT_IN = load(CheckInTexts).dimensions
Key = Qt.Key


def page_of_alex(qtbot: QtBot, vault: TestVault, argument: object = None) -> CheckInsPage:
    page = CheckInsPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    if argument is not None:
        page.activate(argument)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    return page


def kept(vault: TestVault) -> tuple[CheckIn, ...]:
    return look(vault).check_ins


def look(vault: TestVault) -> Overview:
    with vault.unit() as uow:
        return check_ins.overview(uow, person=vault.alex, built_in=BUILT_IN)


def keep(vault: TestVault, name: str, days_ago: int = 0, **said: object) -> CheckIn:
    values = {"ratings": {"mood": 1}, **said}
    made = CheckIn(id=name, at=vault.clock() - timedelta(days=days_ago), **values)  # type: ignore[arg-type]
    with vault.unit(vault.alex) as uow:
        check_ins.save_check_in(uow, person=vault.alex, check_in=made)
    return made


def press(page: CheckInsPage, *keys: Key) -> None:
    for key in keys:
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def test_a_whole_check_in_by_keyboard_alone(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    press(page, Key.Key_3, Key.Key_Return)  # mood
    press(page, Key.Key_Right, Key.Key_Right, Key.Key_Down)  # energy: 0, then 1
    press(page, Key.Key_Left, Key.Key_Tab)  # stress: 4
    press(page, Key.Key_Down)  # body: skipped
    press(page, Key.Key_2, Key.Key_Backspace, Key.Key_Enter)  # sleep: rated, then cleared
    for _ in range(5):
        press(page, Key.Key_4, Key.Key_Return)
    focus = page.focusWidget()
    assert focus is page.filling.note.edit
    QTest.keyClicks(focus, "quiet day")
    press(page, Key.Key_Tab)
    press(page, Key.Key_Right, Key.Key_Return)  # the occasion: a scene
    page.flush()
    (made,) = kept(vault)
    assert made.ratings == {
        "mood": 3, "energy": 1, "stress": 4, "connection": 4, "safety": 4, "pressure": 4, "sobriety": 4, "go_on": 4,
    }  # fmt: skip
    assert (made.note, made.occasion, made.at) == ("quiet day", Occasion.SCENE, vault.clock())
    press(page, Key.Key_Tab)
    assert page.focusWidget() is page.filling.done


def test_a_check_in_is_shown_and_changed_by_the_clock_of_where_it_was_made(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    press(page, Key.Key_3)
    (fresh,) = kept(vault)
    assert fresh.offset == offset_here(fresh.at)
    elsewhere = offset_here(fresh.at) - 9 * 60
    away = keep(vault, "away", days_ago=2, offset=elsewhere)
    page.presenter.reload()
    assert page.presenter.open("away")
    page.filling.show_check_in(page.presenter.draft)
    there = away.at.astimezone(away.zone_there(LOCAL))
    when = page.filling.when
    assert f"{there:%H:%M} (in a different time zone)" in when.words.text()
    when.on_change()
    assert when.fields is not None
    assert when.fields.day.day == there.date()
    when.fields.day.edit.setDate(when.fields.day.edit.date().addDays(-1))
    changed = next(each for each in kept(vault) if each.id == "away")
    assert (changed.offset, changed.at) == (elsewhere, away.at - timedelta(days=1))


def test_several_a_day_gaps_and_days_elsewhere_are_said_below_the_chart(qapp: object) -> None:
    def made(*days: int, **said: Any) -> list[CheckIn]:
        return [
            CheckIn(id=f"{day} {n}", at=datetime(2026, 3, day, 12, n, tzinfo=UTC), ratings={"mood": 2}, **said)
            for n, day in enumerate(days)
        ]

    texts, today = load(CheckInTexts), date(2026, 3, 31)
    said = summary_words(made(1, 1, 8, 20), (), texts, today)
    assert "There is more than one check-in on 1 day; its point is their average." in said
    assert "2 gaps without a check-in; the longest is 9\u00a0March to 19\u00a0March." in said
    assert summary_words(made(1, 1, 8, 20), (), texts, today, (), ChartPeriod.WEEK) == ""
    assert summary_words(made(1, 5), (), texts, today) == "No check-in from 2\u00a0March to 4\u00a0March."
    away = made(5, occasion=Occasion.SCENE, offset=-13 * 60)
    assert "Scenes: 4\u00a0March." in summary_words(away, (), texts, today)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize("from_note", [True, False])
def test_ctrl_enter_finishes_at_once_wherever_the_button_is(
    qtbot: QtBot, vault: TestVault, key: Key, from_note: bool
) -> None:
    ws = workspace(vault, vault.people[:1])
    window, shell = MainWindow(ws.design), Shell(ws, nav_items())
    qtbot.addWidget(window)
    window.show_content(shell, dressed=True)
    window.resize(1024, 600)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    shell.pages.go(PageId.CHECK_INS, NOW)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    filling = page.filling
    qtbot.waitUntil(lambda: holds_focus(filling) and not page.is_filling)
    press(page, Key.Key_3)
    focus = filling.note.edit if from_note else filling.rows["mood"].buttons[3]
    focus.setFocus()
    if from_note:
        QTest.keyClicks(focus, "all well")
        filling.verticalScrollBar().setValue(0)
    qtbot.waitUntil(filling.done.visibleRegion().isEmpty)
    QTest.keyClick(focus, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: filling.isHidden())
    note = "all well" if from_note else ""
    assert [(each.rating("mood"), each.note) for each in kept(vault)] == [(3, note)]


def test_up_goes_back_and_stops_at_the_first_row(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    mood, energy = page.filling.rows["mood"], page.filling.rows["energy"]
    press(page, Key.Key_Up, Key.Key_4, Key.Key_Right)
    assert mood.rating == 4
    press(page, Key.Key_Down, Key.Key_0, Key.Key_Left)
    assert energy.rating == 0
    press(page, Key.Key_Up)
    assert page.focusWidget() is mood.buttons[4]
    press(page, Key.Key_9, Key.Key_7)
    assert mood.rating == 4


def test_it_opens_at_a_name_so_that_no_rating_looks_chosen(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    mood, energy = page.filling.rows["mood"], page.filling.rows["energy"]
    assert page.focusWidget() is mood.name
    press(page, Key.Key_Space)
    assert mood.rating is None
    press(page, Key.Key_Return)
    assert page.focusWidget() is energy.name
    press(page, Key.Key_2)
    assert (energy.rating, page.focusWidget()) == (2, energy.buttons[2])


def test_a_second_click_clears_a_rating(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    button = page.filling.rows["sleep"].buttons[2]
    button.click()
    assert kept(vault)[0].rating("sleep") == 2
    button.click()
    assert kept(vault) == ()


def test_one_stop_for_tab_in_each_row_and_a_name_for_each_step(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    for row in page.filling.rows.values():
        stops = [button for button in row.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(stops) == 1
    names = [button.accessibleName() for button in page.filling.rows["mood"].buttons]
    assert names == ["Mood: 0, low", "Mood: 1", "Mood: 2", "Mood: 3", "Mood: 4, bright"]


def test_an_empty_check_in_is_not_saved(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    saving: list[object] = []
    page.ws.signals.saving.connect(lambda: saving.append(1))
    press(page, Key.Key_Down, Key.Key_Backspace, Key.Key_Down)
    QTest.keyClicks(page.filling.note.edit, "  ")
    page.flush()
    page.activate()
    assert kept(vault) == ()
    assert saving == []


@pytest.mark.parametrize("text", AWKWARD)
def test_every_note_is_kept_exactly(qtbot: QtBot, vault: TestVault, text: str) -> None:
    page = page_of_alex(qtbot, vault)
    page.filling.note.edit.insertPlainText(text)
    page.flush()
    assert kept(vault)[0].note == text.replace("\r\n", "\n")
    page.activate()
    assert page.filling.note.text() == text.replace("\r\n", "\n")


def test_an_unfinished_check_in_is_continued_and_a_finished_one_is_not(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    press(page, Key.Key_3)
    vault.clock.advance(minutes=5)
    page.activate()
    assert [row.rating for row in page.filling.rows.values()][:2] == [3, None]
    page.filling.done.click()
    assert chart_of(page).isVisible()
    page.activate(NOW)
    assert page.filling.isVisible()
    assert page.filling.rows["mood"].rating is None
    press(page, Key.Key_1)
    assert [each.rating("mood") for each in kept(vault)] == [3, 1]


def test_a_blank_check_in_gets_the_time_at_which_it_is_filled_in(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    later = vault.clock.advance(hours=3)
    page.activate()
    press(page, Key.Key_3)
    assert kept(vault)[0].at == later


def type_time(fields: MomentFields, hour: str, minute: str) -> None:
    for section, digits in ((QDateEdit.Section.HourSection, hour), (QDateEdit.Section.MinuteSection, minute)):
        fields.time.setSelectedSection(section)
        QTest.keyClicks(fields.time, digits)
    QTest.keyClick(fields.time, Key.Key_Return)


def test_a_time_other_than_now(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    press(page, Key.Key_3)
    when = page.filling.when
    when.change.click()
    assert when.fields is not None
    assert when.fields.day.isVisible()
    wanted = datetime.combine(vault.clock().astimezone(LOCAL).date() - timedelta(days=2), datetime.min.time(), LOCAL)
    day = when.fields.day.edit.date().addDays(-2)
    when.fields.day.edit.setDate(day)
    type_time(when.fields, "08", "15")
    assert kept(vault)[0].at == wanted.replace(hour=8, minute=15).astimezone(UTC)


def test_fields_for_day_and_time_are_made_on_first_use(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    assert not page.findChildren(ChartView) + page.findChildren(TableView) + page.findChildren(DimensionsView)
    assert not page.findChildren(QDateEdit)
    page.filling.when.change.click()
    when, stops = page.filling.when, []
    while page.focusWidget() is not page.filling.rows["mood"].buttons[0]:
        stops += [page.focusWidget()] if page.focusWidget() not in stops else []
        press(page, Key.Key_Tab)
    assert when.fields is not None
    assert stops == [when.fields.day.edit, when.fields.time]
    page.on_fresh()
    assert when.change.isVisible()
    assert not when.fields.isVisible()


def test_a_check_in_in_the_future_because_the_clock_was_set_back(qtbot: QtBot, vault: TestVault) -> None:
    ahead = keep(vault, "ahead", -3)
    page = page_of_alex(qtbot, vault)
    page.on_open("ahead")
    page.filling.when.change.click()
    assert page.filling.when.fields is not None
    assert page.filling.when.fields.day.day == ahead.at.astimezone(LOCAL).date()
    page.filling.rows["mood"].choose(4)
    assert kept(vault) == (ahead.rated("mood", 4),)
    page.filling.done.click()
    assert "your one check-in" in chart_of(page).range_words.text()


def test_a_time_in_the_future_is_refused(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    press(page, Key.Key_3)
    before = kept(vault)[0].at
    when = page.filling.when
    when.change.click()
    assert when.fields is not None
    when.fields.day.edit.setDate(when.fields.day.edit.date().addDays(1))
    assert when.fields.day.day == before.astimezone(LOCAL).date()  # the calendar does not offer it
    type_time(when.fields, "23", "59")
    assert kept(vault)[0].at == before
    assert when.error.isVisible()
    assert when.fields.time.time().hour() == before.astimezone(LOCAL).hour


def test_an_earlier_check_in_is_opened_and_changed(qtbot: QtBot, vault: TestVault) -> None:
    old = keep(vault, "old", 3, note="before")
    page = page_of_alex(qtbot, vault)
    page.on_open("old")
    assert page.filling.note.text() == "before"
    assert page.filling.fresh.isVisible()
    page.filling.rows["energy"].choose(2)
    assert kept(vault) == (old.rated("energy", 2),)
    assert page.filling.fresh.isVisible()
    page.filling.fresh.click()
    page.filling.rows["mood"].choose(4)
    assert [each.at for each in kept(vault)] == [old.at, vault.clock()]


def test_deleting_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    undo: list[object] = []
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    page.filling.rows["mood"].choose(3)
    before = kept(vault)
    page.filling.delete.click()
    assert kept(vault) == ()
    assert page.filling.rows["mood"].rating is None
    assert not page.filling.delete.isVisible()
    undo[0]()  # type: ignore[operator]
    assert kept(vault) == before


def test_own_dimensions_are_asked_and_reworded(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.filling.more.click()
    assert page.asked.isVisible()
    asked = page.asked
    asked.on_keep()
    assert asked.title.error.isVisible()
    for field, words in ((asked.title, "Appetite"), (asked.low, "none"), (asked.high, "large")):
        field.edit.setText(words)
    QTest.keyClick(asked.high.edit, Key.Key_Return)
    own = look(vault).dimensions[-1]
    assert (own.title, own.low, own.high, own.own) == ("Appetite", "none", "large", True)
    asked.list.setCurrentRow(asked.list.count() - 1)
    asked.change.click()
    asked.title.edit.setText("Hunger")
    asked.keep.click()
    assert [each.title for each in look(vault).dimensions if each.own] == ["Hunger"]
    QTest.keyClick(asked, Key.Key_Escape)
    page.filling.rows[own.id].choose(4)
    assert kept(vault)[0].rating(own.id) == 4


def test_deleting_an_own_dimension_says_first_what_is_lost(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.show_mode(ASKED)
    page.asked.title.edit.setText("Appetite")
    page.asked.on_keep()
    page.asked.list.setCurrentRow(page.asked.list.count() - 1)
    own = look(vault).dimensions[-1]
    page.filling.rows[own.id].choose(4)
    page.filling.rows["mood"].choose(2)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([False, True])
    page.asked.delete.click()
    assert look(vault).dimensions[-1] == own
    assert "cannot be undone" in prompts.asked[0].text
    page.asked.delete.click()
    assert look(vault).dimensions == BUILT_IN
    assert not page.asked.delete.isVisible()
    assert kept(vault)[0].ratings == {"mood": 2}
    assert own.id not in page.filling.rows


def test_hiding_and_moving(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.filling.rows["stress"].choose(1)
    page.show_mode(ASKED)
    rows, later = page.asked.list, page.asked.later
    assert page.focusWidget() is rows
    press(page, Key.Key_Down, Key.Key_Down, Key.Key_Space, Key.Key_Home)
    assert rows.key == "mood"
    later.setFocus()
    QTest.keyClick(later, Key.Key_Space)
    assert list(page.filling.rows)[:3] == ["energy", "mood", "body"]
    assert rows.key == "mood"
    for _ in BUILT_IN:
        QTest.keyClick(later, Key.Key_Space)
    assert list(page.filling.rows)[-1] == "mood"
    assert page.focusWidget() is later
    for _ in BUILT_IN:
        page.asked.earlier.click()
    later.click()
    assert kept(vault)[0].rating("stress") == 1
    again = page_of_alex(qtbot, vault)
    assert list(again.filling.rows)[:3] == ["energy", "mood", "body"]


def test_rows_whose_building_was_cancelled_are_built_again(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    fewer = page.presenter.dimensions[2:]
    next(page.filling.show_dimensions(fewer))
    assert len(page.filling.rows) == 1
    list(page.filling.show_dimensions(fewer))
    assert list(page.filling.rows) == [each.id for each in fewer]


def test_home_offers_it_alone_and_never_together(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown_shell(qtbot, vault, alone=True)
    steps = shell.pages.current.presenter.steps()  # type: ignore[union-attr]
    step = next(step for step in steps if step.page is PageId.CHECK_INS)
    assert step.argument == NOW
    together = shown_shell(qtbot, vault, alone=False)
    assert not [s for s in together.pages.current.presenter.steps() if s.page is PageId.CHECK_INS]  # type: ignore[union-attr]


def shown_shell(qtbot: QtBot, vault: TestVault, *, alone: bool) -> Shell:
    ws = workspace(vault, vault.people[:1] if alone else vault.people)
    shell = Shell(ws, nav_items())
    window = MainWindow(ws.design)
    window.show_content(shell, dressed=True)
    qtbot.addWidget(window)
    window.resize(1100, 800)
    window.show()
    shell.pages.go(PageId.HOME)
    return shell


def test_it_is_not_offered_together_and_the_partner_sees_only_their_own(qtbot: QtBot, vault: TestVault) -> None:
    keep(vault, "old", 1, note="mine alone")
    shell = shown_shell(qtbot, vault, alone=False)
    shell.pages.go(PageId.CHECK_INS)
    assert shell.pages.here is PageId.HOME
    shell.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    shell.pages.go(PageId.CHECK_INS)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    assert page.presenter.check_ins == ()
    page.show_mode(TABLE)
    assert page.empty.isVisible()


def test_what_is_being_typed_when_the_partner_comes_is_saved_for_its_author(qtbot: QtBot, vault: TestVault) -> None:
    shell = shown_shell(qtbot, vault, alone=False)
    shell.ws.session.set_presence(Presence(here=vault.pair, turn=vault.alex))
    shell.pages.go(PageId.CHECK_INS)
    page = shell.pages.current
    assert isinstance(page, CheckInsPage)
    page.filling.note.edit.insertPlainText("half a senten")
    shell.ws.session.set_presence(Presence(here=vault.pair))
    assert shell.pages.here is PageId.HOME
    assert [each.note for each in kept(vault)] == ["half a senten"]
    with vault.unit() as uow:
        assert check_ins.overview(uow, person=vault.sam, built_in=BUILT_IN).check_ins == ()


def test_a_page_that_stays_open_shows_nothing_of_the_previous_person(qtbot: QtBot, vault: TestVault) -> None:
    keep(vault, "old", 1, note="mine alone")
    page = page_of_alex(qtbot, vault)
    page.on_open("old")
    page.show_mode(TABLE)
    page.show_mode(CHART)
    page.ws.session.set_presence(Presence(here=(vault.sam,)))
    assert page.presenter.check_ins == ()
    assert page.filling.note.text() == ""
    assert not page.findChildren(ChartView) + page.findChildren(TableView)
    page.show_mode(TABLE)
    assert page.empty.isVisible()
    assert page.presenter.person == vault.sam


def test_a_vault_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of_alex(qtbot, vault)
        press(page, Key.Key_3)
        assert kept(vault)[0].rating("mood") == 3


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set for a test")
def test_local_time_where_clocks_change(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
        time.tzset()
        start = datetime(2026, 10, 25, 0, tzinfo=UTC)
        for minutes in range(0, 180, 10):
            at = start + timedelta(minutes=minutes)
            here = at.astimezone(LOCAL)
            assert here.astimezone(UTC) == at
            assert here.utcoffset() == timedelta(hours=2 if minutes < 60 else 1)
        midnight = datetime.combine(date(2026, 3, 29), datetime.min.time(), LOCAL)
        after = datetime.combine(date(2026, 3, 30), datetime.min.time(), LOCAL)
        assert after.timestamp() - midnight.timestamp() == 23 * 3600
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
