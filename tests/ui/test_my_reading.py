"""The screen My reading over real files: one person's turn, private conflicts, the signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.answer import Answer, Stance
from app.models.base import ActivityId, PersonId
from app.models.catalogue import Direction
from app.models.clause import Clause
from app.models.presence import Presence
from app.models.reading import ClauseReply
from app.services import answers, care, reading
from app.services.shared_list import resting
from app.ui.my_reading.clause_card import RESTS, ConflictPanel
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH, REMOVED
from app.ui.page_id import PageId
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, set_stance, today, view_of, workspace_of
from tests.support.openings import units_until
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault, vault_for
from tests.support.widgets import is_shown, lines_in, name_of, said_in


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        save(made, draft_named(made, OUTLINE).evolve(cap_minutes=90))
        yield made


def page_for(
    qtbot: QtBot, vault: TestVault, folder: Path, turn: PersonId | None, writes: int | None = None
) -> MyReadingPage:
    """The page in one person's turn; the disk is full after `writes` writes."""
    ws = workspace_of(vault, folder, here=vault.pair, turn=turn)
    page = MyReadingPage(ws if writes is None else replace(ws, units=units_until(vault, writes)))
    ws.session.changed.connect(page.on_changed)
    ws.session.presence_changed.connect(page.on_presence_changed)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.activate(draft_named(vault, OUTLINE).id)
    return page


def first_item(vault: TestVault) -> Clause:
    document = view_of(vault, draft_named(vault, OUTLINE).id).document
    return next(clause for clause in document.clauses if clause.item is not None)


def see_everything(page: MyReadingPage) -> None:
    for step in page.presenter.steps:
        page.text.show_part(step.key)
    page.text.show_part(FINISH)


def say_the_rest(page: MyReadingPage) -> None:
    """Reply to every clause that waits, with a yes where that is possible."""
    see_everything(page)
    page.text.finish.rest.click()
    for clause in page.presenter.asked.waiting():
        page.presenter.say(clause, ClauseReply.TAKE_OUT if page.presenter.asked.is_blocked(clause) else ClauseReply.YES)
    page.text.show_part(FINISH)


def sign(page: MyReadingPage, passphrase: str) -> None:
    page.text.finish.passphrase.edit.setText(passphrase)
    page.text.finish.sign.click()


def test_nobody_reads_while_both_look(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, None)
    assert page.presenter.view is None
    assert "one person reads at a time" in lines_in(page)


