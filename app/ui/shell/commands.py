"""What can be done from everywhere: each command with its words and its key, for shortcuts, the menu and the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ui.design.tokens import NORMAL_SCALE, SCALES
from app.ui.page_id import PageId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from app.ui.shell.shell import Shell
    from app.ui.workspace import Workspace

tr = partial(QCoreApplication.translate, "Commands")


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, its words, and the keys that do it; the first key is the one that is shown."""

    words: str
    keys: tuple[str, ...]
    act: Callable[[], object]
    ends_group: bool = False
    """Whether a line follows it in the menu."""
    is_taken: bool = False
    """Whether its key is seen to elsewhere: by the window, also while nobody is here, or by whatever has the focus."""

    @property
    def key(self) -> str:
        """The key as the system writes it."""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def commands_of(shell: Shell) -> tuple[Command, ...]:
    """Every command, in the order of the menu."""
    ws = shell.ws
    return (
        Command(tr("Go to…"), ("Ctrl+K",), shell.on_go_anywhere),
        Command(tr("Back"), ("Alt+Left",), shell.pages.go_back),
        Command(tr("Next area: page, places, header"), ("F6",), shell.areas.on_next, ends_group=True),
        Command(tr("Undo"), ("Ctrl+Z",), shell.on_undo, is_taken=True),
        Command(tr("Print and export"), ("Ctrl+P",), partial(shell.pages.go, PageId.EXPORT), ends_group=True),
        Command(tr("Larger text"), ("Ctrl++", "Ctrl+="), partial(resize_text, ws, 1)),
        Command(tr("Smaller text"), ("Ctrl+-",), partial(resize_text, ws, -1)),
        Command(tr("Normal text"), ("Ctrl+0",), partial(set_text, ws, NORMAL_SCALE)),
        Command(tr("Full screen"), ("F11",), shell.on_full_screen, ends_group=True),
        Command(tr("Keys"), ("F1",), shell.on_keys),
        Command(tr("Hide now"), ("F12",), ws.signals.hide_asked.emit, is_taken=True),
        Command(tr("Lock"), ("Ctrl+L",), ws.signals.lock_asked.emit, is_taken=True),
        Command(tr("Quit"), ("Ctrl+Q",), lambda: shell.window().close(), is_taken=True),
    )


def add_shortcuts(owner: QWidget, commands: Sequence[Command]) -> None:
    """Let the keys of these commands do them anywhere in the window of `owner`."""
    for command in commands:
        for keys in () if command.is_taken else command.keys:
            QShortcut(QKeySequence(keys), owner, command.act, context=Qt.ShortcutContext.WindowShortcut)


def fill_menu(menu: QMenu, commands: Sequence[Command]) -> None:
    """Show these commands in a menu, each with its key."""
    for command in commands:
        # The key is part of the words: as a shortcut of its own it would compete with the window's.
        menu.addAction(f"{command.words}\t{command.key}", command.act)
        if command.ends_group:
            menu.addSeparator()


def resize_text(ws: Workspace, steps: int) -> None:
    """Go so many steps up or down the text sizes that are offered."""
    now = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - ws.design.scale))
    set_text(ws, SCALES[max(0, min(len(SCALES) - 1, now + steps))])


def set_text(ws: Workspace, scale: int) -> None:
    """Set the text size in per cent, now and for later."""
    ws.settings.scale = scale
    ws.design.set_scale(scale)
