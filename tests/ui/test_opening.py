"""Open together: nothing before both say so, yes first and limits last, nothing kept without both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import WrongPassphrase
from app.models.answer import Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.limits import Outcome
from app.services import visits
from app.services.shared_list import shared_items, shared_terms
from app.ui.kit.mark import MarkButton
from app.ui.opening.flow import Stage
from app.ui.opening.marks import FacingMarks
from app.ui.opening.page import OpeningPage
from app.ui.page_id import PREPARE, PageId
from app.ui.pairing_view import DisclosurePanel
from app.ui.shared_rows import SharedRow
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.support.files import contents
from tests.support.openings import KISSING, answer, open_and_accept, ready, show, units_until, word, workspace
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault
from tests.support.widgets import find, find_all

HAIR, BATH = ActivityId("touch.hair"), ActivityId("service.bath")


def full(vault: TestVault) -> None:
    """A yes, something to talk about, an offer, words, and a limit; both ready."""
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE, conditions="sams condition")
    answer(vault, vault.alex, Stance.CURIOUS, direction=Direction.PASSIVE)
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.alex, Stance.HARD_LIMIT, activity=KISSING, direction=Direction.TOGETHER)
    answer(vault, vault.sam, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    answer(
        vault,
        vault.sam,
        Stance.WANT,
        activity=vault.catalogue.entries[0].id,
        direction=vault.catalogue.entries[0].directions[0],
        visibility=Visibility.ALWAYS,
    )
    word(vault, vault.sam, "not that word")
    for person in vault.pair:
        ready(vault, person)


def page_for_both(qtbot: QtBot, vault: TestVault) -> OpeningPage:
    page = OpeningPage(workspace(vault, vault.people))
    show(qtbot, page)
    return page


def press(page: OpeningPage, *numbers: int) -> None:
    for number in numbers:
        page.marks[page.presenter.people[number]].click()


def shown_words(page: OpeningPage) -> str:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    rows = [row.accessibleName() for row in page.findChildren(SharedRow) if row.isVisible()]
    return "\n".join((*labels, *rows))


def stage(page: OpeningPage) -> Stage:
    return page.presenter.stage


def forgot_the_comparison(page: OpeningPage) -> bool:
    # That it is not even in memory is nothing that a screen could show.
    return page.presenter._opening is None and page.presenter.steps == ()


def both_unready(vault: TestVault) -> bool:
    with vault.unit() as uow:
        return not any(uow.private(person).sharing.sealed() for person in vault.pair)


def shared_count(vault: TestVault) -> int:
    with vault.unit() as uow:
        return len(shared_items(uow)) + len(shared_terms(uow))


@pytest.mark.parametrize("who", [(), (0,), (1,)])
def test_who_is_not_ready_is_not_told(qtbot: QtBot, vault: TestVault, who: tuple[int, ...]) -> None:
    for number in who:
        ready(vault, vault.pair[number])
    page = page_for_both(qtbot, vault)
    assert stage(page) is Stage.PREPARE
    assert set(page.hand_over) == set(vault.pair)
    (marks,) = page.findChildren(FacingMarks)
    assert marks.accessibleName() == "Alex: preparing, Sam: preparing"
    words = shown_words(page)
    assert "once you are both ready" in words
    assert "that can be read as an answer, so please do not ask" in words
    asked: list[object] = []
    page.ws.signals.handing_over.connect(lambda *wanted: asked.append(wanted))
    page.hand_over[vault.sam].click()
    assert asked == [(vault.sam, PageId.MY_LIST, PREPARE)]


def test_the_page_is_the_same_whoever_is_not_ready(qtbot: QtBot, vault: TestVault) -> None:
    before = shown_words(page_for_both(qtbot, vault))
    ready(vault, vault.sam)
    assert shown_words(page_for_both(qtbot, vault)) == before


def test_cancelling_leaves_every_file_as_it_was(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    before = contents(vault.folder)
    page = page_for_both(qtbot, vault)
    press(page, 0)
    press(page, 0)
    press(page, 1)
    assert stage(page) is Stage.ASK
    page.on_cancel()
    assert contents(vault.folder) == before
    page.activate()
    assert stage(page) is Stage.ASK
    assert not any(mark.isChecked() for mark in page.marks.values())


def test_what_takes_a_moment_says_so(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    said: list[str] = []
    page.presenter.working.connect(lambda: said.append(shown_words(page)))
    press(page, 0)
    assert said == []
    press(page, 1)
    while stage(page) is Stage.SHOW:
        page.presenter.forward()
    press(page, 0, 1)
    opening, adding = said
    assert "Opening…" in opening.split("\n")
    assert "Adding it to your list…" in adding.split("\n")


def test_yes_first_limits_last_and_both_keep_it(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    assert shared_count(vault) == 0
    seen: list[Outcome | None] = []
    while stage(page) is Stage.SHOW:
        seen.append(page.presenter.step.group)
        assert page.next is not None
        page.next.click()
    assert seen == [Outcome.YES, Outcome.TALK, Outcome.OFFERED, None, Outcome.OFF]
    press(page, 0)
    assert shared_count(vault) == 0
    press(page, 1)
    assert stage(page) is Stage.ADDED
    assert shared_count(vault) == 5
    assert both_unready(vault)


def interrupted(page: OpeningPage) -> None:
    """As when it is locked: what is shown is flushed, and nobody is here."""
    page.flush()
    page.presenter.leave()


def test_an_interrupted_opening_goes_on_where_it_was_and_shows_the_same(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    for _step in range(2):
        page.presenter.forward()
    steps = page.presenter.steps
    interrupted(page)
    assert forgot_the_comparison(page)
    assert shared_count(vault) == 0
    again = page_for_both(qtbot, vault)
    assert stage(again) is Stage.ASK
    assert "You were in the middle of this." in shown_words(again)
    press(again, 0, 1)
    assert (again.presenter.at, again.presenter.steps) == (2, steps)
    while stage(again) is Stage.SHOW:
        again.presenter.forward()
    interrupted(again)
    last = page_for_both(qtbot, vault)
    press(last, 0, 1)
    assert stage(last) is Stage.ACCEPT, "all of it was looked at"
    press(last, 0, 1)
    assert shared_count(vault) == 5
    assert both_unready(vault)


@pytest.mark.parametrize("marks_ready", [False, True])
def test_whoever_changes_something_ends_an_interrupted_opening(
    qtbot: QtBot, vault: TestVault, marks_ready: bool
) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    interrupted(page)
    answer(vault, vault.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    if marks_ready:
        ready(vault, vault.alex)
    again = page_for_both(qtbot, vault)
    assert stage(again) is Stage.PREPARE
    with vault.unit() as uow:
        assert [uow.private(person).sharing.sealed() is not None for person in vault.pair] == [marks_ready, False]
    ready(vault, vault.sam)
    again.presenter.reload()
    assert stage(again) is (Stage.ASK if marks_ready else Stage.PREPARE)
    assert not again.presenter.goes_on


def test_not_now_after_an_interruption_is_not_now(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    interrupted(page)
    again = page_for_both(qtbot, vault)
    press(again, 0, 1)
    again.presenter.not_now()
    assert both_unready(vault)
    assert shared_count(vault) == 0


def test_nobody_s_mark_and_no_yes_is_focused_first(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    assert isinstance(page.focusWidget(), QLabel)
    press(page, 0, 1)
    while stage(page) is Stage.SHOW:
        page.presenter.forward()
    assert isinstance(page.focusWidget(), QLabel)


def test_own_words_are_shown_and_a_limit_hides_the_partners_answer(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    assert "sams condition" in shown_words(page)
    assert "Alex gives" in shown_words(page)
    page.presenter.at = len(page.presenter.steps) - 1
    page.refresh()
    words = shown_words(page)
    assert "Alex: No" in words
    assert "Sam: Want" not in words


def test_both_directions_of_an_activity_are_one_step(qtbot: QtBot, vault: TestVault) -> None:
    for direction in (Direction.ACTIVE, Direction.PASSIVE):
        answer(vault, vault.alex, Stance.WANT, direction=direction)
        answer(vault, vault.sam, Stance.WANT, direction=direction, conditions="with music")
        answer(vault, vault.alex, Stance.WANT, activity=HAIR, direction=direction)
        answer(vault, vault.sam, Stance.SOFT_LIMIT, activity=BATH, direction=direction)
    answer(vault, vault.sam, Stance.WANT, activity=HAIR, direction=Direction.ACTIVE)
    answer(vault, vault.sam, Stance.WILLING, activity=HAIR, direction=Direction.PASSIVE)
    for person in vault.pair:
        ready(vault, person)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    shown = []
    while stage(page) is Stage.SHOW:
        shown.append(shown_words(page))
        page.presenter.forward()
    same, different, limits = shown
    assert "Shared yes · Either way" in same.split("\n")
    assert same.count("“with music”") == 1
    assert {"Alex gives", "Sam gives"} <= set(different.split("\n"))
    assert "Either way" not in different
    assert " of 2" not in same + different, "nothing is counted"
    assert limits.count("Sam: Not now") == 1
    assert "both ways" in limits
    press(page, 0, 1)
    with vault.unit() as uow:
        assert len(shared_items(uow)) == 6, "each direction is on the list by itself"


def test_keys_turn_the_cards(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    assert page.next is not None
    QTest.keyClick(page.next, Qt.Key.Key_Right)
    assert page.presenter.at == 1
    QTest.keyClick(page.next, Qt.Key.Key_Return)
    assert page.presenter.at == 2
    QTest.keyClick(page.next, Qt.Key.Key_Left)
    assert page.presenter.at == 1
    page.presenter.forward()
    back = find(QPushButton, "Back", page)
    back.setFocus()
    for at in (1, 0):
        assert page.focusWidget() is back, "it goes back again"
        QTest.keyClick(back, Qt.Key.Key_Return)
        assert page.presenter.at == at
    assert page.focusWidget() is page.next


def test_not_now_asks_once_and_shares_nothing(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([False, True])
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert stage(page) is Stage.SHOW
    page.on_not_now()
    assert stage(page) is Stage.NOT_NOW
    assert shared_count(vault) == 0
    assert both_unready(vault)


def test_what_both_saw_is_dropped_when_one_person_is_left(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    page.ws.session.hand_to(vault.sam)
    assert page.presenter.steps == ()
    assert page.findChildren(MarkButton) == [] or not any(m.isVisible() for m in page.findChildren(MarkButton))
    assert "sams condition" not in shown_words(page)


def test_nothing_to_show_says_nothing_about_either(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    for person in vault.pair:
        ready(vault, person)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    assert stage(page) is Stage.ACCEPT
    assert page.marks == {}
    assert "nothing new to show" in shown_words(page)


def test_a_later_opening_shows_only_what_is_new(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    answer(vault, vault.alex, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    answer(vault, vault.sam, Stance.WANT, activity=KISSING, direction=Direction.TOGETHER)
    for person in vault.pair:
        ready(vault, person)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    assert [step.opened[0].pairing.activity_id for step in page.presenter.steps] == [KISSING]


def in_the_shell(qtbot: QtBot, vault: TestVault) -> tuple[Shell, OpeningPage]:
    """The page within the shell, so that it can be left by the sidebar."""
    ws = workspace(vault, vault.people)
    window = MainWindow(ws.design)
    qtbot.addWidget(window)
    shell = Shell(ws, nav_items())
    window.show_content(shell, dressed=True)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    shell.pages.go(PageId.OPENING)
    assert isinstance(shell.pages.current, OpeningPage)
    return shell, shell.pages.current


def test_leaving_before_it_begins_changes_nothing(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    shell, page = in_the_shell(qtbot, vault)
    before = contents(vault.folder)
    press(page, 0)
    shell.sidebar.button(PageId.SIGNALS).click()
    assert shell.pages.here is PageId.SIGNALS
    assert contents(vault.folder) == before
    shell.pages.go(PageId.OPENING)
    assert stage(page) is Stage.ASK
    assert page.presenter.confirmed == frozenset()
    press(page, 1)
    assert stage(page) is Stage.ASK, "a mark pressed before leaving does not count any more"


@pytest.mark.parametrize("at_the_question", [False, True])
def test_leaving_what_is_shown_asks_as_stopping_does(qtbot: QtBot, vault: TestVault, *, at_the_question: bool) -> None:
    full(vault)
    shell, page = in_the_shell(qtbot, vault)
    press(page, 0, 1)
    while at_the_question and stage(page) is Stage.SHOW:
        page.presenter.forward()
    where = stage(page)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([False, True])
    shell.sidebar.button(PageId.SIGNALS).click()
    assert (shell.pages.here, stage(page)) == (PageId.OPENING, where)
    assert shell.sidebar.button(PageId.SIGNALS).isChecked() is False
    shell.sidebar.button(PageId.SIGNALS).click()
    assert {asked.title for asked in prompts.asked} == {"Stop without adding anything?"}
    assert shell.pages.here is PageId.SIGNALS
    assert forgot_the_comparison(page)
    assert page.presenter.steps == ()
    assert "sams condition" not in shown_words(page)
    assert [label.text() for label in page.findChildren(QLabel) if "sams" in label.text()] == []
    assert shared_count(vault) == 0
    assert both_unready(vault)
    shell.pages.go(PageId.OPENING)
    assert stage(page) is Stage.PREPARE


def test_leaving_when_there_was_nothing_to_show_asks_nothing(qtbot: QtBot, vault: TestVault) -> None:
    for person in vault.pair:
        ready(vault, person)
    shell, page = in_the_shell(qtbot, vault)
    press(page, 0, 1)
    assert stage(page) is Stage.ACCEPT
    shell.sidebar.button(PageId.SIGNALS).click()
    assert shell.pages.here is PageId.SIGNALS
    assert forgot_the_comparison(page)


def test_what_is_being_added_when_it_is_left_is_added(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    shell, page = in_the_shell(qtbot, vault)
    press(page, 0, 1)
    while stage(page) is Stage.SHOW:
        page.presenter.forward()
    press(page, 0, 1)
    assert stage(page) is Stage.ADDED
    shell.pages.go_back()
    assert shell.pages.here is PageId.HOME
    assert shared_count(vault) == 5
    assert forgot_the_comparison(page)


def test_one_card_is_bound_to_every_pairing(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = page_for_both(qtbot, vault)
    press(page, 0, 1)
    panels = find_all(DisclosurePanel, page, hidden=True)
    assert "sams condition" in shown_words(page)
    page.presenter.forward()
    assert find_all(DisclosurePanel, page, hidden=True) == panels
    assert "sams condition" not in shown_words(page)
    page.presenter.back()
    assert "sams condition" in shown_words(page)


def test_marks_that_cannot_be_spent_show_nothing(qtbot: QtBot, vault: TestVault) -> None:
    full(vault)
    page = OpeningPage(replace(workspace(vault, vault.people), units=units_until(vault, 0)))
    show(qtbot, page)
    press(page, 0, 1)
    assert stage(page) is Stage.ASK
    assert "This could not be saved" in shown_words(page)
    assert not both_unready(vault)
    assert not any(mark.isChecked() for mark in page.marks.values())


@pytest.mark.parametrize("at", [Stage.ASK, Stage.ACCEPT])
def test_whoever_typed_their_passphrase_long_ago_is_asked_again(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch, at: Stage
) -> None:
    full(vault)
    ws = replace(workspace(vault, vault.people), vault=vault.service)
    assert isinstance(ws.prompts, FakePrompts)
    page = OpeningPage(ws)
    show(qtbot, page)
    if at is Stage.ACCEPT:
        press(page, 0, 1)
        assert ws.prompts.asked == [], "both have just typed it"
        while stage(page) is Stage.SHOW:
            page.presenter.forward()
    monkeypatch.setattr(visits, "TYPED_LATELY", -1.0)
    said: list[bool] = []
    page.presenter.working.connect(lambda: said.append(page._working.isVisible()))
    before = contents(vault.folder)
    ws.prompts.answers.extend([ALEX_WORDS, None])
    press(page, 0, 1)
    assert [each.title for each in ws.prompts.asked] == ["Is Alex still here?", "Is Sam still here?"]
    assert stage(page) is at
    assert page.presenter.confirmed == frozenset()
    assert contents(vault.folder) == before, "without Sam's passphrase nothing happens"
    assert said == [True], "while Alex's is checked, the page says so"
    ws.prompts.answers.extend([ALEX_WORDS, ALEX_WORDS, SAM_WORDS])
    press(page, 0, 1)
    assert [type(error) for error in ws.prompts.errors] == [WrongPassphrase]
    assert stage(page) is (Stage.SHOW if at is Stage.ASK else Stage.ADDED)
