"""From a yes to the next talk: a first conversation, a scene and its stop, care, the debrief, changes and renewing.

Real pages in one window over real files; the clock is the test's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.afterwards import LaterCheck
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.answer import Stance
from app.models.base import PersonId
from app.models.conversation import FIRST, debrief_of
from app.models.live import LiveMark
from app.models.outline import DraftKind, DraftSection
from app.models.presence import Presence
from app.models.reading import ClauseReply
from app.models.scene_day import ReadyAsk
from app.models.sealing import ShareChoice
from app.services import sharing
from app.services.agreement_store import all_agreements
from app.services.shared_list import shared_limits
from app.services.signals import all_signals
from app.ui.afterwards.page import AfterwardsPage
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.section_view import OutlinePart
from app.ui.conversation.page import ConversationPage
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.kit.painted_row import TextLines
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.opening.flow import Stage
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.scene_day.live_presenter import DayStage
from app.ui.scene_day.ready_page import ReadyPage
from app.ui.scenes.page import ScenesPage
from tests.support import factories as make
from tests.support.couples import AGREED, OUTLINE, draft_named, save, today, view_of
from tests.support.leaks import settle
from tests.support.openings import answer, open_and_accept
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, TestVault, vault_for
from tests.ui.test_scene_day import Room, key, press, press_box

P = TypeVar("P", bound=Page)
HOUR = 3_600
DOOR = "a locked door"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        evening = draft_named(made, OUTLINE).evolve(cap_minutes=60, check_in_minutes=10, review_on=today(made))
        save(made, evening)
        yield made


@pytest.fixture
def room(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, vault, tmp_path)
    yield made
    made.ws.keeper.forget()


def hand(room: Room, turn: PersonId | None) -> None:
    """The device is handed to one of them, or back to both."""
    room.ws.session.set_presence(Presence(here=room.vault.pair, turn=turn))
    settle()


def at(room: Room, kind: type[P], page: PageId, argument: object = None) -> P:
    room.shell.pages.go(page, argument)
    settle()
    current = room.shell.pages.current
    assert isinstance(current, kind)
    return current


def words_on(widget: QWidget) -> str:
    settle()
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(row.accessibleName() for row in widget.findChildren(TextLines) if row.isVisible())])


def told_together(room: Room, subject: str, told: dict[PersonId, str]) -> ConversationPage:
    """Each answers the first question alone and is ready; both open what they share."""
    for person, words in told.items():
        hand(room, person)
        alone = at(room, ConversationPage, PageId.CONVERSATION, subject)
        alone.own_view.card.field.edit.setPlainText(words)
        if not alone.own_view.card.share.isChecked():
            alone.own_view.card.share.click()
        alone.own_view.to_end.click()
        alone.own_view.end.ready.click()
    hand(room, None)
    page = at(room, ConversationPage, PageId.CONVERSATION, subject)
    assert not any(words in words_on(page) for words in told.values())
    for mark in list(page.marks.values()):
        mark.click()
    shown = ""
    for _question in range(40):
        if page.joint.stage is not Stage.SHOW:
            break
        shown += words_on(page)
        QTest.keyClick(page, Qt.Key.Key_Right)
        settle()
    assert all(words in shown for words in told.values())
    for mark in list(page.marks.values()):
        mark.click()
    assert page.joint.stage is Stage.ADDED
    return page


def read_by_both(room: Room, draft_id: str) -> CurrentAgreement:
    """Each reads every part of a text, replies to each clause, and says yes by passphrase; they agree."""
    for person, passphrase in zip(room.vault.pair, (ALEX_WORDS, SAM_WORDS), strict=True):
        hand(room, person)
        page = at(room, MyReadingPage, PageId.MY_READING, draft_id)
        for step in page.presenter.steps:
            page.text.show_part(step.key)
            for card in page.text.steps.cards.values():
                card.choice.button(ClauseReply.YES).click()
            if page.text.steps.together is not None:
                page.text.steps.together.button.click()
        page.text.show_part(FINISH)
        page.text.finish.passphrase.edit.setText(passphrase)
        page.text.finish.on_sign()
        settle()
    hand(room, None)
    agreed = view_of(room.vault, draft_id).agreed_now
    assert agreed is not None
    return agreed


def checked(room: Room, person: PersonId, *, ready: bool) -> None:
    """One person's minute before the scene."""
    hand(room, person)
    page = at(room, ReadyPage, PageId.READY, room.scene)
    for ask, choice in page.rows.items():
        press(choice.button(ready or ask is not ReadyAsk.ENERGY))
    press(page.ready if ready else page.not_tonight)
    hand(room, None)


def versions(room: Room) -> tuple[CurrentAgreement, ...]:
    with room.vault.unit() as uow:
        return all_agreements(uow, today(room.vault))


def test_from_a_yes_to_the_next_talk(room: Room) -> None:
    alex, sam = room.vault.pair
    told_together(room, FIRST, {alex: DOOR, sam: "a glass of water"})

    evening = read_by_both(room, draft_named(room.vault, OUTLINE).id)
    other, room.scene = room.scene, evening.agreement.id
    _not_as_planned(room, other)
    _scene_with_a_stop(room)
    _care(room)
    told_together(room, debrief_of(room.scene), {alex: "the music", sam: "the lamp"})
    assert state_of(room, room.scene) is AgreementState.ENDED, "a scene for one evening ends with its debrief"

    _limit_and_new_rules(room)
    _review_day_passes(room)
    renewed = read_by_both(room, draft_named(room.vault, "").id)
    assert renewed.state is AgreementState.AGREED


