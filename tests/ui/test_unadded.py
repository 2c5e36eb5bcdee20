"""What is typed into a field and not added yet: shown again to exactly those who saw it typed, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.models.presence import Presence
from app.services.unadded import unadded
from app.ui.aftercare.page import AftercarePage
from app.ui.check_ins.page import ASKED, CheckInsPage
from app.ui.journal.entry_dialogs import BringDialog, OwnListDialog
from app.ui.kit.field import SearchField
from app.ui.my_list.page import MyListPage
from app.ui.page import Page
from app.ui.prompts import Prompts
from app.ui.reading.page import ReadingPage
from app.ui.settings.about_me import AboutMeCard
from app.ui.shell.shell import Shell
from app.ui.signals.page import SignalsPage
from app.ui.unadded import words_in
from app.ui.workspace import Workspace
from tests.screenshots.shots import SHOTS, shot_window
from tests.support.couples import workspace_of
from tests.support.every_dialog import DIALOGS
from tests.support.leaks import settle
from tests.support.openings import show
from tests.support.pasted import Edit, button, fields_of
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample

NEW_SIGNAL, WORDS = "Word or gesture", "quokka at the window"


def field(page: Page | AboutMeCard, name: str) -> Edit:
    """The field that can be seen and is called so."""
    kinds: tuple[type[Edit], ...] = (QLineEdit, QPlainTextEdit)
    found = [edit for kind in kinds for edit in page.findChildren(kind) if edit.accessibleName() == name]
    return next(edit for edit in found if edit.isVisibleTo(page))


def kept(vault: TestVault, *people: str) -> dict[str, str]:
    with vault.unit() as uow:
        return unadded(uow, people=tuple(person for person in vault.pair if person in people))


def type_into(page: Page, name: str, words: str = WORDS) -> Workspace:
    QTest.keyClicks(field(page, name), words)
    page.ws.unadded.flush()
    return page.ws


def signals(qtbot: QtBot, vault: TestVault, folder: Path, *here: str, turn: str | None = None) -> SignalsPage:
    page = SignalsPage(workspace_of(vault, folder, here=[p for p in vault.pair if p in here], turn=turn))  # type: ignore[arg-type]
    show(qtbot, page)
    return page


def test_words_change_hands_with_the_device(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = signals(qtbot, vault, tmp_path, vault.alex)
    session, edit = page.ws.session, field(page, NEW_SIGNAL)
    QTest.keyClicks(edit, "Alex")
    for presence, words in (
        (Presence(here=vault.pair), "both"),
        (Presence(here=vault.pair, turn=vault.sam), "Sam"),
        (Presence(here=(vault.sam,)), " alone"),
    ):
        session.set_presence(presence)
        before = "Sam" if presence.here == (vault.sam,) else ""
        assert words_in(edit) == before
        QTest.keyClicks(edit, words)
        page.ws.unadded.flush()
    assert kept(vault, vault.alex) == {"signal.new": "Alex"}
    assert kept(vault, vault.sam) == {"signal.new": "Sam alone"}
    assert kept(vault, *vault.pair) == {"signal.new": "both"}


def test_nobody_elses_words_are_written_while_somebody_has_the_device(
    qtbot: QtBot, vault: TestVault, tmp_path: Path
) -> None:
    page = signals(qtbot, vault, tmp_path, *vault.pair, turn=vault.alex)
    QTest.keyClicks(field(page, NEW_SIGNAL), WORDS)
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    page.ws.unadded.flush()
    assert kept(vault, vault.alex) == kept(vault, vault.sam) == kept(vault, *vault.pair) == {}
    page.ws.session.set_presence(Presence(here=vault.pair, turn=vault.alex))
    assert words_in(field(page, NEW_SIGNAL)) == WORDS
    page.ws.unadded.flush()
    assert kept(vault, vault.alex) == {"signal.new": WORDS}


def test_they_come_back_to_whoever_typed_them(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    type_into(signals(qtbot, vault, tmp_path, vault.alex), NEW_SIGNAL)
    for here, words in (((vault.sam,), ""), (vault.pair, ""), ((vault.alex,), WORDS)):
        assert words_in(field(signals(qtbot, vault, tmp_path, *here), NEW_SIGNAL)) == words


def test_what_both_saw_typed_comes_back_to_both_only(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    type_into(signals(qtbot, vault, tmp_path, *vault.pair), NEW_SIGNAL)
    for here, words in (((vault.sam,), ""), ((vault.alex,), ""), (vault.pair, WORDS)):
        assert words_in(field(signals(qtbot, vault, tmp_path, *here), NEW_SIGNAL)) == words


def test_the_shared_file_does_not_change(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    shared = next(path for path in vault.folder.iterdir() if path.name.startswith("shared"))
    for here in ((vault.alex,), vault.pair):
        page = signals(qtbot, vault, tmp_path, *here)
        before = shared.read_bytes()
        type_into(page, NEW_SIGNAL)
        assert kept(vault, *here)
        assert shared.read_bytes() == before


@pytest.mark.parametrize("end", ["added", "cleared"])
def test_they_are_gone_once_added_or_cleared(qtbot: QtBot, vault: TestVault, tmp_path: Path, end: str) -> None:
    page = signals(qtbot, vault, tmp_path, vault.alex)
    type_into(page, NEW_SIGNAL)
    edit = field(page, NEW_SIGNAL)
    if end == "added":
        QTest.keyClick(edit, Qt.Key.Key_Return)
    else:
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
    page.ws.unadded.flush()
    assert kept(vault, vault.alex) == {}


def test_only_the_owner_of_a_card_types_into_it(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    page = AftercarePage(workspace_of(vault, tmp_path, here=vault.pair, turn=vault.alex))
    show(qtbot, page)
    ws = type_into(page, "Something of my own")
    assert kept(vault, vault.alex) == {"aftercare.helps": WORDS}
    ws.session.set_presence(Presence(here=vault.pair, turn=vault.sam))
    assert not any(words_in(edit) == WORDS for edit in page.findChildren(QLineEdit))


def _new_entry(page: Page) -> None:
    assert isinstance(page, MyListPage)
    page.acts.add("")


def _resource(page: Page) -> None:
    page.activate("resources")
    settle()
    button(page, "Edit").click()


def _dimension(page: Page) -> None:
    assert isinstance(page, CheckInsPage)
    page.show_mode(ASKED)


FORMS: dict[str, tuple[type[Page], Callable[[Page], None], tuple[str, ...], str]] = {
    "entry": (MyListPage, _new_entry, ("Title", "Description"), "Cancel"),
    "resource": (
        ReadingPage,
        _resource,
        ("Name", "What it is for", "How to reach it, one per line"),
        "Leave it as it was",
    ),
    "dimension": (CheckInsPage, _dimension, ("What it is", "What 0 means", "What 4 means"), ""),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_come_back_as_they_were_left(qtbot: QtBot, vault: TestVault, tmp_path: Path, form: str) -> None:
    kind, opened, names, cancel = FORMS[form]

    def reopened() -> Page:
        page = kind(workspace_of(vault, tmp_path, here=(vault.alex,)))
        show(qtbot, page)
        opened(page)
        settle()
        return page

    page = reopened()
    for name in names:
        field(page, name).selectAll()
        type_into(page, name, f"quokka {name}"[:30])
    page = reopened()
    assert [words_in(field(page, name)) for name in names] == [f"quokka {name}"[:30] for name in names]
    if cancel:
        button(page, cancel).click()
        page.ws.unadded.flush()
        assert kept(vault, vault.alex) == {}


SAVED_AS_TYPED = {OwnListDialog}
"""Their fields are saved when the keyboard leaves them, so also when the dialog is closed."""


def test_every_dialog_that_is_typed_into_keeps_it(qtbot: QtBot, vault: TestVault, subtests: pytest.Subtests) -> None:
    """Locking closes them; what was typed is shown again by the next dialog of its kind."""
    window = shot_window(vault, SHOTS[0])
    qtbot.addWidget(window)
    window.show()
    (shell,) = window.findChildren(Shell)
    prompts = Prompts(shell.ws.design, window)
    asked: set[type[QDialog]] = set()
    for kind, make in DIALOGS.items():
        edits = [edit for edit in fields_of(prompts.show(make(shell))) if not isinstance(edit, SearchField)]
        for edit in edits:
            asked.add(kind)
            edit.selectAll()
            QTest.keyClicks(edit, WORDS)
        prompts.close_all()
        if edits and kind not in SAVED_AS_TYPED:
            with subtests.test(kind.__name__):
                again = fields_of(prompts.show(make(shell)))
                assert [words_in(edit) for edit in again] == [WORDS] * len(edits)
                prompts.close_all()
    assert {BringDialog, *SAVED_AS_TYPED} <= asked
