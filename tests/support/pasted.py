"""Pasting awkward words into the real fields of a page, and looking for them in the vault."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.models.name_rules import without_unsafe_characters
from app.ui.check_ins.page import CheckInsPage
from app.ui.journal.page import JournalPage
from app.ui.kit.buttons import Button
from app.ui.kit.field import PlainEdit
from app.ui.kit.strings import exact
from app.ui.my_list.page import MyListPage
from app.ui.my_reading.page import MyReadingPage
from app.ui.page import Page
from app.ui.prepared.page import PreparedPage
from app.ui.reading.page import ReadingPage
from app.ui.therapist.page import TherapistPage
from app.ui.went_wrong.page import WentWrongPage
from tests.storage.repositories import CONTROLS
from tests.support.couples import workspace_of
from tests.support.fields import texts_in
from tests.support.openings import show
from tests.support.texts import AWKWARD
from tests.support.vaults import TestVault
from tests.support.written import all_that_is_kept

EVERYTHING = "   " + "\n".join((*AWKWARD, CONTROLS, "{name} {words} {title}")) + "   "
"""All of them in one, 10,000 characters and more, with spaces around."""

SHAREABLE = "   " + without_unsafe_characters("\n".join(text[:500] for text in AWKWARD)) + "   "
"""All of them that both may read: what people say to each other has no control characters."""

ALONE = (MyListPage, ReadingPage, JournalPage, CheckInsPage, TherapistPage, PreparedPage, WentWrongPage)
HANDED_OVER = (MyReadingPage,)

Edit = QLineEdit | QPlainTextEdit


def one_kind_of_line_end(words: str) -> str:
    """The words as a text field has them."""
    return re.sub("\r\n|\r|\u2028|\u2029", "\n", words)


def paste(edit: Edit, words: str) -> str:
    """Paste over what is there; gives what has to be kept of it: every character, line ends of one kind in a text."""
    edit.setFocus()
    assert edit.hasFocus(), "without the focus, nothing is passed on when the focus moves to a different field"
    edit.selectAll()
    QGuiApplication.clipboard().setText(exact(words))
    edit.paste()
    if isinstance(edit, QLineEdit):
        assert edit.text() == words
        return words
    one_kind = one_kind_of_line_end(words)
    assert isinstance(edit, PlainEdit)
    assert edit.exact_text() == one_kind
    return one_kind


def fields_of(widget: QWidget) -> list[Edit]:
    """The fields that can be written in right now."""
    QApplication.processEvents()  # what was just added is shown by the event loop
    lines = [edit for edit in widget.findChildren(QLineEdit) if edit.echoMode() is QLineEdit.EchoMode.Normal]
    edits: list[Edit] = [*lines, *widget.findChildren(QPlainTextEdit)]
    named = [edit for edit in edits if edit.objectName() != "qt_spinbox_lineedit"]
    return [edit for edit in named if edit.isVisibleTo(widget) and edit.isEnabled() and not edit.isReadOnly()]


def paste_into_all(page: Page, within: QWidget, *, at_least: int, words: str = EVERYTHING) -> list[str]:
    """Something of its own into every field; gives what has to be kept."""
    edits = fields_of(within)
    assert len(edits) >= at_least, [edit.accessibleName() for edit in edits]
    pasted = [paste(edit, f"{number}{words}") for number, edit in enumerate(edits)]
    for edit in edits:
        if isValid(edit) and isinstance(edit, QLineEdit):  # Enter may have put a new card in place of its own
            QTest.keyClick(edit, Qt.Key.Key_Return)
    page.flush()
    page.ws.unadded.flush()
    return pasted


def kept(vault: TestVault) -> set[str]:
    """Every text in the vault."""
    return {text for one in all_that_is_kept(vault) for _field, text in texts_in(one)}


def must_be_kept(vault: TestVault, pasted: list[str]) -> None:
    """Each of them, to the character."""
    have = kept(vault)
    assert [words[:60] for words in pasted if words not in have] == []


def opened(qtbot: QtBot, vault: TestVault, folder: Path, kind: type[Page], argument: object = None) -> Page:
    """A page with both here; with Alex alone, or handed over to them, where it is private."""
    here = (vault.alex,) if kind in ALONE else vault.pair
    page = kind(workspace_of(vault, folder, here=here, turn=vault.alex if kind in HANDED_OVER else None))
    show(qtbot, page)
    qtbot.waitUntil(page.isActiveWindow)
    if argument is not None:
        page.activate(argument)
    return page


def button(page: QWidget, words: str) -> Button:
    """The button that says so."""
    return next(b for b in page.findChildren(Button) if words in b.words and b.isVisibleTo(page))
