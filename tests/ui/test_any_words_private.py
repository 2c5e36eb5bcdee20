"""Awkward words pasted into the fields of the private space: journal, check-ins, the sheet for a therapist."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.journal import EntryText, JournalEntry, LabelRole
from app.models.markdown_read import from_markdown
from app.models.rich_text import one_line_end
from app.models.therapist import NameStyle
from app.ui.check_ins.page import ASKED, CheckInsPage
from app.ui.check_ins.words import LONGEST_TITLE, LONGEST_WORD
from app.ui.journal.entry_dialogs import BringDialog, OwnListDialog
from app.ui.journal.label_row import LabelRow
from app.ui.journal.page import JournalPage
from app.ui.therapist.page import TherapistPage
from tests.support.journals import own_words, write
from tests.support.leaks import settle
from tests.support.pasted import (
    EVERYTHING,
    fields_of,
    kept,
    must_be_kept,
    one_kind_of_line_end,
    opened,
    paste,
    paste_into_all,
)
from tests.support.prompts import FakePrompts
from tests.support.vaults import ALEX_WORDS, TestVault


def open_entry(qtbot: QtBot, vault: TestVault, folder: Path, text: EntryText | None = None) -> JournalPage:
    made = write(vault, **{name: getattr(text or EntryText(), name) for name in EntryText.model_fields})
    page = opened(qtbot, vault, folder, JournalPage, made.id)
    assert isinstance(page, JournalPage)
    settle()
    assert page.presenter.entry == made
    return page


def prompts(page: JournalPage) -> FakePrompts:
    assert isinstance(page.ws.prompts, FakePrompts)
    return page.ws.prompts


def reopened(vault: TestVault, page: JournalPage) -> JournalEntry:
    """The open entry after everything was kept, locked and opened again."""
    page.flush()
    entry = page.presenter.entry
    assert entry is not None
    vault.service.close()
    vault.service.open(vault.folder)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    with vault.unit() as uow:
        found = uow.private(vault.alex).journal.get(entry.id)
    assert found is not None
    return found


def test_title_text_and_thoughts_of_an_entry(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_entry(qtbot, vault, tmp_path)
    pane = page.pane
    pane.fields.toggle(pane.fields.more)
    title = paste(pane.title.edit, f"0{EVERYTHING}")
    thoughts = {name: paste(field.edit, f"{name}{EVERYTHING}") for name, field in pane.fields.thoughts.items()}
    QGuiApplication.clipboard().setText(EVERYTHING)
    pane.editor.setFocus()
    pane.editor.paste()
    text = reopened(vault, page).text
    assert text.title == title
    assert {name: getattr(text, name) for name in thoughts} == thoughts
    # A clipboard passes the null on; no text of the toolkit's holds it.
    assert from_markdown(text.body).text == one_line_end(QGuiApplication.clipboard().text())


def test_labels_of_every_role(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_entry(qtbot, vault, tmp_path)
    fields = page.pane.fields
    fields.toggle(fields.more)
    for role, row in fields.rows.items():
        for number in range(2):
            _add_label(row, f"{role}{number}{EVERYTHING}")
    text = reopened(vault, page).text
    for role in LabelRole:
        assert text.labels(role) == (f"{role}0{EVERYTHING}", f"{role}1{EVERYTHING}")


def _add_label(row: LabelRow, words: str) -> None:
    if not row.is_open:
        row.toggle()
    paste(own_words(row), words)
    QTest.keyClick(own_words(row), Qt.Key.Key_Return)


def test_own_ways_and_their_new_words(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_entry(qtbot, vault, tmp_path, EntryText(needs=("rest",)))
    pane = page.pane
    pane.fields.toggle(pane.fields.ways)
    (own,) = fields_of(pane.fields.ways)
    way = paste(own, f"1{EVERYTHING}")
    QTest.keyClick(own, Qt.Key.Key_Return)
    pane.presenter.save()
    must_be_kept(vault, [way])
    pane.fields.ways.edit.click()
    pasted = _reword(qtbot, page)
    assert reopened(vault, page).text.ways == (way,), "an entry keeps the words it named"
    must_be_kept(vault, [pasted])


def _reword(qtbot: QtBot, page: JournalPage) -> str:
    dialog = prompts(page).shown[-1]
    assert isinstance(dialog, OwnListDialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    (field,) = dialog.fields.values()
    pasted = paste(field.edit, f"  2{EVERYTHING}")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    prompts(page).close_all()
    return pasted


def test_a_field_for_words_of_ones_own_takes_no_more_than_is_kept(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = open_entry(qtbot, vault, tmp_path, EntryText(needs=("rest",)))
    pane = page.pane
    pane.fields.toggle(pane.fields.ways)
    (own,) = fields_of(pane.fields.ways)
    own.setFocus()
    QGuiApplication.clipboard().setText("y" * 30_000)
    own.paste()
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert reopened(vault, page).text.ways == ("y" * 20_000,)


def test_templates(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    """Name and contents, and the beginning of another entry."""
    page = open_entry(qtbot, vault, tmp_path, EntryText(title=f"0{EVERYTHING}", tags=(EVERYTHING,)))
    prompts(page).answers.append(f"  1{EVERYTHING}")
    page.pane.on_save_template()
    must_be_kept(vault, [f"  1{EVERYTHING}", f"0{EVERYTHING}"])
    page.pane.own.edit_templates()
    must_be_kept(vault, [_reword(qtbot, page)])
    (template,) = page.pane.own.templates.values()
    page.new_entry()
    settle()
    page.pane.use_template(template)
    text = reopened(vault, page).text
    assert (text.title, text.tags) == (f"0{EVERYTHING}", (EVERYTHING,))


def test_a_link(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    """An address has no line ends; everything else of it is kept."""
    page = open_entry(qtbot, vault, tmp_path, EntryText(body="here"))
    pane = page.pane
    pane.editor.selectAll()
    link = one_line_end(EVERYTHING).strip().replace("\n", "").replace("\t", "")
    prompts(page).answers.append(link)
    pane.on_link()
    (block,) = from_markdown(reopened(vault, page).text.body).blocks
    assert [(span.text, span.link) for span in block.spans] == [("here", link)]


def test_bringing_an_idea_to_the_list(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = open_entry(qtbot, vault, tmp_path, EntryText(title="The train"))
    page.pane.on_bring()
    dialog = prompts(page).shown[-1]
    assert isinstance(dialog, BringDialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    pasted = [paste(edit, f"{number}{EVERYTHING}") for number, edit in enumerate(fields_of(dialog))]
    assert len(pasted) == 2
    dialog.on_bring()
    prompts(page).close_all()
    must_be_kept(vault, pasted)


def test_the_note_of_a_check_in(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, CheckInsPage)
    assert isinstance(page, CheckInsPage)
    must_be_kept(vault, paste_into_all(page, page.filling.card, at_least=1))


def test_own_dimensions(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    """Its fields are short: what they show after pasting is what is kept, and no character is cut in two."""
    limits = (LONGEST_TITLE, LONGEST_WORD, LONGEST_WORD)
    page = opened(qtbot, vault, tmp_path, CheckInsPage)
    assert isinstance(page, CheckInsPage)
    page.show_mode(ASKED)
    shown: list[str] = []
    for longest, field in zip(limits, (page.asked.title, page.asked.low, page.asked.high), strict=True):
        words = f"  <b> {{0}}\n&{len(shown)}".ljust(longest - 1, "_")
        QGuiApplication.clipboard().setText(f"{words}🫶 and more")  # the character at the end is one of two units
        field.edit.paste()
        shown.append(field.text())
        assert shown[-1] == words
    page.asked.on_keep()
    must_be_kept(vault, shown)


def test_the_sheet_for_a_therapist(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, TherapistPage)
    assert isinstance(page, TherapistPage)
    page.printing.me.button(NameStyle.OTHER).click()
    assert page.printing.partner is not None
    page.printing.partner.button(NameStyle.OTHER).click()
    pasted = paste_into_all(page, page, at_least=5)
    asked = next(words for words in pasted if words[0] == "4")
    searched = next(words for words in pasted if words[0] == "0")
    for words in (asked, searched):
        pasted.remove(words)
    must_be_kept(vault, [*pasted, *one_kind_of_line_end(asked).split("\n")])
    assert searched not in kept(vault)


def test_a_sheet_takes_as_many_questions_as_a_field_has_lines(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = opened(qtbot, vault, tmp_path, TherapistPage)
    assert isinstance(page, TherapistPage)
    paste(page.words.questions.edit, "\n".join(map(str, range(2_000))))
    page.flush()
    with vault.unit() as uow:
        assert uow.private(vault.alex).sheet.get().questions == tuple(map(str, range(2_000)))


@pytest.mark.parametrize("first", ["\ufeff", "\ufffe"])
def test_a_first_character_that_could_be_a_byte_order_mark(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, first: str
) -> None:
    words = f"{first}words"
    page = open_entry(qtbot, vault, tmp_path, EntryText(title=words, body=f"{words}\n\n{words}", tags=(words,)))
    for name in ("for_us", "for_me"):
        field = page.pane.fields.thoughts[name]
        field.show_text(words)
        assert field.text() == words
    _add_label(page.pane.fields.rows[LabelRole.FEAR], words)
    page.presenter.touch()
    text = reopened(vault, page).text
    assert (text.title, text.tags, text.fears, text.for_us) == (words, (words,), (words,), words)
    assert text.body == f"{words}\n\n{words}"
