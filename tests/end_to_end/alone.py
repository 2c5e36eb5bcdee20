"""What one person does in their private space, by keys and by what is written on its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.models.journal import Boundary, EntryKind
from app.ui.journal.entry_dialogs import BringDialog
from app.ui.journal.page import JournalPage
from app.ui.page_id import PageId
from tests.end_to_end.player import Player
from tests.support.clock import FakeClock


@dataclass(frozen=True)
class Written:
    """An entry as it is going to be written."""

    title: str
    body: str
    kind: EntryKind = EntryKind.REFLECTION
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    own_feeling: str = ""
    boundary: Boundary | None = None
    """None leaves it as it is."""


def create_for_one(player: Player, name: str, passphrase: str) -> None:
    """Set-up for one person."""
    player.choose("Just me")
    player.press("Continue")
    player.type("Name", name)
    player.type("Passphrase", passphrase)
    player.type("Repeat it", passphrase)
    player.press("Continue")
    player.confirm_code()
    enter_shell(player)


def enter_shell(player: Player) -> None:
    """Wait until the shell has come."""
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(100)


def say(player: Player, text: str) -> None:
    """Type where the keyboard is; what no key of QTest's makes comes as from an input method."""
    widget = player.window.focusWidget()
    assert widget is not None
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)
    player.settle(5)


def journal(player: Player) -> JournalPage:
    """The journal, shown."""
    if player.shell.pages.here is not PageId.JOURNAL:
        player.go(PageId.JOURNAL)
    player.until(lambda: isinstance(player.page, JournalPage), "the journal")
    page = player.page
    assert isinstance(page, JournalPage)
    return page


def write(player: Player, said: Written) -> None:
    """One entry: Ctrl+N, its title, Enter, its text, what it is and what belongs to it."""
    page = journal(player)
    before = page.presenter.moment
    player.shortcut(Qt.Key.Key_N)
    player.until(
        lambda: page.presenter.moment not in (None, before) and not player.controller.tasks._under_way, "a new entry"
    )
    player.settle(60)
    pane = page.pane
    assert pane.title.edit.hasFocus(), "one can write at once"
    say(player, said.title)
    player.key(Qt.Key.Key_Return)
    assert pane.editor.hasFocus()
    say(player, said.body)
    if said.kind is not pane.moment.chosen_kind:
        next(a for a, kind in zip(pane.moment.kind.choices, EntryKind, strict=True) if kind is said.kind).trigger()
    _label(player, "Feelings", said.feelings, said.own_feeling)
    _label(player, "Needs", said.needs)
    if said.boundary is not None:
        pane.fields.boundary.choice.button(said.boundary).setFocus()
        player.key(Qt.Key.Key_Space)
    player.settle(60)


def _label(player: Player, row: str, words: Sequence[str], own: str = "") -> None:
    if not words and not own:
        return
    player.press(row)
    player.press(f"{row}: choose")
    if own:
        say(player, own)
        player.key(Qt.Key.Key_Return)
    for each in words:
        player.press(each)
    player.press(f"{row}: done")


def search(player: Player, words: str) -> list[str]:
    """Ctrl+F, the words; what the rows that are left begin with."""
    page = journal(player)
    player.shortcut(Qt.Key.Key_F)
    player.until(page.list.search.hasFocus, "the search")
    QTest.keySequence(page.list.search, QKeySequence(QKeySequence.StandardKey.SelectAll))
    player.key(Qt.Key.Key_Delete)
    say(player, words)
    player.settle(120)
    model = page.list.model
    for row in range(model.rowCount()):
        model.data(model.index(row))
    player.settle(60)
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def ask_besides(player: Player, title: str) -> None:
    """Add a dimension of their own to the check-in."""
    player.go(PageId.CHECK_INS)
    player.press("What to ask")
    player.type("What it is", title)
    player.press("Add it")
    player.press("Back")


def check_in(player: Player, ratings: Sequence[int], note: str = "") -> None:
    """A check-in by keyboard alone: digits and Enter, then the note."""
    player.go(PageId.CHECK_INS, "now")
    for rating in ratings:
        player.key(Qt.Key(Qt.Key.Key_0 + rating))
        player.key(Qt.Key.Key_Return)
    if note:
        assert isinstance(player.window.focusWidget(), QPlainTextEdit), "after the last row comes the note"
        say(player, note)
    player.press("Done")


def stay_up(player: Player, clock: FakeClock, minutes: int) -> None:
    """Time goes by with somebody there, noted as often as it is."""
    for _ in range(0, minutes, 5):
        clock.advance(minutes=5)
        noticing = player.controller._noticing
        assert noticing is not None
        noticing.on_due()
        player.settle(10)


def late_on(day: datetime) -> datetime:
    """A quarter to twelve of that day, by the clock on the wall."""
    return day.astimezone().replace(hour=23, minute=45)


def lock(player: Player) -> None:
    """Lock and wait for the access."""
    player.press("Lock")
    player.until(lambda: "Welcome back" in player.words(), "locked")
    player.settle(60)


def bring(player: Player) -> BringDialog:
    """Ask to bring the open entry's idea to the list; the preview."""
    player.press("Bring to my list")
    player.until(lambda: player.prompts.shown, "the preview")
    dialog = player.prompts.shown[-1]
    assert isinstance(dialog, BringDialog)
    return dialog


def everything_in(top: QWidget) -> str:
    """All that the widgets of a window hold: hidden ones, rows of lists, menus and what can be picked, too."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said: list[str] = []
    for widget in (top, *top.findChildren(QWidget)):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        said += [words for action in widget.actions() for words in (action.text(), action.toolTip())]
        if isinstance(widget, QComboBox):
            said += [widget.itemText(number) for number in range(widget.count())]
        elif isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
            said.append(widget.text())
        elif isinstance(widget, (QPlainTextEdit, QTextEdit)):
            said.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView) and widget.model():
            said += rows_of(widget)
    return "\n".join(said)


def rows_of(view: QAbstractItemView) -> list[str]:
    """What the cells of a list or table say, and are read aloud as."""
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [
        str(model.data(model.index(row, column), role) or "")
        for row in range(model.rowCount())
        for column in range(columns)
        for role in roles
    ]
