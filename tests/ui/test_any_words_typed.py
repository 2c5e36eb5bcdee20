"""Awkward words pasted into the real fields of every screen: exactly what the field shows is what is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.models.answer import AnswerKey, Stance
from app.models.base import ActivityId
from app.models.library import Resource
from app.models.name_rules import LONGEST_NAME, has_unsafe_characters, without_unsafe_characters
from app.models.person import PersonMark
from app.storage.creation import NewPerson
from app.ui.aftercare.page import AftercarePage
from app.ui.agreement.clause_words import join_names
from app.ui.agreement.section_view import OutlinePart
from app.ui.conversation.page import ConversationPage
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.export import pages_presenter
from app.ui.export.page import ExportPage
from app.ui.ground_rules.page import GroundRulesPage
from app.ui.ground_rules.parts import OwnPart, QuestionsPart
from app.ui.kit.buttons import Button
from app.ui.limits.page import LimitsPage
from app.ui.my_list.page import MyListPage
from app.ui.my_list.sheets import NEW_CATEGORY, EntrySheet
from app.ui.my_reading.clause_card import ConflictPanel
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH
from app.ui.prepared.page import PreparedPage
from app.ui.prompts import Dialog, Prompts
from app.ui.reading.page import ReadingPage
from app.ui.reading.resource_form import ResourceForm
from app.ui.scenes.more_view import MoreView
from app.ui.scenes.page import ScenesPage
from app.ui.signals.page import SignalsPage
from app.ui.start.person_view import PersonView
from app.ui.vault_access import Introduction
from app.ui.went_wrong.page import WentWrongPage
from tests.support.couples import OUTLINE, draft_named, save
from tests.support.fields import texts_in
from tests.support.openings import AVOID, MASSAGE
from tests.support.pasted import EVERYTHING, SHAREABLE, button, fields_of, must_be_kept, opened, paste, paste_into_all
from tests.support.prompts import FakePrompts
from tests.support.sources import ROOT
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX_WORDS, TestVault, vault_for
from tests.support.widgets import click

pytestmark = pytest.mark.sample

WITH_FIELDS = {
    "agreement/lines.py",
    "aftercare/column.py",
    "aftercare/giving.py",
    "check_ins/dimensions_view.py",
    "check_ins/fill_view.py",
    "conversation/own_cards.py",
    "export/choices_view.py",
    "export/page.py",
    "ground_rules/parts.py",
    "journal/entry_dialogs.py",
    "journal/editor.py",
    "journal/entry_pane.py",
    "journal/entry_fields.py",
    "journal/label_row.py",
    "journal/ways_panel.py",
    "journal/import_report.py",
    "kit/chips.py",
    "kit/field.py",
    "limits/talk.py",
    "my_list/editor.py",
    "my_list/import_dialog.py",
    "my_list/sheets.py",
    "my_list/side.py",
    "my_reading/clause_card.py",
    "my_reading/finish.py",
    "prepared/page.py",
    "prompts.py",
    "reading/resource_form.py",
    "scenes/proposal_row.py",
    "scenes/more_view.py",
    "scenes/parts.py",
    "signals/row.py",
    "signals/page.py",
    "start/person_fields.py",
    "start/recovery_code.py",
    "start/recovery_view.py",
    "therapist/cards.py",
    "therapist/print_card.py",
    "went_wrong/notes.py",
}
"""Where fields are made: each is typed into below or in `test_any_words_private.py`.

