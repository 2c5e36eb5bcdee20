"""The screen Scenes over real files: list, editor, proposing, refusals in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.blockers import Blocker, Requirement
from app.models.clause import ClauseKind
from app.models.draft_lines import DRAFT
from app.models.limits import Outcome
from app.models.outline import DraftField, DraftSection, PersonNeeds, Phase, Scope, own_words_of
from app.ui.agreement.lines import ChipText
from app.ui.agreement.section_view import OutlinePart
from app.ui.kit.link import LinkLine
from app.ui.kit.section_list import SectionState
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId
from app.ui.scenes.more_view import MoreView
from app.ui.scenes.page import ScenesPage
from app.ui.scenes.parts import NeedsView, OutView, PlaceView
from app.ui.scenes.proposal_row import ProposalRow
from tests.support.couples import (
    AGREED,
    OUTLINE,
    draft_named,
    read_and_say_yes,
    save,
    shared_item,
    view_of,
    workspace_of,
)
from tests.support.leaks import settle
from tests.support.openings import take_back, units_until
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import SHARED, TestVault, vault_for
from tests.support.widgets import button, click, is_shown, said_in

pytestmark = pytest.mark.sample


def page_for(
    qtbot: QtBot,
    vault: TestVault,
    folder: Path,
    *here: PersonId,
    scene: str | None = None,
    writes: int | None = None,
) -> ScenesPage:
    """The page, shown, with both here unless somebody is alone; the disk is full after `writes` writes."""
    ws = workspace_of(vault, folder, here=here or vault.pair)
    page = ScenesPage(ws if writes is None else replace(ws, units=units_until(vault, writes)))
    argument = draft_named(vault, scene).id if scene is not None else None
    return show_page(qtbot, page, argument, size=(1000, 760))


def prompts_of(page: ScenesPage) -> FakePrompts:
    assert isinstance(page.ws.prompts, FakePrompts)
    return page.ws.prompts


def toasts_of(page: ScenesPage) -> list[tuple[str, Any]]:
    said: list[tuple[str, Any]] = []
    page.ws.signals.toasted.connect(lambda text, undo: said.append((text, undo)))
    return said


def submenu(card: ProposalRow, title: str) -> dict[str, QAction]:
    """The actions of a card's submenu, by title."""
    found = [menu for menu in card.menu.findChildren(QMenu) if menu.title() == title][-1]
    return {action.text(): action for action in found.actions()}