def test_yes_to_the_rest_needs_every_step_to_have_been_on_screen(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    page.text.show_part(FINISH)
    assert not page.text.finish.rest.isEnabled()
    page.presenter.say_yes_to_rest()
    assert page.presenter.reading.replies == {}
    assert not page.text.finish.sign.isEnabled()
    see_everything(page)
    assert page.text.finish.rest.isEnabled()


def test_two_readings_on_the_screen_make_an_agreement(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    draft_id = draft_named(vault, OUTLINE).id
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    say_the_rest(page)
    sign(page, ALEX_WORDS)
    assert "It waits for Sam’s reading" in lines_in(page)
    assert [yes.person for yes in view_of(vault, draft_id).yeses] == [vault.alex]
    theirs = page_for(qtbot, vault, tmp_path, vault.sam)
    say_the_rest(theirs)
    sign(theirs, SAM_WORDS)
    assert "You have both said yes" in lines_in(theirs)
    assert view_of(vault, draft_id).is_agreed_as_it_stands


def test_a_reply_that_cannot_be_saved_is_taken_back_and_the_page_says_why(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex, writes=0)
    clause = page.presenter.asked.waiting()[0]
    page.presenter.say(clause, ClauseReply.YES)
    assert page.presenter.asked.reply_to(clause) is None
    assert is_shown(QLabel, "This could not be saved", page)


def test_a_wrong_passphrase_loses_nothing(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    say_the_rest(page)
    said = page.presenter.reading
    sign(page, SAM_WORDS)
    assert "This is not Alex’s passphrase" in lines_in(page)
    assert page.text.finish.passphrase.text() == ""
    assert page.presenter.reading == said
    assert view_of(vault, said.draft_id).yeses == ()
    sign(page, ALEX_WORDS)
    assert len(view_of(vault, said.draft_id).yeses) == 1


def test_a_private_no_offers_three_ways_and_no_yes(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    clause = first_item(vault)
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.text.show_part("items:0")
    card = page.text.steps.cards[clause.id]
    assert not card.findChildren(ConflictPanel)
    card.choice.button(ClauseReply.YES).click()
    assert card.text.conflicts is not None
    assert "Only you see this" in lines_in(card)
    assert card.choice.choice is None, "an own No allows no yes"
    page.presenter.say(clause, ClauseReply.YES)
    assert page.presenter.asked.reply_to(clause) is None
    card.choice.button(ClauseReply.TAKE_OUT).click()
    assert page.presenter.asked.reply_to(clause) is ClauseReply.TAKE_OUT


def test_how_an_activity_is_left_out_is_asked_there_and_written_with_the_yes(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    clause = first_item(vault)
    assert clause.item is not None
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.text.show_part("items:0")
    card = page.text.steps.cards[clause.id]
    assert card.question is not None
    assert not card.question.isVisibleTo(card)
    card.choice.button(ClauseReply.TAKE_OUT).click()
    assert card.question.isVisibleTo(card)
    assert "stays on your shared list" in lines_in(card)
    card.choice.button(RESTS).click()
    assert page.presenter.asked.reply_to(clause) is ClauseReply.TAKE_OUT
    with vault.unit() as uow:
        assert resting(uow, vault.sam) == ()
    say_the_rest(page)
    sign(page, SAM_WORDS)
    with vault.unit() as uow:
        assert resting(uow, vault.sam) == (clause.item.pairing,)
    assert all(item.pairing != clause.item.pairing for item in draft_named(vault, OUTLINE).items)


def test_what_touches_a_private_answer_is_shown_only_to_the_reader_who_asks(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    clause = first_item(vault)

    def shown() -> str:
        page = page_for(qtbot, vault, tmp_path, vault.sam)
        found = []
        for step in page.presenter.steps:
            page.text.show_part(step.key)
            words = lines_in(page)
            names = [f"{name_of(b)} {b.isEnabled()}" for b in page.findChildren(QAbstractButton) if b.isVisible()]
            found.append("\n".join([words, *names]))
        page.text.show_part(FINISH)
        return "\n\n".join([*found, lines_in(page)])

    before = shown()
    assert "Compare with my own answer" in before
    assert "Not yet, hand it back" in before
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    assert shown() == before, "the last page counts nothing that follows from it either"
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.text.show_part("items:0")
    card = page.text.steps.cards[clause.id]
    assert card.text.look is not None
    card.text.look.click()
    assert "On your own list you said “No” to this." in lines_in(card)
    other = next(each for each in page.text.steps.cards.values() if each.text.look is not None and not each.text.met)
    other.text.on_look()
    assert "Nothing in it goes against your own list." in lines_in(other)


def test_yes_to_the_rest_asks_and_tells_what_it_left(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    clause = first_item(vault)
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    see_everything(page)
    assert "private answers" not in lines_in(page.text.finish)
    assert page.text.finish.rest.words == f"Yes to the rest ({len(page.presenter.asked.waiting())})"
    page.text.finish.rest.click()
    left = [each.id for each in page.presenter.asked.waiting()]
    assert clause.id in left
    assert "One part touches your private answers" in lines_in(page.text.finish)
    assert not page.text.finish.rest.isVisibleTo(page.text.finish)


def test_an_own_no_to_what_was_read_before_is_told_once_the_reader_says_yes_to_all_of_it(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    clause, draft_id = first_item(vault), draft_named(vault, OUTLINE).id
    read_and_say_yes(vault, vault.sam, draft_id)
    save(vault, draft_named(vault, OUTLINE).evolve(place="the sofa"))

    def waits_for(page: MyReadingPage) -> list[str]:
        return [each.id for each in page.presenter.asked.waiting()]

    before = waits_for(page_for(qtbot, vault, tmp_path, vault.sam))
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    assert waits_for(page) == before
    say_the_rest(page)
    sign(page, SAM_WORDS)
    assert said_in(page.notice).startswith("Something in it goes against your own list")
    assert waits_for(page) == [clause.id]
    assert "On your own list you said “No” to this." in lines_in(page.text.steps.cards[clause.id])
    with vault.unit() as uow:
        assert (
            reading.begin(
                uow, draft_id=draft_id, person=vault.sam, base=vault.catalogue, today=today(vault)
            ).waits_until
            is None
        ), "nothing was signed"
    page.presenter.say(clause, ClauseReply.TAKE_OUT)
    page.text.show_part(FINISH)
    sign(page, SAM_WORDS)
    assert "It waits for Alex’s reading" in lines_in(page)


def test_a_need_that_meets_a_private_limit_is_shown_to_its_giver_who_asks(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    with vault.unit(SHARED) as uow:
        need = CareNeed(kind=CareKind.EMOTIONAL, text="To be held")
        care.save_aftercare(uow, plan=AftercarePlan(person=vault.alex, needs=(need,)))
    with vault.unit(vault.sam) as uow:
        hugs = Answer(activity_id=ActivityId("touch.hugs"), direction=Direction.ACTIVE)
        no = hugs.with_stance(Stance.HARD_LIMIT)
        answers.save_answer(uow, person=vault.sam, answer=no, now=vault.clock(), today=today(vault))
    theirs, own = f"aftercare:{vault.alex}", f"aftercare:{vault.sam}"
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.text.show_part("aftercare:0")
    text = page.text.steps.texts[theirs]
    assert own not in page.text.steps.texts or page.text.steps.texts[own].look is None
    assert "Hugs" not in lines_in(text)
    text.on_look()
    assert "Alex needs “To be held”. On your own list you said “No” to “Hugs”." in lines_in(text)
    assert "not a promise to give it" in lines_in(text)
    assert page.text.steps.together is not None
    page.text.steps.together.button.click()
    assert theirs not in {clause.id for clause in page.presenter.asked.waiting()}
    other = page_for(qtbot, vault, tmp_path, vault.alex)
    other.text.show_part("aftercare:0")
    assert other.text.steps.texts[theirs].met == ()


def test_a_changed_answer_makes_a_yes_possible(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    clause = first_item(vault)
    set_stance(vault, vault.sam, clause, Stance.HARD_LIMIT)
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.text.show_part("items:0")
    page.text.steps.cards[clause.id].text.on_look()
    panel = page.text.steps.cards[clause.id].text.conflicts
    assert panel is not None
    panel.on_change()
    assert panel.bar is not None
    QTest.keyClick(panel.bar, Qt.Key.Key_1)
    assert not page.presenter.asked.is_blocked(clause)
    page.text.steps.cards[clause.id].choice.button(ClauseReply.YES).click()
    assert page.presenter.asked.reply_to(clause) is ClauseReply.YES
    with vault.unit() as uow:
        own = reading.answers_of(uow, vault.sam)
    assert clause.item is not None
    stances = {key.activity_id: one.stance for key, one in own.items() if one.stance is Stance.WANT}
    assert clause.item.pairing.activity_id in stances


def test_not_yet_signs_nothing_and_keeps_what_was_said(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    clause = first_item(vault)
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    handed: list[tuple[object, object, object]] = []
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    page.presenter.say(clause, ClauseReply.TAKE_OUT)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert handed == [(None, PageId.SCENES, draft_named(vault, OUTLINE).id)]
    page.ws.session.set_presence(Presence(here=vault.pair))
    assert page.presenter.view is None
    assert "one person reads at a time" in lines_in(page)
    again = page_for(qtbot, vault, tmp_path, vault.alex)
    assert again.presenter.asked.reply_to(clause) is ClauseReply.TAKE_OUT
    assert clause.id in {one.id for one in view_of(vault, again.presenter.reading.draft_id).document.clauses}


def test_what_the_partner_took_out_is_shown_and_the_rest_is_folded(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    gone = first_item(vault)
    draft_id = draft_named(vault, OUTLINE).id
    read_and_say_yes(vault, vault.alex, draft_id)
    read_and_say_yes(vault, vault.sam, draft_id, out=[gone.id], words="and tea afterwards")
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    assert page.text.current == REMOVED
    assert "Planning an evening" in lines_in(page.text.removed)
    assert [clause.text for clause in page.presenter.asked.waiting()] == ["and tea afterwards"]
    page.text.show_part("items:0")
    assert page.text.steps.cards == {}
    assert page.text.steps.unfold is not None
    page.text.steps.unfold.click()
    assert len(page.text.steps.cards) == 2
    say_the_rest(page)
    sign(page, ALEX_WORDS)
    assert view_of(vault, draft_id).is_agreed_as_it_stands


def test_added_words_go_to_the_partner(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    say_the_rest(page)
    page.text.finish.words.edit.setPlainText("warm feet first")
    sign(page, ALEX_WORDS)
    kept = draft_named(vault, OUTLINE)
    assert [(line.text, line.by) for line in kept.words] == [("warm feet first", vault.alex)]


def test_a_text_that_changed_is_read_again_not_signed(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    say_the_rest(page)
    save(vault, draft_named(vault, OUTLINE).evolve(place="the garden"))
    sign(page, ALEX_WORDS)
    assert said_in(page.notice).startswith("The text has changed since you began")
    assert view_of(vault, page.presenter.reading.draft_id).yeses == ()
    assert [clause.text for clause in page.presenter.asked.waiting()] == ["the garden"]


def test_the_keyboard_leads_through_the_steps(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    first = page.text.current
    QTest.keyClick(page.text.next, Qt.Key.Key_Space)
    assert page.text.current != first
    card = next(iter(page.text.steps.cards.values()))
    QTest.keyClick(card.choice.button(ClauseReply.YES), Qt.Key.Key_Return)
    assert page.presenter.asked.reply_to(card.clause) is ClauseReply.YES
