"""The screen *Afterwards*: ticked together or alone, each seeing their own; the scene ends after a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.aftercare import AftercarePlan, AnsweredNeed, CareKind, CareNeed, Giving, can_give
from app.models.afterwards import Afterwards, LaterCheck, need_key
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.live import LiveMark
from app.models.presence import Presence
from app.services import afterwards, care
from app.ui.afterwards.column import CareAfterColumn, TickRow
from app.ui.afterwards.page import AfterwardsPage
from app.ui.afterwards.timer_card import TimerCard
from app.ui.design.design import Design
from app.ui.design.tokens import Space, Theme
from app.ui.page_id import PageId
from tests.services.test_afterwards import hold
from tests.support import factories as make
from tests.support.couples import OUTLINE, agree_on_an_evening, draft_named, view_of, workspace_of
from tests.support.show_page import show_page
from tests.support.texts import AWKWARD
from tests.support.vaults import SHARED, TestVault, vault_for

BLANKET = CareNeed(kind=CareKind.SENSORY, text="A heavy blanket")
QUIET = CareNeed(kind=CareKind.EARLY_STOP, text="No questions")
CALL = CareNeed(kind=CareKind.DELAYED, text="A call the next evening")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "v") as opened:
        opened.fill_with_sample(then=agree_on_an_evening)
        for person in opened.pair:
            with opened.unit(SHARED) as uow:
                care.save_aftercare(uow, plan=make.plan(person, needs=(CALL, BLANKET, QUIET), avoid=("Bright light",)))
        yield opened


def scene(vault: TestVault) -> str:
    return str(view_of(vault, draft_named(vault, OUTLINE).id).versions[0].agreement.id)


def state(vault: TestVault) -> AgreementState:
    return view_of(vault, draft_named(vault, OUTLINE).id).versions[0].state


def page_for(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId) -> AfterwardsPage:
    ws = workspace_of(vault, folder, here=here or vault.pair)
    return show_page(qtbot, AfterwardsPage(ws), scene(vault))


def own(vault: TestVault, person: PersonId) -> Afterwards | None:
    agreement_id = scene(vault)
    with vault.unit() as uow:
        return uow.private(person).afterwards.get(agreement_id)


def ticks(page: AfterwardsPage) -> dict[PersonId, list[str]]:
    """What is ticked on screen."""
    return {
        person: [need.text for need, line in column.rows.items() if line.box.isChecked()]
        for person, column in page.columns.items()
    }


def needs(column: CareAfterColumn) -> list[str]:
    return [need.text for need in column.rows]


def hand(page: AfterwardsPage, vault: TestVault, turn: PersonId | None) -> None:
    page.ws.session.set_presence(Presence(here=vault.pair, turn=turn))
    page.on_presence_changed()


def texts_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_together_each_ticks_and_it_is_kept_in_each_ones_own_space(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page, (alex, sam) = page_for(qtbot, vault, tmp_path), vault.pair
    page.columns[alex].rows[BLANKET].box.click()
    page.columns[sam].calm.box.click()
    assert ticks(page) == {alex: ["A heavy blanket"], sam: []}
    mine, theirs = own(vault, alex), own(vault, sam)
    assert mine is not None
    assert theirs is not None
    assert mine.ticked == {need_key(BLANKET)}
    assert not mine.is_grounded
    assert theirs.is_grounded
    assert not theirs.ticked
    page.columns[alex].rows[BLANKET].box.click()
    assert ticks(page)[alex] == []


def test_what_somebody_ticks_alone_is_not_shown_to_both(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page, (alex, sam) = page_for(qtbot, vault, tmp_path), vault.pair
    page.columns[sam].rows[BLANKET].box.click()
    hand(page, vault, alex)
    assert not page.columns[sam].rows, "read, not ticked"
    page.columns[alex].rows[CALL].box.click()
    page.columns[alex].calm.box.click()
    page.early.click()
    hand(page, vault, None)
    assert ticks(page) == {alex: [], sam: ["A heavy blanket"]}
    assert not page.columns[alex].calm.box.isChecked()
    assert not page.early.isChecked()
    hand(page, vault, sam)
    assert ticks(page)[sam] == ["A heavy blanket"], "what was ticked together is in one's own list"
    hand(page, vault, alex)
    assert ticks(page)[alex] == ["A call the next evening"]
    assert page.columns[alex].calm.box.isChecked()


def test_after_an_early_stop_its_own_care_comes_first(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page, alex = page_for(qtbot, vault, tmp_path), vault.alex
    assert needs(page.columns[alex]) == ["A heavy blanket", "A call the next evening"]
    assert not page.thanks.isVisible()
    page.early.click()
    assert needs(page.columns[alex]) == ["No questions", "A heavy blanket", "A call the next evening"]
    assert page.thanks.isVisible()
    for person in vault.pair:
        kept = own(vault, person)
        assert kept is not None
        assert kept.stopped_early


def test_after_a_signal_both_begin_with_care_for_an_early_stop(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    agreement_id = hold(vault, LiveMark.RED)
    for here in (vault.pair, (vault.alex,)):
        page = page_for(qtbot, vault, tmp_path, *here)
        page.activate(agreement_id)
        assert page.early.isChecked()
        assert needs(page.columns[vault.alex])[0] == "No questions"
        assert not page.end.isVisible(), "it is over"
    page.early.click()
    assert needs(page.columns[vault.alex])[0] == "A heavy blanket"


def test_the_scene_ends_after_a_minute_that_can_be_undone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    assert page.end.isVisible()
    assert not page.go_on.isVisible()
    page.end.click()
    assert page.go_on.isVisible()
    assert not page.end.isVisible()
    page.go_on.click()
    assert page.end.isVisible()
    page.end.click()
    assert page.undo()
    assert not page.undo()
    page.ws.scene_over.flush()
    assert state(vault) is AgreementState.AGREED
    page.end.click()
    page.ws.scene_over.minute.timeout.emit()
    assert state(vault) is AgreementState.ENDED
    assert not page.end.isVisible()
    for person in vault.pair:
        kept = own(vault, person)
        assert kept is not None
        assert kept.is_over


def test_the_keyboard_is_where_it_can_be_undone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.end.setFocus()
    QTest.keyClick(page.end, Qt.Key.Key_Return)
    assert page.go_on.hasFocus()
    QTest.keyClick(page.go_on, Qt.Key.Key_Return)
    assert page.end.hasFocus()


def test_it_was_over_when_that_was_said_not_when_it_is_written(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page, said = page_for(qtbot, vault, tmp_path, vault.alex), vault.clock()
    page.end.click()
    vault.clock.advance(seconds=60)
    page.ws.scene_over.flush()
    kept = own(vault, vault.alex)
    assert kept is not None
    assert kept.at == said


def test_a_check_waits_for_whoever_is_alone_and_can_be_asked_again(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    agreement_id = scene(vault)
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock() - timedelta(hours=25))
    together = page_for(qtbot, vault, tmp_path)
    assert not together.check.isVisible()
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    assert page.check.isVisible()
    assert needs(page.columns[vault.alex])[0] == "A call the next evening", "what is for the days after comes first"
    went, undo = [], []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    page.ws.signals.toasted.connect(lambda _text, back: undo.append(back))
    page.check_in.click()
    assert went == [(PageId.CHECK_INS, "now")]
    page.done.click()
    assert not page.check.isVisible()
    kept = own(vault, vault.alex)
    assert kept is not None
    assert LaterCheck.NEXT_DAY in kept.done
    undo[-1]()
    assert page.check.isVisible()


def test_talking_it_over_is_offered_once_an_hour_has_passed(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    agreement_id = scene(vault)
    with vault.unit(SHARED) as uow:
        afterwards.scene_over(uow, agreement_id=agreement_id, at=vault.clock())
    assert not page_for(qtbot, vault, tmp_path, vault.alex).talk.isVisible()
    vault.clock.advance(hours=1)
    page, went = page_for(qtbot, vault, tmp_path, vault.alex), []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    page.talk.click()
    assert went == [(PageId.CONVERSATION, f"debrief:{agreement_id}")]


def test_the_way_to_ones_own_page_is_there_in_ones_own_turn_only(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page, went = page_for(qtbot, vault, tmp_path), []
    handed: list[tuple[object, ...]] = []
    page.ws.signals.navigated.connect(lambda *given: went.append(given))
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    assert not page.wrong.isVisible()
    page.turns[vault.sam].click()
    assert handed == [(vault.sam, PageId.AFTERWARDS, scene(vault))]
    hand(page, vault, vault.sam)
    assert not any(turn.isVisible() for turn in page.turns.values())
    page.wrong.click()
    assert went == [(PageId.WENT_WRONG, None)]


def test_alone_the_partners_column_is_read_only(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    assert not page.columns[vault.sam].rows
    assert not page.columns[vault.sam].calm.isVisible()
    assert "A heavy blanket" in texts_in(page.columns[vault.sam])
    assert "Bright light" in texts_in(page.columns[vault.sam])


def _column(qtbot: QtBot, plan: AftercarePlan, *needs: AnsweredNeed) -> CareAfterColumn:
    column = CareAfterColumn(Design(Theme.LIGHT), make.person(), make.person(make.SAM))
    qtbot.addWidget(column)
    column.show_care(plan, needs, (), lambda _need: False, is_grounded=False, editable=True, later_first=False)
    column.show()
    return column


def test_a_need_stands_beside_what_the_partner_can_give_and_who_else_could(qtbot: QtBot) -> None:
    answer = can_give(BLANKET, Giving.NOT_ME, "My arms are tired", bytes(16))
    column = _column(
        qtbot, make.plan(make.ALEX, needs=(BLANKET,)), AnsweredNeed(person=make.ALEX, need=BLANKET, answer=answer)
    )
    found = texts_in(column)
    assert "Sam: Not me · My arms are tired" in found
    assert "A friend, a later day, something you do for yourself?" in found


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (AftercarePlan(person=make.ALEX, nothing=True), "Nothing in particular."),
        (AftercarePlan(person=make.ALEX), "Alex has written nothing here. Ask, and take your time."),
    ],
)
def test_without_needs_it_says_so(qtbot: QtBot, plan: AftercarePlan, words: str) -> None:
    assert words in texts_in(_column(qtbot, plan))


@pytest.mark.parametrize("words", [text for text in AWKWARD if text.strip()])
def test_any_words_are_ticked_by_pressing_them(qtbot: QtBot, words: str) -> None:
    need = CareNeed(kind=CareKind.PHYSICAL, text=words)
    column = _column(qtbot, make.plan(make.ALEX, needs=(need,)), AnsweredNeed(person=make.ALEX, need=need))
    told: list[tuple[CareNeed, bool]] = []
    column.ticked.connect(lambda *given: told.append(given))
    label = next(label for label in column.rows[need].findChildren(QLabel) if label.text() == words)
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert told == [(need, True)]
    QTest.keyClick(column.rows[need].box, Qt.Key.Key_Return)
    assert told[-1] == (need, False)


def test_a_timer_counts_whole_minutes_and_says_that_the_time_is_up(qtbot: QtBot) -> None:
    card = TimerCard(Design(Theme.LIGHT))
    qtbot.addWidget(card)
    card.show()
    card.minutes.button(5).click()
    card.button.click()
    assert "5 minutes left" in texts_in(card)
    assert not card.minutes.isVisible()
    for _ in range(4):
        card.minute.timeout.emit()
    assert "1 minute left" in texts_in(card)
    card.minute.timeout.emit()
    assert "The time is up. There is no hurry." in texts_in(card)
    assert card.minutes.isVisible()
    card.button.click()
    card.button.click()
    assert card.left == 0
    assert not card.minute.isActive()


def test_the_ring_around_a_tick_leaves_its_words_free(qtbot: QtBot) -> None:
    line = TickRow(Design(Theme.LIGHT), "Twenty minutes of quiet")
    qtbot.addWidget(line)
    line.show()
    words = next(iter(line.findChildren(QLabel)))
    left = words.mapTo(line, words.rect().topLeft()).x()
    assert line.box.geometry().right() + Space.XS < left
