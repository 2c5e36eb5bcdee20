"""The card *New keys*: everything of a person's moves to new keys, for when somebody may know the old ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.errors import NotReady, VaultError
from app.models.base import PersonId
from app.models.changes import Changes
from app.services import parting
from app.services.parting import KeyRenewal
from app.services.strength import estimate
from app.ui.design.tokens import Size
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import add_to, at_most, button_row, discard
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.notice import NoticeTone
from app.ui.kit.passphrase import PassField
from app.ui.settings.offered_code import offered_code
from app.ui.settings.own_card import OwnCard
from app.ui.start.recovery_code import RecoveryCode
from app.ui.workspace import Workspace


class NewKeysCard(OwnCard):
    """Asks for both passphrases, offers the new recovery code, then makes the new files."""

    def __init__(self, ws: Workspace) -> None:
        together = self.tr("You can each make your own when you are alone.")
        super().__init__(ws, self.tr("New keys"), "shield-check", *self._told(ws.is_solo), together=together)
        self.now = PassField(ws.design, self.tr("Current passphrase"))
        self.new = NewPassphrase(ws.design, self.tr("New passphrase"), again=self.tr("Repeat the new passphrase"))
        self.new.strength_asked.connect(
            lambda words: ws.keys(partial(estimate, words), self.new.show_strength, owner=self.new)
        )
        self._make = secondary(ws.design, self.tr("Make new keys"), self.on_make)
        add_to(self.column, self.now, self.new, button_row(self._make))
        self.code: RecoveryCode | None = None
        """The new recovery code, while it is shown; nothing has been changed until it is kept or declined."""

    def _told(self, is_solo: bool) -> Iterator[str]:
        yield self.tr(
            "If somebody may know your passphrase or your recovery code, or may have an old copy of the vault’s "
            "folder, a new passphrase is not enough. This makes new keys and new files, and deletes the old ones, with "
            "the backups in the vault’s folder. Copies elsewhere still open with the old passphrase, but nothing "
            "written from now on does."
        )
        if not is_solo:
            yield self.tr(
                "What you share gets new keys, too. Everything you have both agreed then needs a new yes from each of "
                "you, and your partner is told that you made a new start, without a reason."
            )

    def forget(self) -> None:
        """Drop what was typed, and keys that were not made yet."""
        self.now.clear()
        self.new.clear()
        if self.code is not None:
            discard(self.code)
            self.code = None
            self._box.show()

    def on_make(self) -> None:
        """Derive new keys, if the current passphrase is right; nothing is changed yet."""
        self.now.clear_error()
        new, now, me = self.new.words(), self.now.text(), self._ws.me
        if new is None:
            return
        if not now:
            self.now.show_error(self.tr("Enter your current passphrase first."))
            self.now.setFocus()
            return
        self._show_busy(self.tr("Checking…"))
        derive = partial(parting.new_keys, self._ws.vault, person=me, passphrase=now, new_passphrase=new)
        self._ws.keys(derive, partial(self._offer, me), self._refuse, owner=self)

    def _offer(self, me: PersonId, renewal: KeyRenewal) -> None:
        self._show_ready()
        self.forget()
        if self._ws.session.me != me or not self.isVisible():
            return
        self.notice.clear()
        self._box.hide()
        self.code = offered_code(self._ws, renewal.recovery_code, renews=False)
        self.code.confirmed.connect(lambda: self._renew(renewal))
        self.code.declined.connect(lambda: self._renew(renewal.without_code()))
        self.add(at_most(self.code, self._ws.design.px(Size.DIALOG))).show()
        self.code.written.setFocus()

    def _renew(self, renewal: KeyRenewal) -> None:
        vault = self._ws.vault

        def done(_changes: Changes) -> None:
            self._show_ready()
            told = self.tr(
                "From now on, only your new passphrase opens your space. If you have copies of the vault’s folder "
                "somewhere, delete them."
            )
            self.notice.show_notice(self.tr("You have new keys"), told, NoticeTone.SUCCESS)
            self._make.setFocus()
            self._ws.backing_up.take_if_due()  # those of the old keys are deleted

        self.forget()
        self._show_busy(self.tr("Making new files…"))
        self._ws.act(lambda _units: parting.renew(vault, renewal=renewal), by=self, done=done, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._show_ready()
        if isinstance(error, NotReady):
            told = self.tr("Your space is from an older copy. Choose on Home what to restore, then make new keys.")
            self.notice.show_notice(self.tr("First choose what to restore"), told, NoticeTone.WARNING)
            return
        self.notice.show_error(error)
        if isinstance(error, VaultError) and not self._ws.vault.present:
            # Which keys count is decided by the files when somebody next unlocks.
            self._ws.signals.lock_asked.emit()

    def _show_busy(self, words: str) -> None:
        self._make.show_text(words)
        self._box.setEnabled(False)

    def _show_ready(self) -> None:
        self._make.show_text(self.tr("Make new keys"))
        self._box.setEnabled(True)