Not those for passphrases, codes and a search. The one of the journal's import is read only; what is pasted into that
of a list is not kept but read, in `tests/models/test_foreign_list.py`.
"""


def test_no_screen_with_a_field_is_forgotten() -> None:
    kinds = "(?:LineField|TextField|LineEdit|QLineEdit|PlainEdit|QPlainTextEdit|QTextEdit|RichEdit)"
    making = re.compile(rf"\b{kinds}\(|\bChipFlow\([^)]*\bown=(?:True|own)\b")
    ui = ROOT / "app" / "ui"
    found = {str(path.relative_to(ui)) for path in ui.rglob("*.py") if making.search(path.read_text())}
    assert found - {"gallery.py"} == WITH_FIELDS  # which keeps nothing


def test_aftercare(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, AftercarePage)
    page.ws.session.hand_to(vault.alex)
    page.on_presence_changed()
    must_be_kept(vault, paste_into_all(page, page, at_least=3, words=SHAREABLE))
    page = opened(qtbot, vault, tmp_path, AftercarePage)
    assert isinstance(page, AftercarePage)
    page.ws.session.hand_to(vault.sam)
    page.on_presence_changed()
    must_be_kept(vault, paste_into_all(page, page._giving, at_least=1, words=SHAREABLE))


def test_conversations(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, ConversationPage)
    assert isinstance(page, ConversationPage)
    page.ws.session.hand_to(vault.alex)
    page.on_presence_changed()
    must_be_kept(vault, paste_into_all(page, page.own_view.card, at_least=1, words=SHAREABLE))
    page.own_view.on_end()
    must_be_kept(vault, paste_into_all(page, page.own_view.questions, at_least=1, words=SHAREABLE))


def test_what_went_wrong(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, WentWrongPage)
    assert isinstance(page, WentWrongPage)
    pasted = paste(page.form.words.edit, EVERYTHING)
    page.form.keep.click()
    must_be_kept(vault, [pasted])


def test_signals(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, SignalsPage)
    assert isinstance(page, SignalsPage)
    next(iter(page._rows.values())).on_change()
    pasted = paste_into_all(page, page, at_least=4, words=SHAREABLE)
    must_be_kept(vault, pasted)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (OutlinePart.NEEDS, 1),
        (OutlinePart.OUT, 1),
        (OutlinePart.PLACE, 3),
        (OutlinePart.MORE, 7),
        (OutlinePart.ITEMS, 1),
    ],
)
def test_scenes(qtbot: QtBot, vault: TestVault, tmp_path: Path, part: OutlinePart, fields: int) -> None:
    page = opened(qtbot, vault, tmp_path, ScenesPage, draft_named(vault, OUTLINE).id)
    assert isinstance(page, ScenesPage)
    page.ws.session.hand_to(vault.alex)
    page.on_presence_changed()
    page.editor.outline.show_part(part)
    view = page.editor.outline.parts[part]
    if isinstance(view, MoreView):
        for each in view.parts.values():
            each.open()
    if part is OutlinePart.ITEMS:
        next(iter(page.editor.items.cards.values())).on_write()
    must_be_kept(vault, paste_into_all(page, view, at_least=fields, words=SHAREABLE))


def test_titles_of_scenes(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, ScenesPage)
    assert isinstance(page, ScenesPage)
    prompts = page.ws.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.answers.extend([f"1{SHAREABLE}", f"  2{SHAREABLE}"])
    page.on_new()
    must_be_kept(vault, [f"1{SHAREABLE}"])
    page.editor.on_rename()
    must_be_kept(vault, [f"  2{SHAREABLE}"])


@pytest.mark.parametrize("part", [OutlinePart.OWN, OutlinePart.QUESTIONS])
def test_ground_rules(qtbot: QtBot, vault: TestVault, tmp_path: Path, part: OutlinePart) -> None:
    page = opened(qtbot, vault, tmp_path, GroundRulesPage)
    assert isinstance(page, GroundRulesPage)
    page.outline.show_part(part)
    shown = page.outline.part(part)
    assert isinstance(shown, OwnPart | QuestionsPart)
    must_be_kept(vault, paste_into_all(page, shown.lines, at_least=1, words=SHAREABLE))


def test_what_was_agreed_in_a_session(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, GroundRulesPage)
    assert isinstance(page, GroundRulesPage)
    page.outline.show_part(OutlinePart.QUESTIONS)
    part = page.outline.part(OutlinePart.QUESTIONS)
    assert isinstance(part, QuestionsPart)
    words = paste(part.session.edit, SHAREABLE)
    part.propose.click()
    must_be_kept(vault, [line for line in words.split("\n") if line.strip()])


def test_what_is_prepared_alone(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, PreparedPage)
    must_be_kept(vault, paste_into_all(page, page, at_least=6, words=SHAREABLE))


@pytest.mark.parametrize(("activity", "fields"), [(MASSAGE, 4), (AVOID, 1)])
def test_answers_and_words_of_my_list(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, activity: ActivityId, fields: int
) -> None:
    page = opened(qtbot, vault, tmp_path, MyListPage, activity)
    assert isinstance(page, MyListPage)
    editor = page.cards.editor
    for side in editor.sides.values():
        side.bar.button(Stance.ONLY_IF).click()
        side.on_add_note()
    must_be_kept(vault, paste_into_all(page, editor, at_least=fields))


def test_own_entries(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, MyListPage)
    assert isinstance(page, MyListPage)
    click("How to show it: As a list", page)
    click("Add", page)
    sheet = page.acts.sheet
    assert isinstance(sheet, EntrySheet)
    sheet.category.show_key(NEW_CATEGORY)
    sheet.category.picked.emit(NEW_CATEGORY)
    pasted = [paste(edit, f"{number}{EVERYTHING}") for number, edit in enumerate(fields_of(sheet))]
    assert len(pasted) == 3
    sheet.on_keep()
    must_be_kept(vault, pasted)


def test_talks(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, LimitsPage)
    assert isinstance(page, LimitsPage)
    page.talk.click()
    assert page.card is not None
    pasted = paste(page.card.notes.edit, SHAREABLE)
    for mark in list(page.card.marks.values()):
        mark.click()
    must_be_kept(vault, [pasted])


def test_my_reading(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    page = opened(qtbot, vault, tmp_path, MyReadingPage, draft_named(vault, OUTLINE).id)
    assert isinstance(page, MyReadingPage)
    page.text.show_part(FINISH)
    pasted = [paste(page.text.finish.words.edit, SHAREABLE)]
    page.flush()
    must_be_kept(vault, pasted)


def test_own_conditions_within_a_reading(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    draft = draft_named(vault, OUTLINE)
    pairing = draft.items[0].pairing
    with vault.unit(vault.alex) as uow:
        own = uow.private(vault.alex).answers
        key = AnswerKey(activity_id=pairing.activity_id, direction=pairing.direction_of(vault.alex))
        before = own.get(key)
        assert before is not None
        own.save(before.evolve(conditions="only by daylight"), vault.clock())
        uow.commit()
    page = opened(qtbot, vault, tmp_path, MyReadingPage, draft.id)
    assert isinstance(page, MyReadingPage)
    page.text.show_part(next(step.key for step in page.presenter.steps if any(c.item for c in step.clauses)))
    QApplication.processEvents()
    for look in [each for each in page.findChildren(Button) if "Compare with my own answer" in each.words]:
        look.click()
    QApplication.processEvents()
    panel = next(panel for panel in page.findChildren(ConflictPanel) if "daylight" in panel._answer.conditions)
    panel.on_change()
    QApplication.processEvents()
    assert panel._conditions is not None
    pasted = paste(panel._conditions.edit, EVERYTHING)
    page.flush()  # it is locked while the keyboard is still there
    must_be_kept(vault, [pasted])


def test_a_question_answered_in_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    prompts = Prompts(Design(Theme.LIGHT), window)
    said: list[str | None] = []
    prompts.ask_text("Title", "", "Words", said.append, keep=lambda *_edit: None)
    (dialog,) = window.findChildren(Dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    (edit,) = fields_of(dialog)
    pasted = paste(edit, EVERYTHING)
    button(dialog, "Done").click()
    assert said == [pasted]
    prompts.close_all()


def test_own_resources(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, ReadingPage, "resources")
    assert isinstance(page, ReadingPage)
    page._edit(Resource(id="", country="", group=""))
    form = page._form
    assert isinstance(form, ResourceForm)
    edits = fields_of(form)
    assert len(edits) == 4
    pasted = [paste(edit, f"{number}{EVERYTHING}") for number, edit in enumerate(edits)]
    form.on_keep()
    contacts = next(words for edit, words in zip(edits, pasted, strict=True) if isinstance(edit, QPlainTextEdit))
    pasted.remove(contacts)
    lines = [line for line in contacts.split("\n") if line.strip()]
    must_be_kept(vault, [*pasted, *lines])


def test_questions_and_pseudonyms_of_a_page(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that is made has them to the letter."""
    # Typesetting such a pseudonym in each of its places takes seconds; tests/export typesets the same words.
    monkeypatch.setattr(pages_presenter, "render_preview", lambda _page: ())
    monkeypatch.setattr(pages_presenter, "boxes_on", lambda _page: "")
    page = opened(qtbot, vault, tmp_path, ExportPage)
    assert isinstance(page, ExportPage)
    button(page, "Pseudonyms").click()
    edits = fields_of(page)
    assert len(edits) == 2
    pasted = [paste(edit, f"{number}{EVERYTHING}") for number, edit in enumerate(edits)]
    qtbot.waitUntil(lambda: not page.presenter._calm.isActive())
    assert page.presenter.result is not None
    have = {text for _field, text in texts_in(page.presenter.result.page)}
    assert {words.strip() for words in pasted} <= have


