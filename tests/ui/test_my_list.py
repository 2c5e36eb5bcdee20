"""My list one card at a time: keys, what is kept, where the focus goes, what is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.models.answer import Answer, AnswerKey, Ceiling, Experience, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.changes import ChangeKind, changed
from app.models.list_place import ListMode
from app.services import answers
from app.ui.kit.flow import holds_focus
from app.ui.kit.stance import StanceBar
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.page import MyListPage
from app.ui.my_list.side import SideEditor
from app.ui.page_id import PREPARE, PageId
from app.ui.tasks import Tasks
from tests.support.leaks import settle
from tests.support.openings import MASSAGE, answer, show, units_until, workspace
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import button, click, find_all, is_shown, name_of, said_in, write

FIRST_WORDS = "This is the starter deck: one key gives an answer, and you can skip any card. It begins gently."
ACTIVE, PASSIVE, TOGETHER = Direction.ACTIVE, Direction.PASSIVE, Direction.TOGETHER


def page_of_alex(qtbot: QtBot, vault: TestVault, argument: object = None) -> MyListPage:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    if argument is not None:
        page.activate(argument)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    return page


def kept(vault: TestVault, activity: ActivityId = MASSAGE) -> dict[Direction, Answer]:
    with vault.unit() as uow:
        given = uow.private(vault.alex).answers.all()
    return {each.direction: each for each in given if each.activity_id == activity}


def press(qtbot: QtBot, page: MyListPage, *keys: Qt.Key) -> None:
    for key in keys:
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def press_on_stance(page: MyListPage, *keys: Qt.Key) -> None:
    """With the keyboard on the side, as after Shift and Tab."""
    page.cards.editor.current_side().take_focus()
    for key in keys:
        QTest.keyClick(focus_of(page), key)


def side(page: MyListPage, direction: Direction) -> SideEditor:
    return page.cards.editor.sides[direction]


def focus_of(page: MyListPage) -> QWidget:
    focus = page.focusWidget()
    assert focus is not None
    return focus


def test_it_begins_with_the_first_open_card_of_the_starter_deck(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    first = page.cards.entry
    assert first is not None
    assert first.starter
    assert (page.cards.at, len(page.cards.deck.entries)) == (0, 24)
    assert is_shown(QLabel, "1 of 24", page)
    assert name_of(focus_of(page)) == "When I give", "on no answer"
    assert is_shown(QLabel, FIRST_WORDS, page)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2)
    assert page.cards.at == 1
    assert not is_shown(QLabel, FIRST_WORDS, page)


def test_the_answers_to_a_side_are_in_sight_with_its_heading(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.resize(1000, 560)
    settle()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    bar = page.cards.editor.current_side().bar
    assert name_of(focus_of(page)) == "When I receive"
    assert bar.visibleRegion().boundingRect() == bar.rect()


def test_who_has_answered_is_not_told_how_it_begins(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    assert not is_shown(QLabel, FIRST_WORDS, page_of_alex(qtbot, vault))


def test_the_answers_are_explained_until_the_first_card_is_left_and_whenever_they_are_asked_for(
    qtbot: QtBot, vault: TestVault
) -> None:
    page = page_of_alex(qtbot, vault)
    assert is_shown(QLabel, "Not for now. Only I can raise it again.", page)
    (seen,) = (label.text() for label in find_all(QLabel, page.cards.legend) if "Sam" in label.text())
    assert "For “Not now” and “No”, Sam sees the limit and nothing else." in seen
    page.cards.move_by(1)
    assert not page.cards.legend.isVisible()
    click("What the answers mean", page)
    page.cards.move_by(1)
    assert page.cards.legend.isVisible(), "until it is folded again"
    page.cards.show_card(len(page.cards.deck.entries))
    assert not page.cards.legend.isVisible()


@pytest.mark.parametrize("has_answered", [False, True])
def test_who_prepares_is_led_to_the_first_card_or_to_what_they_would_share(
    qtbot: QtBot, vault: TestVault, has_answered: bool
) -> None:
    if has_answered:
        answer(vault, vault.alex, Stance.WANT)
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, _argument: went.append(where))
    page.cards.show_deck("touch")
    page.activate(PREPARE)
    assert went == ([PageId.SHARE] if has_answered else [])
    assert (page.cards.deck.key, page.cards.at) == ("starter", 0)
    page.activate(PREPARE)
    assert len(went) == has_answered, "on the way back it stays"


def test_starter_goes_to_the_first_unanswered_card(qtbot: QtBot, vault: TestVault) -> None:
    first = next(entry for entry in vault.catalogue.entries if entry.starter)
    answer(vault, vault.alex, Stance.WANT, activity=first.id, direction=first.directions[0])
    page = page_of_alex(qtbot, vault, "starter")
    assert page.cards.at == 1


def test_a_key_answers_tab_goes_to_the_other_side_and_enter_to_the_next_card(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_Backtab, Qt.Key.Key_Tab, Qt.Key.Key_6)
    found = kept(vault)
    assert (found[ACTIVE].stance, found[PASSIVE].stance) == (Stance.WANT, Stance.HARD_LIMIT)
    assert found[PASSIVE].visibility is Visibility.ALWAYS
    assert page.cards.at == at + 1
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.cards.at == at + 2


KEYS = {
    Qt.Key.Key_1: Stance.WANT,
    Qt.Key.Key_2: Stance.WILLING,
    Qt.Key.Key_3: Stance.CURIOUS,
    Qt.Key.Key_4: Stance.ONLY_IF,
    Qt.Key.Key_5: Stance.SOFT_LIMIT,
    Qt.Key.Key_6: Stance.HARD_LIMIT,
    Qt.Key.Key_7: Stance.MORE_FIRST,
    Qt.Key.Key_0: Stance.NOT_APPLICABLE,
}


def test_each_key_sets_its_stance(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    for key, stance in KEYS.items():
        side(page, ACTIVE).take_focus()
        press(qtbot, page, key)
        assert kept(vault)[ACTIVE].stance is stance


def test_one_key_answers_a_side_and_goes_on(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_1)
    assert (page.cards.at, page.focusWidget()) == (at, side(page, PASSIVE).heading)
    press(qtbot, page, Qt.Key.Key_0)
    assert page.cards.at == at + 1
    assert page.focusWidget() is next(iter(page.cards.editor.sides.values())).heading
    found = kept(vault)
    assert (found[ACTIVE].stance, found[PASSIVE].stance) == (Stance.WANT, Stance.NOT_APPLICABLE)


def test_backspace_goes_back_side_by_side_and_a_digit_corrects(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Backspace)
    assert (page.cards.at, page.focusWidget()) == (at, side(page, PASSIVE).heading)
    press(qtbot, page, Qt.Key.Key_Backspace, Qt.Key.Key_6)
    assert page.focusWidget() is side(page, PASSIVE).heading
    found = kept(vault)
    assert (found[ACTIVE].stance, found[PASSIVE].stance) == (Stance.HARD_LIMIT, Stance.WILLING)


def test_backspace_leads_back_from_the_end_of_the_deck(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    last = len(page.cards.deck.entries) - 1
    page.cards.show_card(last + 1)
    page.cards.take_focus()
    press(qtbot, page, Qt.Key.Key_Backspace)
    assert page.cards.at == last
    assert page.focusWidget() is list(page.cards.editor.sides.values())[-1].heading


def test_delete_clears_and_stays(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    assert kept(vault) == {}
    assert page.focusWidget() is side(page, ACTIVE).heading


def test_a_held_key_answers_once(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    for again in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", again)
        QApplication.sendEvent(focus_of(page), event)
    assert page.cards.at == at
    assert set(kept(vault)) == {ACTIVE}


def test_enter_on_an_answer_gives_it_and_never_takes_it_back(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    for _again in range(2):
        side(page, ACTIVE).bar.button(Stance.WILLING).setFocus()
        press(qtbot, page, Qt.Key.Key_Return)
        assert kept(vault)[ACTIVE].stance is Stance.WILLING
        assert page.focusWidget() is side(page, PASSIVE).heading


def test_where_motion_is_welcome_the_tick_is_seen_and_the_next_key_does_not_wait(
    qtbot: QtBot, vault: TestVault
) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at, general = page.cards.at, Qt.UIEffect.UI_General
    QApplication.setEffectEnabled(general, True)
    try:
        press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2)
        assert page.cards.at == at
        assert side(page, PASSIVE).bar.button(Stance.WILLING).isChecked()
        press(qtbot, page, Qt.Key.Key_Backspace)
        assert (page.cards.at, page.focusWidget()) == (at, side(page, PASSIVE).heading), "on, and back again"
        press(qtbot, page, Qt.Key.Key_3)
        qtbot.waitUntil(lambda: page.cards.at == at + 1)
    finally:
        QApplication.setEffectEnabled(general, False)


def test_enter_goes_on_from_what_an_answer_depends_on(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    QTest.keyClicks(focus_of(page), "slowly, 2 hours")
    QTest.keyClick(focus_of(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(focus_of(page), "e")
    press(qtbot, page, Qt.Key.Key_Return)
    assert kept(vault)[ACTIVE].conditions == "slowly, 2 hours\ne"
    assert page.focusWidget() is side(page, PASSIVE).heading


def test_arrows_move_between_cards_and_sides(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.cards.at == at + 1
    press(qtbot, page, Qt.Key.Key_Left)
    assert page.cards.at == at
    press(qtbot, page, Qt.Key.Key_Down)
    assert holds_focus(side(page, PASSIVE))
    press(qtbot, page, Qt.Key.Key_Up)
    assert holds_focus(side(page, ACTIVE))


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    def fail(error: Exception) -> None:
        raise error

    made = Tasks(fail)
    made.turn = 0.0
    yield made
    assert made.close()


def is_idle(tasks: Tasks) -> bool:
    # Only the lanes know whether anything is under way.
    return tasks._under_way == 0


def test_what_is_typed_at_once_after_going_on_is_for_the_next_card(
    qtbot: QtBot, vault: TestVault, tasks: Tasks
) -> None:
    page = MyListPage(replace(workspace(vault, vault.people[:1]), tasks=tasks))
    qtbot.waitUntil(lambda: not page.is_filling)
    show(qtbot, page)
    qtbot.waitUntil(lambda: is_idle(tasks) and page.cards.entry is not None)
    first = page.cards.entry
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_3)
    second = page.cards.entry
    assert first is not None
    assert second is not None
    assert second != first
    qtbot.waitUntil(lambda: is_idle(tasks))
    assert kept(vault, first.id) == {}
    assert [answer.stance for answer in kept(vault, second.id).values()] == [Stance.CURIOUS]


def test_one_editor_is_bound_to_every_entry(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    widgets = set(page.cards.editor.findChildren(QWidget))
    for _card in range(len(page.cards.deck.entries) - 1):
        page.cards.move_by(1)
    page.on_mode(ListMode.LIST)
    assert page.findChildren(AnswerEditor) == [page.cards.editor]
    assert set(page.cards.editor.findChildren(QWidget)) == widgets


def test_nothing_of_a_card_is_left_on_the_next_one(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    qtbot.waitUntil(page.isActiveWindow)
    press(qtbot, page, Qt.Key.Key_4)
    QTest.keyClicks(focus_of(page), "slowly")
    press_on_stance(page, Qt.Key.Key_N)
    QTest.keyClicks(focus_of(page), "ask again in spring")
    press_on_stance(page, Qt.Key.Key_Down, Qt.Key.Key_N)
    write("no", "When I receive: private note", page)
    write("", "When I receive: private note", page)
    press_on_stance(page, Qt.Key.Key_Right)
    assert not is_shown(QPushButton, "Private note", page), "it is folded again"
    click("Together: Details", page)
    assert is_shown(QPushButton, "Private note", page)
    for field in find_all(QPlainTextEdit, page.cards.editor, hidden=True):
        assert field.toPlainText() == ""
        field.undo()
        assert field.toPlainText() == "", "what was written on the last card cannot be undone into this one"
    assert page.cards.editor.either.choice is False
    press(qtbot, page, Qt.Key.Key_Left)
    assert side(page, ACTIVE).conditions.text() == "slowly"
    assert side(page, ACTIVE).note.text() == "ask again in spring"


def test_an_answer_says_below_what_it_means_and_the_details_are_one_line(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    leads = side(page, ACTIVE)
    assert not leads.meaning.text()
    press(qtbot, page, Qt.Key.Key_2)
    assert leads.meaning.text() == "I am open to it."
    leads.menus.ceiling.choices[1].trigger()
    assert not leads.menus.experience.isVisible()
    click("When I give: Up to light · Shared if mutual", page)
    assert leads.menus.experience.isVisible()
    click("When I give: Up to light · Shared if mutual", page)
    assert not leads.menus.experience.isVisible()


def test_the_line_says_how_far_one_is_in_the_deck(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    cards = page.cards
    for at in (1, 2):
        assert (cards.progress.value(), cards.progress.maximum()) == (at, len(cards.deck.entries))
        cards.move_by(1)
    cards.show_card(len(cards.deck.entries) - 1)
    assert cards.progress.value() == cards.progress.maximum()


def test_only_if_asks_for_its_words_and_says_calmly_that_they_are_missing(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    leads = side(page, ACTIVE)
    assert focus_of(page) is leads.conditions.edit
    assert leads.missing.isVisible()
    assert not kept(vault)[ACTIVE].is_complete
    QTest.keyClicks(focus_of(page), "on Sundays, 1 hour")
    assert not leads.missing.isVisible()
    page.flush()
    assert kept(vault)[ACTIVE].conditions == "on Sundays, 1 hour"
    assert kept(vault)[ACTIVE].is_complete


def test_words_are_kept_on_going_on(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    QTest.keyClicks(focus_of(page), "slowly")
    page.cards.move_by(1)
    assert kept(vault)[ACTIVE].conditions == "slowly"


def test_n_opens_the_note_which_is_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_N)
    note = side(page, ACTIVE).note
    assert focus_of(page) is note.edit
    QTest.keyClicks(note.edit, "ask again in spring")
    qtbot.waitUntil(lambda: ACTIVE in kept(vault))
    assert kept(vault)[ACTIVE].note == "ask again in spring"


def test_awkward_words_come_back_exactly(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    conditions = side(page, ACTIVE).conditions
    for words in AWKWARD:
        conditions.edit.selectAll()
        conditions.edit.insertPlainText(words)
        page.flush()
        typed = conditions.text()
        assert kept(vault)[ACTIVE].conditions == typed
        page.presenter.clear()
        page.list.clear()
        assert conditions.text() == ""
        page.activate(MASSAGE)
        assert conditions.text() == typed


def test_ceiling_experience_and_visibility_are_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_1)
    leads = side(page, ACTIVE)
    leads.menus.ceiling.choices[1].trigger()
    leads.menus.experience.choices[3].trigger()
    leads.menus.visibility.choices[2].trigger()
    found = kept(vault)[ACTIVE]
    assert (found.ceiling, found.experience, found.visibility) == (Ceiling.LIGHT, Experience.BAD, Visibility.NEVER)
    press(qtbot, page, Qt.Key.Key_Up, Qt.Key.Key_6)
    assert kept(vault)[ACTIVE].visibility is Visibility.NEVER
    assert len(leads.menus.visibility.choices) == 2


def test_there_is_no_ceiling_where_nothing_can_be_stronger(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "touch.hand_holding")
    press(qtbot, page, Qt.Key.Key_1)
    assert not is_shown(QPushButton, "How strong, at most", page)


def test_either_way_fills_in_both_and_is_one_step_back(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_E, Qt.Key.Key_2)
    assert page.cards.at == at + 1
    assert {each.stance for each in kept(vault).values()} == {Stance.WILLING}
    assert set(kept(vault)) == {ACTIVE, PASSIVE}
    page.undo()
    assert kept(vault) == {}


def test_either_way_copies_what_is_said_but_never_the_note(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_3, Qt.Key.Key_Up, Qt.Key.Key_N)
    QTest.keyClicks(focus_of(page), "mine")
    press_on_stance(page, Qt.Key.Key_E)
    assert page.cards.at == at + 1, "both sides are answered"
    found = kept(vault)
    assert (found[PASSIVE].stance, found[PASSIVE].note) == (Stance.CURIOUS, "")


def test_undo_goes_back_to_the_card_of_the_last_answer(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Right)
    page.undo()
    current = page.cards.entry
    assert current is not None
    assert current.id == MASSAGE
    assert kept(vault)[ACTIVE].stance is Stance.WANT
    assert button("When I give: Want", page).isChecked()


def test_the_end_of_the_starter_deck_offers_what_i_would_share(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.cards.show_card(len(page.cards.deck.entries) - 1)
    page.cards.take_focus()
    press(qtbot, page, Qt.Key.Key_Right)
    assert name_of(focus_of(page)) == "What I would share"
    with qtbot.waitSignal(page.ws.signals.navigated) as went:
        click("What I would share", page)
    assert went.args is not None
    assert went.args[0] is PageId.SHARE


def test_where_it_was_left_is_found_again(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "service.bath")
    page.flush()
    again = page_of_alex(qtbot, vault)
    current = again.cards.entry
    assert current is not None
    assert current.id == "service.bath"


def test_a_house_rule_asks_for_nothing(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "accountability.none_when_unwell")
    assert not page.cards.editor.asks_something
    assert not find_all(QPlainTextEdit, page)
    assert not find_all(StanceBar, page)
    at = page.cards.at
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.cards.at == at + 1


def test_own_words_for_a_term_are_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "language.words_to_avoid")
    QTest.keyClicks(focus_of(page), "nicknames")
    page.cards.move_by(1)
    with vault.unit() as uow:
        term = uow.private(vault.alex).terms.get("language.words_to_avoid")
    assert term is not None
    assert term.words == "nicknames"


def test_a_new_no_asks_about_what_is_agreed_and_withdraws_it(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    page = page_of_alex(qtbot, vault, "sensation.music")
    press(qtbot, page, Qt.Key.Key_6)
    assert "Sam will see" in said_in(page.notice)
    assert focus_of(page) is not page.notice
    before = _agreed(vault)
    assert is_shown(QPushButton, "Somebody to talk to", page)
    click("Withdraw it now", page)
    assert before
    assert _agreed(vault) == ()
    assert "Withdrawn" in said_in(page.notice)


def test_keeping_the_answer_private_changes_nothing_agreed(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    page = page_of_alex(qtbot, vault, "sensation.music")
    press(qtbot, page, Qt.Key.Key_6)
    before = _agreed(vault)
    click("Keep my answer private and leave the agreement as it is", page)
    assert _agreed(vault) == before
    assert said_in(page.notice) == ""
    assert kept(vault, ActivityId("sensation.music"))[TOGETHER].stance is Stance.HARD_LIMIT


def _agreed(vault: TestVault) -> tuple[answers.AgreedItem, ...]:
    key = AnswerKey(activity_id=ActivityId("sensation.music"), direction=TOGETHER)
    with vault.unit() as uow:
        return answers.agreed_items(uow, person=vault.alex, key=key, today=vault.clock().date())


def test_handed_over_it_is_the_partners_list(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.ONLY_IF, conditions="when we have time")
    page = MyListPage(workspace(vault, vault.people))
    show(qtbot, page)
    assert page.presenter.answers == {}
    page.ws.session.set_presence(page.ws.session.presence.handed_to(vault.alex))
    page.activate(MASSAGE)
    assert len(page.presenter.answers) == 1
    press(qtbot, page, Qt.Key.Key_N)
    QTest.keyClicks(focus_of(page), "only mine")
    assert "only mine" in everything_in(page)
    page.ws.session.set_presence(page.ws.session.presence.handed_back())
    for words in ("only mine", "when we have time", "Massage"):
        assert words not in everything_in(page), "not even in what is hidden"
    for field in find_all(QPlainTextEdit, page, hidden=True):
        field.undo()
    assert "only mine" not in everything_in(page)
    page.ws.session.set_presence(page.ws.session.presence.handed_to(vault.sam))
    assert page.presenter.answers == {}


def everything_in(page: MyListPage) -> str:
    labels = [label.text() for label in find_all(QLabel, page, hidden=True)]
    fields = [field.toPlainText() for field in find_all(QPlainTextEdit, page, hidden=True)]
    return "\n".join((*labels, *fields))


def test_alone_in_a_vault_nothing_about_sharing_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of_alex(qtbot, vault, MASSAGE)
        press(qtbot, page, Qt.Key.Key_1)
        assert not side(page, ACTIVE).menus.visibility.isVisible()
        click("What the answers mean", page)
        assert not any("sees" in label.text() for label in find_all(QLabel, page.cards.legend))
        page.cards.show_deck("starter")
        page.cards.show_card(len(page.cards.deck.entries))
        assert is_shown(QPushButton, "The whole list", page)
        assert not is_shown(QPushButton, "What I would share", page)


def test_an_answer_that_cannot_be_kept_is_said_and_not_shown(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    page = MyListPage(replace(workspace(vault, vault.people[:1]), units=units_until(vault, 0)))
    show(qtbot, page)
    page.activate(MASSAGE)
    press(qtbot, page, Qt.Key.Key_6)
    assert "This could not be saved" in said_in(page.notice)
    page.activate(MASSAGE)
    assert not button("When I receive: No", page).isChecked()
    assert set(kept(vault)) == {ACTIVE}


def test_a_list_that_was_read_before_an_answer_does_not_hide_it(qtbot: QtBot, vault: TestVault, tasks: Tasks) -> None:
    page = MyListPage(replace(workspace(vault, vault.people[:1]), tasks=tasks))
    qtbot.waitUntil(lambda: not page.is_filling)
    show(qtbot, page)
    page.activate(MASSAGE)
    qtbot.waitUntil(lambda: is_idle(tasks))
    page.presenter.reload()
    press(qtbot, page, Qt.Key.Key_1)
    with qtbot.waitSignal(page.presenter.loaded):
        pass
    assert button("When I give: Want", page).isChecked()
    qtbot.waitUntil(lambda: is_idle(tasks))
    assert kept(vault)[ACTIVE].stance is Stance.WANT


def test_own_answers_are_not_read_again(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    loaded: list[None] = []
    page.presenter.loaded.connect(lambda: loaded.append(None))
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2)
    assert loaded == []
    page.ws.session.announce(changed(ChangeKind.ANSWERS, ids=(MASSAGE,)))
    assert loaded == [None]