def test_the_list_shows_the_state_of_each_scene(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    names = [card.accessibleName() for card in page.list.rows.values()]
    assert names[0].startswith(f"{AGREED}, Agreed until")
    assert names[1] == f"{OUTLINE}, Outline"


def test_a_new_scene_opens_in_the_editor(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    prompts_of(page).answers.append("A walk")
    page.on_new()
    assert page.is_editing
    assert page.draft.draft.title == "A walk"
    assert draft_named(vault, "A walk").items == ()
    page.show_list()
    assert len(page.list.rows) == 3


def test_an_empty_list_offers_the_first_step(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "new") as vault:
        page = page_for(qtbot, vault, tmp_path)
        assert page.empty.isVisibleTo(page)
        assert not page.new.isVisibleTo(page)
        prompts_of(page).answers.append(None)
        QTest.keyClick(page.first, Qt.Key.Key_Space)
        assert not page.is_editing


def test_deleting_can_be_undone_and_agreed_ones_offer_only_a_copy(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path)
    toasts = toasts_of(page)
    outline = draft_named(vault, OUTLINE)
    page.list.deleted.emit(outline.id)
    assert len(page.list.rows) == 1
    toasts[-1][1]()
    assert len(page.list.rows) == 2
    assert draft_named(vault, OUTLINE) == outline
    save(vault, draft_named(vault, AGREED).evolve(title="ערב שקט"))
    page.activate()
    page.list.duplicated.emit(draft_named(vault, "ערב שקט").id)
    assert page.is_editing
    assert page.draft.draft.title == "ערב שקט (copy)"


def test_whoever_was_handed_the_device_copies_and_deletes_for_themselves(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.ws.session.set_presence(page.ws.session.presence.handed_to(vault.alex))
    outline = draft_named(vault, OUTLINE)
    page.presenter.duplicate(outline.id)
    copy = draft_named(vault, f"{OUTLINE} (copy)")
    assert copy == own_words_of(copy, (vault.alex,))
    page.presenter.delete(outline.id)
    with vault.unit() as uow:
        assert uow.parts.get(vault.sam, DRAFT, outline.id) is not None


def test_a_scene_that_cannot_be_deleted_stays_and_the_list_says_why(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, writes=0)
    toasts = toasts_of(page)
    page.list.deleted.emit(draft_named(vault, OUTLINE).id)
    assert is_shown(QLabel, "This could not be saved", page)
    assert toasts == []
    assert len(page.list.rows) == 2


def test_a_line_is_said_to_be_taken_out_only_once_it_is(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE, writes=1)
    toasts = toasts_of(page)
    page.draft.add_line("exclusions", "No photos")
    page.draft.remove_line("exclusions", page.draft.draft.exclusions[-1].id)
    assert is_shown(QLabel, "This could not be saved", page)
    assert toasts == []
    assert page.draft.draft.exclusions[-1].text == "No photos"


def test_undoing_puts_a_line_back_in_its_place_beside_newer_ones(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    toasts = toasts_of(page)
    page.draft.revise(exclusions=())
    page.draft.add_line("exclusions", "No photos")
    page.draft.remove_line("exclusions", page.draft.draft.exclusions[0].id)
    page.draft.add_line("exclusions", "No visitors")
    toasts[-1][1]()
    assert [line.text for line in draft_named(vault, OUTLINE).exclusions] == ["No photos", "No visitors"]


def test_taking_an_activity_out_asks_how_and_can_be_undone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    toasts, items = toasts_of(page), page.editor.items
    item = page.draft.draft.items[0]
    items.cards[item.id].removed.emit(item)
    assert items.taking_out.isVisibleTo(items)
    assert item in page.draft.draft.items
    assert items.taking_out.question is not None
    assert items.taking_out.question.choice.keys == (False, True)
    click("Take it out", items.taking_out)
    assert not items.taking_out.isVisibleTo(items)
    assert all(one.pairing != item.pairing for one in draft_named(vault, OUTLINE).items)
    toasts[-1][1]()
    assert any(one.pairing == item.pairing for one in draft_named(vault, OUTLINE).items)


def test_an_activity_that_left_the_list_is_not_put_back(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    toasts = toasts_of(page)
    item = page.draft.draft.items[0]
    page.draft.remove_item(item, "It")
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.alex, item.pairing.key)
    toasts[-1][1]()
    assert item.pairing not in [one.pairing for one in draft_named(vault, OUTLINE).items]
    assert page.editor.items.notice.isVisibleTo(page)


def test_an_opened_limit_is_refused_in_place(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    limit = shared_item(vault, Outcome.OFF)
    before = draft_named(vault, OUTLINE)
    items = page.editor.items
    items.on_propose()
    title = vault.catalogue.find(limit.pairing.activity_id)
    assert title is not None
    items.panel.field.setText(title.title)
    items.panel.field.searched.emit(title.title)
    row = [offer.pairing for offer in items.panel.list.offers].index(limit.pairing)
    page.window().resize(1024, 420)
    settle()
    items.panel.list.choose(row)
    settle()
    assert said_in(items.notice).startswith(f"“{title.title}” stays out")
    assert items.notice.visibleRegion().boundingRect().size() == items.notice.size(), "also in a low window"
    assert draft_named(vault, OUTLINE) == before


def test_what_is_not_listed_gets_the_one_message(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    items = page.editor.items
    said = set()
    for item in (shared_item(vault, Outcome.TALK), shared_item(vault, Outcome.OFFERED)):
        page.draft.propose(item.pairing, "whatever")
        said.add(said_in(items.notice))
    assert len(said) == 1
    assert said.pop().startswith(vault.texts.notices.not_on_list)


def test_without_a_search_the_picker_offers_only_what_can_be_proposed(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    items = page.editor.items
    items.on_propose()
    allowed = {item.pairing for item in view_of(vault, page.draft.draft.id).shared if item.may_be_proposed}
    taken = {item.pairing for item in page.draft.draft.items}
    offered = {offer.pairing for offer in items.panel.list.offers if offer.pairing is not None}
    assert offered == allowed - taken
    wanted = items.panel.list.offers[items.panel.list.currentIndex().row()].pairing
    QTest.keyClick(items.panel.field, Qt.Key.Key_Return)
    assert page.draft.draft.items[-1].pairing == wanted
    assert page.draft.draft.items[-1].proposed_by is None
    QTest.keyClick(items.panel.field, Qt.Key.Key_Escape)
    assert not items.panel.isVisibleTo(page)
    assert items.propose.isVisibleTo(page)


def test_alone_a_proposal_is_marked(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    taken = {item.pairing for item in page.draft.draft.items}
    shared = view_of(vault, page.draft.draft.id).shared
    fresh = next(item for item in shared if item.may_be_proposed and item.pairing not in taken)
    page.draft.propose(fresh.pairing, "x")
    assert draft_named(vault, OUTLINE).items[-1].proposed_by == vault.sam


def test_items_are_lowered_phased_worded_and_taken_out_with_undo(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    toasts = toasts_of(page)
    item = next(one for one in page.draft.draft.items if one.ceiling is Ceiling.MEDIUM)
    card = page.editor.items.cards[item.id]
    up_to = submenu(card, "Up to")
    assert set(up_to) == {"very light", "light", "medium"}
    up_to["light"].trigger()
    submenu(card, "When")["At the end"].trigger()
    kept = draft_named(vault, OUTLINE).item(item.id)
    assert kept is not None
    assert (kept.ceiling, kept.phase) == (Ceiling.LIGHT, Phase.CLOSING)
    card.menu.actions()[-1].trigger()
    click("Take it out", page.editor.items.taking_out)
    assert draft_named(vault, OUTLINE).item(item.id) is None
    toasts[-1][1]()
    back = draft_named(vault, OUTLINE).items[-1]
    assert back.evolve(id=item.id) == kept


def titles(page: ScenesPage) -> list[str]:
    cards = page.editor.items.cards.values()
    return [card.accessibleName() for card in sorted(cards, key=lambda card: card.y())]


def test_activities_are_moved_by_menu_by_key_and_by_dragging(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    toasts, items = toasts_of(page), page.editor.items
    with qtbot.waitActive(page):
        page.activateWindow()
    settle()
    first, second, third = before = titles(page)
    card = items.cards[page.draft.draft.items[0].id]
    acts = {action.text(): action for action in card.menu.actions()}
    assert not acts["Move up"].isEnabled()
    acts["Move down"].trigger()
    settle()
    assert titles(page) == [second, first, third]
    assert card.more is not None
    card.more.setFocus()
    QTest.keyClick(card.more, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert titles(page) == [second, third, first]
    assert card.more.hasFocus(), "the keyboard stays with what moved"
    last = items.cards[page.draft.draft.items[1].id]
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    for target in (last, items.cards[page.draft.draft.items[0].id]):
        QTest.mouseMove(card, card.mapFromGlobal(target.mapToGlobal(QPoint(5, 2))))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    settle()
    assert titles(page) == before
    assert items.cards[draft_named(vault, OUTLINE).items[0].id] is card
    toasts[-1][1]()
    settle()
    assert titles(page) == [second, third, first]


def test_alone_one_does_not_move_what_both_proposed(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    for card in page.editor.items.cards.values():
        acts = {action.text(): action for action in card.menu.actions()}
        assert not acts["Move up"].isEnabled()
        assert not acts["Move down"].isEnabled()


def test_words_on_an_item_are_kept_when_leaving(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    item = page.draft.draft.items[0]
    card = page.editor.items.cards[item.id]
    card.on_write()
    assert card._details is not None
    card._details.edit.setPlainText("only on the sofa")
    page.flush()
    kept = draft_named(vault, OUTLINE).item(item.id)
    assert kept is not None
    assert kept.details == "only on the sofa"


def test_each_part_saves_what_was_entered(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    editor = page.editor
    editor.outline.show_part(OutlinePart.NEEDS)
    needs = editor.outline.parts[OutlinePart.NEEDS]
    assert isinstance(needs, NeedsView)
    needs.cards[vault.sam].chips.chip("rest").click()
    editor.outline.show_part(OutlinePart.OUT)
    out = editor.outline.parts[OutlinePart.OUT]
    assert isinstance(out, OutView)
    out.lines.chips.chip("Marks").click()
    assert out.lines.texts[-1] == "Marks"
    editor.outline.show_part(OutlinePart.PLACE)
    place = editor.outline.parts[OutlinePart.PLACE]
    assert isinstance(place, PlaceView)
    place.place.chips.chip("Bedroom").click()
    place.cap.setValue(75)
    kept = draft_named(vault, OUTLINE)
    assert "rest" in next(n for n in kept.needs if n.person == vault.sam).needs
    assert [line.text for line in kept.exclusions][-1] == "Marks"
    assert kept.place == "At home; Bedroom"
    assert kept.cap_minutes == 75
    place.place.chips.chip("Bedroom").click()
    assert draft_named(vault, OUTLINE).place == "At home"


def test_a_scene_for_one_evening_may_say_when_it_begins(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.PLACE)
    place = page.editor.outline.parts[OutlinePart.PLACE]
    assert isinstance(place, PlaceView)
    place.time.field.edit.setPlainText("after dinner")
    page.flush()
    clause = view_of(vault, page.draft.draft.id).document.clause("field:time")
    assert clause is not None
    assert clause.text == "after dinner"
    place.scope.button(Scope.UNTIL_REVIEW).click()
    assert not place.time.isVisibleTo(page)
    assert view_of(vault, page.draft.draft.id).document.clause("field:time") is None


def test_together_nobody_writes_what_is_one_persons_own(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.NEEDS)
    needs = page.editor.outline.parts[OutlinePart.NEEDS]
    assert isinstance(needs, NeedsView)
    assert not any(card.words.isVisibleTo(page) for card in needs.cards.values())
    page.draft.set_own("needs", PersonNeeds(person=vault.sam, text="written for Sam"))
    assert "written for Sam" not in draft_named(vault, OUTLINE).model_dump_json()
    handed: list[tuple[object, ...]] = []
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    needs.turn.buttons[vault.sam].click()
    assert handed == [(vault.sam, PageId.SCENES, page.draft.draft.id)]


def test_each_names_whom_they_may_call_and_nobody_else_changes_that(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.MORE)
    more = page.editor.outline.parts[OutlinePart.MORE]
    assert isinstance(more, MoreView)
    more.parts[DraftSection.CONTACTS].open()
    chip = next(c for c in more.findChildren(ChipText) if c.field.edit.accessibleName() == "People Sam may call")
    chip.chips.chip("Our therapist").click()
    (said,) = draft_named(vault, OUTLINE).contacts
    assert (said.person, said.text) == (vault.sam, "Our therapist")
    clause = view_of(vault, page.draft.draft.id).document.clause(f"contacts:{vault.sam}")
    assert clause is not None
    assert clause.may_be_taken_out_by(vault.sam)
    assert not clause.may_be_taken_out_by(vault.alex)


def test_alone_a_person_edits_only_their_own_words(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.NEEDS)
    needs = page.editor.outline.parts[OutlinePart.NEEDS]
    assert isinstance(needs, NeedsView)
    assert needs.cards[vault.sam].words.isVisibleTo(page)
    assert not needs.cards[vault.alex].words.isVisibleTo(page)
    page.draft.set_own("needs", PersonNeeds(person=vault.alex, text="not mine to write"))
    assert "not mine to write" not in draft_named(vault, OUTLINE).model_dump_json()


def test_what_is_missing_leads_to_where_it_can_be_added(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    assert list(page.editor.outline.missing.words) == ["No time limit yet", "Alex’s reading", "Sam’s reading"]
    line = page.editor.outline.missing.findChildren(LinkLine)[0]
    assert line.accessibleName() == "No time limit yet"
    missing, header = page.editor.outline.missing, page.editor.header
    assert missing.parentWidget() is header.parentWidget(), "beside the button"
    assert missing.geometry().bottom() == header.geometry().bottom(), "below the way back"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.editor.outline.current is OutlinePart.PLACE
    place = page.editor.outline.part(OutlinePart.PLACE)
    assert isinstance(place, PlaceView)
    assert page.window().focusWidget() is place.cap
    page.editor.outline.missing.picked.emit(Blocker(need=Requirement.DAY))
    assert page.window().focusWidget() is place.review.edit
    page.editor.outline.on_read()
    assert not any(button.isEnabled() for button in page.editor.outline.reading.buttons.values())
    page.draft.revise(cap_minutes=60)
    assert list(page.editor.outline.missing.words) == ["Alex’s reading", "Sam’s reading"]


def test_a_scene_is_one_sheet_with_its_facts_and_numbered_activities(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    (sheet,) = {card.parentWidget() for card in page.editor.items.cards.values()}
    assert isinstance(sheet, Card)
    QApplication.processEvents()
    assert [label for label in sheet.findChildren(QLabel) if label.text().endswith("1 h 30 min at most · At home")]

    def numbered() -> list[tuple[int, str]]:
        return sorted((row.y(), row.findChildren(QLabel)[0].text()) for row in page.editor.items.cards.values())

    qtbot.waitUntil(lambda: [number for _y, number in numbered()] == ["1", "2", "3"])
    rows = sorted(page.editor.items.cards.values(), key=lambda row: row.y())
    assert [bool(row.property("first")) for row in rows] == [place == 0 for place in range(len(rows))]
    quotes = [label for label in rows[0].findChildren(QLabel) if "’s condition: “" in label.text()]
    assert quotes
    assert all(label.font().italic() for label in quotes)


def test_reading_is_handed_to_one_at_a_time(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=60))
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    handed: list[tuple[object, object, object]] = []
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    page.editor.outline.on_read()
    page.editor.outline.reading.buttons[vault.sam].click()
    assert handed == [(vault.sam, PageId.MY_READING, page.draft.draft.id)]


def test_alone_one_reads_for_oneself_only(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=60))
    page = page_for(qtbot, vault, tmp_path, vault.alex, scene=OUTLINE)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    page.editor.outline.on_read()
    buttons = page.editor.outline.reading.buttons
    assert not buttons[vault.sam].isEnabled()
    buttons[vault.alex].click()
    assert went == [(PageId.MY_READING, page.draft.draft.id)]


def test_items_newer_than_a_reading_are_marked_and_the_yes_can_be_taken_back(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    read_and_say_yes(vault, vault.alex, outline.id)
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.show_list()
    assert page.list.rows[outline.id].accessibleName().endswith("Waits for Sam’s reading")
    page.open_scene(outline.id)
    page.editor.outline.on_read()
    assert list(page.editor.outline.reading.buttons) == [vault.sam]
    page.draft.take_back_yes(vault.alex)
    assert set(page.editor.outline.reading.buttons) == set(vault.pair)


def test_optional_parts_open_on_demand_and_settling_marks_a_part(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.MORE)
    more = page.editor.outline.parts[OutlinePart.MORE]
    assert isinstance(more, MoreView)
    assert more.parts[DraftSection.DEBRIEF].is_open
    assert not more.parts[DraftSection.ROLES].is_open
    more.parts[DraftSection.STOP_CRITERIA].open()
    page.draft.add_line("stop_criteria", "Somebody at the access")
    assert [line.text for line in draft_named(vault, OUTLINE).stop_criteria] == ["Somebody at the access"]
    page.editor.items.on_settled(True)
    assert DraftSection.ITEMS in draft_named(vault, OUTLINE).settled
    page.editor.outline.show_part(OutlinePart.ITEMS)
    assert page.editor.outline.sections._sections[1].state is SectionState.DONE


def test_renaming_and_printing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    prompts_of(page).answers.append("Friday")
    page.editor.on_rename()
    assert draft_named(vault, "Friday").id == page.draft.draft.id
    page.editor.outline.on_print()
    assert went == [(PageId.EXPORT, page.draft.draft.id)]


def test_a_deleted_scene_leads_back_to_the_list(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.open_scene("f" * 32)
    assert not page.is_editing


def test_a_line_protects_until_it_is_marked_as_allowing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.editor.outline.show_part(OutlinePart.OUT)
    part = page.editor.outline.part(OutlinePart.OUT)
    assert isinstance(part, OutView)
    part.lines.added.emit("one photo of our hands")
    (line,) = [each for each in page.draft.draft.exclusions if each.text == "one photo of our hands"]
    kinds = [c.kind for c in view_of(vault, page.draft.draft.id).document.clauses if c.text == line.text]
    assert kinds == [ClauseKind.PROTECTION]
    QApplication.processEvents()
    click("Protects: one photo of our hands", part)
    view = view_of(vault, page.draft.draft.id)
    assert [c.kind for c in view.document.clauses if c.text == line.text] == [ClauseKind.PERMISSION]
    QApplication.processEvents()
    assert button("Allows: one photo of our hands", part).isVisibleTo(part)


def test_substances_protect_until_they_are_marked_as_allowing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, scene=OUTLINE)
    page.draft.revise(substances="one glass of wine")
    page.editor.outline.show_part(OutlinePart.MORE)
    more = page.editor.outline.part(OutlinePart.MORE)
    assert isinstance(more, MoreView)
    QApplication.processEvents()
    click("Protects: Alcohol and other substances", more.parts[DraftSection.SUBSTANCES])
    draft = draft_named(vault, OUTLINE)
    assert draft.allowing == {DraftField.SUBSTANCES}
    page.draft.revise(substances="two glasses of wine")
    assert draft_named(vault, OUTLINE).allowing == {DraftField.SUBSTANCES}