@pytest.mark.parametrize("words", AWKWARD, ids=range(len(AWKWARD)))
def test_names_at_set_up(qtbot: QtBot, tmp_path: Path, words: str) -> None:
    """The mark takes the first character of a name, whole, whatever it is; what could mislead is refused."""
    view = PersonView(Design(Theme.LIGHT), title="", shape="circle", hue="person_a")
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    words = words[:LONGEST_NAME]
    for edit in (view.fields.name.edit, view.fields.pronouns.edit):
        paste(edit, words)
    said: list[Introduction] = []
    view.finished.connect(said.append)
    for field in (view.passphrase.first, view.passphrase.again):
        field.edit.setText("quiet river lantern")
    view.on_finish()
    if has_unsafe_characters(words):
        assert said == []
        assert view.fields.name.error.isVisible()
        view.fields.name.edit.setText(words := without_unsafe_characters(words))
        view.on_finish()
        assert said == []
        assert view.fields.pronouns.error.isVisible()
        view.fields.pronouns.edit.setText(words)
        view.on_finish()
    assert [(each.name, each.pronouns) for each in said] == [(words, words)]
    initial = said[0].initial
    assert initial.encode()
    with vault_for(tmp_path / "v", NewPerson(PersonMark(initial=initial), ALEX_WORDS, words)) as vault:
        assert vault.people[0].mark.initial == initial
        assert initial
        assert words.strip().casefold().startswith(initial.casefold())


def test_braces_in_names_are_no_templates() -> None:
    assert join_names(["{other}", "{one}"]) == "{other} and {one}"
