"""Unlocking: choose your mark, type your passphrase, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, Signal

from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import button_row, clear_layout, row
from app.ui.kit.labels import caption, display, soft, strong
from app.ui.kit.mark import MarkButton
from app.ui.kit.passphrase import PassField
from app.ui.kit.surfaces import Panel
from app.ui.start.frame import StartFrame
from app.ui.vault_access import LockReason, ShownMark
from app.ui.wording import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from app.ui.design.design import Design


class UnlockView(StartFrame):
    """Shows marks, never names, so that a vault names nobody to whoever finds it."""

    submitted = Signal(str, str)
    recovery = Signal(str)
    other_vault = Signal()
    restore = Signal()
    reading = Signal()
    sample_left = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._buttons: dict[str, MarkButton] = {}
        self.card.add(display(self.tr("Welcome back")))
        self._who = self.card.add(soft(self.tr("Choose your mark")))
        self._marks = self.card.add(row(spacing=Space.M))
        self.passphrase = self.card.add(PassField(design, self.tr("Passphrase")))
        self.passphrase.entered.connect(self.on_submit)
        self.passphrase.edit.installEventFilter(self)
        self.card.add(self.notice)
        self.unlock = primary(design, self.tr("Unlock"), self.on_submit)
        self.waits(self.unlock, self.tr("Unlocking…"))
        code = quiet(design, self.tr("Use a recovery code"), self.on_recovery)
        other = quiet(design, self.tr("Another vault…"), self.other_vault.emit)
        back = quiet(design, self.tr("Restore a backup…"), self.restore.emit)
        read = quiet(design, self.tr("Resources"), self.reading.emit)
        self.add_acts(self.unlock, code, other, back, read)
        self._below = caption("")
        self.say_below(self._below)

    def show_marks(self, marks: Sequence[ShownMark]) -> None:
        """Show the marks; one is preselected only if it is the only one."""
        clear_layout(self._marks)
        self._buttons = {}
        for number, mark in enumerate(marks, start=1):
            name = fill(self.tr("Mark {n}"), n=number)
            button = MarkButton(self._design, mark.shape, mark.hue, mark.initial, name)
            button.clicked.connect(lambda _checked=False, chosen=button: self._on_mark(chosen))
            button.installEventFilter(self)
            self._buttons[mark.person_id] = button
            self._marks.addWidget(button)
        if len(marks) == 1:
            next(iter(self._buttons.values())).setChecked(True)

    def _on_mark(self, button: MarkButton) -> None:
        """Choose a mark (again) and go on to the passphrase."""
        button.setChecked(True)
        self.notice.clear()
        self.passphrase.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever is typed is the passphrase, blanks too; Up and Down choose a mark meanwhile."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = cast("QKeyEvent", event)
        steps = {QtCore.Qt.Key.Key_Up: -1, QtCore.Qt.Key.Key_Down: 1}
        if watched is self.passphrase.edit:
            return QtCore.Qt.Key(key.key()) in steps and self._choose_by(steps[QtCore.Qt.Key(key.key())])
        if not key.text().isprintable() or not key.text():
            return False
        self.passphrase.setFocus()
        self.passphrase.edit.insert(key.text())
        return True

    def _choose_by(self, step: int) -> bool:
        buttons = list(self._buttons.values())
        at = next((place for place, button in enumerate(buttons) if button.isChecked()), -1 if step > 0 else 0)
        buttons[(at + step) % len(buttons)].setChecked(True)
        self.notice.clear()
        return True

    def show_reason(self, reason: LockReason) -> None:
        """Say why the vault is locked."""
        words = {
            LockReason.START: self.tr("Nothing leaves this computer."),
            LockReason.LOCKED: self.tr("Locked. Everything was saved. Nothing leaves this computer."),
            LockReason.IDLE: self.tr("Locked after a while with no activity. Everything was saved."),
            LockReason.SLEEP: self.tr("Locked because the computer went to sleep. Everything was saved."),
            LockReason.SCREEN: self.tr("Locked together with the screen. Everything was saved."),
            LockReason.CLOCK: self.tr(
                "Locked because the clock jumped ahead: the computer slept, or its time was changed. Everything was "
                "saved."
            ),
            LockReason.HIDDEN: self.tr("Locked. Everything was saved."),
            LockReason.UNSAVED: self.tr(
                "Locked. What you did last was not saved. Everything that was saved before is unchanged."
            ),
        }
        self._below.setText(words[reason])

    def show_sample(self, note: str, may_leave: bool) -> None:
        """Say that this is the sample vault, with its passphrases, and perhaps offer to leave it."""
        panel = Panel(self._design)
        panel.add_all(strong(self.tr("A sample vault")), soft(note))
        if may_leave:
            panel.add(button_row(secondary(self._design, self.tr("Leave the sample"), self.sample_left.emit)))
        self.below.insertWidget(0, panel)

    def chosen(self) -> str:
        """The id of the chosen person; empty if none is chosen."""
        return next((person for person, button in self._buttons.items() if button.isChecked()), "")

    def on_submit(self) -> None:
        """Emit `submitted`, or ask for what is missing."""
        person = self._person_asked(self.tr("Whose passphrase is it?"))
        if person and self.passphrase.text():
            self.submitted.emit(person, self.passphrase.text())

    def on_recovery(self) -> None:
        """Emit `recovery` for the chosen mark, or ask for one."""
        person = self._person_asked(self.tr("Whose code is it?"))
        if person:
            self.recovery.emit(person)

    def _person_asked(self, question: str) -> str:
        """The chosen person; if there is none, asks whose it is. Either way, the focus is where to go on."""
        person = self.chosen()
        if person or not self._buttons:
            self.focus_first()
        else:
            self.notice.show_notice(question, self.tr("Choose your mark, then continue. What you typed is still here."))
            next(iter(self._buttons.values())).setFocus()
        return person

    def refuse(self, error: Exception) -> None:
        """Say why it did not work, or that it was stopped; it can be tried again."""
        from app.services.long_work import Stopped

        super().refuse(error)
        if isinstance(error, Stopped):
            told = self.tr("Your file is as it was. Unlocking starts this again, from the beginning.")
            self.notice.show_notice(self.tr("Stopped"), told)

    def forget_passphrase(self) -> None:
        """Clear the passphrase."""
        self.passphrase.clear()

    def focus_first(self) -> None:
        """Focus the passphrase, as nothing may look chosen that nobody chose."""
        self.passphrase.setFocus()
