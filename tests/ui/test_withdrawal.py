"""Withdrawing on the screen: alone, at once, announced beforehand; what the partner sees afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import VaultUnwritable
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import PersonId
from app.models.clause import Clause, ClauseKind
from app.models.conversation import debrief_of
from app.models.draft_lines import LEFT_OUT, pairing_mark
from app.models.outline import DraftSection
from app.services import drafts
from app.services.clock_check import note_visit
from app.services.shared_list import resting
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.kit.buttons import Button
from app.ui.page_id import PageId
from app.ui.scenes.page import ScenesPage
from tests.support.couples import (
    AGREED,
    OUTLINE,
    agree_on_an_evening,
    draft_named,
    read_and_say_yes,
    save,
    today,
    view_of,
    workspace_of,
)
from tests.support.openings import units_until
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import SHARED, TestVault
from tests.support.widgets import lines_in

pytestmark = pytest.mark.sample


def page_for(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId, scene: str = AGREED) -> ScenesPage:
    ws = workspace_of(vault, folder, here=here or vault.pair)
    return show_page(qtbot, ScenesPage(ws), draft_named(vault, scene).id, size=(1000, 760))


def button(widget: QWidget, words: str) -> Button:
    QApplication.processEvents()
    return next(one for one in widget.findChildren(Button) if one.words == words and one.isVisibleTo(widget))


def first_item(page: ScenesPage) -> str:
    shown = page.editor.outline.agreed.shown
    assert shown is not None
    return shown.items[0].id


def test_one_person_withdraws_an_item_alone_and_at_once(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    agreed = page.editor.outline.agreed
    item = first_item(page)
    agreed.view.withdraw_buttons[item].click()
    assert "Alex will see that this is no longer agreed." in lines_in(agreed.withdraw)
    held = view_of(vault, page.draft.draft.id).agreed_now
    assert held is not None
    assert item in {clause.id for clause in held.clauses}
    button(agreed.withdraw, "Withdraw now").click()
    after = view_of(vault, page.draft.draft.id).agreed_now
    assert after is not None
    assert item not in {clause.id for clause in after.clauses}
    assert item in {clause.id for clause in after.ended}
    assert "You do not owe a reason" in lines_in(agreed.withdraw)
    assert item not in agreed.view.withdraw_buttons


def test_the_partner_sees_it_without_a_date_or_a_name(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    item = first_item(page)
    page.editor.outline.agreed.view.withdraw_buttons[item].click()
    button(page.editor.outline.agreed.withdraw, "Withdraw now").click()
    theirs = page_for(qtbot, vault, tmp_path, vault.alex)
    shown = lines_in(theirs.editor.outline.agreed.view)
    no_longer = shown.split("No longer agreed", 1)[1]
    assert "Massage" in no_longer
    assert "withdr" not in no_longer.lower().replace("either of us", "")
    assert "2026" not in no_longer


def test_together_it_is_withdrawn_for_both_and_nobody_is_named(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    agreed = page.editor.outline.agreed
    item = first_item(page)
    agreed.view.withdraw_buttons[item].click()
    assert "This withdraws it for both of you." in lines_in(agreed.withdraw)
    assert not {"Alex", "Sam"} & set(lines_in(agreed.withdraw).split())
    button(agreed.withdraw, "Withdraw now").click()
    assert "Neither of you owes a reason." in lines_in(agreed.withdraw)
    held = view_of(vault, page.draft.draft.id).agreed_now
    assert held is not None
    assert item in {clause.id for clause in held.ended}
    for person in vault.pair:
        with vault.unit() as uow:
            assert uow.parts.get(person, LEFT_OUT, f"{page.draft.draft.id}/{mark_of(held, item)}") is not None


def mark_of(held: CurrentAgreement, clause_id: str) -> str:
    clause = held.agreement.document.clause(clause_id)
    assert clause is not None
    assert clause.item is not None
    return pairing_mark(clause.item.pairing)


def test_keeping_it_changes_nothing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    before = view_of(vault, page.draft.draft.id)
    page.editor.outline.agreed.view.withdraw_buttons[""].click()
    QTest.keyClick(button(page.editor.outline.agreed.withdraw, "Withdraw now"), Qt.Key.Key_Escape)
    assert not page.editor.outline.agreed.withdraw.isVisibleTo(page)
    assert view_of(vault, page.draft.draft.id) == before


def test_all_of_it_then_words_for_telling_and_somebody_to_talk_to(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    panel = page.editor.outline.agreed.withdraw
    page.editor.outline.agreed.view.withdraw_buttons[""].click()
    button(panel, "Withdraw now").click()
    version = view_of(vault, page.draft.draft.id).versions[0]
    assert version.state is AgreementState.ENDED
    assert version.items == ()
    button(panel, "Copy these words").click()
    assert QGuiApplication.clipboard().text() == vault.texts.withdrawal_scripts[0].text
    page.ws.clipboard.clear()
    button(panel, "Somebody to talk to").click()
    assert went == [(PageId.READING, "resources")]
    assert page.editor.outline.agreed.view.withdraw_buttons == {}


def test_a_scene_that_is_over_ends_and_older_versions_can_be_read(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=45))
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    page = page_for(qtbot, vault, tmp_path, vault.alex, scene=OUTLINE)
    agreed = page.editor.outline.agreed
    assert agreed.shown is not None
    assert agreed.shown.agreement.number == 2
    button(agreed.view, "This scene is over").click()
    page.ws.scene_over.flush()
    assert view_of(vault, outline.id).versions[0].state is AgreementState.ENDED
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    oldest, newest = (view_of(vault, outline.id).versions[number].agreement for number in (-1, 0))
    button(agreed.view, "Talk it over").click()
    assert went == [(PageId.CONVERSATION, debrief_of(newest.id))], "what was told about it can be read again"
    agreed.on_show(oldest.id)
    assert "1 hour" in lines_in(agreed.view)


def test_after_the_review_date_it_is_shown_as_lapsed(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    vault.clock.advance(days=200)
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    page.editor.outline.show_part(OutlinePart.AGREED)
    assert "Ended on" in lines_in(page.editor.outline.agreed.view)
    assert page.editor.outline.agreed.view.withdraw_buttons == {}


def protecting(vault: TestVault, scene: str) -> Clause:
    held = view_of(vault, draft_named(vault, scene).id).agreed_now
    assert held is not None
    return next(c for c in held.clauses if c.kind is ClauseKind.PROTECTION and c.section is not DraftSection.LIMITS)


def test_before_a_protection_ends_the_question_says_what_ends_with_it(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    clause = protecting(vault, AGREED)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    agreed = page.editor.outline.agreed
    agreed.view.withdraw_buttons[first_item(page)].click()
    assert "If it ends" not in lines_in(agreed.withdraw)
    agreed.view.withdraw_buttons[clause.id].click()
    assert "If it ends, so does everything this agreement allows." in lines_in(agreed.withdraw)
    assert view_of(vault, page.draft.draft.id).agreed_now is not None
    button(agreed.withdraw, "Withdraw now").click()
    after = view_of(vault, page.draft.draft.id)
    assert after.agreed_now is None
    assert after.versions[0].items == ()


@pytest.mark.parametrize("everything", [False, True])
def test_before_ground_rules_end_the_question_names_the_scenes_read_with_them(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, everything: bool
) -> None:
    ws = workspace_of(vault, tmp_path, here=(vault.alex,))
    page = show_page(qtbot, GroundRulesPage(ws), size=(1000, 760))
    QApplication.processEvents()
    agreed = page.outline.agreed
    agreed.view.withdraw_buttons["" if everything else protecting(vault, "").id].click()
    assert "the scenes that were read with the" in lines_in(agreed.withdraw)
    button(agreed.withdraw, "Withdraw now").click()
    assert view_of(vault, draft_named(vault, AGREED).id).versions[0].items == ()


def test_not_any_more_is_asked_in_the_same_breath_and_rests(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    held = view_of(vault, draft_named(vault, AGREED).id).agreed_now
    assert held is not None
    item = held.items[0].item
    assert item is not None
    if all(one.pairing != item.pairing for one in outline.items):
        with vault.unit(SHARED) as uow:
            drafts.propose_item(uow, draft_id=outline.id, pairing=item.pairing, by=vault.sam, new_id=vault.ids)
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    panel = page.editor.outline.agreed.withdraw
    page.editor.outline.agreed.view.withdraw_buttons[held.items[0].id].click()
    assert panel.question is not None
    assert panel.question.choice.choice is False, "it stays on the list unless something else is chosen"
    assert [tick.text() for tick in panel.question.ticks.values()] == [OUTLINE]
    panel.question.choice.button(True).click()
    assert "Only you can bring it back" in lines_in(panel)
    next(iter(panel.question.ticks.values())).click()
    with vault.unit() as uow:
        assert resting(uow, vault.sam) == ()
    button(panel, "Withdraw now").click()
    with vault.unit() as uow:
        assert resting(uow, vault.sam) == (item.pairing,)
    other = view_of(vault, outline.id).agreed_now
    assert other is not None
    assert all(clause.item is None or clause.item.pairing != item.pairing for clause in other.items)


def test_the_way_to_the_resources_stands_beside_the_button(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    page.editor.outline.agreed.view.withdraw_buttons[""].click()
    assert page.editor.outline.agreed.withdraw.question is None
    button(page.editor.outline.agreed.withdraw, "Somebody to talk to").click()
    assert went == [(PageId.READING, "resources")]


def test_together_it_rests_until_each_of_them_wakes_it(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    panel = page.editor.outline.agreed.withdraw
    page.editor.outline.agreed.view.withdraw_buttons[first_item(page)].click()
    assert panel.question is not None
    assert panel.question.choice.choice is False
    panel.question.choice.button(True).click()
    assert "until each of you has brought it back" in lines_in(panel)
    button(panel, "Withdraw now").click()
    with vault.unit() as uow:
        assert [len(resting(uow, person)) for person in vault.pair] == [1, 1]


def test_while_the_day_is_in_doubt_one_clause_can_be_withdrawn(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    with vault.unit(vault.sam) as uow:
        note_visit(uow, vault.sam, today(vault) + timedelta(days=40))
        uow.commit()
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.editor.outline.show_part(OutlinePart.AGREED)
    agreed = page.editor.outline.agreed
    assert agreed.shown is not None
    (item, *_) = agreed.shown.unsure
    agreed.view.withdraw_buttons[item.id].click()
    button(agreed.withdraw, "Withdraw now").click()
    assert item in view_of(vault, page.draft.draft.id).versions[0].ended


def once(vault: TestVault) -> str:
    return agree_on_an_evening(vault).document.draft_id


def state_of(vault: TestVault, draft_id: str) -> AgreementState:
    return view_of(vault, draft_id).versions[0].state


def test_that_a_scene_is_over_can_be_undone_before_it_is_written(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    scene = once(vault)
    page = page_for(qtbot, vault, tmp_path, vault.alex, scene=OUTLINE)
    agreed = page.editor.outline.agreed
    button(agreed.view, "This scene is over").click()
    assert "It ends in a minute" in lines_in(agreed.view)
    assert state_of(vault, scene) is AgreementState.AGREED
    button(agreed.view, "Not over yet").click()
    page.ws.scene_over.flush()
    assert state_of(vault, scene) is AgreementState.AGREED
    button(agreed.view, "This scene is over").click()
    page.ws.scene_over.minute.timeout.emit()
    assert state_of(vault, scene) is AgreementState.ENDED


def test_a_scene_that_is_over_leads_to_care_and_can_be_undone_from_anywhere(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    scene = once(vault)
    page = page_for(qtbot, vault, tmp_path, vault.alex, scene=OUTLINE)
    went, undo = [], []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    button(page.editor.outline.agreed.view, "This scene is over").click()
    assert went == [(PageId.AFTERWARDS, view_of(vault, scene).versions[0].agreement.id)]
    page.flush()
    assert state_of(vault, scene) is AgreementState.AGREED, "leaving the page writes nothing"
    undo[-1]()
    page.ws.scene_over.flush()
    assert state_of(vault, scene) is AgreementState.AGREED


def test_an_ended_version_is_put_out_of_ones_own_sight_alone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    agreed = page.editor.outline.agreed
    assert not any(b.words == "Hide it for me" for b in agreed.view.findChildren(Button))
    agreed.view.withdraw_buttons[""].click()
    button(agreed.withdraw, "Withdraw now").click()
    page.editor.outline.show_part(OutlinePart.AGREED)
    button(agreed.view, "Hide it for me").click()
    assert not agreed.view.isVisibleTo(page)
    for here in ((vault.alex,), vault.pair):
        theirs = page_for(qtbot, vault, tmp_path, *here)
        theirs.editor.outline.show_part(OutlinePart.AGREED)
        assert theirs.editor.outline.agreed.shown is not None, "their own sight alone"
        assert not theirs.editor.outline.agreed.history.show_hidden.isVisibleTo(theirs)
    button(agreed, "Show what I have hidden").click()
    assert agreed.view.isVisibleTo(page)


def test_newer_ground_rules_only_mark_a_scene(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    changed = "newer ground rules since"
    assert changed not in lines_in(page_for(qtbot, vault, tmp_path).editor.outline.agreed.view)
    rules = draft_named(vault, "")
    save(vault, rules.evolve(place="anywhere"))
    for person in vault.pair:
        read_and_say_yes(vault, person, rules.id)
    page = page_for(qtbot, vault, tmp_path)
    assert changed in lines_in(page.editor.outline.agreed.view)
    assert page.draft.view is not None
    assert page.draft.view.agreed_now is not None


def test_a_withdrawal_that_cannot_be_saved_says_why_and_can_be_tried_again(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    ws = replace(workspace_of(vault, tmp_path, here=(vault.sam,)), units=units_until(vault, 0))
    page = ScenesPage(ws)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.activate(draft_named(vault, AGREED).id)
    agreed = page.editor.outline.agreed
    agreed.view.withdraw_buttons[first_item(page)].click()
    button(agreed.withdraw, "Withdraw now").click()
    assert "This could not be saved" in lines_in(agreed.notice)
    assert button(agreed.withdraw, "Withdraw now").isEnabled()
    agreed.on_end()
    with pytest.raises(VaultUnwritable):
        ws.scene_over.flush()


def test_together_an_older_version_can_be_deleted_after_asking(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    scene = once(vault)
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=45))
    for person in vault.pair:
        read_and_say_yes(vault, person, scene)
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    agreed = page.editor.outline.agreed
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    agreed.on_show(view_of(vault, scene).versions[-1].agreement.id)
    prompts.answers.extend([False, True, True])
    button(agreed.view, "Delete it for both of you…").click()
    assert len(view_of(vault, scene).versions) == 2
    button(agreed.view, "Delete it for both of you…").click()
    assert len(view_of(vault, scene).versions) == 1
    page.ws.end_scene(view_of(vault, scene).versions[0].agreement.id)
    page.ws.scene_over.flush()
    page.editor.outline.show_part(OutlinePart.AGREED)
    button(agreed.view, "Delete it for both of you…").click()
    assert "This version is still needed" in lines_in(agreed.notice)
