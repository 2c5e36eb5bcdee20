"""The screen Ground rules over real files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.base import PersonId
from app.models.blockers import Blocker, Requirement
from app.models.outline import DraftKind, DraftSection
from app.services.draft_store import all_drafts, ground_rules_draft
from app.ui.agreement.clause_view import ClauseView
from app.ui.agreement.section_view import OutlinePart
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.ground_rules.parts import OwnPart, QuestionsPart
from app.ui.kit.controls import CheckBox
from app.ui.page_id import PageId
from tests.support.couples import draft_named, view_of, workspace_of
from tests.support.show_page import show_page
from tests.support.vaults import TestVault, vault_for

pytestmark = pytest.mark.sample


def page_for(qtbot: QtBot, vault: TestVault, folder: Path, *here: PersonId) -> GroundRulesPage:
    ws = workspace_of(vault, folder, here=here or vault.pair)
    return show_page(qtbot, GroundRulesPage(ws), size=(1000, 760))


def own(page: GroundRulesPage) -> OwnPart:
    part = page.outline.part(OutlinePart.OWN)
    assert isinstance(part, OwnPart)
    return part


def questions(page: GroundRulesPage) -> QuestionsPart:
    part = page.outline.part(OutlinePart.QUESTIONS)
    assert isinstance(part, QuestionsPart)
    return part


def titles(page: GroundRulesPage) -> list[str]:
    return [view.words.title for view in page.outline.part(OutlinePart.TEXT).findChildren(ClauseView)]


def test_the_first_visit_makes_them_and_shows_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "new") as vault:
        page = page_for(qtbot, vault, tmp_path)
        with vault.unit() as uow:
            draft = ground_rules_draft(uow)
        assert draft is not None
        assert draft.kind is DraftKind.GROUND_RULES
        assert page.outline.current == OutlinePart.TEXT
        assert page.outline.missing.words == (
            "A word that stops everything",
            "A red signal that works without speech",
            "Aftercare for Alex is empty",
            "Aftercare for Sam is empty",
            "Alex’s reading",
            "Sam’s reading",
        )
        page.activate()
        with vault.unit() as uow:
            assert len(all_drafts(uow)) == 1


def test_what_is_missing_leads_to_its_page(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    went: list[object] = []
    page.ws.signals.navigated.connect(lambda where, _what: went.append(where))
    page.outline.missing.picked.emit(Blocker(need=Requirement.SPEECHLESS_RED))
    page.outline.missing.picked.emit(Blocker(need=Requirement.AFTERCARE, person=vault.sam))
    page.outline.missing.picked.emit(Blocker(need=Requirement.READING, person=vault.sam))
    assert went == [PageId.SIGNALS, PageId.AFTERCARE]
    assert page.outline.current in (OutlinePart.READ, OutlinePart.AGREED)


def test_what_is_agreed_is_shown_first_with_its_review_date(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    assert page.outline.current == OutlinePart.AGREED
    assert page.outline.agreed.shown is not None
    assert not page.read.isVisibleTo(page)
    assert not page.outline.missing.isVisibleTo(page)


def test_own_rules_are_proposals_with_a_mark_until_both_have_read(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.sam)
    page.outline.show_part(OutlinePart.OWN)
    chip = vault.texts.ground_rules[0]
    own(page).lines.chips.chip(chip).click()
    own(page).lines.added.emit("Slippers by the bed <b>")
    lines = draft_named(vault, "").rules
    assert [line.text for line in lines[-2:]] == [chip, "Slippers by the bed <b>"]
    assert {line.by for line in lines[-2:]} == {vault.sam}
    assert page.read.isVisibleTo(page)
    held = view_of(vault, page.presenter.draft.id).agreed_now
    assert held is not None
    assert chip not in {clause.text for clause in held.clauses}
    own(page).lines.chips.chip(chip).click()
    assert chip not in [line.text for line in draft_named(vault, "").rules]


def test_questions_and_the_review_date_are_kept(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.outline.show_part(OutlinePart.QUESTIONS)
    questions(page).lines.added.emit("How do we begin?")
    page.outline.show_part(OutlinePart.OWN)
    own(page).review.picked.emit(date(2026, 9, 1))
    kept = draft_named(vault, "")
    assert kept.questions[-1].text == "How do we begin?"
    assert kept.review_on == date(2026, 9, 1)
    assert own(page).review.day == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("part", "section"),
    [(OutlinePart.OWN, DraftSection.RULES), (OutlinePart.QUESTIONS, DraftSection.QUESTIONS)],
)
def test_nothing_to_add_is_saved_and_can_be_taken_back(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, part: OutlinePart, section: DraftSection
) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.outline.show_part(part)
    (box,) = [each for each in page.findChildren(CheckBox) if each.isVisible()]
    assert box.text() == "I have nothing to add here"
    for settled in (True, False):
        box.click()
        with vault.unit() as uow:
            draft = ground_rules_draft(uow)
        assert draft is not None
        assert (section in draft.settled) is settled
        assert box.isChecked() is settled


def test_the_text_holds_limits_signals_house_rules_and_aftercare(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = page_for(qtbot, vault, tmp_path)
    page.outline.show_part(OutlinePart.TEXT)
    shown = titles(page)
    assert "Aftercare for Sam" in shown
    assert "“Red”" in shown
    document = view_of(vault, page.presenter.draft.id).document
    limits = [clause for clause in document.clauses if clause.limit is not None]
    assert limits
    everything = " ".join(shown)
    entry = vault.catalogue.find(limits[0].limit.pairing.activity_id) if limits[0].limit else None
    assert entry is not None
    assert entry.title in everything


def test_printing_and_handing_over(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path)
    went: list[tuple[object, object]] = []
    handed: list[tuple[object, object, object]] = []
    page.ws.signals.navigated.connect(lambda where, what: went.append((where, what)))
    page.ws.signals.handing_over.connect(lambda *given: handed.append(given))
    page.print_.click()
    assert went == [(PageId.EXPORT, page.presenter.draft.id)]
    own(page).lines.added.emit("Something new")
    page.read.click()
    page.outline.reading.buttons[vault.alex].click()
    assert handed == [(vault.alex, PageId.MY_READING, page.presenter.draft.id)]


def test_what_was_agreed_in_a_session_is_typed_in_as_proposals(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = page_for(qtbot, vault, tmp_path, vault.alex)
    page.outline.show_part(OutlinePart.QUESTIONS)
    part, before = questions(page), [line.text for line in draft_named(vault, "").rules]
    assert not part.propose.isEnabled()
    part.session.edit.setPlainText("a pause on Sundays\n\na word before we begin\na pause on Sundays")
    assert part.propose.isEnabled()
    part.propose.click()
    rules = draft_named(vault, "").rules[len(before) :]
    assert [(line.text, line.by, line.allows) for line in rules] == [
        ("a pause on Sundays", vault.alex, False),
        ("a word before we begin", vault.alex, False),
    ]
    assert part.session.text() == ""
    view = view_of(vault, draft_named(vault, "").id)
    assert not view.is_agreed_as_it_stands, "they are proposals"
    assert all(clause.text != "a pause on Sundays" for clause in view.versions[0].clauses)
    part.session.edit.setPlainText("x" * 2_001)
    assert not part.propose.isEnabled()
