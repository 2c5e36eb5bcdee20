"""The history of a text on screen: its events in words, and nothing of versions that somebody has hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.models.base import PersonId
from app.services import agreements, draft_lists, drafts
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.history.page import HistoryPage
from app.ui.home.page import HomePage
from app.ui.kit.surfaces import ClickRow
from app.ui.scenes.list_view import row_state
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, view_of, workspace_of
from tests.support.vaults import SHARED, TestVault
from tests.support.widgets import button, find_all, is_shown

pytestmark = pytest.mark.sample


def agree(vault: TestVault, **changes: object) -> str:
    draft = draft_named(vault, "")
    save(vault, draft.evolve(**changes))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    return view_of(vault, draft.id).versions[0].agreement.id


def pane_of(qtbot: QtBot, vault: TestVault, folder: Path, *, alone: bool = False) -> AgreedPane:
    page = GroundRulesPage(workspace_of(vault, folder, here=vault.pair[:1] if alone else vault.pair))
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.activate()
    page.outline.show_part(OutlinePart.AGREED)
    QApplication.processEvents()
    return page.outline.agreed


def history(pane: AgreedPane) -> list[str]:
    QApplication.processEvents()
    words = ("Version", "Its ", "Ended", "Part of")
    found = [label.text() for label in find_all(QLabel, pane.history)]
    return [text.partition(" on ")[0].partition(": 2")[0] for text in found if text.startswith(words)]


def test_one_that_only_was_agreed_has_no_history(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    assert not pane_of(qtbot, vault, tmp_path).history.isVisible()


def test_agreed_changed_passed_renewed_and_ended(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    agree(vault, place="the study")
    vault.clock.advance(days=200)
    last = agree(vault, review_on=None)
    pane = pane_of(qtbot, vault, tmp_path)
    expected = [
        "Version 3: renewed",
        "Its review date passed",
        "Version 2: agreed",
        "Version 1: agreed",
    ]
    assert [text.partition(": 1")[0] for text in history(pane)] == expected
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=last, clause_ids=None, now=vault.clock())
    assert history(pane_of(qtbot, vault, tmp_path))[0] == "Ended", "without a day"


def test_a_hidden_version_is_in_nobodys_history_but_the_partners(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    first = view_of(vault, draft_named(vault, "").id).versions[0].agreement.id
    agree(vault, place="the study")
    with vault.unit(vault.alex) as uow:
        drafts.put_out_of_sight(uow, person=vault.alex, agreement_ids=(first,), hide=True)
    alone = pane_of(qtbot, vault, tmp_path, alone=True)
    assert not is_shown(QLabel, "Version 1", alone.history)
    assert all("Version 1" not in text for text in history(alone))
    assert button("Show what I have hidden", alone).isVisible()
    assert any("Version 1" in text for text in history(pane_of(qtbot, vault, tmp_path)))


def test_newer_ground_rules_mark_the_scenes_that_were_read_with_the_older_ones(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    def words() -> str:
        with vault.unit() as uow:
            rows = draft_lists.scenes(uow, base=vault.catalogue, today=today(vault))
        row = next(row for row in rows if row.draft.title == AGREED)
        return row_state(row, "")[0]

    assert "newer" not in words()
    rules = draft_named(vault, "")
    save(vault, rules.evolve(place="the study"))
    for person in vault.pair:
        read_and_say_yes(vault, person, rules.id)
    assert words().endswith("; your ground rules are newer")
    page = HomePage(workspace_of(vault, tmp_path, here=vault.pair))
    qtbot.addWidget(page)
    page.activate()
    noted = [step.title for step in page.presenter.agreed() if "newer ground rules" in step.note]
    assert noted == [AGREED]


def all_events(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId) -> list[str]:
    page = HistoryPage(workspace_of(vault, folder, here=here))
    qtbot.addWidget(page)
    page.show()
    page.activate()
    QApplication.processEvents()
    return [row.accessibleName().partition(" on ")[0] for row in find_all(ClickRow, page) if row.isVisible()]


def test_everything_agreed_is_one_timeline_in_which_an_end_has_no_day(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    vault.clock.advance(days=3)
    agree(vault, place="the study")
    scene = draft_named(vault, AGREED)
    vault.clock.advance(days=3)
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=view_of(vault, scene.id).versions[0].agreement.id)
    expected = [
        "Ground rules, Version 2: agreed",
        f"{AGREED}, Ended",
        f"{AGREED}, Version 1: agreed",
        "Ground rules, Version 1: agreed",
    ]
    found = all_events(qtbot, vault, tmp_path, *vault.pair)
    assert sorted(found) == sorted(expected)
    assert found[0] == expected[0], "an end that came later than this does not stand above it"
    assert found.index(f"{AGREED}, Ended") + 1 == found.index(f"{AGREED}, Version 1: agreed")


def test_what_somebody_has_hidden_is_hidden_from_them_alone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    ended = view_of(vault, draft_named(vault, AGREED).id).versions[0].agreement.id
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=ended)
    with vault.unit(vault.alex) as uow:
        drafts.put_out_of_sight(uow, person=vault.alex, agreement_ids=[ended], hide=True)
    assert not [words for words in all_events(qtbot, vault, tmp_path, vault.alex) if AGREED in words]
    assert [words for words in all_events(qtbot, vault, tmp_path, vault.sam) if AGREED in words]
    assert [words for words in all_events(qtbot, vault, tmp_path, *vault.pair) if AGREED in words]
