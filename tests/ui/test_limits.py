"""Limits: what both opened, by group; talk cards that need both, and one person's no is enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.answer import Ceiling, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.limits import Disclosure, Outcome, SharedItem, TalkResult
from app.models.pairing import Pairing
from app.services.draft_store import all_drafts
from app.services.shared_list import shared_items
from app.ui.kit.buttons import Button
from app.ui.kit.notice import Notice
from app.ui.limits.groups import ItemPanel, SharedItemRow
from app.ui.limits.page import LimitsPage
from app.ui.page_id import PICK, PageId
from app.ui.row_content import content_of
from app.ui.shared_rows import GroupHead, SharedRow, WordsRow
from tests.support.leaks import settle
from tests.support.openings import KISSING, MASSAGE, answer, open_and_accept, show, units_until, word, workspace
from tests.support.vaults import TestVault
from tests.support.widgets import click, find_all, is_shown, tick, write

HANDS = ActivityId("touch.hand_holding")
FOUR = (HANDS, KISSING, ActivityId("touch.sitting_close"), ActivityId("touch.sleeping_side_by_side"))


def opened(vault: TestVault) -> None:
    answer(vault, vault.alex, Stance.WANT)
    answer(vault, vault.sam, Stance.WILLING, direction=Direction.PASSIVE)
    answer(vault, vault.alex, Stance.CURIOUS, direction=Direction.PASSIVE)
    answer(vault, vault.sam, Stance.WANT)
    answer(vault, vault.alex, Stance.CURIOUS, activity=HANDS, direction=Direction.TOGETHER)
    answer(vault, vault.sam, Stance.WANT, activity=HANDS, direction=Direction.TOGETHER)
    answer(vault, vault.alex, Stance.HARD_LIMIT, activity=KISSING, direction=Direction.TOGETHER)
    word(vault, vault.alex, "alexs words")
    word(vault, vault.sam, "sams words")
    open_and_accept(vault)


def page_of(qtbot: QtBot, vault: TestVault, *, alone: bool = False) -> LimitsPage:
    page = LimitsPage(workspace(vault, vault.people[1:] if alone else vault.people))
    show(qtbot, page)
    return page


def talks(vault: TestVault) -> dict[str, SharedItem]:
    with vault.unit() as uow:
        return {item.pairing.activity_id: item for item in shared_items(uow) if item.outcome is Outcome.TALK}


def button(page: LimitsPage, words: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.words == words and b.isVisible())


def test_groups_words_and_the_day(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    assert list(page.groups) == [Outcome.YES, Outcome.TALK, Outcome.OFF]
    off = find_all(SharedRow, page.groups[Outcome.OFF])[0].accessibleName()
    assert "Alex: No" in off
    assert "Sam:" not in off
    assert is_shown(QLabel, "Opened on 14\u00a0March. Anything that is not here is not agreed.", page)
    assert "Alex: alexs words" in page.findChildren(WordsRow)[0].accessibleName()


def test_the_filter_shows_one_category(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    page.on_category("language")
    assert page.groups == {}
    page.on_category("")
    assert len(page.groups) == 3


def test_both_have_to_accept_what_a_talk_came_to(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    page.talk.click()
    assert page.card is not None
    first = page.card.items[0].pairing.activity_id
    page.card.notes.edit.setPlainText("slowly, in daylight")
    marks = list(page.card.marks.values())
    marks[0].click()
    assert talks(vault)[first].talk.result is TalkResult.OPEN
    page.card.notes.edit.setPlainText("slowly, in daylight, with music")
    assert not marks[0].isChecked()
    for mark in marks:
        mark.setFocus()
        QTest.keyClick(mark, Qt.Key.Key_Return)
    kept = talks(vault)[first].talk
    assert kept.result is TalkResult.AGREED
    assert kept.notes == "slowly, in daylight, with music"
    assert page.card is not None
    assert page.card.items[0].pairing.activity_id != first


def test_one_no_is_enough_and_it_leaves_the_list(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    page.talk.click()
    assert page.card is not None
    (item,) = page.card.items
    page.card.asides[vault.sam].click()
    assert item.id not in {left.id for left in talks(vault).values()}
    page.on_stopped()
    rows = [row.accessibleName() for row in find_all(SharedRow, page.groups[Outcome.TALK])]
    assert len(rows) == 1
    assert "Sam raises it again" not in [each.words for each in page.findChildren(Button)]
    assert item.id not in {each.id for each in page.presenter.items(*Outcome)}


def test_speaker_and_listener_take_turns(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    page.talk.click()
    assert page.card is not None
    first, second = page.card.speaker.name, page.card.listener.name
    assert {first, second} == {"Alex", "Sam"}
    QTest.keyClick(page.card.swap, Qt.Key.Key_Return)
    assert (page.card.speaker.name, page.card.listener.name) == (second, first)


def test_leaving_a_talk_keeps_its_notes_open(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    page.talk.click()
    assert page.card is not None
    page.card.notes.edit.setPlainText("half a thought")
    first = page.card.items[0].pairing.activity_id
    page.flush()
    assert talks(vault)[first].talk.notes == "half a thought"
    assert talks(vault)[first].talk.result is TalkResult.OPEN
    QTest.keyClick(page.card, Qt.Key.Key_Escape)
    assert list(page.groups) == [Outcome.YES, Outcome.TALK, Outcome.OFF]


def test_alone_a_person_reads_but_does_not_talk(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    vault.service.leave(vault.alex)
    page = page_of(qtbot, vault, alone=True)
    assert not page.talk.isVisible()
    row = find_all(SharedRow, page.groups[Outcome.TALK])[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    labels = [b.words for b in page.findChildren(Button) if b.isVisible()]
    assert "Talk about this" not in labels
    assert "Take my answer back…" in labels


def test_a_shared_yes_leads_to_scenes(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, _argument: went.append(where))
    page.on_pressed(page.groups[Outcome.YES].rows.views[0].item.id)
    button(page, "Propose for a scene…").click()
    assert went == [PageId.SCENES]


def test_one_row_is_open_at_a_time(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    yes, talk = page.groups[Outcome.YES], page.groups[Outcome.TALK]
    page.on_pressed(yes.rows.views[0].item.id)
    page.on_pressed(talk.rows.views[0].item.id)
    assert find_all(ItemPanel, yes) == []
    assert len(find_all(ItemPanel, talk)) == 1


@pytest.mark.parametrize(("alone", "words"), [(False, "Open together"), (True, "My list")])
def test_the_empty_page_leads_on(qtbot: QtBot, vault: TestVault, alone: bool, words: str) -> None:
    page = page_of(qtbot, vault, alone=alone)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, _argument: went.append(where))
    button(page, words).click()
    assert went == [PageId.MY_LIST if alone else PageId.OPENING]
    assert not any(MASSAGE in label.text() for label in find_all(QLabel, page))


def test_a_talk_is_reported_as_kept_only_once_it_is(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(vault)
    page = LimitsPage(replace(workspace(vault, vault.people), units=units_until(vault, 0)))
    show(qtbot, page)
    said: list[str] = []
    show_notice = Notice.show_notice

    def noted(notice: Notice, title: str, *arguments: Any, **named: Any) -> None:
        said.append(title)
        show_notice(notice, title, *arguments, **named)

    monkeypatch.setattr(Notice, "show_notice", noted)
    click("Talk, one at a time", page)
    click("Set aside by Sam", page)
    assert said == ["This could not be saved"]
    assert is_shown(QLabel, "This could not be saved", page)
    assert all(item.talk.result is TalkResult.OPEN for item in talks(vault).values())


def test_one_card_is_bound_to_every_talk(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    click("Talk, one at a time", page)
    card = page.card
    assert card is not None
    write("for this one", "What you both understood", page)
    write("", "What you both understood", page)
    click("Sam agrees", page)
    second = card.listener.name
    click(f"Now {second} speaks", page)
    click("Leave it open", page)
    assert is_shown(QLabel, "It stays open for as long as you like.", page)
    assert page.card is card
    assert (card.notes.text(), card.speaker.name) == ("", second), "they begin in turns"
    assert not any(mark.isChecked() for mark in card.marks.values())
    card.notes.edit.undo()
    assert card.notes.text() == "", "what was written about the last one cannot be undone into this one"


def test_rows_are_bound_to_what_is_shown_and_open_only_with_it(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    page = page_of(qtbot, vault)
    rows = find_all(SharedRow, page)
    page.on_pressed(page.groups[Outcome.OFF].rows.views[0].item.id)
    assert len(find_all(ItemPanel, page)) == 1
    page.on_category("language")
    assert find_all(ItemPanel, page) == []
    page.on_category("")
    assert len(find_all(ItemPanel, page.groups[Outcome.OFF])) == 1
    assert find_all(SharedRow, page) == rows


def both_ways(vault: TestVault, stance: Stance) -> None:
    """Alex says this to both sides of a massage, and Sam wants both; opened."""
    for direction in (Direction.ACTIVE, Direction.PASSIVE):
        answer(vault, vault.alex, stance, direction=direction)
        answer(vault, vault.sam, Stance.WANT, direction=direction)
    open_and_accept(vault)


def results(vault: TestVault) -> list[tuple[TalkResult, str]]:
    with vault.unit() as uow:
        return [(item.talk.result, item.talk.notes) for item in shared_items(uow)]


def test_both_directions_are_one_talk_and_one_agreement(qtbot: QtBot, vault: TestVault) -> None:
    both_ways(vault, Stance.CURIOUS)
    page = page_of(qtbot, vault)
    click("Talk, one at a time", page)
    assert is_shown(QLabel, "Worth a talk · Either way", page)
    write("with music", "What you both understood", page)
    click("Alex agrees", page)
    assert {result for result, _notes in results(vault)} == {TalkResult.OPEN}, "one alone agrees to nothing"
    click("Sam agrees", page)
    assert results(vault) == [(TalkResult.AGREED, "with music")] * 2
    assert page.card is None
    assert page.focusWidget() is page.pick, "what there is to do next"


def test_an_activity_is_one_row_where_both_directions_say_the_same(qtbot: QtBot, vault: TestVault) -> None:
    both_ways(vault, Stance.WILLING)
    page = page_of(qtbot, vault)
    (row,) = page.groups[Outcome.YES].rows.views
    assert row.accessibleName().startswith("Massage. both ways. Alex: Willing. Sam: Want")
    page.on_pressed(row.item.id)
    click("Talk about this", page)
    assert page.card is not None
    assert len(page.card.items) == 2


def test_an_activity_is_two_rows_where_the_directions_differ(qtbot: QtBot, vault: TestVault) -> None:
    for direction, stance in ((Direction.ACTIVE, Stance.WANT), (Direction.PASSIVE, Stance.WILLING)):
        answer(vault, vault.alex, Stance.WANT, direction=direction)
        answer(vault, vault.sam, stance, direction=direction)
    open_and_accept(vault)
    sides = {row.accessibleName().split(". ")[1] for row in find_all(SharedItemRow, page_of(qtbot, vault))}
    assert sides == {"Alex gives", "Sam gives"}


def test_a_ceiling_is_said_once_where_both_have_the_same(vault: TestVault) -> None:
    people, catalogue = vault.people, vault.catalogue
    pairing = Pairing(activity_id=MASSAGE, active=people[0].id)

    def beside(one: Ceiling | None, other: Ceiling | None) -> str:
        said = [
            Disclosure(person=person.id, stance=Stance.WANT, ceiling=ceiling)
            for person, ceiling in zip(people, (one, other), strict=True)
        ]
        return content_of(catalogue, people, [pairing], said).beside

    assert beside(Ceiling.LIGHT, Ceiling.LIGHT) == "Up to light"
    assert beside(Ceiling.LIGHT, Ceiling.FIRM) == "Alex: Up to light · Sam: Up to firm"
    assert beside(None, Ceiling.FIRM) == "Sam: Up to firm"
    assert beside(None, None) == ""


def test_the_head_of_a_group_stays_in_sight_above_its_rows(qtbot: QtBot, vault: TestVault) -> None:
    for activity in FOUR:
        answer(vault, vault.alex, Stance.WANT, activity=activity, direction=Direction.TOGETHER)
        answer(vault, vault.sam, Stance.WILLING, activity=activity, direction=Direction.TOGETHER)
    open_and_accept(vault)
    page = page_of(qtbot, vault)
    page.resize(900, 260)
    settle()
    (head,) = find_all(GroupHead, page)
    scroller = page.scroller
    assert scroller is not None
    card = page.groups[Outcome.YES]
    at_rest = head.y()
    scroller.verticalScrollBar().setValue(card.mapTo(scroller.widget() or scroller, QPoint(0, 60)).y())
    assert head.mapTo(scroller.viewport(), QPoint(0, 0)).y() == 0
    scroller.to_top()
    assert head.y() == at_rest


def test_one_direction_is_set_aside_and_the_other_stays_in_front(qtbot: QtBot, vault: TestVault) -> None:
    both_ways(vault, Stance.CURIOUS)
    page = page_of(qtbot, vault)
    click("Talk, one at a time", page)
    click("Alex agrees", page)
    click("What you agree on or set aside: Alex gives", page)
    assert page.card is not None
    assert not any(mark.isChecked() for mark in page.card.marks.values()), "it is about less now"
    click("Set aside by Alex", page)
    (left,) = page.card.items
    assert left.pairing.active == vault.sam
    with vault.unit() as uow:
        assert [item.pairing.active for item in shared_items(uow)] == [vault.sam]
    click("Set aside by Alex", page)
    assert results(vault) == []


def test_different_words_for_what_was_agreed_are_agreed_by_nobody(qtbot: QtBot, vault: TestVault) -> None:
    both_ways(vault, Stance.CURIOUS)
    page = page_of(qtbot, vault)
    click("Talk, one at a time", page)
    write("with music", "What you both understood", page)
    click("Alex agrees", page)
    click("Sam agrees", page)
    talked = page.groups[Outcome.TALK].rows.views[0]
    assert "Talked through: yes · “with music”" in talked.accessibleName()
    page.on_pressed(talked.item.id)
    button(page, "Talk about this").click()
    page.flush()
    assert results(vault) == [(TalkResult.AGREED, "with music")] * 2
    write("without music", "What you both understood", page)
    page.flush()
    assert results(vault) == [(TalkResult.OPEN, "without music")] * 2, "the talk was about both directions"


def test_up_to_three_are_picked_and_a_scene_starts_with_them(qtbot: QtBot, vault: TestVault) -> None:
    for activity in FOUR:
        answer(vault, vault.alex, Stance.WANT, activity=activity, direction=Direction.TOGETHER)
        answer(vault, vault.sam, Stance.WILLING, activity=activity, direction=Direction.TOGETHER)
    answer(vault, vault.alex, Stance.CURIOUS)
    answer(vault, vault.sam, Stance.WANT, direction=Direction.PASSIVE)
    open_and_accept(vault)
    page = page_of(qtbot, vault)
    went: list[tuple[object, object]] = []
    page.ws.signals.navigated.connect(lambda where, argument: went.append((where, argument)))
    page.activate(PICK)
    picks = page.picks
    assert picks is not None
    rows = picks.list.keys()
    assert {key.partition("|")[0] for key in rows} == set(FOUR), "nothing that is still to talk about"
    assert not picks.outline.isEnabled()
    assert is_shown(QLabel, "Nothing is picked yet.", page)
    first, second, *_others, last = rows
    for key in (first, second, *_others, last):
        tick(picks.list, key, True)
    assert picks.list.unticked() == {last}, "three are enough"
    tick(picks.list, first, False)
    tick(picks.list, last, True)
    click("Outline a scene with these", page)
    with vault.unit() as uow:
        (draft,) = all_drafts(uow)
    assert {item.pairing.key for item in draft.items} == set(rows) - {first}
    assert draft.title == "Evening of 14 March"
    assert went == [(PageId.SCENES, draft.id)]
    QTest.keyClick(picks.list, Qt.Key.Key_Escape)
    assert page.picks is None
    assert page.focusWidget() is page.pick


def test_alone_nothing_is_picked(qtbot: QtBot, vault: TestVault) -> None:
    opened(vault)
    vault.service.leave(vault.alex)
    page = page_of(qtbot, vault, alone=True)
    page.activate(PICK)
    assert page.picks is None
    assert not page.pick.isVisible()
