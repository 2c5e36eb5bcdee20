"""A conversation on screen: one's own turn alone, both together, and nothing of the one in the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.agreement import AgreementState
from app.models.answer import Stance
from app.models.base import PersonId
from app.models.catalogue import Direction
from app.models.conversation import FIRST, SIGNALS, QuestionSetId, debrief_of, set_of
from app.models.limits import Talk
from app.models.live import LiveMark
from app.models.outline import Scope
from app.models.presence import Presence
from app.services.units import UnitOfWork
from app.ui.conversation.page import ConversationPage
from app.ui.home.page import HomePage
from app.ui.kit.buttons import Button
from app.ui.limits.page import LimitsPage
from app.ui.opening.flow import Stage
from app.ui.opening.page import OpeningPage
from app.ui.page import Page
from app.ui.page_id import PageId
from tests.attacks.agreed_scene import held
from tests.services.test_conversation import add, an_evening_today, answer, begin_talk, both, hold, own, ready
from tests.support.couples import AGREED, draft_named, read_and_say_yes, save, today, workspace_of
from tests.support.openings import MASSAGE, show
from tests.support.openings import answer as say_to
from tests.support.openings import ready as make_ready
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import click

LOCKED_DOOR = "a locked door"


def page_of(
    qtbot: QtBot, vault: TestVault, *here: PersonId, turn: PersonId | None = None, subject: str = FIRST
) -> ConversationPage:
    page = ConversationPage(workspace_of(vault, vault.folder.parent, here=here, turn=turn))
    show(qtbot, page)
    page.activate(subject)
    return page


def words_on(page: ConversationPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def stage(page: ConversationPage) -> Stage:
    return page.joint.stage


def press_marks(page: ConversationPage) -> None:
    for mark in list(page.marks.values()):
        mark.click()


def test_an_answer_is_saved_as_it_is_typed_and_shared_unless_one_says_otherwise(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.alex)
    card = page.own_view.card
    assert "1 of 10" in words_on(page)
    card.field.edit.setPlainText(LOCKED_DOOR)
    page.own_view.next.click()
    (kept,) = own(vault, vault.alex).answers
    assert (kept.question, kept.words, kept.is_shared) == ("so_far", LOCKED_DOOR, True)
    assert "2 of 10" in words_on(page)
    assert card.field.text() == ""
    page.own_view.back.click()
    assert card.field.text() == LOCKED_DOOR
    card.share.click()
    assert not own(vault, vault.alex).answers[0].is_shared
    assert "Only you" in words_on(page)


def test_what_is_being_typed_is_kept_when_something_is_chosen(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.alex)
    page.own_view.card.field.edit.setPlainText(LOCKED_DOOR)
    page.own_view.card.share.click()
    assert page.own_view.card.field.text() == LOCKED_DOOR
    (kept,) = own(vault, vault.alex).answers
    assert (kept.words, kept.is_shared) == (LOCKED_DOOR, False)


def test_the_end_shows_exactly_what_the_partner_would_see(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", LOCKED_DOOR)
    answer(vault, vault.alex, "body", "my knee", shared=False)
    page = page_of(qtbot, vault, vault.alex)
    page.own_view.to_end.click()
    words = words_on(page)
    assert "What Sam would see" in words
    assert LOCKED_DOOR in words
    assert "my knee" not in words
    page.own_view.end.ready.click()
    assert own(vault, vault.alex).is_ready
    assert "You are ready" in words_on(page)
    page.own_view.end.not_ready.click()
    assert not own(vault, vault.alex).is_ready
    page.own_view.end.ready.click()
    page.own_view.end.back.click()
    page.own_view.card.field.edit.setPlainText("ours")
    page.own_view.flush()
    assert not own(vault, vault.alex).is_ready, "any change undoes it"


def test_a_question_of_ones_own_is_the_partners_to_answer_only_once_it_is_shared(
    qtbot: QtBot, vault: TestVault
) -> None:
    page = page_of(qtbot, vault, vault.alex)
    page.own_view.to_end.click()
    questions = page.own_view.questions
    for text, shared in (("Do you dream?", True), ("Do I?", False)):
        questions.field.edit.setText(text)
        questions.share.setChecked(shared)
        questions.on_add()
        assert text in words_on(page), "it is asked next"
        page.own_view.to_end.click()
    theirs = page_of(qtbot, vault, vault.sam)
    assert [theirs.own.answer(q).asked == q.asked for q in theirs.own.questions if q.by] == [True]
    theirs.own_view.to_end.click()
    theirs.own_view.on_back()
    assert "Do you dream?" in words_on(theirs)
    assert "Alex asks" in words_on(theirs)


@pytest.mark.parametrize("shared", [False, True])
def test_a_question_that_was_deleted_comes_back_with_its_answer(qtbot: QtBot, vault: TestVault, shared: bool) -> None:
    question = add(vault, vault.alex, "Do you dream?", shared=shared)
    answer(vault, vault.alex, question, "rarely")
    page = page_of(qtbot, vault, vault.alex)
    undo: list[Callable[[], object]] = []
    page.ws.signals.toasted.connect(lambda _text, act: undo.append(act))
    page.own_view.to_end.click()
    click("Delete: Do you dream?", page)
    assert "Do you dream?" not in words_on(page)
    assert own(vault, vault.alex).answers == ()
    undo[0]()
    assert "Do you dream?" in words_on(page)
    assert [each.words for each in own(vault, vault.alex).answers] == ["rarely"]
    assert any(q.by for q in own(vault, vault.sam).questions) is shared


def test_both_open_it_question_by_question_and_keep_it(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", LOCKED_DOOR)
    answer(vault, vault.sam, "safe", "time")
    answer(vault, vault.sam, "hurt", "quiet")
    for person in vault.pair:
        ready(vault, person)
    page = page_of(qtbot, vault, *vault.pair)
    assert stage(page) is Stage.ASK
    assert LOCKED_DOOR not in words_on(page)
    press_marks(page)
    assert stage(page) is Stage.SHOW
    assert LOCKED_DOOR in words_on(page)
    assert "time" in words_on(page)
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert "Nothing shared here" in words_on(page)
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert stage(page) is Stage.ACCEPT
    press_marks(page)
    assert stage(page) is Stage.ADDED
    assert len(both(vault).told) == 2
    assert "What you have told each other" in words_on(page)


def test_stopping_keeps_nothing_and_asks_first(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", LOCKED_DOOR)
    for person in vault.pair:
        ready(vault, person)
    page = page_of(qtbot, vault, *vault.pair)
    press_marks(page)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.append(True)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert stage(page) is Stage.NOT_NOW
    assert both(vault).told == ()
    assert not own(vault, vault.alex).is_ready


@pytest.mark.parametrize("who", [(), (0,), (1,)])
def test_who_is_not_ready_is_not_told(qtbot: QtBot, vault: TestVault, who: tuple[int, ...]) -> None:
    for number in who:
        answer(vault, vault.pair[number], "safe", LOCKED_DOOR)
        add(vault, vault.pair[number], "Only mine?", shared=False)
        ready(vault, vault.pair[number])
    page = page_of(qtbot, vault, *vault.pair)
    assert stage(page) is Stage.PREPARE
    words = words_on(page)
    assert "please do not ask" in words
    assert LOCKED_DOOR not in words
    asked: list[object] = []
    page.ws.signals.handing_over.connect(lambda *wanted: asked.append(wanted))
    page.hand_over[vault.sam].click()
    assert asked == [(vault.sam, PageId.CONVERSATION, FIRST)]


def test_nothing_of_ones_own_turn_is_left_when_both_are_here(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, "so_far", LOCKED_DOOR)
    page = page_of(qtbot, vault, *vault.pair, turn=vault.alex)
    field = page.own_view.card.field
    assert field.text() == LOCKED_DOOR
    field.edit.setPlainText(f"{LOCKED_DOOR}!")
    page.ws.session.set_presence(Presence(here=vault.pair))
    assert field.text() == ""
    assert page.own.view is None
    assert LOCKED_DOOR not in words_on(page)
    assert own(vault, vault.alex).answers[0].words == f"{LOCKED_DOOR}!", "what was typed is kept"
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    assert field.text() == ""
    assert own(vault, vault.sam).answers == ()


def test_what_both_looked_at_is_dropped_when_one_is_alone(qtbot: QtBot, vault: TestVault) -> None:
    answer(vault, vault.alex, "safe", LOCKED_DOOR)
    for person in vault.pair:
        ready(vault, person)
    page = page_of(qtbot, vault, *vault.pair)
    press_marks(page)
    page.flush()
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    assert page.joint.steps == ()
    assert LOCKED_DOOR not in words_on(page)
    page.ws.session.set_presence(Presence(here=vault.pair))
    assert page.joint.goes_on


def test_in_a_vault_for_one_own_questions_come_and_go(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of(qtbot, vault, vault.alex)
        page.own_view.to_end.click()
        page.own_view.questions.field.edit.setText("Do I dream?")
        page.own_view.questions.on_add()
        page.own_view.to_end.click()
        click("Delete: Do I dream?", page)
        assert "Do I dream?" not in words_on(page)
        assert not page.notice.isVisible()


def test_in_a_vault_for_one_nothing_is_about_sharing(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "solo", ALEX) as vault:
        page = page_of(qtbot, vault, vault.alex)
        page.own_view.card.field.edit.setPlainText(LOCKED_DOOR)
        page.own_view.to_end.click()
        assert not own(vault, vault.alex).answers[0].is_shared, "not for a partner who joins later, either, unasked"
        words = words_on(page)
        assert LOCKED_DOOR in words
        assert page.own_view.end.therapist.isVisible()
        assert not page.own_view.end.ready.isVisible()
        assert not any(each in words for each in ("Shown when", "would see", "share"))


def test_what_is_answered_while_it_is_read_again_stays(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.alex)

    def later(act: Callable[[UnitOfWork], object], done: Callable[[object], object]) -> None:
        with vault.unit() as uow:
            found = act(uow)
        page.own_view.card.field.edit.setPlainText(LOCKED_DOOR)
        page.own_view.flush()
        done(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page.own, "read", later)
        page.own.reload()
    assert page.own.answer(page.own.questions[0]).words == LOCKED_DOOR


# --- the debrief


def an_evening_that_was(vault: TestVault) -> str:
    """A scene for one evening, agreed; the subject of its debrief the day after."""
    vault.fill_with_sample()
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(scope=Scope.ONCE, review_on=today(vault)))
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)
    subject = debrief_of(held(vault).agreement.id)
    vault.clock.advance(days=1)
    return subject


def test_a_debrief_is_written_alone_opened_together_and_ends_the_scene(qtbot: QtBot, vault: TestVault) -> None:
    subject = an_evening_that_was(vault)
    page = page_of(qtbot, vault, vault.alex, subject=subject)
    page.own_view.on_next()
    segments = page.own_view.card.segments
    assert segments is not None
    segments.button("keep").click()
    assert "Only you" in words_on(page)
    page.own_view.card.share.click()
    kept = own(vault, vault.alex, subject).answers[0]
    assert (kept.choice, kept.is_shared) == ("keep", True)
    for person in vault.pair:
        ready(vault, person, subject)
    together = page_of(qtbot, vault, *vault.pair, subject=subject)
    press_marks(together)
    assert "Keep" in words_on(together)
    together.joint.forward()
    press_marks(together)
    assert stage(together) is Stage.ADDED
    assert held(vault).state is AgreementState.ENDED
    went: list[object] = []
    together.ws.signals.navigated.connect(lambda *where: went.append(where))
    for words in ("Care for tomorrow", "Talk about one thing"):
        next(b for b in together.findChildren(type(together.next)) if b.words == words).click()
    assert went == [(PageId.AFTERCARE, None), (PageId.LIMITS, None)]
    later = page_of(qtbot, vault, *vault.pair, subject=subject)
    assert later.told is not None
    more = later.hand_over[vault.alex].mapTo(later.stages, QPoint())
    assert later.told.geometry().bottom() < more.y(), "what was told comes before the way to tell more"


def test_the_signals_of_the_evening_stand_under_the_question_about_them_alone(qtbot: QtBot, vault: TestVault) -> None:
    agreement_id = an_evening_today(vault)
    hold(vault, agreement_id, LiveMark.YELLOW, LiveMark.WENT_ON)
    subject = debrief_of(agreement_id)
    page = page_of(qtbot, vault, vault.alex, subject=subject)
    while (question := page.own_view.question) is not None:
        assert ("· Yellow" in words_on(page)) is (question.id == SIGNALS)
        page.own_view.on_next()
    answer(vault, vault.alex, SIGNALS, "too late", subject=subject, choice="hard")
    for person in vault.pair:
        ready(vault, person, subject)
    together = page_of(qtbot, vault, *vault.pair, subject=subject)
    press_marks(together)
    words = words_on(together)
    assert "· Yellow" in words
    assert "Hard to use" in words


def test_a_debrief_of_a_scene_that_is_gone_says_so(qtbot: QtBot, vault: TestVault) -> None:
    page = page_of(qtbot, vault, vault.alex, subject=debrief_of("0" * 64))
    assert page.notice.isVisible()


# --- how was talking


def offer_in(page: Page) -> Button:
    (found,) = (each for each in page.findChildren(Button) if each.words == "How was talking?" and each.isVisible())
    return found


def test_after_a_talk_it_is_offered_once_and_never_before(qtbot: QtBot, vault: TestVault) -> None:
    vault.fill_with_sample()
    page = LimitsPage(workspace_of(vault, vault.folder.parent, here=vault.pair))
    show(qtbot, page)
    assert not page.asked.isVisible()
    page.on_talk()
    assert not page.asked.isVisible()
    for card in iter(lambda: page.card, None):
        assert card is not None
        page.on_ended(Talk(), card.items)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda *where: went.append(where))
    offer_in(page).click()
    ((where, subject),) = (each for each in went if isinstance(each, tuple))
    assert where is PageId.CONVERSATION
    assert set_of(str(subject)) is QuestionSetId.TALKING
    page.activate()
    assert not page.asked.isVisible()


def test_it_is_private_first_and_waits_on_ones_own_home(qtbot: QtBot, vault: TestVault) -> None:
    subject = begin_talk(vault)
    for person in vault.pair:
        page = page_of(qtbot, vault, person, subject=subject)
        assert "1 of 5" in words_on(page)
        assert "Only you" in words_on(page)
        segments = page.own_view.card.segments
        assert segments is not None
        segments.button("yes").click()
        assert not own(vault, person, subject).answers[0].is_shared
    home = HomePage(workspace_of(vault, vault.folder.parent, here=(vault.alex,)))
    show(qtbot, home)
    assert (PageId.CONVERSATION, subject) in [(step.page, step.argument) for step in home.presenter.steps()]
    together = HomePage(workspace_of(vault, vault.folder.parent, here=vault.pair))
    show(qtbot, together)
    assert subject not in [step.argument for step in together.presenter.steps()]
    vault.clock.advance(days=2)
    home.activate()
    assert subject not in [step.argument for step in home.presenter.steps()]


def test_after_an_opening_and_after_agreeing_it_is_offered(qtbot: QtBot, vault: TestVault) -> None:
    say_to(vault, vault.alex, Stance.WANT, activity=MASSAGE)
    say_to(vault, vault.sam, Stance.WANT, activity=MASSAGE, direction=Direction.PASSIVE)
    for person in vault.pair:
        make_ready(vault, person)
    page = OpeningPage(workspace_of(vault, vault.folder.parent, here=vault.pair))
    show(qtbot, page)
    for _stage in (Stage.ASK, Stage.ACCEPT):
        for mark in list(page.marks.values()):
            mark.click()
        while page.presenter.stage is Stage.SHOW:
            page.presenter.forward()
    assert "It is on your shared list now." in "\n".join(label.text() for label in page.findChildren(QLabel))
    offer_in(page).click()
    with vault.unit() as uow:
        assert len(uow.private(vault.sam).begun_talks.all()) == 1
