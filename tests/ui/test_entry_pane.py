"""The open entry on a real vault: shown, typed in, saved, read-only in the bin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from app.errors import NotYours, VaultGone, VaultUnwritable
from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry, LabelRole
from app.models.rich_text import plain
from app.services import answers, journal
from app.ui.journal.entry_dialogs import BringDialog, OwnListDialog
from app.ui.journal.entry_pane import EntryPane
from app.ui.journal.entry_presenter import LONGEST_WAIT
from app.ui.kit.buttons import IconButton
from app.ui.tasks import Tasks
from tests.support.journals import built_pane, entry_pane, journal_page, open_entry, own_words, prompts_for, prompts_of
from tests.support.texts import AWKWARD
from tests.support.vaults import TestVault
from tests.support.widgets import find, said_in
from tests.support.workspace import make_workspace

pytestmark = pytest.mark.solo


@pytest.fixture
def pane(qtbot: QtBot, vault: TestVault) -> EntryPane:
    return entry_pane(qtbot, vault)


def write(vault: TestVault, body: str = "", **said: object) -> JournalEntry:
    """Write an entry now, and let a minute pass."""
    text = EntryText.model_validate({"body": body, **said})
    with vault.unit(vault.alex) as uow:
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids)
    vault.clock.advance(minutes=1)
    return made.entry


def kept(vault: TestVault, entry_id: EntryId) -> JournalEntry:
    """The entry as it is in the vault."""
    with vault.unit() as uow:
        return journal.entry(uow, person=vault.alex, entry_id=entry_id)


def test_opening_an_entry_changes_nothing(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "First words", title="A title")
    open_entry(pane, made)
    assert pane.presenter.entry == made
    pane.presenter.save()
    assert kept(vault, made.id) == made


def test_typing_is_saved_when_the_entry_is_left(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    one, other = write(vault), write(vault)
    open_entry(pane, one)
    pane.focus_body()
    QTest.keyClicks(pane.editor, "hello")
    open_entry(pane, other)
    assert kept(vault, one.id).text.body == "hello"
    assert kept(vault, other.id) == other


def test_typing_is_saved_after_a_pause(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault)
    open_entry(pane, made)
    with qtbot.waitSignal(pane.presenter.saved):
        QTest.keyClicks(pane.editor, "hello")
    assert kept(vault, made.id).text.body == "hello"


def test_titles_come_back(pane: EntryPane, vault: TestVault) -> None:
    for title in (text for text in AWKWARD if "\n" not in text):
        open_entry(pane, write(vault, title=title))
        assert pane.title.text() == title


def test_an_entry_in_the_bin_is_read_only(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault, "kept")
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made.id, now=vault.clock())
    open_entry(pane, made)
    QTest.keyClicks(pane.editor, "hello")
    pane.presenter.save()
    assert kept(vault, made.id).text.body == "kept"


def test_rich_text_is_kept_as_markdown_and_opening_rewrites_nothing(pane: EntryPane, vault: TestVault) -> None:
    foreign = "* one\n* two\n\nSetext\n---\n"
    made = write(vault, foreign)
    open_entry(pane, made)
    pane.presenter.save()
    assert kept(vault, made.id) == made, "reading is not writing"
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    pane.editor.toggle_bold()
    QTest.keyClicks(pane.editor, "x")
    pane.presenter.save()
    assert kept(vault, made.id).text.body == "- one\n- two\n\n## Setext**x**"


def test_saving_leaves_cursor_and_undo_alone(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault, "before")
    open_entry(pane, made)
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(pane.editor, " and after")
    pane.editor.moveCursor(QTextCursor.MoveOperation.Left)
    place = pane.editor.textCursor().position()
    with qtbot.waitSignal(pane.presenter.saved):
        pane.presenter.save()
    open_entry(pane, made)
    assert pane.editor.textCursor().position() == place
    pane.editor.undo()
    assert pane.editor.toPlainText() == "before"


def test_typing_during_a_save_is_kept(qtbot: QtBot, vault: TestVault) -> None:
    ws = make_workspace(vault.folder.parent, units=vault.unit, people=vault.people, here=vault.people)
    tasks = Tasks(ws.tasks._on_error)
    pane = built_pane(replace(ws, tasks=tasks))
    qtbot.addWidget(pane)
    pane.show()
    made = write(vault)
    open_entry(pane, made)
    qtbot.waitUntil(lambda: pane.presenter.entry is not None)
    for letter in "abcdefghij":
        QTest.keyClicks(pane.editor, letter)
        pane.presenter.save()
    pane.presenter.close()
    assert tasks.drain(60)
    qtbot.waitUntil(lambda: tasks._under_way == 0)
    assert kept(vault, made.id).text.body == "abcdefghij"
    assert tasks.close()


def test_typing_without_a_pause_is_saved_too(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault)
    open_entry(pane, made)
    QTest.keyClicks(pane.editor, "x")
    # From the longest wait on, a key no longer puts saving off.
    pane.presenter._waiting.elapsed = lambda: LONGEST_WAIT + 1  # type: ignore[method-assign]
    pane.presenter._pause.start = lambda: pytest.fail("put off")  # type: ignore[method-assign,assignment]
    with qtbot.waitSignal(pane.presenter.saved):
        QTest.keyClicks(pane.editor, "yz")
    assert kept(vault, made.id).text.body == "xyz"


def test_a_failed_save_is_reported_and_tried_again(
    pane: EntryPane, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write(vault)
    open_entry(pane, made)
    QTest.keyClicks(pane.editor, "words")
    with monkeypatch.context() as broken:
        broken.setattr(journal, "save_entry", _fail)
        pane.presenter.save()
    assert pane.notice.isVisible()
    assert kept(vault, made.id) == made
    pane.presenter.save()
    assert kept(vault, made.id).text.body == "words"


def _fail(*_args: object, **_named: object) -> None:
    raise NotYours("journal")


def test_every_field_is_shown_and_kept(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, feelings=("calm", "my own"), needs=("trust", "quiet"), ways=("A walk",), tags=("rain",))
    open_entry(pane, made)
    fields = pane.fields
    fields.toggle(fields.more)
    feelings = fields.rows[LabelRole.FEELING]
    assert feelings.chosen == ("calm", "my own")
    feelings.toggle()
    assert feelings.picker is not None
    feelings.picker.chip("tender").click()
    feelings.picker.chip("calm").click()
    own_words(feelings).setText("CURIOUS")
    QTest.keyClick(own_words(feelings), Qt.Key.Key_Return)
    fields.rows[LabelRole.FEAR].toggle()
    own_words(fields.rows[LabelRole.FEAR]).setText("the dark")
    QTest.keyClick(own_words(fields.rows[LabelRole.FEAR]), Qt.Key.Key_Return)
    for name, field in fields.thoughts.items():
        field.edit.setFocus()
        QTest.keyClicks(field.edit, name)
    fields.boundary.choice.button(Boundary.TALK).click()
    pane.moment.kind.choices[0].trigger()
    pane.presenter.save()
    text = kept(vault, made.id).text
    assert text.feelings == ("my own", "tender", "curious")
    assert text.fears == ("the dark",)
    assert (text.needs, text.ways, text.tags) == (("trust", "quiet"), ("A walk",), ("rain",))
    assert (text.for_us, text.for_me, text.for_safety) == ("for_us", "for_me", "for_safety")
    assert text.boundary is Boundary.TALK
    assert text.kind is EntryKind.FANTASY


def test_used_words_are_offered_again(qtbot: QtBot, vault: TestVault) -> None:
    write(vault, "x", tags=("rain",))
    made = write(vault)
    pane = journal_page(qtbot, vault).pane
    pane.fields.toggle(pane.fields.more)
    row = pane.fields.rows[LabelRole.TAG]
    row.toggle()
    assert row.picker is not None
    row.picker.chip("rain").click()
    pane.presenter.save()
    assert kept(vault, made.id).text.tags == ("rain",)


def test_esc_closes_a_picker(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault))
    row = pane.fields.rows[LabelRole.NEED]
    row.toggle()
    QTest.keyClick(own_words(row), Qt.Key.Key_Escape)
    assert not row.is_open


def test_a_changed_time_moves_the_entry(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "x")
    open_entry(pane, made)
    pane.moment.toggle()
    pane.moment.editors.day.edit.setDate(QDate(2025, 12, 24))
    pane.moment.editors.time.setTime(QTime(20, 15))
    pane.moment.editors.time.editingFinished.emit()
    at = kept(vault, made.id).at.astimezone()
    assert (at.year, at.month, at.day, at.hour, at.minute) == (2025, 12, 24, 20, 15)
    pane.presenter.save()
    assert kept(vault, made.id).at == at


def test_prompts_become_text(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, kind=EntryKind.LETTER)
    open_entry(pane, made)
    pane.prompts.fold.click()
    prompt = prompts_for(EntryKind.LETTER)[0]
    pane.prompts.rows[0].clicked.emit()
    QTest.keyClicks(pane.editor, "mine")
    pane.presenter.save()
    assert kept(vault, made.id).text.body == f"_{prompt}_\n\nmine"


def test_a_prompt_is_inserted_once_and_then_leads_to_its_place(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, kind=EntryKind.LETTER)
    open_entry(pane, made)
    pane.prompts.fold.click()
    one, other = prompts_for(EntryKind.LETTER)[:2]
    row, second = pane.prompts.rows[:2]
    row.clicked.emit()
    QTest.keyClicks(pane.editor, "mine")
    second.clicked.emit()
    QTest.keyClicks(pane.editor, "too")
    assert row.accessibleName() == f"{one}, in the text"
    row.clicked.emit()
    QTest.keyClicks(pane.editor, " again")
    pane.presenter.save()
    assert kept(vault, made.id).text.body == f"_{one}_\n\nmine again\n\n_{other}_\n\ntoo"
    pane.editor.selectAll()
    QTest.keyClick(pane.editor, Qt.Key.Key_Delete)
    pane.presenter.save()
    assert row.accessibleName() == one, "it can be chosen again"
    row.clicked.emit()
    assert pane.editor.says([one, other]) == {one}


def test_ways_are_marked_added_reworded_and_deleted(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, needs=("rest",))
    open_entry(pane, made)
    pane.fields.toggle(pane.fields.ways)
    flow = pane.fields.ways.flows["rest"]
    flow.chip("An afternoon nap").click()
    pane.own.add_way("rest", "The long way home")
    pane.presenter.save()
    assert kept(vault, made.id).text.ways == ("An afternoon nap", "The long way home")
    pane.fields.ways.edit.click()
    dialog = prompts_of(pane).shown[-1]
    assert isinstance(dialog, OwnListDialog)
    (field,) = dialog.fields.values()
    field.edit.setText("The longest way home")
    field.commit()
    with vault.unit() as uow:
        assert [way.text for way in journal.ways(uow, person=vault.alex)] == ["The longest way home"]
    find(IconButton, "Delete: The longest way home", dialog).click()
    with vault.unit() as uow:
        assert journal.ways(uow, person=vault.alex) == ()
    pane.presenter.save()
    assert "The long way home" in kept(vault, made.id).text.ways, "an entry keeps the words it named"
    prompts_of(pane).close_all()


def test_an_own_template_is_saved_and_used(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "# A\n\nb", needs=("rest",), boundary=Boundary.TRY, kind=EntryKind.LETTER)
    open_entry(pane, made)
    prompts_of(pane).answers.append("Mine")
    pane.templates.save_wanted.emit()
    assert "Mine" in [choice.text() for choice in pane.templates.choices]
    other = write(vault)
    open_entry(pane, other)
    next(choice for choice in pane.templates.choices if choice.text() == "Mine").trigger()
    pane.presenter.save()
    text = kept(vault, other.id).text
    assert (text.body, text.needs, text.kind) == ("# A\n\nb", ("rest",), EntryKind.LETTER)
    assert text.boundary is Boundary.STAYS, "nobody chose a different one for this entry"
    pane.editor.undo()
    assert pane.editor.toPlainText() == ""


def test_bringing_to_the_list_takes_only_the_words_shown(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "secret body", title="The train", boundary=Boundary.TRY, needs=("trust",))
    open_entry(pane, made)
    pane.bring.click()
    dialog = prompts_of(pane).shown[-1]
    assert isinstance(dialog, BringDialog)
    assert (dialog.title.text(), dialog.description.text()) == ("The train", "")
    shown = [label.text() for label in dialog.findChildren(QLabel)] + [
        edit.text() for edit in dialog.findChildren(QLineEdit)
    ]
    assert not [words for words in shown if "secret" in words]
    dialog.title.edit.setText("Being led on a journey")
    dialog.act.click()
    with vault.unit() as uow:
        listed = answers.my_list(uow, person=vault.alex, base=vault.catalogue).catalogue.entries
    (entry,) = (entry for entry in listed if entry.added_by is not None)
    assert (entry.title, entry.description) == ("Being led on a journey", "")
    assert kept(vault, made.id) == made
    prompts_of(pane).close_all()


def test_in_the_bin_no_boundary_can_be_chosen(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "kept", needs=("rest",))
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made.id, now=vault.clock())
    open_entry(pane, made)
    pane.fields.boundary.choice.button(Boundary.TRY).click()
    assert not pane.bar.isVisible()
    assert not pane.bring.isVisible()
    pane.presenter.save()
    assert kept(vault, made.id).text == made.text


def test_fields_have_names_for_screen_readers(pane: EntryPane, vault: TestVault) -> None:
    open_entry(pane, write(vault))
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit)
        for widget in pane.findChildren(kind)
        if widget.isVisible() and not widget.accessibleName() and not isinstance(widget.parent(), QAbstractSpinBox)
    ]
    assert nameless == []


def test_an_entry_that_is_too_long_keeps_its_last_text(
    pane: EntryPane, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.journal.entry_pane.LONGEST_BODY", 10)
    made = write(vault, "short", title="a")
    open_entry(pane, made)
    pane.editor.put(plain("much longer than ten"))
    pane.title.edit.setText("b")
    pane.presenter.touch()
    pane.presenter.save()
    assert pane.notice.isVisible()
    assert (kept(vault, made.id).text.title, kept(vault, made.id).text.body) == ("b", "short")


def test_what_could_not_be_saved_stays_and_is_saved_by_itself_once_the_folder_is_back(
    pane: EntryPane, vault: TestVault, qtbot: QtBot, tmp_path: Path
) -> None:
    """It is told once, however often it is tried, and nothing says that it was saved before it was."""
    made = write(vault)
    open_entry(pane, made)
    told: list[Exception] = []
    pane.presenter.failed.connect(told.append)
    saved: list[object] = []
    pane.presenter.saved.connect(saved.append)
    vault.folder.rename(tmp_path / "away")
    QTest.keyClicks(pane.editor, "hello")
    for _again in range(3):
        pane.presenter.try_again()
    assert [type(error) for error in told] == [VaultGone]
    assert "The vault is not there at the moment" in said_in(pane.notice)
    assert saved == []
    (tmp_path / "away").rename(vault.folder)
    with qtbot.waitSignal(pane.presenter.unsaved.recovered):
        pass
    assert kept(vault, made.id).text.body == "hello"
    assert not pane.notice.isVisible()


def test_an_entry_that_was_left_unsaved_is_saved_later(
    pane: EntryPane, vault: TestVault, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = write(vault), write(vault)
    open_entry(pane, one)

    def full(*_arguments: object, **_more: object) -> None:
        raise VaultUnwritable("file.db")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "save_entry", full)
        QTest.keyClicks(pane.editor, "hello")
        open_entry(pane, other)
        assert kept(vault, one.id) == one
        pane.presenter.try_again()
    with qtbot.waitSignal(pane.presenter.unsaved.recovered):
        pass
    assert kept(vault, one.id).text.body == "hello"
    open_entry(pane, one)
    assert pane.editor.toPlainText() == "hello"
