"""My patterns: cards, hiding, the switch, the self-check; none of it is shown to both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable
from app.models.base import PersonId
from app.models.pattern_texts import PatternOffer
from app.models.patterns import PatternKind
from app.models.presence import Presence
from app.models.self_check import FlagReply
from app.services import noticing, patterns
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.notice import Notice
from app.ui.page_id import PageId
from app.ui.patterns.page import PatternsPage
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import click, find_all, name_of, said_in


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("patterns") / "vault") as made:
        made.fill_with_sample()
        yield made


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        yield made


def page_of(qtbot: QtBot, vault: TestVault, person: PersonId | None = None, *answers: object) -> PatternsPage:
    ws = workspace_of(vault, vault.folder.parent, here=(person or vault.alex,))
    assert isinstance(ws.prompts, FakePrompts)
    ws.prompts.answers.extend(answers)
    return show_page(qtbot, PatternsPage(ws), size=(1000, 900))


def kinds(page: PatternsPage) -> list[PatternKind]:
    assert page.presenter.view is not None
    return [each.kind for each in page.presenter.view.observations]


def words(page: PatternsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_sample_shows_three_made_from_facts(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled)
    assert kinds(page) == [PatternKind.SOFTENED, PatternKind.AGAIN, PatternKind.LATE]
    softened, again, late = (card.words for card in page.cards)
    assert "“Blindfold · When I receive”" in softened.sentence
    assert "from Not now to Want" in softened.sentence
    assert "3 days earlier" in softened.sentence
    assert [line for _day, line in softened.lines] == [
        "You said Not now",
        "Sam had proposed it",
        "You changed it to Want",
    ]
    assert "You withdrew it" in [line for _day, line in again.lines]
    assert (late.offer, len(late.lines)) == (PatternOffer.REST, 3)
    for card in page.cards:
        assert card.words.question in words(page)


def test_each_person_sees_only_their_own(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled, filled.sam)
    assert kinds(page) == []
    assert "Nobody but you sees this page" in words(page)


def test_it_is_off_until_its_owner_turns_it_on(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        page = page_of(qtbot, vault)
        assert "My patterns is off" in words(page)
        assert "It is off until you turn it on." in words(page)
        assert not page.switch.isChecked()
        page.turn_on.setFocus()
        page.turn_on.click()
        assert "Nothing to show" in words(page)
        assert page.switch.isChecked()
        assert not page.turn_on.isVisible()
        assert page.focusWidget() is page.switch
        with vault.unit() as uow:
            assert noticing.is_looking(uow.private(vault.alex))
            assert not noticing.is_looking(uow.private(vault.sam))


def test_an_observation_is_set_aside_and_shown_again(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault)
    undo: list[object] = []
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    page.cards[0].not_helpful.click()
    page.cards[0].only_this.click()
    assert kinds(page) == [PatternKind.AGAIN, PatternKind.LATE]
    assert "A limit that softened · Blindfold" in words(page)
    assert callable(undo[0])
    undo[0]()
    assert len(kinds(page)) == 3
    title = page.cards[2].words.title
    page.cards[2].whole_kind.click()
    assert kinds(page) == [PatternKind.SOFTENED, PatternKind.AGAIN]
    click(f"Show again: All of this kind: {title}", page)
    assert len(kinds(page)) == 3


def test_nothing_is_said_to_be_set_aside_before_it_is_saved(
    qtbot: QtBot, filled: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise VaultUnwritable

    monkeypatch.setattr(patterns, "set_aside", refuse)
    page = page_of(qtbot, filled)
    toasts: list[str] = []
    page.ws.signals.toasted.connect(lambda text, _undo: toasts.append(text))
    page.cards[0].not_helpful.click()
    page.cards[0].only_this.click()
    assert toasts == []
    assert any(said_in(each) for each in find_all(Notice, page)), "the failure is shown"


def test_resources_and_stopping(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    page.ws.signals.stop_asked.connect(lambda: went.append("stop"))
    page.cards[0].resources.click()
    page.cards[1].stop.click()
    assert went == [(PageId.READING, "resources"), "stop"]
    assert [card.stop.words for card in page.cards] == ["Stop and save here", "Stop and save here", "Take a break"]


def test_stopping_locks(qtbot: QtBot, filled: TestVault) -> None:
    shell = Shell(workspace_of(filled, filled.folder.parent, here=(filled.alex,)), nav_items())
    qtbot.addWidget(shell)
    with qtbot.waitSignal(shell.ws.signals.lock_asked):
        shell.ws.signals.stop_asked.emit()


@pytest.mark.parametrize("delete", [True, False])
def test_the_switch_offers_to_delete_what_was_kept(qtbot: QtBot, vault: TestVault, delete: bool) -> None:
    page = page_of(qtbot, vault, vault.alex, delete)
    page.switch.click()
    assert kinds(page) == []
    assert "My patterns is off" in words(page)
    with vault.unit() as uow:
        own = uow.private(vault.alex)
        assert not noticing.is_looking(own)
        assert bool(own.noticed.all()) is not delete
    assert page.delete.isVisible() is not delete
    page.switch.click()
    assert bool(kinds(page)) is not delete


def test_the_self_check_writes_nothing_until_it_is_kept(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault)
    before = (vault.folder / f"{vault.alex}.db").read_bytes()
    page.begin.click()
    first = page.check.flag
    assert first is not None
    assert page.check.next.words == "Skip it"
    page.check.choice.button(FlagReply.SOMETIMES).click()
    assert page.check.next.words == "Continue"
    while page.check.flag is not None:
        page.check.next.click()
    assert (vault.folder / f"{vault.alex}.db").read_bytes() == before
    page.check.keep.click()
    assert page.presenter.view is not None
    (check,) = page.presenter.view.checks
    assert check.replies == {first.id: FlagReply.SOMETIMES}
    page.on_read(check)
    assert f"{first.title}: Sometimes" in words(page)
    close = page.focusWidget()
    assert isinstance(close, Button)
    close.click()
    assert f"{first.title}: Sometimes" not in words(page)


def test_deleting_saved_answers_can_be_undone(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault)
    undo: list[Callable[[], object]] = []
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    for days in range(2):
        vault.clock.advance(days=days)
        page.presenter.keep_check({"pressure": FlagReply.NO})
    assert page.presenter.view is not None
    before = page.presenter.view.checks
    page.on_read(before[0])
    *_later, first = [each for each in find_all(Button, page) if name_of(each).startswith("Delete: Your answers from")]
    first.click()
    assert page.presenter.view.checks == before[1:]
    assert "Pressure after a no: No" not in words(page)
    undo[0]()
    assert page.presenter.view.checks == before


def test_everybody_reads_the_same_at_the_end_and_dropping_is_the_default(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault)
    ends: list[str] = []
    for reply in (*FlagReply, None):
        page.begin.click()
        while page.check.flag is not None:
            if reply is not None:
                page.check.choice.button(reply).click()
            page.check.next.click()
        ends.append(words(page))
        page.check.drop.click()
        assert page.check.replies == {}
        assert not page.check.isVisible()
    assert len(set(ends)) == 1
    assert page.check.drop.kind is ButtonKind.PRIMARY
    assert page.presenter.view is not None
    assert page.presenter.view.checks == ()


def test_each_flag_and_the_end_are_read_from_the_top(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled)
    assert page.scroller is not None
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    page.ws.design.set_scale(200)
    page.resize(1000, 500)
    page.begin.click()
    while True:
        settle()
        assert page.check.heading.hasFocus()
        assert page.scroller.verticalScrollBar().value() == 0
        if page.check.flag is None:
            return
        page.scroller.verticalScrollBar().setValue(page.scroller.verticalScrollBar().maximum())
        page.check.next.click()


def test_a_reply_can_be_taken_back_and_the_previous_flag_shown(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled)
    page.activate("self_check")
    page.check.choice.button(FlagReply.YES).click()
    page.check.next.click()
    page.check.on_back()
    assert page.check.choice.choice is FlagReply.YES
    page.check.choice.button(FlagReply.YES).click()
    assert page.check.replies == {}


def test_nothing_stays_when_the_partner_comes(qtbot: QtBot, filled: TestVault) -> None:
    page = page_of(qtbot, filled)
    page.begin.click()
    page.check.choice.button(FlagReply.YES).click()
    page.ws.session.set_presence(Presence(here=filled.pair))
    page.on_presence_changed()
    assert (page.cards, page.check.replies, page.presenter.view) == ([], {}, None)
    assert "Blindfold" not in words(page)


def test_in_a_vault_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of(qtbot, vault)
        page.turn_on.click()
        assert "Nothing to show" in words(page)
