"""Import and export of the journal: looked through, stopped, taken back, written and read again."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.models.journal import Boundary, EntryKind, EntryText, JournalEntry
from app.models.journal_encoding import Encoding
from app.models.journal_incoming import ImportProblem, ImportTrouble
from app.services import journal, journal_backup, journal_files
from app.services.long_work import LongWork
from app.ui.design.tokens import SCALES, Space
from app.ui.journal.export_dialog import PDF, ExportDialog
from app.ui.journal.import_dates import DateChange, ImportDates
from app.ui.journal.import_dialog import ImportDialog
from app.ui.journal.import_report import MOST_PLACES, problem_words, report_lines
from app.ui.kit.buttons import Button
from app.ui.kit.controls import ComboBox
from app.ui.kit.segments import Segments
from app.ui.tasks import Tasks
from app.ui.workspace import Workspace
from tests.support.journals import journal_page, shown
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.widgets import find, said_in
from tests.support.workspace import make_workspace

pytestmark = pytest.mark.solo

WORDS = "amber window garden"
MANY = 10_000


@pytest.fixture
def ws(qapp: object, vault: TestVault, tmp_path: Path) -> Workspace:
    return make_workspace(
        tmp_path, units=vault.unit, people=vault.people, here=vault.people, clock=vault.clock, ids=vault.ids
    )


def prompts(ws: Workspace) -> FakePrompts:
    assert isinstance(ws.prompts, FakePrompts)
    return ws.prompts


def import_dialog(qtbot: QtBot, ws: Workspace, *answers: Any) -> ImportDialog:
    prompts(ws).answers.extend(answers)
    dialog = ImportDialog(ws)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def export_dialog(qtbot: QtBot, ws: Workspace, *answers: Any) -> ExportDialog:
    prompts(ws).answers.extend(answers)
    dialog = ExportDialog(ws)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: ImportDialog | ExportDialog, words: str) -> None:
    """Press the visible button whose words begin so."""
    shown = [button for button in dialog.findChildren(Button) if button.isVisible()]
    found = [button for button in shown if button.words.startswith(words)]
    assert len(found) == 1, [button.words for button in shown]
    assert found[0].isEnabled()
    found[0].click()


def report(dialog: ImportDialog) -> str:
    shown = [each for each in dialog.findChildren(QPlainTextEdit) if each.isVisible()]
    assert len(shown) == 1
    return shown[0].toPlainText()


def entries(vault: TestVault) -> tuple[JournalEntry, ...]:
    with vault.unit() as uow:
        return journal_files.collect(uow, person=vault.alex, work=LongWork())


def write(vault: TestVault, **said: Any) -> JournalEntry:
    with vault.unit(vault.alex) as uow:
        text = EntryText(**said)
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids).entry
    vault.clock.advance(days=1)
    return made


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "2026-11-20 At the lake.md").write_text("Words of the lake")
    (folder / "2026-11-21.md").write_text("# Evening\n\nWords of the evening")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def ticked(dialog: ImportDialog) -> list[bool]:
    model = dialog.drafts
    states = (model.index(row).data(Qt.ItemDataRole.CheckStateRole) for row in range(model.rowCount()))
    return [Qt.CheckState(state) is Qt.CheckState.Checked for state in states]


def test_drafts_are_looked_through_before_they_come_in(
    qtbot: QtBot, ws: Workspace, vault: TestVault, notes: Path
) -> None:
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder")
    assert entries(vault) == ()
    assert dialog.list is not None
    model = dialog.drafts
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Evening", "At the lake"]
    dialog.list.setCurrentIndex(model.index(0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert ticked(dialog) == [False, True]
    press(dialog, "What could not be read")
    assert "picture.png" in report(dialog)
    press(dialog, "Back to the list")
    assert ticked(dialog) == [False, True], "ticks are kept"
    find(ComboBox, "What kind they are", dialog).picked.emit(EntryKind.FANTASY)
    press(dialog, "Import 1 entry")
    [entry] = entries(vault)
    assert entry.text == EntryText(kind=EntryKind.FANTASY, title="At the lake", body="Words of the lake")
    assert entry.text.boundary is Boundary.STAYS
    said = report(dialog)
    assert said.startswith("1 entry imported.\n1 entry left out.")
    assert problem_words(ImportProblem.UNKNOWN_KIND) in said
    press(dialog, "Copy the report")
    assert QGuiApplication.clipboard().text() == said
    ws.clipboard.clear()


@pytest.mark.parametrize("scale", SCALES)
def test_the_first_step_has_no_void_and_the_list_has_room_for_rows(
    qtbot: QtBot, ws: Workspace, notes: Path, scale: int
) -> None:
    ws.design.set_scale(scale)
    prompts(ws).answers.append(notes)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    dialog = ImportDialog(ws, window)
    dialog.show()
    settle()
    first = dialog.height()
    assert first <= sum(dialog.heights(dialog.width()))
    press(dialog, "Choose a folder…")
    rows = dialog.list
    assert rows is not None
    settle()
    assert rows.viewport().height() >= 2 * rows.sizeHintForRow(0)
    assert first <= dialog.height() <= 700 - 2 * Space.L


def test_about_fantasies_is_said_where_some_come_in(qtbot: QtBot, ws: Workspace, notes: Path) -> None:
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder…")
    assert dialog.preview is not None
    said = dialog.preview.about_fantasies
    assert not said.isVisible()
    find(ComboBox, "What kind they are", dialog).picked.emit(EntryKind.FANTASY)
    assert said.isVisible()


def test_a_click_on_a_row_ticks_it(qtbot: QtBot, ws: Workspace, notes: Path) -> None:
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder")
    assert dialog.list is not None
    row = dialog.list.visualRect(dialog.drafts.index(1))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert ticked(dialog) == [True, False]
    press(dialog, "Tick none")
    assert dialog.act is not None
    assert not dialog.act.isEnabled()
    press(dialog, "Tick all")
    assert dialog.act.words == "Import 2 entries"


def test_entries_that_the_journal_has_are_left_out(qtbot: QtBot, ws: Workspace, vault: TestVault, notes: Path) -> None:
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder")
    press(dialog, "Import 2 entries")
    (notes / "2026-11-22.md").write_text("New words")
    again = import_dialog(qtbot, ws, notes)
    press(again, "Choose a folder")
    press(again, "Import 1 entry")
    assert len(entries(vault)) == 3
    assert "2 entries were already in your journal." in report(again)


def test_an_import_can_be_taken_back(qtbot: QtBot, ws: Workspace, vault: TestVault, notes: Path) -> None:
    mine = write(vault, body="Mine")
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder")
    press(dialog, "Import 2 entries")
    assert len(entries(vault)) == 3
    press(dialog, "Undo this import")
    assert [entry.id for entry in entries(vault)] == [mine.id]
    assert "2 entries deleted." in said_in(dialog.notice)


def test_after_closing_a_toast_offers_the_way_back(qtbot: QtBot, ws: Workspace, vault: TestVault, notes: Path) -> None:
    undo: list[Any] = []
    ws.signals.toasted.connect(lambda words, back: undo.append((words, back)))
    prompts(ws).answers.append(notes)
    parent = Button(ws.design, "x")
    qtbot.addWidget(parent)
    dialog = ws.prompts.show(ImportDialog(ws, parent))
    press(dialog, "Choose a folder")
    press(dialog, "Import 2 entries")
    press(dialog, "Done")
    [(words, back)] = undo
    assert words == "2 entries imported."
    back()
    assert entries(vault) == ()


def days(dialog: ImportDialog) -> list[str]:
    return [f"{draft.at.astimezone():%m-%d}" for draft in dialog.drafts.rows]


def test_the_dates_of_a_folder_are_put_right_at_once(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    for day in (4, 5, 9):
        (folder / f"2026-03-{day:02}.md").write_text(f"Words of {day}")
    (tmp_path / "2026-01-01 Other.md").write_text("Words")
    dialog = import_dialog(qtbot, ws, (folder, tmp_path / "2026-01-01 Other.md"))
    dialog._on_chosen((folder, tmp_path / "2026-01-01 Other.md"))
    assert days(dialog) == ["03-09", "03-05", "03-04", "01-01"]
    dialog.drafts.setData(dialog.drafts.index(1), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    press(dialog, "Dates…")
    step = dialog.findChild(ImportDates)
    assert step is not None
    assert not step.act.isEnabled(), "nothing would change"
    step.which.show_key(("camera",))
    step.which.picked.emit(("camera",))
    step.moment.day.edit.setDate(QDate(2025, 12, 31))
    press(dialog, "Change the dates")
    assert days(dialog) == ["01-05", "01-01", "01-01", "12-31"]
    assert ticked(dialog).count(False) == 1
    assert [draft.text.body for draft in dialog.drafts.chosen()].count("Words of 5") == 0
    press(dialog, "Dates…")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc leads back to the list"
    press(dialog, "Dates…")
    step = dialog.findChildren(ImportDates)[-1]
    step.how.button(DateChange.ONE_DAY).click()
    assert not step.act.isEnabled(), "which day is not chosen yet"
    step.day.edit.setDate(QDate(2024, 2, 29))
    press(dialog, "Change the dates")
    assert set(days(dialog)) == {"02-29"}
    press(dialog, "Dates…")
    press(dialog, "Dates as in the files")
    assert days(dialog) == ["03-09", "03-05", "03-04", "01-01"]
    press(dialog, "Import 4 entries")
    assert len(entries(vault)) == 4


def test_a_day_and_a_month_that_could_be_swapped_are_chosen_for_all(
    qtbot: QtBot, ws: Workspace, tmp_path: Path
) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.md").write_text(f"---\ndate: 0{number}/11/2026\n---\nWords {number}")
    dialog = import_dialog(qtbot, ws, tuple(tmp_path.glob("*.md")))
    press(dialog, "Choose files")
    assert days(dialog) == ["11-02", "11-01"]
    press(dialog, "Dates…")
    press(dialog, "Change the dates")
    assert days(dialog) == ["02-11", "01-11"], "month first"
    press(dialog, "What could not be read")
    assert problem_words(ImportProblem.AMBIGUOUS_DATE) in report(dialog)


def test_letters_are_chosen_before_anything_is_taken(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    (tmp_path / "2026-11-20.txt").write_bytes("Тихий вечер. Мы пили чай.".encode("cp1251"))
    (tmp_path / "2026-11-21.txt").write_bytes("Чай".encode("cp1251"))
    (tmp_path / "2026-11-22.txt").write_text("Вечер", encoding="utf-8")
    dialog = import_dialog(qtbot, ws, tuple(tmp_path.glob("*.txt")))
    press(dialog, "Choose files")
    assert [draft.text.body for draft in dialog.drafts.rows] == ["Вечер", "Чай", "Тихий вечер. Мы пили чай."]
    press(dialog, "Letters: Cyrillic…")
    letters = find(ComboBox, "How their letters are read", dialog)
    assert letters.key == Encoding.CYRILLIC
    letters.picked.emit(Encoding.WESTERN)
    assert [draft.text.body for draft in dialog.drafts.rows][:2] == ["Вечер", "×àé"]
    press(dialog, "Letters: Western European…")
    find(ComboBox, "How their letters are read", dialog).picked.emit(Encoding.CYRILLIC)
    press(dialog, "Import 3 entries")
    assert {entry.text.body for entry in entries(vault)} == {"Вечер", "Чай", "Тихий вечер. Мы пили чай."}


def test_what_only_its_own_program_reads_is_named_with_what_to_do(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "mine.daylio").write_bytes(b"x")
    dialog = import_dialog(qtbot, ws, folder)
    press(dialog, "Choose a folder")
    assert "mine.daylio: in Daylio, export your entries as CSV" in report(dialog)


def test_files_without_entries_are_reported(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{")
    dialog = import_dialog(qtbot, ws, (path,))
    press(dialog, "Choose files")
    assert report(dialog).startswith(problem_words(ImportProblem.BROKEN))
    press(dialog, "Choose something else")
    prompts(ws).answers.append(())
    press(dialog, "Choose files")
    press(dialog, "Cancel")


def test_a_backup_is_written_and_read_back(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The program's own cost of a passphrase takes a second each time.
    monkeypatch.setattr(journal_backup, "write_backup", partial(journal_backup.write_backup, work_factor=10))
    write(vault, kind=EntryKind.FANTASY, boundary=Boundary.TALK, title="MARKER-T", body="MARKER-B", needs=("trust",))
    to = tmp_path / "notes.age"
    dialog = export_dialog(qtbot, ws)
    assert dialog.backup is not None
    fields = dialog.backup.passphrase
    QTest.keyClicks(fields.first.edit, "short")
    press(dialog, "Choose a place")
    assert prompts(ws).asked == [], "too short, so nothing is asked"
    fields.first.edit.setText(WORDS)
    press(dialog, "Choose a place")
    assert prompts(ws).asked == [], "the second one is missing"
    fields.again.edit.setText(WORDS)
    prompts(ws).answers.append(to)
    press(dialog, "Choose a place")
    assert b"MARKER" not in to.read_bytes()
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    press(dialog, "Done")
    before = entries(vault)
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=before[0].id, now=vault.clock())
        journal.delete_for_good(uow, person=vault.alex, entry_ids=(before[0].id,))
    back = import_dialog(qtbot, ws, (to,), "something else")
    press(back, "Choose files")
    assert said_in(back.notice).startswith("That passphrase does not open this backup")
    prompts(ws).answers.append(WORDS)
    press(back, "Try again")
    press(back, "Import 1 entry")
    assert [(e.at, e.text) for e in entries(vault)] == [(e.at, e.text) for e in before]
    assert "Everything could be read." in report(back)


def test_the_strength_of_a_passphrase_is_said_in_words(qtbot: QtBot, ws: Workspace) -> None:
    dialog = export_dialog(qtbot, ws)
    assert dialog.backup is not None
    fields = dialog.backup.passphrase
    QTest.keyClicks(fields.first.edit, "password")
    qtbot.waitUntil(lambda: fields.verdict.text().startswith("Would be guessed at once."))
    fields.first.edit.clear()
    QTest.keyClicks(fields.first.edit, "quiet river lantern amber")
    qtbot.waitUntil(lambda: fields.verdict.text() == "Strong.")
    fields.clear()


def to_pdf(dialog: ExportDialog) -> None:
    dialog.findChild(Segments).button(PDF).click()  # type: ignore[union-attr]
    assert dialog.pdf is not None
    assert dialog.act is not None
    assert not dialog.act.isEnabled(), "not before the warning was answered"
    dialog.pdf.understood.click()


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_pages_are_made_after_a_warning(qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path) -> None:
    first = write(vault, kind=EntryKind.LETTER, title="Dear me", body="# Head\n\n- one\n- **two**", needs=("trust",))
    write(vault, kind=EntryKind.FANTASY, title="A dream", body="bell\x07 and #set page()", tags=("secret-tag",))
    third = write(vault, kind=EntryKind.LETTER, title="Later", body="Words")
    to = tmp_path / "notes.pdf"
    dialog = export_dialog(qtbot, ws, to)
    to_pdf(dialog)
    assert dialog.pdf is not None
    dialog.pdf.last.show_day(third.at.astimezone().date().replace(day=third.at.astimezone().day - 1))
    press(dialog, "Choose a place")
    text = text_of(to)
    for words in ("Dear me", "Head", "one", "two", "Trust", "A dream", "⟦U+0007⟧", "#set page()", "secret-tag"):
        assert words in text
    assert "Later" not in text
    assert first.id not in text
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    press(dialog, "Done")


def test_only_the_chosen_kinds_and_details_are_printed(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    write(vault, kind=EntryKind.LETTER, title="Dear me", body="Words", tags=("secret-tag",))
    write(vault, kind=EntryKind.FANTASY, title="A dream", body="Words")
    to = tmp_path / "notes.pdf"
    dialog = export_dialog(qtbot, ws, to)
    to_pdf(dialog)
    assert dialog.pdf is not None
    dialog.pdf.marks.click()
    dialog.pdf.kinds.show_chips([("letter", "Letter")], ["letter"])
    press(dialog, "Choose a place")
    text = text_of(to)
    assert "Dear me" in text
    assert "A dream" not in text
    assert "secret-tag" not in text


def test_an_empty_selection_is_reported(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    to = tmp_path / "notes.pdf"
    dialog = export_dialog(qtbot, ws, to)
    to_pdf(dialog)
    press(dialog, "Choose a place")
    assert not to.exists()
    assert said_in(dialog.notice).startswith("Nothing to export")


def test_a_place_that_cannot_be_written_is_reported(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    write(vault, body="Words")
    dialog = export_dialog(qtbot, ws, tmp_path / "nowhere" / "notes.pdf")
    to_pdf(dialog)
    press(dialog, "Choose a place")
    assert said_in(dialog.notice).startswith("This could not be saved")
    assert not (tmp_path / "nowhere").exists()


def test_a_long_journal_becomes_several_files(
    qtbot: QtBot, ws: Workspace, vault: TestVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(vault, title=f"Entry {number}", body="Words")
    monkeypatch.setattr("app.export.journal_page.MOST_IN_A_FILE", 2)
    (tmp_path / "notes-2.pdf").write_bytes(b"somebody's")
    dialog = export_dialog(qtbot, ws, tmp_path / "notes.pdf")
    to_pdf(dialog)
    press(dialog, "Choose a place")
    assert (tmp_path / "notes-2.pdf").read_bytes() == b"somebody's"
    texts = [text_of(tmp_path / name) for name in ("notes.pdf", "notes-3.pdf", "notes-4.pdf")]
    assert [text.count("Entry ") for text in texts] == [2, 2, 1]
    assert "Part 3 of 3" in texts[2]


class Pulse:
    """A timer that notes at each beat of the event loop how far the work is."""

    def __init__(self, dialog: ImportDialog) -> None:
        self.seen: set[int] = set()
        self._dialog = dialog
        self._timer = QTimer(dialog)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @property
    def longest(self) -> int:
        """The most entries that came in between two beats."""
        at = sorted({0, MANY, *self.seen})
        return max(later - earlier for earlier, later in pairwise(at))

    def _beat(self) -> None:
        if self._dialog.is_working:
            self.seen.add(self._dialog.work.done)

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def threaded(ws: Workspace) -> Iterator[Workspace]:
    """The workspace with real lanes."""
    tasks = Tasks(lambda error: pytest.fail(repr(error)))
    yield replace(ws, tasks=tasks)
    tasks.close()


def day_one(tmp_path: Path) -> Path:
    path = tmp_path / "Journal.json"
    given = [{"text": f"# T{n}\n\nWords {n}", "creationDate": "2026-11-24T11:00:00Z"} for n in range(MANY)]
    path.write_text(json.dumps({"entries": given}))
    return path


def test_ten_thousand_come_in_or_none_while_the_window_stays_responsive(
    qtbot: QtBot, threaded: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    mine = write(vault, body="Mine")
    path = day_one(tmp_path)
    before = (vault.folder / f"{vault.alex}.db").read_bytes()
    dialog = import_dialog(qtbot, threaded, (path,))
    press(dialog, "Choose files")
    qtbot.waitUntil(lambda: dialog.list is not None)
    press(dialog, "Import 10")
    qtbot.waitUntil(lambda: dialog.work.done > MANY // 4)
    assert dialog.is_working
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.is_working)
    assert said_in(dialog.notice) == "Stopped. Nothing was imported."
    assert dialog.list is not None, "the list is still there, to go on with"
    assert [entry.id for entry in entries(vault)] == [mine.id]
    assert (vault.folder / f"{vault.alex}.db").read_bytes() == before
    pulse = Pulse(dialog)
    press(dialog, "Import 10")
    qtbot.waitUntil(lambda: not dialog.is_working, timeout=120_000)
    pulse.stop()
    assert pulse.longest < MANY // 4, "the window has turns of its own while they come in"
    assert len(entries(vault)) == MANY + 1
    press(dialog, "Done")


def test_locking_during_an_import_keeps_nothing(
    qtbot: QtBot, threaded: Workspace, vault: TestVault, tmp_path: Path
) -> None:
    dialog = import_dialog(qtbot, threaded, (day_one(tmp_path),))
    press(dialog, "Choose files")
    qtbot.waitUntil(lambda: dialog.list is not None)
    press(dialog, "Import 10")
    qtbot.waitUntil(lambda: dialog.work.done > 100)
    threaded.tasks.next_epoch()
    dialog.close()
    assert threaded.tasks.drain(60)
    assert dialog.work.done < MANY
    assert entries(vault) == ()


def test_the_list_of_drafts_is_a_proper_model(
    qtbot: QtBot, ws: Workspace, notes: Path, qtmodeltester: ModelTester
) -> None:
    dialog = import_dialog(qtbot, ws, notes)
    press(dialog, "Choose a folder")
    qtmodeltester.check(dialog.drafts)  # type: ignore[no-untyped-call]


def test_a_report_is_short_and_has_words_for_every_problem() -> None:
    for problem in ImportProblem:
        assert problem_words(problem).endswith(":")
    troubles = [ImportTrouble(problem=ImportProblem.NO_DATE, where=f"{n}.md", entry=n % 2) for n in range(500)]
    lines = list(report_lines(troubles))
    assert len(lines) == MOST_PLACES + 2
    assert lines[-1].strip() == "and 460 more"


def test_both_dialogs_are_opened_through_the_prompts(qtbot: QtBot, ws: Workspace) -> None:
    parent = Button(ws.design, "x")
    qtbot.addWidget(parent)
    for dialog in (ws.prompts.show(ImportDialog(ws, parent)), ws.prompts.show(ExportDialog(ws, parent))):
        assert dialog in prompts(ws).shown
        dialog.reject()


def test_the_menu_of_the_journal_imports_and_exports(
    qtbot: QtBot, vault: TestVault, notes: Path, tmp_path: Path
) -> None:
    page = journal_page(qtbot, vault)
    asked = page.ws.prompts
    assert isinstance(asked, FakePrompts)
    offered = {action.text(): action for action in page.list.menu.actions()}
    asked.answers.append(notes)
    offered["Import…"].trigger()
    dialog = asked.shown[-1]
    assert isinstance(dialog, ImportDialog)
    press(dialog, "Choose a folder")
    press(dialog, "Import 2 entries")
    press(dialog, "Done")
    assert shown(page.list) == ["Evening", "At the lake"]
    asked.answers.append(tmp_path / "notes.pdf")
    offered["Export…"].trigger()
    export = asked.shown[-1]
    assert isinstance(export, ExportDialog)
    to_pdf(export)
    press(export, "Choose a place")
    assert "Words of the lake" in text_of(tmp_path / "notes.pdf")
    press(export, "Done")
