"""A pause before wider changes count, by the path a person takes: set, read, shown, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.base import ItemId
from app.models.outline import Line, Scope
from app.models.reading import ClauseReply
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.ground_rules.parts import OwnPart
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.page import Page
from app.ui.scenes.page import ScenesPage
from app.ui.scenes.parts import PlaceView
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of, workspace_of
from tests.support.vaults import SAM_WORDS, TestVault
from tests.support.widgets import find_all, is_shown

pytestmark = pytest.mark.sample

HANDS = "photos of hands"


def shown(qtbot: QtBot, page: Page, argument: object = None) -> Page:
    page.ws.session.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.activate(argument)
    QApplication.processEvents()
    return page


def says(widget: QWidget, words: str) -> bool:
    QApplication.processEvents()
    return any(words in label.text() for label in find_all(QLabel, widget))


def widen(vault: TestVault, *, days: int = 7) -> str:
    """A rule that allows something is proposed for the ground rules, with a pause; the id of the draft."""
    draft = draft_named(vault, "")
    rule = Line(id=ItemId(vault.ids()), text=HANDS, allows=True)
    save(vault, draft.evolve(rules=(*draft.rules, rule), wider_from=today(vault) + timedelta(days=days)))
    return draft.id


def test_the_day_is_asked_for_where_something_is_agreed_and_kept(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = GroundRulesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, page)
    page.outline.show_part(OutlinePart.OWN)
    part = page.outline.part(OutlinePart.OWN)
    assert isinstance(part, OwnPart)
    assert part.pause.isVisible()
    day = today(vault) + timedelta(days=9)
    part.pause.picked.emit(day)
    assert draft_named(vault, "").wider_from == day
    part.pause.picked.emit(None)
    assert draft_named(vault, "").wider_from is None


@pytest.mark.parametrize(
    ("title", "scope", "is_asked"),
    [
        (AGREED, Scope.UNTIL_REVIEW, True),
        (AGREED, Scope.ONCE, False),
        (OUTLINE, Scope.UNTIL_REVIEW, False),
    ],
)
def test_it_is_asked_for_only_where_a_change_could_widen_what_is_agreed(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, title: str, scope: Scope, is_asked: bool
) -> None:
    draft = draft_named(vault, title)
    save(vault, draft.evolve(scope=scope))
    page = ScenesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, page, draft.id)
    page.editor.outline.show_part(OutlinePart.PLACE)
    part = page.editor.outline.part(OutlinePart.PLACE)
    assert isinstance(part, PlaceView)
    assert part.pause.isVisible() is is_asked


def test_a_reader_is_told_of_the_pause_before_saying_yes(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    draft_id = widen(vault)
    read_and_say_yes(vault, vault.alex, draft_id)
    page = MyReadingPage(workspace_of(vault, tmp_path, here=vault.pair, turn=vault.sam))
    shown(qtbot, page, draft_id)
    page.text.show_part("rules:0")
    assert says(page.text, "Counts from")
    for clause in page.presenter.asked.waiting():
        page.presenter.say(clause, ClauseReply.YES)
    page.text.show_part(FINISH)
    assert says(page.text.finish, "What is wider than before counts from")
    page.presenter.sign(SAM_WORDS)
    qtbot.waitUntil(lambda: bool(view_of(vault, draft_id).versions[0].waiting))


def test_the_agreed_page_shows_what_waits_apart_and_lets_it_be_withdrawn(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    draft_id = widen(vault)
    for person in vault.pair:
        read_and_say_yes(vault, person, draft_id)
    page = GroundRulesPage(workspace_of(vault, tmp_path, here=vault.pair[:1]))
    shown(qtbot, page)
    page.outline.show_part(OutlinePart.AGREED)
    pane = page.outline.agreed
    (waiting,) = view_of(vault, draft_id).versions[0].waiting
    qtbot.waitUntil(lambda: waiting.id in pane.view.withdraw_buttons)
    assert says(pane.view, "Counts from")
    assert says(pane.view, "Until then, what you agreed before stays.")
    assert is_shown(QWidget, f"Withdraw: {HANDS}", pane.view)
    assert not says(pane.view, "Until then, as you agreed before"), "nothing was there in its place"
    vault.clock.advance(days=7)
    page.presenter.reload()
    assert not says(pane.view, "Counts from")


def test_what_counts_until_then_is_named_beside_what_comes_after_it(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    draft = draft_named(vault, "")
    save(vault, draft.evolve(place="the study"))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    save(vault, draft_named(vault, "").evolve(place="anywhere", wider_from=today(vault) + timedelta(days=7)))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    page = GroundRulesPage(workspace_of(vault, tmp_path, here=vault.pair))
    shown(qtbot, page)
    page.outline.show_part(OutlinePart.AGREED)
    assert says(page.outline.agreed.view, "Until then, as you agreed before")
    words = [view.words for view in page.outline.agreed.view.findChildren(ClauseView)]
    assert [each.text for each in words if each.text in ("the study", "anywhere")][-2:] == ["anywhere", "the study"]
