"""*Ask me again after …*: set on one's own list, named on one's own Home alone, and the limit itself stays."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.models.answer import Answer, AnswerKey, Stance
from app.models.catalogue import Direction
from app.models.person import Person
from app.ui.home.page import HomePage
from app.ui.kit.flow import holds_focus
from app.ui.my_list.page import MyListPage
from app.ui.my_list.side import SideEditor
from app.ui.page_id import PageId
from tests.support.couples import today
from tests.support.openings import MASSAGE, answer, show, workspace
from tests.support.vaults import TestVault
from tests.support.widgets import click, find_all, is_shown

GIVES = AnswerKey(activity_id=MASSAGE, direction=Direction.ACTIVE)


def kept(vault: TestVault) -> Answer:
    with vault.unit() as uow:
        found = uow.private(vault.alex).answers.get(GIVES)
    assert found is not None
    return found


def my_list(qtbot: QtBot, vault: TestVault, argument: object = MASSAGE) -> MyListPage:
    page = MyListPage(workspace(vault, vault.people[:1]))
    show(qtbot, page)
    page.activate(argument)
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    return page


def side(page: MyListPage) -> SideEditor:
    return page.cards.editor.sides[Direction.ACTIVE]


def home(qtbot: QtBot, vault: TestVault, *here: Person) -> HomePage:
    page = HomePage(workspace(vault, here))
    show(qtbot, page)
    return page


def asked(page: HomePage) -> list[object]:
    return [step.argument for step in page.presenter.steps() if step.title == "Ask me again"]


def set_a_limit(qtbot: QtBot, vault: TestVault, choice: int = 0) -> Answer:
    """Not now, to be asked about after the month, quarter, half-year or year of this place."""
    answer(vault, vault.alex, Stance.SOFT_LIMIT)
    side(my_list(qtbot, vault)).menus.ask_again.choices[choice].trigger()
    return kept(vault)


def test_a_day_is_offered_for_a_limit_alone(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    page = my_list(qtbot, vault)
    side(page).unfold(True)
    assert not side(page).menus.ask_again.isVisible()
    side(page).on_stance(Stance.HARD_LIMIT)
    assert side(page).menus.ask_again.words == "Ask me again after …"
    assert side(page).menus.ask_again.isVisible()


def test_the_day_is_kept_with_the_limit_and_goes_with_it(qtbot: QtBot, vault: TestVault) -> None:
    limit = set_a_limit(qtbot, vault)
    assert limit.stance is Stance.SOFT_LIMIT
    assert limit.ask_after is not None
    assert 28 <= (limit.ask_after - today(vault)).days <= 31
    page = my_list(qtbot, vault)
    assert len(side(page).menus.ask_again.choices) == 5
    side(page).on_stance(Stance.HARD_LIMIT)
    assert kept(vault).ask_after == limit.ask_after
    side(page).on_stance(Stance.CURIOUS)
    assert kept(vault).ask_after is None
    assert page.undo()
    assert kept(vault).ask_after == limit.ask_after, "undo brings it back with the limit"


def test_only_its_holders_own_home_asks_and_only_after_the_day(qtbot: QtBot, vault: TestVault) -> None:
    limit = set_a_limit(qtbot, vault)
    assert limit.ask_after is not None
    alex, sam = vault.people
    vault.clock.advance(days=(limit.ask_after - today(vault)).days)
    assert asked(home(qtbot, vault, alex)) == []
    vault.clock.advance(days=1)
    page = home(qtbot, vault, alex)
    assert asked(page) == [MASSAGE]
    assert all("massage" not in label.text().casefold() for label in find_all(QLabel, page)), "Home does not name it"
    assert asked(home(qtbot, vault, sam)) == []
    assert asked(home(qtbot, vault, alex, sam)) == [], "nothing is asked where both look"
    with qtbot.waitSignal(page.ws.signals.navigated) as went:
        click("Look at it: Ask me again", page)
    assert went.args == [PageId.MY_LIST, MASSAGE]


def test_it_stays_is_one_press_and_no_answer(qtbot: QtBot, vault: TestVault) -> None:
    set_a_limit(qtbot, vault)
    vault.clock.advance(days=40)
    page = my_list(qtbot, vault)
    line = side(page).asked_again
    assert line.isVisible()
    line.keep.setFocus()
    line.keep.click()
    assert kept(vault).stance is Stance.SOFT_LIMIT
    assert kept(vault).ask_after is None
    assert not line.isVisible()
    assert holds_focus(side(page))
    assert asked(home(qtbot, vault, vault.people[0])) == []


def test_a_new_day_can_be_set_when_it_has_come(qtbot: QtBot, vault: TestVault) -> None:
    before = set_a_limit(qtbot, vault, 1)
    vault.clock.advance(days=100)
    page = my_list(qtbot, vault)
    assert is_shown(QPushButton, "It stays as it is", page)
    side(page).menus.ask_again.choices[-2].trigger()
    after = kept(vault)
    assert after.ask_after is not None
    assert before.ask_after is not None
    assert after.ask_after > before.ask_after + timedelta(days=300)
    assert not side(page).asked_again.isVisible()
