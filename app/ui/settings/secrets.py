"""The card for a person's own passphrase and recovery code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from app.models.base import PersonId
from app.models.changes import Changes
from app.services.vault_service import EntryChange, NewCode
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.notice import NoticeTone
from app.ui.moving import WhileMoving
from app.ui.settings.passphrase_form import NewPassphraseCard
from app.ui.workspace import Workspace

T = TypeVar("T")


class SecretsCard(NewPassphraseCard):
    """Changes the passphrase or makes a new recovery code; both need the current passphrase."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws, self.tr("My passphrase and recovery code"), "key")
        self._change = secondary(ws.design, self.tr("Change the passphrase"), self.on_change)
        self._renew = quiet(ws.design, self.tr("Make a new recovery code"), self.on_renew)
        self._remove = quiet(ws.design, self.tr("Remove my recovery code"), self.on_remove)
        buttons = self._change, self._renew, self._remove
        add_to(self.column, button_row(*buttons), WhileMoving(ws.moving, *buttons))

    def on_new(self) -> None:
        self._change.click()

    def on_change(self) -> None:
        """Change the passphrase, if the current one is right."""
        self.now.clear_error()
        new = self.new.words()
        if new is not None and self.has_passphrase():
            self._rewrite(self._change, lambda me, now: self._ws.vault.new_passphrase(me, now, new), self._on_changed)

    def _on_changed(self) -> None:
        told = self.tr("From now on, the new passphrase opens your space. Old copies still open with the old one.")
        self.notice.show_notice(self.tr("Changed"), told, NoticeTone.SUCCESS)

    def on_renew(self) -> None:
        """Make a new recovery code, if the current passphrase is right; the old one works until this one is kept."""
        if self.has_passphrase():
            derive = partial(self._ws.vault.new_recovery_code, self._ws.me, self.now.text())
            finished, failed = self._busy(self._renew, self._offer)
            self._ws.keys(derive, finished, failed, owner=self)

    def _offer(self, new: NewCode) -> None:
        me = self._ws.me
        self.notice.clear()
        self.form.offer(
            new.code,
            lambda: self._keep(me, new),
            self._end_code,
            renews=self._ws.vault.has_recovery_code(me),
        )

    def _keep(self, me: PersonId, new: NewCode) -> None:
        def kept(_changes: Changes) -> None:
            self._end_code()
            told = self.tr("It opens your space if you forget your passphrase. Your old code no longer works.")
            if not had_one:
                told = self.tr("It opens your space if you forget your passphrase.")
            self.notice.show_notice(self.tr("Your new recovery code works"), told, NoticeTone.SUCCESS)

        had_one = self._ws.vault.has_recovery_code(me)
        make, by = self._ws.vault.change_entry, self.form.code
        assert by is not None
        self._ws.act(lambda _units: make(new.change), by=by, done=kept, failed=self.notice.show_error)

    def _end_code(self) -> None:
        self.forget()
        self._renew.setFocus()

    def on_remove(self) -> None:
        """Remove the recovery code, if the current passphrase is right."""
        if self.has_passphrase():
            self._rewrite(self._remove, self._ws.vault.no_recovery_code, self._on_removed)

    def _on_removed(self) -> None:
        told = self.tr(
            "From now on, no recovery code opens your space. If you forget your passphrase, your private space stays "
            "closed for ever. Old copies still open with the old code."
        )
        self.notice.show_notice(self.tr("You have no recovery code"), told, NoticeTone.SUCCESS)

    def _rewrite(
        self, pressed: Button, derive: Callable[[PersonId, str], EntryChange], done: Callable[[], object]
    ) -> None:
        """Derive a change of the person's passphrase or code with the current passphrase, and make it."""
        me, now, make = self._ws.me, self.now.text(), self._ws.vault.change_entry
        finished, failed = self._busy(pressed, lambda _changes: done())
        self._ws.act_with_keys(
            lambda: derive(me, now), lambda change, _units: make(change), by=self, done=finished, failed=failed
        )

    def _busy(
        self, pressed: Button, done: Callable[[T], object]
    ) -> tuple[Callable[[T], None], Callable[[Exception], None]]:
        """Show that the passphrase is being checked; what to call after it.

        Once it was right, what was typed is forgotten; if it was wrong, that is said and it is kept.
        """
        me = self._ws.me

        def finished(made: T) -> None:
            self.form.show_ready()
            self.forget()
            if self.form.is_shown_to(me):
                done(made)

        def failed(error: Exception) -> None:
            self.form.show_ready()
            self.notice.show_error(error)

        self.form.show_busy(pressed, self.tr("Checking…"))
        return finished, failed
