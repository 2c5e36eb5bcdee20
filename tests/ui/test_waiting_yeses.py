"""Two yeses that wait: what each sees of them alone, and one press of both together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services import drafts
from app.ui.agreement.read_panel import ReadPanel
from app.ui.home.page import HomePage
from app.ui.kit.buttons import Button
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH, ReadingSheet
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.scenes.page import ScenesPage
from app.ui.workspace import Workspace
from tests.support.couples import (
    OUTLINE,
    draft_named,
    read_and_say_yes,
    save,
    say_yes_each_alone,
    today,
    view_of,
    workspace_of,
)
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for
from tests.support.widgets import click


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        evening = today(made) + timedelta(days=9)
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90, review_on=evening))
        yield made


@pytest.fixture
def draft_id(vault: TestVault) -> str:
    return draft_named(vault, OUTLINE).id


def come(vault: TestVault, passphrase: str) -> None:
    vault.service.admit(vault.service.derive(vault.alex, passphrase))


def shown(qtbot: QtBot, page: Page, argument: object = None) -> Page:
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    page.activate(argument)
    QApplication.processEvents()
    return page


def says(widget: QWidget, words: str) -> bool:
    QApplication.processEvents()  # Laid out by the event loop
    return any(words in label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def home_of(qtbot: QtBot, ws: Workspace) -> HomePage:
    page = HomePage(ws)
    shown(qtbot, page)
    return page


def read_panel(qtbot: QtBot, ws: Workspace, draft_id: str) -> ReadPanel:
    page = ScenesPage(ws)
    shown(qtbot, page, draft_id)
    page.editor.outline.on_read()
    return page.editor.outline.reading


def test_home_puts_two_waiting_yeses_to_both_and_one_press_agrees(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    say_yes_each_alone(vault, draft_id)
    come(vault, ALEX_WORDS)
    page = home_of(qtbot, workspace_of(vault, tmp_path, here=vault.pair))
    toasts: list[str] = []
    page.ws.signals.toasted.connect(lambda text, _undo: toasts.append(text))
    first = page.presenter.steps()[0]
    assert (first.title, first.button) == (OUTLINE, "Agree")
    click(f"Agree: {OUTLINE}", page)
    assert view_of(vault, draft_id).is_agreed_as_it_stands
    assert toasts == ["Agreed"]
    assert OUTLINE in [card.title for card in page.presenter.agreed()]
    assert "Agree" not in [step.button for step in page.presenter.steps()]


def test_home_says_why_two_yeses_could_not_be_agreed(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    say_yes_each_alone(vault, draft_id)
    come(vault, ALEX_WORDS)
    page = home_of(qtbot, workspace_of(vault, tmp_path, here=vault.pair))
    with vault.unit(SHARED) as uow:
        item = draft_named(vault, OUTLINE).items[0]
        drafts.remove_item(uow, draft_id=draft_id, item_id=item.id, by=vault.sam)
    click(f"Agree: {OUTLINE}", page)
    assert view_of(vault, draft_id).agreed_now is None
    assert page.notice.isVisibleTo(page)
    assert "Agree" not in [step.button for step in page.presenter.steps()]


def test_alone_home_says_until_when_a_yes_of_ones_own_waits(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    own = home_of(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)))
    (step,) = [step for step in own.presenter.steps() if step.argument == draft_id]
    assert step.text.startswith("Your yes waits until")
    theirs = home_of(qtbot, workspace_of(vault, tmp_path, here=(vault.sam,)))
    assert not any(step.text.startswith("Your yes waits") for step in theirs.presenter.steps())


def test_a_waiting_yes_shows_its_last_day_and_is_taken_back_with_one_press(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    panel = read_panel(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)), draft_id)
    assert says(panel, "It waits until")
    assert says(panel, "Saying nothing can be an answer")
    click("Take your yes back", panel)
    assert view_of(vault, draft_id).yeses == ()
    assert not says(panel, "It waits until")


def test_two_yeses_said_alone_are_agreed_from_the_scene_with_one_press(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    say_yes_each_alone(vault, draft_id)
    alone = read_panel(qtbot, workspace_of(vault, tmp_path, here=(vault.sam,)), draft_id)
    assert alone.agree is None
    assert says(alone, "It is agreed once you are both here")
    come(vault, ALEX_WORDS)
    together = read_panel(qtbot, workspace_of(vault, tmp_path, here=vault.pair), draft_id)
    assert isinstance(together.agree, Button)
    together.agree.click()
    assert view_of(vault, draft_id).is_agreed_as_it_stands


def reading_page(qtbot: QtBot, ws: Workspace, draft_id: str) -> MyReadingPage:
    page = MyReadingPage(ws)
    shown(qtbot, page, draft_id)
    return page


def test_one_reads_alone_and_is_told_beforehand_that_silence_can_be_read(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    went: list[tuple[object, object]] = []
    page = reading_page(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)), draft_id)
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    page.text.show_part(FINISH)
    assert says(page, "Sam has not said yes")
    click("Not yet", page)
    assert went == [(PageId.SCENES, draft_id)]


def test_who_reads_second_is_not_told_of_silence(qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path) -> None:
    read_and_say_yes(vault, vault.sam, draft_id)
    page = reading_page(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)), draft_id)
    page.text.show_part(FINISH)
    assert not says(page, "Sam has not said yes")


@pytest.mark.parametrize("turn", [0, 1])
def test_every_way_in_says_agreed_once_both_have_signed(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path, turn: int
) -> None:
    for person in vault.pair:
        read_and_say_yes(vault, person, draft_id)
    page = reading_page(qtbot, workspace_of(vault, tmp_path, here=vault.pair, turn=vault.pair[turn]), draft_id)
    assert says(page, "Agreed")
    assert page.findChild(ReadingSheet) is None
    scenes = ScenesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, scenes, draft_id)
    assert scenes.editor.outline.agreed.isVisibleTo(scenes)
    assert not scenes.editor.read.isVisibleTo(scenes)


def primaries(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    shown = (b for b in widget.findChildren(Button) if b.objectName() == "primary" and b.isVisibleTo(widget))
    return [button.words for button in shown]


def test_agreeing_is_the_one_filled_button_of_the_page(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    page = ScenesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, page, draft_id)
    assert primaries(page) == ["Read and say yes…"]
    click("Read and say yes…", page)
    assert primaries(page) == []
    say_yes_each_alone(vault, draft_id)
    come(vault, ALEX_WORDS)
    page = ScenesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, page, draft_id)
    assert primaries(page) == ["Agree…"]
    click("Agree…", page)
    assert primaries(page) == ["Agree"]


def test_the_way_to_the_resources_stands_beside_taking_a_yes_back(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    read_and_say_yes(vault, vault.alex, draft_id)
    page = ScenesPage(workspace_of(vault, tmp_path, here=(vault.alex,)))
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    shown(qtbot, page, draft_id)
    page.editor.outline.on_read()
    QApplication.processEvents()
    next(b for b in page.editor.outline.reading.findChildren(Button) if b.words == "Somebody to talk to").click()
    assert went == [(PageId.READING, "resources")]


def test_a_yes_is_taken_back_with_one_press_alone_and_together(
    qtbot: QtBot, vault: TestVault, draft_id: str, tmp_path: Path
) -> None:
    for here in ((vault.alex,), vault.pair):
        read_and_say_yes(vault, vault.alex, draft_id)
        page = ScenesPage(workspace_of(vault, tmp_path, here=here))
        shown(qtbot, page, draft_id)
        page.editor.outline.on_read()
        QApplication.processEvents()
        (back,) = [b for b in page.editor.outline.reading.findChildren(Button) if b.words == "Take your yes back"]
        back.click()
        assert view_of(vault, draft_id).yeses == ()
