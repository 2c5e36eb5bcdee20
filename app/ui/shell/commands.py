"""What can be done from everywhere: each command with its words and its key, for shortcuts, the menu and the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from app.ui.kit.keyboard import hear

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


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


def add_shortcuts(owner: QWidget, commands: Sequence[Command]) -> None:
    """Let the keys of these commands do them anywhere in the window of `owner`."""
    for command in commands:
        for keys in () if command.is_taken else command.keys:
            hear(owner, keys, command.act)


def fill_menu(menu: QMenu, commands: Sequence[Command]) -> None:
    """Show these commands in a menu, each with its key."""
    for command in commands:
        # The key is part of the words: as a shortcut of its own it would compete with the window's.
        menu.addAction(f"{command.words}\t{command.key}", command.act)
        if command.ends_group:
            menu.addSeparator()