def state_of(room: Room, agreement_id: str) -> AgreementState:
    return next(each.state for each in versions(room) if each.agreement.id == agreement_id)


def _not_as_planned(room: Room, other: str) -> None:
    """For a scene that holds until its review, one is not ready: the same for any reason, and never freer that day."""
    evening, room.scene = room.scene, other
    checked(room, room.vault.alex, ready=True)
    checked(room, room.vault.sam, ready=False)
    room.go(PageId.LIVE)
    assert room.page.presenter.stage is DayStage.NOT_AS_PLANNED
    assert room.vault.people[1].name not in words_on(room.page.cards), "nobody is named"
    checked(room, room.vault.sam, ready=False)
    checked(room, room.vault.alex, ready=True)
    room.go(PageId.LIVE)
    assert room.page.presenter.stage is DayStage.NOT_AS_PLANNED
    room.scene = evening


def _scene_with_a_stop(room: Room) -> None:
    """A check-in is answered, yellow makes it smaller, red stops it, and nothing leads back."""
    for person in room.vault.pair:
        checked(room, person, ready=True)
    room.go(PageId.LIVE)
    assert room.page.presenter.stage is DayStage.READY
    press(room.page.cards.begin)
    live = room.live
    room.passes(10 * 60)
    assert live.running.nudge.isVisible()
    key(live, Qt.Key.Key_G)
    assert not live.running.nudge.isVisible()
    key(live, Qt.Key.Key_Y)
    press(live.running.pause.smaller)
    item, box = next(iter(live.running.pause.boxes.items()))
    press_box(box)
    press(live.running.pause._without)
    state = room.ws.keeper.state
    assert state is not None
    assert state.without == {item}
    room.passes(60)
    key(live, Qt.Key.Key_R)
    assert live.is_stopped
    assert room.lived() == [(LiveMark.RED, 11 * 60)]
    press(live.stop.onwards)


def _care(room: Room) -> None:
    """The stop leads to aftercare; later checks wait for each alone."""
    page = room.shell.pages.current
    assert isinstance(page, AfterwardsPage)
    for column in page.columns.values():
        for line in column.rows.values():
            line.box.click()
        column.calm.box.click()
    for later, hours in ((LaterCheck.SAME_EVENING, 4), (LaterCheck.NEXT_DAY, 22)):
        room.watch.advance(hours * HOUR)
        for person in room.vault.pair:
            hand(room, person)
            page = at(room, AfterwardsPage, PageId.AFTERWARDS, room.scene)
            assert page.presenter.check is later
            press(page.done)
            assert page.presenter.check is None
    hand(room, None)


def _limit_and_new_rules(room: Room) -> None:
    """A new limit takes its activity out of what is agreed; newer ground rules mark the scene read with the older."""
    vault = room.vault
    scene = draft_named(vault, AGREED)
    item = next(c.item for c in view_of(vault, scene.id).versions[0].items if c.item is not None)
    pairing = item.pairing
    direction = pairing.direction_of(vault.sam)
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=pairing.activity_id, direction=direction)
    with vault.unit(vault.sam) as uow:
        key_of = (pairing.activity_id, direction.value)
        sharing.choose(uow, person=vault.sam, keys=(key_of,), choice=ShareChoice.SHARE)
    open_and_accept(vault)
    assert pairing not in {c.item.pairing for c in view_of(vault, scene.id).versions[0].items if c.item is not None}

    rules = draft_named(vault, "")
    save(vault, rules.evolve(exclusions=(*rules.exclusions, make.line("No phones", "b" * 32))))
    newer = read_by_both(room, rules.id)
    scenes = at(room, ScenesPage, PageId.SCENES)
    assert "ground rules are newer" in words_on(scenes).lower()
    page = at(room, GroundRulesPage, PageId.GROUND_RULES)
    page.outline.show_part(OutlinePart.AGREED)
    agreed = page.outline.agreed
    assert isinstance(agreed, AgreedPane)
    older = view_of(vault, rules.id).versions[1].agreement.id
    assert older != newer.agreement.id
    agreed.history.compare_buttons[older].click()
    assert "No phones" in words_on(agreed)


def _review_day_passes(room: Room) -> None:
    """Nothing is agreed any more; limits, house rules and the last agreed signals stay."""
    vault = room.vault
    with vault.unit() as uow:
        limits, signals = shared_limits(uow), all_signals(uow).current
    room.watch.advance(400 * 24 * HOUR)
    assert not [each for each in versions(room) if each.state is AgreementState.AGREED]
    with vault.unit() as uow:
        assert shared_limits(uow) == limits
        assert limits
        assert all_signals(uow).current == signals
    rules = next(each for each in versions(room) if each.agreement.document.kind is DraftKind.GROUND_RULES)
    assert any(clause.section is DraftSection.RULES for clause in rules.clauses)
    save(vault, draft_named(vault, "").evolve(review_on=None))
