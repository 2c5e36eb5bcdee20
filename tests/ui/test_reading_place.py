"""My reading as a place: reached from everywhere, left freely, and *agreed* on every way in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.models.presence import Presence
from app.models.reading import ClauseReply
from app.services import home, reading
from app.ui.agreement.outline import DraftOutline
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.page_id import PageId
from app.ui.scenes.page import ScenesPage
from app.ui.shell.go_anywhere import GoAnywhere
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today, view_of, workspace_of
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault, vault_for
from tests.support.widgets import click, offered_by

RULES = ""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        evening = today(made) + timedelta(days=9)
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90, review_on=evening))
        yield made


def shell_for(qtbot: QtBot, vault: TestVault, folder: Path, presence: Presence) -> Shell:
    ws = workspace_of(vault, folder, here=presence.here, turn=presence.turn)
    window = MainWindow(ws.design)
    qtbot.addWidget(window)
    shell = Shell(ws, nav_items())
    window.show_content(shell, dressed=True)
    window.resize(1280, 900)
    with qtbot.waitExposed(window):
        window.show()
    shell.pages.go(PageId.HOME)
    return shell


def my_turn(qtbot: QtBot, vault: TestVault, folder: Path) -> Shell:
    return shell_for(qtbot, vault, folder, Presence(here=vault.pair, turn=vault.alex))


def page_of(shell: Shell) -> MyReadingPage:
    page = shell.pages.current
    assert isinstance(page, MyReadingPage)
    return page


def is_offered(shell: Shell) -> bool:
    return shell.sidebar.button(PageId.MY_READING).isVisibleTo(shell)


def begin_reading(shell: Shell, draft_id: str) -> None:
    """Go to a reading and reply to its first clause."""
    shell.pages.go(PageId.MY_READING, draft_id)
    page = page_of(shell)
    page.presenter.say(page.presenter.asked.waiting()[0], ClauseReply.YES)


def test_a_reading_that_was_begun_stands_first_in_the_sidebar_until_it_is_signed(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    shell = my_turn(qtbot, vault, tmp_path)
    assert not is_offered(shell)
    draft_id = draft_named(vault, OUTLINE).id
    shell.pages.go(PageId.MY_READING, draft_id)
    assert is_offered(shell)
    button = shell.sidebar.button(PageId.MY_READING)
    assert button.accessibleName() == "Continue my reading"
    QApplication.processEvents()
    assert button.y() < shell.sidebar.button(PageId.HOME).y()
    shell.pages.go(PageId.JOURNAL)
    button.click()
    assert page_of(shell).presenter.reading.draft_id == draft_id
    assert read_and_say_yes(vault, vault.alex, draft_id) is None
    page_of(shell).presenter.reload()
    shell._reading.reload()
    assert not is_offered(shell)


def test_nobody_else_is_offered_it(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = my_turn(qtbot, vault, tmp_path)
    begin_reading(shell, draft_named(vault, OUTLINE).id)
    for presence in (Presence(here=vault.pair), Presence(here=vault.pair, turn=vault.sam)):
        shell.ws.session.set_presence(presence)
        assert not is_offered(shell)
    shell.ws.session.set_presence(Presence(here=vault.pair, turn=vault.alex))
    monkeypatch.setattr(shell._reading, "reload", lambda: None)
    shell.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    assert not is_offered(shell), "not even until it is looked up"
    monkeypatch.undo()
    shell.ws.session.set_presence(Presence(here=vault.pair, turn=vault.alex))
    assert is_offered(shell)


def test_the_list_of_places_offers_it_while_it_is_open(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    shell = my_turn(qtbot, vault, tmp_path)
    prompts = shell.ws.prompts
    assert isinstance(prompts, FakePrompts)

    def places() -> list[str]:
        shell.on_go_anywhere()
        dialog = prompts.shown[-1]
        assert isinstance(dialog, GoAnywhere)
        return offered_by(dialog)

    assert "Continue my reading" not in places()
    begin_reading(shell, draft_named(vault, OUTLINE).id)
    shell.pages.go(PageId.HOME)
    assert places()[0] == "Continue my reading"
    dialog = prompts.shown[-1]
    assert isinstance(dialog, GoAnywhere)
    dialog.picked.emit(PageId.MY_READING)
    assert len(page_of(shell).presenter.reading.replies) == 1


@pytest.mark.parametrize("way", ["sidebar", "esc", "back"])
def test_leaving_and_coming_back_loses_no_reply(qtbot: QtBot, vault: TestVault, tmp_path: Path, way: str) -> None:
    shell = shell_for(qtbot, vault, tmp_path, Presence(here=(vault.alex,)))
    draft_id = draft_named(vault, OUTLINE).id
    begin_reading(shell, draft_id)
    page = page_of(shell)
    said = page.presenter.reading.replies
    page.text.show_part(FINISH)
    page.text.finish.words.edit.setPlainText("and tea")
    if way == "sidebar":
        shell.sidebar.button(PageId.JOURNAL).click()
    elif way == "back":
        shell.pages.go_back()
    else:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert shell.pages.here is not PageId.MY_READING
    shell.sidebar.button(PageId.MY_READING).click()
    assert page_of(shell).presenter.reading.replies == said
    assert page_of(shell).presenter.reading.words == "and tea"


def test_home_knows_the_reading_to_go_on_with(vault: TestVault) -> None:
    draft = draft_named(vault, OUTLINE)
    people = (vault.alex, vault.sam)

    def known(person: int) -> reading.OpenReading | None:
        with vault.unit() as uow:
            shown = home.home(uow, base=vault.catalogue, today=today(vault), me=people[person], people=people)
        assert shown.own is not None
        return shown.own.reading

    assert known(0) is None
    with vault.unit(vault.alex) as uow:
        view = reading.begin(uow, draft_id=draft.id, person=vault.alex, base=vault.catalogue, today=today(vault))
        reading.keep(uow, reading=view.reading)
    found = known(0)
    assert found is not None
    assert (found.draft_id, found.title) == (draft.id, OUTLINE)
    assert known(1) is None
    with vault.unit() as uow:
        both = home.home(uow, base=vault.catalogue, today=today(vault), me=None, people=people)
    assert both.own is None, "nothing private where both look"


def sign(shell: Shell, passphrase: str) -> None:
    """Yes to everything, and the passphrase."""
    page = page_of(shell)
    for step in page.presenter.steps:
        page.text.show_part(step.key)
    for clause in page.presenter.asked.waiting():
        page.presenter.say(clause, ClauseReply.YES)
    page.text.show_part(FINISH)
    page.text.finish.passphrase.edit.setText(passphrase)
    page.text.finish.sign.click()


def says(shell: Shell, words: str) -> bool:
    QApplication.processEvents()
    return any(words in label.text() for label in shell.findChildren(QLabel) if label.isVisibleTo(shell))


def outline_of(shell: Shell) -> DraftOutline:
    page = shell.pages.current
    if isinstance(page, ScenesPage):
        return page.editor.outline
    assert isinstance(page, GroundRulesPage)
    return page.outline


def shows_agreed(shell: Shell) -> bool:
    outline = outline_of(shell)
    return outline.agreed.isVisibleTo(shell) and not says(shell, "has not read this text yet")


@pytest.mark.parametrize("title", [RULES, OUTLINE])
def test_after_both_have_signed_every_way_in_shows_agreed(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, title: str
) -> None:
    draft = draft_named(vault, title)
    if title == RULES:
        save(vault, draft.evolve(review_on=today(vault) + timedelta(days=60)))
        assert not view_of(vault, draft.id).is_agreed_as_it_stands
    page, argument = (PageId.SCENES, draft.id) if title else (PageId.GROUND_RULES, None)
    shell = shell_for(qtbot, vault, tmp_path, Presence(here=vault.pair))
    shell.pages.go(page, argument)
    click("Read and say yes…", shell)
    for person, words in zip(vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        shell.ws.session.set_presence(Presence(here=vault.pair, turn=person))
        shell.pages.go(PageId.MY_READING, draft.id)
        sign(shell, words)
        shell.ws.session.set_presence(Presence(here=vault.pair))
    assert view_of(vault, draft.id).is_agreed_as_it_stands
    for presence in (Presence(here=vault.pair), Presence(here=vault.pair, turn=vault.sam)):
        shell.ws.session.set_presence(presence)
        shell.pages.go(PageId.HOME)
        shell.on_picked(page)
        if title:
            scenes = shell.pages.current
            assert isinstance(scenes, ScenesPage)
            card = scenes.list.rows[draft.id]
            assert "Agreed" in card.accessibleName()
            card.clicked.emit()
        assert shows_agreed(shell)
        shell.pages.go(PageId.HOME)
        shell.pages.go_back()
        if title:
            shell.pages.go(PageId.HOME)
            shell.pages.go(page, argument)
        assert shows_agreed(shell)
        outline = outline_of(shell)
        outline.show_part(next(iter(outline._makers)))
        assert not shows_agreed(shell)
        shell.pages.go(PageId.HOME)
        shell.pages.go(page, argument)
        assert shows_agreed(shell), "whichever part was left"
    shell.pages.go(PageId.MY_READING, draft.id)
    assert says(shell, "You have both said yes to this text.")
    assert not is_offered(shell)
