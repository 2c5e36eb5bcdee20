"""My list one card at a time: keys, what is kept, where the focus goes, what is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.answer import Answer, AnswerKey, Ceiling, Experience, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.services import answers
from app.ui.kit.buttons import Button
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.page import MyListPage
from app.ui.my_list.side import SideEditor
from app.ui.page_id import PageId
from app.ui.tasks import Tasks
from tests.support.openings import MASSAGE, answer, show, workspace
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, TestVault, vault_for

ACTIVE, PASSIVE, TOGETHER = Direction.ACTIVE, Direction.PASSIVE, Direction.TOGETHER


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        yield made


def page_of_alex(qtbot: QtBot, vault: TestVault, argument: object = None) -> MyListPage:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    if argument is not None:
        page.activate(argument)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    return page


def kept(vault: TestVault, activity: ActivityId = MASSAGE) -> dict[Direction, Answer]:
    with vault.unit() as uow:
        found = uow.private(vault.alex).answers.of_activity(activity)
    return {each.direction: each for each in found}


def press(qtbot: QtBot, page: MyListPage, *keys: Qt.Key) -> None:
    for key in keys:
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def side(page: MyListPage, direction: Direction) -> SideEditor:
    assert page.deck.editor is not None
    return page.deck.editor.sides[direction]


def focus_of(page: MyListPage) -> QWidget:
    focus = page.focusWidget()
    assert focus is not None
    return focus


def test_it_begins_with_the_first_open_card_of_the_starter_deck(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    first = page.deck.current()
    assert first is not None
    assert first.starter
    assert (page.deck.at, len(page.deck.deck.entries)) == (0, 24)
    assert focus_of(page) is next(iter(page.deck.editor.sides.values())).bar.button(Stance.WANT)  # type: ignore[union-attr]


def test_starter_goes_to_the_first_unanswered_card(qtbot: QtBot, vault: TestVault) -> None:
    first = next(entry for entry in vault.catalogue.entries if entry.starter)
    answer(vault, vault.alex, Stance.WANT, activity=first.id, direction=first.directions[0])
    page = page_of_alex(qtbot, vault, "starter")
    assert page.deck.at == 1


def test_a_key_answers_tab_goes_to_the_other_side_and_enter_to_the_next_card(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_6)
    found = kept(vault)
    assert (found[ACTIVE].stance, found[PASSIVE].stance) == (Stance.WANT, Stance.HARD_LIMIT)
    assert found[PASSIVE].visibility is Visibility.ALWAYS
    at = page.deck.at
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.deck.at == at + 1


@pytest.mark.parametrize(
    ("key", "stance"),
    [
        (Qt.Key.Key_1, Stance.WANT),
        (Qt.Key.Key_2, Stance.WILLING),
        (Qt.Key.Key_3, Stance.CURIOUS),
        (Qt.Key.Key_4, Stance.ONLY_IF),
        (Qt.Key.Key_5, Stance.SOFT_LIMIT),
        (Qt.Key.Key_6, Stance.HARD_LIMIT),
        (Qt.Key.Key_0, Stance.NOT_APPLICABLE),
    ],
)
def test_each_key_sets_its_stance(qtbot: QtBot, vault: TestVault, key: Qt.Key, stance: Stance) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, key)
    assert kept(vault)[ACTIVE].stance is stance


def test_backspace_clears(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_2, Qt.Key.Key_Backspace)
    assert kept(vault) == {}


def test_arrows_move_between_cards_and_sides(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    at = page.deck.at
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.deck.at == at + 1
    press(qtbot, page, Qt.Key.Key_Left)
    assert page.deck.at == at
    press(qtbot, page, Qt.Key.Key_Down)
    assert side(page, PASSIVE).has_focus()
    press(qtbot, page, Qt.Key.Key_Up)
    assert side(page, ACTIVE).has_focus()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    def fail(error: Exception) -> None:
        raise error

    made = Tasks(fail)
    made.turn = 0.0
    yield made
    assert made.close()


def test_the_card_stays_until_the_next_one_stands_and_what_is_typed_ahead_is_for_that(
    qtbot: QtBot, vault: TestVault, tasks: Tasks
) -> None:
    page = MyListPage(replace(workspace(vault, vault.people[:1]), tasks=tasks))
    show(qtbot, page)
    qtbot.waitUntil(lambda: tasks._under_way == 0 and page.deck.editor is not None)
    first = page.deck.editor
    assert first is not None
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.deck.editor is first
    press(qtbot, page, Qt.Key.Key_3)
    second = page.deck.editor
    assert second is not None
    assert second.entry == page.deck.current() != first.entry
    qtbot.waitUntil(lambda: tasks._under_way == 0)
    assert kept(vault, first.entry.id) == {}
    assert [answer.stance for answer in kept(vault, second.entry.id).values()] == [Stance.CURIOUS]


def test_going_on_fast_leaves_one_editor(qtbot: QtBot, vault: TestVault, tasks: Tasks) -> None:
    page = MyListPage(replace(workspace(vault, vault.people[:1]), tasks=tasks))
    show(qtbot, page)
    qtbot.waitUntil(lambda: tasks._under_way == 0 and page.deck.editor is not None)
    for _ in range(4):
        page.deck.move_by(1)
    qtbot.waitUntil(lambda: tasks._under_way == 0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.deck.at == 4
    assert page.deck.card.findChildren(AnswerEditor) == [page.deck.editor]


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


def test_words_are_kept_when_one_goes_on(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    QTest.keyClicks(focus_of(page), "slowly")
    page.deck.move_by(1)
    assert kept(vault)[ACTIVE].conditions == "slowly"


def test_n_opens_the_note_which_is_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_N)
    note = side(page, ACTIVE).note
    assert focus_of(page) is note.edit
    QTest.keyClicks(note.edit, "ask again in spring")
    qtbot.waitUntil(lambda: ACTIVE in kept(vault))
    assert kept(vault)[ACTIVE].note == "ask again in spring"


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_words_come_back_exactly(qtbot: QtBot, vault: TestVault, words: str) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_4)
    side(page, ACTIVE).conditions.edit.insertPlainText(words)
    page.flush()
    typed = side(page, ACTIVE).conditions.text()
    assert kept(vault)[ACTIVE].conditions == typed
    again = page_of_alex(qtbot, vault, MASSAGE)
    assert side(again, ACTIVE).conditions.text() == typed


def test_ceiling_experience_and_visibility_are_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_1)
    leads = side(page, ACTIVE)
    leads.ceiling.choices[1].trigger()
    leads.experience.choices[3].trigger()
    leads.visibility.choices[2].trigger()
    found = kept(vault)[ACTIVE]
    assert (found.ceiling, found.experience, found.visibility) == (Ceiling.LIGHT, Experience.BAD, Visibility.NEVER)
    press(qtbot, page, Qt.Key.Key_6)
    assert kept(vault)[ACTIVE].visibility is Visibility.NEVER
    assert len(leads.visibility.choices) == 2


def test_there_is_no_ceiling_where_nothing_can_be_stronger(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "touch.hand_holding")
    press(qtbot, page, Qt.Key.Key_1)
    assert not next(iter(page.deck.editor.sides.values())).ceiling.isVisible()  # type: ignore[union-attr]


def test_either_way_fills_in_both_and_is_one_step_back(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_E, Qt.Key.Key_2)
    assert {each.stance for each in kept(vault).values()} == {Stance.WILLING}
    assert set(kept(vault)) == {ACTIVE, PASSIVE}
    page.on_undo()
    assert kept(vault) == {}


def test_either_way_copies_what_is_said_but_never_the_note(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_3)
    side(page, ACTIVE).on_note("mine")
    press(qtbot, page, Qt.Key.Key_E)
    found = kept(vault)
    assert (found[PASSIVE].stance, found[PASSIVE].note) == (Stance.CURIOUS, "")


def test_undo_goes_back_to_the_card_of_the_last_answer(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, MASSAGE)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Right)
    page.on_undo()
    current = page.deck.current()
    assert current is not None
    assert current.id == MASSAGE
    assert kept(vault)[ACTIVE].stance is Stance.WANT
    assert side(page, ACTIVE).bar.stance is Stance.WANT


def test_the_end_of_the_starter_deck_offers_what_i_would_share(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault)
    page.deck.show_card(len(page.deck.deck.entries) - 1)
    page.deck.take_focus()
    press(qtbot, page, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.navigate) as went:
        focus = focus_of(page)
        assert isinstance(focus, Button)
        focus.click()
    assert went.args is not None
    assert went.args[0] is PageId.SHARE


def test_where_it_was_left_is_found_again(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "service.bath")
    page.flush()
    again = page_of_alex(qtbot, vault)
    current = again.deck.current()
    assert current is not None
    assert current.id == "service.bath"


def test_a_house_rule_asks_for_nothing(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "accountability.none_when_unwell")
    assert page.deck.editor is not None
    assert page.deck.editor.sides == {}
    assert page.deck.editor.words is None
    at = page.deck.at
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.deck.at == at + 1


def test_own_words_for_a_term_are_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of_alex(qtbot, vault, "language.words_to_avoid")
    QTest.keyClicks(focus_of(page), "nicknames")
    page.deck.move_by(1)
    with vault.unit() as uow:
        term = uow.private(vault.alex).terms.get("language.words_to_avoid")
    assert term is not None
    assert term.words == "nicknames"


def test_a_new_no_asks_about_what_is_agreed_and_withdraws_it(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    page = page_of_alex(qtbot, vault, "sensation.music")
    press(qtbot, page, Qt.Key.Key_6)
    assert "Sam will see" in page.notice.words
    assert focus_of(page) is not page.notice
    before = _agreed(vault)
    buttons = [button for button in page.notice.findChildren(Button) if button.property("kind") == "primary"]
    buttons[0].click()
    assert before
    assert _agreed(vault) == ()
    assert "Withdrawn" in page.notice.words


def test_keeping_the_answer_private_changes_nothing_agreed(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    page = page_of_alex(qtbot, vault, "sensation.music")
    press(qtbot, page, Qt.Key.Key_6)
    before = _agreed(vault)
    keep = [button for button in page.notice.findChildren(Button) if button.property("kind") == "secondary"]
    keep[0].click()
    assert _agreed(vault) == before
    assert page.notice.words == ""
    assert kept(vault, ActivityId("sensation.music"))[TOGETHER].stance is Stance.HARD_LIMIT


def _agreed(vault: TestVault) -> tuple[answers.AgreedItem, ...]:
    key = AnswerKey(activity_id=ActivityId("sensation.music"), direction=TOGETHER)
    with vault.unit() as uow:
        return answers.agreed_items(uow, person=vault.alex, key=key, today=vault.clock().date())


def test_handed_over_it_is_the_other_s_list(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    page = MyListPage(workspace(vault, vault.people))
    show(qtbot, page)
    assert page.presenter.answers == {}
    page.ws.session.set_presence(page.ws.session.presence.handed_to(vault.alex))
    assert len(page.presenter.answers) == 1
    page.ws.session.set_presence(page.ws.session.presence.handed_back().handed_to(vault.sam))
    assert page.presenter.answers == {}


def test_alone_in_a_vault_nothing_about_sharing_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of_alex(qtbot, vault, MASSAGE)
        press(qtbot, page, Qt.Key.Key_1)
        assert not side(page, ACTIVE).visibility.isVisible()
        page.deck.show_deck("starter")
        page.deck.show_card(len(page.deck.deck.entries))
        words = [button.words for button in page.deck.card.findChildren(Button)]
        assert "What I would share" not in words
