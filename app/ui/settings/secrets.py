"""The card for a person's own passphrase and recovery code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import add_to, button_row, column_in
from app.ui.kit.labels import body, lead, soft
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.passphrase import PassField
from app.ui.kit.surfaces import Card, Panel
from app.ui.workspace import Workspace

T = TypeVar("T")


class SecretsCard(Card):
    """Changes the passphrase or makes a new recovery code; both need the current passphrase."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self.add_header(self.tr("My passphrase and recovery code"), icon="key")
        self._together = self.add(soft(self.tr("Each of you changes their own, alone.")))
        self._box = QWidget(self)
        column = column_in(self._box)
        self.now = PassField(ws.design, self.tr("Current passphrase"))
        self.new = NewPassphrase(ws.design, self.tr("New passphrase"), again=self.tr("The new one again"), meter=False)
        add_to(column, self.now, self.new)
        self._change = secondary(ws.design, self.tr("Change the passphrase"), self.on_change)
        self._renew = quiet(ws.design, self.tr("Make a new recovery code"), self.on_renew)
        self._remove = quiet(ws.design, self.tr("Remove my recovery code"), self.on_remove)
        column.addWidget(button_row(self._change, self._renew, self._remove))
        self.notice = Notice(ws.design)
        column.addWidget(self.notice)
        self._code = self._build_code()
        column.addWidget(self._code)
        self.add(self._box)

    def _build_code(self) -> Panel:
        panel = Panel(self._ws.design)
        panel.add(body(self.tr("Your new recovery code. Write it down; it is only shown now.")))
        self._code_words = panel.add(lead(""))
        panel.add(soft(self.tr("Whoever has this code can read your private space. Your old code no longer works.")))
        panel.add(primary(self._ws.design, self.tr("I have written it down"), self._forget_code))
        panel.hide()
        return panel

    def activate(self) -> None:
        """Show empty fields if a person is alone."""
        mine = self._ws.session.me is not None
        self._box.setVisible(mine)
        self._together.setVisible(not mine)
        self._forget()
        self._forget_code()
        self.notice.clear()

    def _forget(self) -> None:
        self.now.clear()
        self.new.clear()

    def _forget_code(self) -> None:
        self._code_words.setText("")
        self._code.hide()

    def on_change(self) -> None:
        """Change the passphrase, if the current one is right."""
        self.now.clear_error()
        new = self.new.words()
        if new is not None:
            self._prove(lambda me, now: self._ws.vault.change_passphrase(me, now, new), self._on_changed)

    def _on_changed(self, _nothing: object) -> None:
        told = self.tr("From now on, the new passphrase opens your space. Old copies still open with the old one.")
        self.notice.show_notice(self.tr("Changed"), told, NoticeTone.SUCCESS)

    def on_renew(self) -> None:
        """Make a new recovery code, if the current passphrase is right."""
        if self._has_passphrase():
            self._prove(self._ws.vault.new_recovery_code, self._on_renewed)

    def _on_renewed(self, code: str) -> None:
        self.notice.clear()
        self._code_words.setText(code)
        self._code.show()

    def on_remove(self) -> None:
        """Remove the recovery code, if the current passphrase is right."""
        if self._has_passphrase():
            self._prove(self._ws.vault.remove_recovery_code, self._on_removed)

    def _on_removed(self, _nothing: object) -> None:
        told = self.tr(
            "From now on, no recovery code opens your space. If you forget your passphrase, your private space stays "
            "closed for ever. Old copies still open with the old code."
        )
        self.notice.show_notice(self.tr("You have no recovery code"), told, NoticeTone.SUCCESS)

    def _has_passphrase(self) -> bool:
        if not self.now.text():
            self.now.show_error(self.tr("Enter your current passphrase first."))
        return bool(self.now.text())

    def _prove(self, act: Callable[[PersonId, str], T], done: Callable[[T], object]) -> None:
        """Do something with the current passphrase, then forget it; if it is wrong, say so and keep it."""
        me, now = self._ws.me, self.now.text()

        def finished(made: T) -> None:
            self._show_busy(False)
            self._forget()
            done(made)

        def failed(error: Exception) -> None:
            self._show_busy(False)
            self.notice.show_error(error)

        self._show_busy(True)
        self._ws.keys(lambda: act(me, now), finished, failed, owner=self)

    def _show_busy(self, busy: bool) -> None:
        for button in (self._change, self._renew, self._remove):
            button.setEnabled(not busy)
