"""Bringing in a list: pasted or chosen, its words said, unsure names one by one, looked through, kept, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.models.answer import Stance, Visibility
from app.models.catalogue import Direction
from app.models.foreign_file import FileProblem
from app.models.foreign_words import SideMeaning
from app.models.list_plan import Leave
from app.ui.journal.import_list import LINE_TWO, DraftList
from app.ui.kit.buttons import Button
from app.ui.kit.controls import ComboBox
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.my_list.import_dialog import ListImportDialog
from app.ui.my_list.import_meanings import MeaningsStep
from app.ui.my_list.import_words import problem_words
from app.ui.my_list.page import MyListPage
from app.ui.workspace import Workspace
from tests.support.openings import MASSAGE, answer, show, workspace
from tests.support.prompts import FakePrompts
from tests.support.vaults import TestVault
from tests.support.widgets import button, click, find, find_all, is_shown

LIST = "Massage: favorite\nTickling: limit\nSlapping: 4\nBalloons: like\n"
ACTIVE, PASSIVE = Direction.ACTIVE, Direction.PASSIVE


@pytest.fixture
def ws(qapp: object, vault: TestVault) -> Workspace:
    return workspace(vault, vault.people[:1])


@pytest.fixture
def dialog(qtbot: QtBot, ws: Workspace) -> Iterator[ListImportDialog]:
    made = ListImportDialog(ws)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    yield made
    ws.unadded.flush()  # what was pasted is kept after a while, which may be after the vault was closed


def choose(dialog: ListImportDialog, name: str, key: Any) -> None:
    """Choose what a word means."""
    box = find(ComboBox, name, dialog)
    box.show_key(key)
    box.picked.emit(key)


def paste(dialog: ListImportDialog, text: str = LIST) -> None:
    dialog.paste.setPlainText(text)
    click("Read it", dialog)


def say_what_words_mean(dialog: ListImportDialog) -> None:
    choose(dialog, "What “limit” means", Stance.SOFT_LIMIT)
    choose(dialog, "What “4” means", Stance.WILLING)
    choose(dialog, "Which side: Answers without a side", SideMeaning.PASSIVE)
    click("Next", dialog)


def rows(dialog: ListImportDialog) -> dict[str, tuple[str, bool]]:
    model = dialog.rows
    at = [model.index(number) for number in range(model.rowCount())]
    tick = Qt.ItemDataRole.CheckStateRole
    return {
        str(each.data()): (str(each.data(LINE_TWO)), Qt.CheckState(each.data(tick)) is Qt.CheckState.Checked)
        for each in at
    }


def kept(vault: TestVault) -> dict[tuple[str, Direction], Stance | None]:
    with vault.unit() as uow:
        given = uow.private(vault.alex).answers.all()
        assert {each.visibility for each in given} <= {Visibility.NEVER}
        return {(each.activity_id, each.direction): each.stance for each in given}


def test_what_is_still_to_be_said_stands_first_with_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, ws: Workspace, dialog: ListImportDialog
) -> None:
    monkeypatch.setattr(ListImportDialog, "window_height", 700)
    ws.design.set_scale(200)
    paste(dialog)
    QCoreApplication.processEvents()
    step = dialog.findChild(MeaningsStep)
    assert step is not None
    waits = [choice.key is None for choice in step.choices]
    assert waits == [True, True, False, False, True], "“limit” and “4”, then what is known; the one side last"
    (area,) = (each for each in dialog.findChildren(ScrollPage) if each.isAncestorOf(step))
    bar, first = area.verticalScrollBar(), step.choices[0]
    scrolled, over = bar.value(), bar.maximum()
    hidden = first.height() - first.visibleRegion().boundingRect().height()
    ws.design.set_scale(100)
    assert dialog.focusWidget() is first
    assert over > 0
    assert (scrolled, hidden) == (0, 0)


def test_a_list_is_pasted_said_looked_through_kept_and_undone(
    qtbot: QtBot, vault: TestVault, ws: Workspace, dialog: ListImportDialog
) -> None:
    assert dialog.focusWidget() is dialog.paste
    assert not button("Read it", dialog).isEnabled(), "with nothing pasted"
    paste(dialog)
    assert not button("Next", dialog).isEnabled(), "a limit and a number wait for their owner"
    assert dialog.focusWidget() is find(ComboBox, "What “limit” means", dialog)
    say_what_words_mean(dialog)
    choices = find(Segments, "What “Slapping” is", dialog)
    assert dialog.focusWidget() is choices.button("own"), "never on somebody else's word"
    choices.button("impact.spanking").click()
    click("Next", dialog)
    assert rows(dialog) == {
        "Massage": ("When I receive: Want", True),
        "Tickling": ("When I receive: Not now", True),
        "Slapping → Spanking": ("When I receive: Willing", True),
        "Balloons": ("New, as an entry of your own  ·  When I receive: Willing", True),
    }
    listed = dialog.findChild(DraftList)
    assert listed is not None
    assert dialog.focusWidget() is listed
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert not rows(dialog)["Massage"][1]
    click("Keep 3 of them", dialog)
    assert is_shown(QLabel, "1 of them is a limit. Nobody else learns of it.", dialog)
    found = kept(vault)
    assert set(found.values()) == {Stance.SOFT_LIMIT, Stance.WILLING}
    assert (MASSAGE, PASSIVE) not in found
    click("Undo this import", dialog)
    assert kept(vault) == {}
    assert dialog.paste.toPlainText() == LIST, "to begin once more"


def test_what_is_left_out_or_answered_already_is_not_taken(
    qtbot: QtBot, vault: TestVault, ws: Workspace, dialog: ListImportDialog
) -> None:
    answer(vault, vault.alex, Stance.CURIOUS, direction=PASSIVE, visibility=Visibility.NEVER)
    paste(dialog)
    choose(dialog, "What “limit” means", Leave.OUT)
    choose(dialog, "What “4” means", Leave.OUT)
    choose(dialog, "Which side: Answers without a side", SideMeaning.PASSIVE)
    click("Next", dialog)
    find(Segments, "What “Slapping” is", dialog).button("out").click()
    click("Next", dialog)
    assert rows(dialog) == {
        "Massage": ("What you have answered already stays as it is", False),
        "Tickling": ("Without an answer", False),
        "Balloons": ("New, as an entry of your own  ·  When I receive: Willing", True),
    }
    click("Tick all", dialog)
    assert [on for _line, on in rows(dialog).values()] == [False, False, True], "there is nothing to take of them"
    click("Tick none", dialog)
    assert not button("Keep 0 of them", dialog).isEnabled()
    click("Back", dialog)
    click("Back", dialog)
    assert find(ComboBox, "What “limit” means", dialog).key is Leave.OUT, "what was chosen is still there"


def test_rows_are_a_model_that_qt_accepts(qtbot: QtBot, dialog: ListImportDialog, qtmodeltester: ModelTester) -> None:
    paste(dialog, "Massage\nBalloons\n")
    qtmodeltester.check(dialog.rows)  # type: ignore[no-untyped-call]
    assert [on for _line, on in rows(dialog).values()] == [False, False], "names alone answer nothing"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"PK\x03\x04", FileProblem.SPREADSHEET),
        (b"\x89PNG", FileProblem.PICTURE),
        (b"", FileProblem.EMPTY),
        (b"\0\1\2\3" * 40, FileProblem.NOT_TEXT),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    qtbot: QtBot, ws: Workspace, dialog: ListImportDialog, tmp_path: Path, raw: bytes, problem: FileProblem
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(raw)
    assert isinstance(ws.prompts, FakePrompts)
    ws.prompts.answers.append((file,))
    click("Choose a file…", dialog)
    assert is_shown(QLabel, problem_words(problem), dialog)


def test_a_file_is_read_and_one_without_names_changes_nothing(
    qtbot: QtBot, vault: TestVault, ws: Workspace, dialog: ListImportDialog, tmp_path: Path
) -> None:
    assert isinstance(ws.prompts, FakePrompts)
    for text in ("Activity,Giving,Receiving\nMassage,like,love\n", " : , - \n"):
        file = tmp_path / "a.csv"
        file.write_text(text, encoding="utf-8")
        ws.prompts.answers.append((file,))
        click("Choose a file…", dialog)
        if "Massage" in text:
            click("Next", dialog)
            assert rows(dialog) == {"Massage": ("When I give: Willing · When I receive: Want", True)}
            click("Back", dialog)
            click("Back", dialog)
    assert is_shown(QLabel, "No names of activities were found in it. Nothing was changed.", dialog)
    assert kept(vault) == {}


def test_it_is_reached_from_the_list_and_what_came_in_is_seen_there(
    qtbot: QtBot, vault: TestVault, ws: Workspace
) -> None:
    page = MyListPage(ws)
    show(qtbot, page)
    page.activate(MASSAGE)
    page.on_find()
    qtbot.waitUntil(lambda: page.list.filters.isVisible())
    click("Bring in a list", page)
    assert isinstance(ws.prompts, FakePrompts)
    (shown,) = ws.prompts.shown
    assert isinstance(shown, ListImportDialog)
    paste(shown, "Activity,Giving\nMassage,like\n")
    click("Next", shown)
    click("Keep 1 of them", shown)
    assert page.presenter.answer(MASSAGE, ACTIVE).stance is Stance.WILLING
    done = find(Button, "Done", shown)
    assert shown.focusWidget() is done
    assert not find_all(QLabel, shown, "limits")
    done.click()
    assert kept(vault) == {(MASSAGE, ACTIVE): Stance.WILLING}
