"""Renewing by the path a person takes: after a lapse or an end nothing is agreed again that was not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.base import PersonId
from app.models.clause import ClauseKind
from app.models.outline import DraftSection
from app.models.reading import ClauseReply
from app.services import agreements, drafts, reading
from app.services.reading import ReadingView
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of, workspace_of
from tests.support.show_page import show_page
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, SHARED, TestVault

pytestmark = pytest.mark.sample


def lapse(vault: TestVault) -> None:
    """The review day passes, and the draft names no day."""
    vault.clock.advance(days=200)
    save(vault, draft_named(vault, AGREED).evolve(review_on=None))


def end_all(vault: TestVault) -> None:
    agreement_id = view_of(vault, draft_named(vault, AGREED).id).versions[0].agreement.id
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=agreement_id, clause_ids=None, now=vault.clock())


def page_of(qtbot: QtBot, vault: TestVault, folder: Path, person: PersonId, draft_id: str) -> MyReadingPage:
    page = show_page(
        qtbot, MyReadingPage(workspace_of(vault, folder, here=vault.pair, turn=person)), draft_id, size=(1000, 760)
    )
    QApplication.processEvents()
    return page


def begin(vault: TestVault, person: PersonId, draft_id: str) -> ReadingView:
    with vault.unit() as uow:
        return reading.begin(uow, draft_id=draft_id, person=person, base=vault.catalogue, today=today(vault))


def says(widget: QWidget, words: str) -> bool:
    QApplication.processEvents()  # Laid out by the event loop
    return any(words in label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def sign(page: MyReadingPage, passphrase: str) -> None:
    page.text.show_part(FINISH)
    page.text.finish.passphrase.edit.setText(passphrase)
    page.text.finish.on_sign()


def see_everything(page: MyReadingPage) -> None:
    for step in page.presenter.steps:
        page.text.show_part(step.key)
    page.text.show_part(FINISH)


@pytest.mark.parametrize("over", [lapse, end_all])
def test_two_passphrases_renew_nothing_that_nobody_looked_at(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, over: object
) -> None:
    assert callable(over)
    over(vault)
    draft_id = draft_named(vault, AGREED).id
    for person, words in ((vault.alex, ALEX_WORDS), (vault.sam, SAM_WORDS)):
        page = page_of(qtbot, vault, tmp_path, person, draft_id)
        assert page.presenter.view is not None
        assert len(page.presenter.asked.waiting()) == len(page.presenter.view.document.clauses)
        sign(page, words)
        see_everything(page)
        page.presenter.say_yes_to_rest()
        sign(page, words)
    view = view_of(vault, draft_id)
    assert view.yeses == ()
    assert view.agreed_now is None


def test_after_a_lapse_what_is_allowed_is_asked_one_by_one_and_what_protects_a_part_at_a_time(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    lapse(vault)
    draft_id = draft_named(vault, AGREED).id
    for person, words in ((vault.alex, ALEX_WORDS), (vault.sam, SAM_WORDS)):
        page = page_of(qtbot, vault, tmp_path, person, draft_id)
        for step in page.presenter.steps:
            page.text.show_part(step.key)
            for clause in step.clauses:
                assert (clause.id in page.text.steps.cards) is (clause.kind is ClauseKind.PERMISSION)
            if step.section is DraftSection.ITEMS:
                assert says(page.text.steps, "Agreed since")
            for card in page.text.steps.cards.values():
                card.choice.button(ClauseReply.YES).click()
            if page.text.steps.together is not None:
                before = len(page.presenter.asked.waiting())
                page.text.steps.together.button.click()
                assert len(page.presenter.asked.waiting()) == before - len(step.clauses) + len(page.text.steps.cards)
                assert says(page.text.steps, "You have read this.")
        sign(page, words)
    assert view_of(vault, draft_id).is_agreed_as_it_stands


def test_what_changed_since_it_was_agreed_is_said_beside_it(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    lapse(vault)
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="in the garden"))
    page = page_of(qtbot, vault, tmp_path, vault.alex, draft.id)
    page.text.show_part("place_time:0")
    assert draft.place
    assert says(page.text.steps, f"What you agreed before: Where · {draft.place}")


def test_replies_from_before_the_end_are_asked_again(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="in the garden"))
    view = begin(vault, vault.alex, draft.id)
    replies = {clause.digest: ClauseReply.YES for clause in view.document.clauses}
    with vault.unit(vault.alex) as uow:
        reading.keep(uow, reading=view.reading.evolve(replies=replies, words="kept"))
    assert begin(vault, vault.alex, draft.id).reading.replies == replies
    end_all(vault)
    after = begin(vault, vault.alex, draft.id).reading
    assert (after.replies, after.words) == ({}, "kept")


def test_while_something_is_agreed_only_what_changed_is_asked(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="in the garden"))
    view = begin(vault, vault.alex, draft.id)
    assert [clause.text for clause in view.to_read] == ["in the garden"]
    assert not view.renewal.one_by_one
    assert view.renewal.by_part == frozenset()


@pytest.mark.parametrize(("days", "folds"), [(20, True), (40, False)])
def test_a_copy_within_a_month_asks_its_items_and_folds_what_protects(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, days: int, folds: bool
) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    vault.clock.advance(days=days)
    with vault.unit(SHARED) as uow:
        copy = drafts.duplicate_scene(uow, draft_id=outline.id, title="Once more", new_id=vault.ids).draft
    page = page_of(qtbot, vault, tmp_path, vault.alex, copy.id)
    see_everything(page)
    asked = page.presenter.asked.waiting()
    items = [clause for clause in asked if clause.section is DraftSection.ITEMS]
    assert items
    protections = [clause for clause in asked if clause.kind is ClauseKind.PROTECTION and clause.holder is None]
    assert bool(protections) is not folds
    page.presenter.say_yes_to_rest()
    left = set(page.presenter.asked.waiting())
    assert set(items) <= left if folds else not left


def test_a_copy_of_a_scene_that_is_still_agreed_asks_its_items_one_by_one(vault: TestVault) -> None:
    agreed = draft_named(vault, AGREED)
    assert view_of(vault, agreed.id).is_agreed_as_it_stands
    with vault.unit(SHARED) as uow:
        copy = drafts.duplicate_scene(uow, draft_id=agreed.id, title="Once more", new_id=vault.ids).draft
    view = begin(vault, vault.alex, copy.id)
    assert view.folded
    assert view.renewal.one_by_one


def test_yes_to_the_rest_leaves_out_what_came_after_its_part_was_on_screen(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    page = page_of(qtbot, vault, tmp_path, vault.alex, outline.id)
    see_everything(page)
    save(vault, draft_named(vault, OUTLINE).evolve(place="in the garden"))
    page.presenter.reload()
    page.presenter.say_yes_to_rest()
    assert "in the garden" in [clause.text for clause in page.presenter.asked.waiting()]
