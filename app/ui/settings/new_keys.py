"""The card *New keys*: everything of a person's moves to new keys, for when somebody may know the old ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.errors import NotReady, VaultError
from app.models.base import PersonId
from app.models.changes import Changes
from app.services import parting
from app.services.long_work import Stopped
from app.services.parting import KeyRenewal
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.notice import NoticeTone
from app.ui.moving import MovingLine, WhileMoving
from app.ui.settings.passphrase_form import NewPassphraseCard
from app.ui.workspace import Workspace


class NewKeysCard(NewPassphraseCard):
    """Asks for both passphrases, offers the new recovery code, then makes the new files."""

    def __init__(self, ws: Workspace) -> None:
        together = self.tr("You can each make your own when you are alone.")
        super().__init__(ws, self.tr("New keys"), "shield-check", *self._told(ws.is_solo), together=together)
        self._make = secondary(ws.design, self.tr("Make new keys"), self.on_make)
        add_to(self.column, button_row(self._make), WhileMoving(ws.moving, self._make))
        self.moving = self.add(MovingLine(ws.design, self.tr("Making new files"), ws.moving))

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

    def on_new(self) -> None:
        self._make.click()

    def on_make(self) -> None:
        """Derive new keys, if the current passphrase is right; nothing is changed yet."""
        self.now.clear_error()
        new, now, me = self.new.words(), self.now.text(), self._ws.me
        if new is None or not self.has_passphrase():
            return
        self.form.show_busy(self._make, self.tr("Checking…"))
        derive = partial(parting.new_keys, self._ws.vault, person=me, passphrase=now, new_passphrase=new)
        self._ws.keys(derive, partial(self._offer, me), self._refuse, owner=self)

    def _offer(self, me: PersonId, renewal: KeyRenewal) -> None:
        self.form.show_ready()
        self.forget()
        if self.form.is_shown_to(me):
            self.notice.clear()
            self.form.offer(
                renewal.recovery_code, lambda: self._renew(renewal), lambda: self._renew(renewal.without_code())
            )

    def _renew(self, renewal: KeyRenewal) -> None:
        vault = self._ws.vault

        def done(_changes: Changes) -> None:
            self.moving.end()
            self.form.show_ready()
            told = self.tr(
                "From now on, only your new passphrase opens your space. If you have copies of the vault’s folder "
                "somewhere, delete them."
            )
            self.notice.show_notice(self.tr("You have new keys"), told, NoticeTone.SUCCESS)
            self._make.setFocus()
            self._ws.backing_up.take_if_due()  # those of the old keys are deleted

        self.forget()
        self.form.show_busy(self._make, self.tr("Making new files…"))
        act = partial(parting.renew, vault, renewal=renewal, work=self.moving.start())
        self._ws.act(lambda _units: act(), by=self, done=done, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.moving.end()
        self.form.show_ready()
        if isinstance(error, Stopped):
            told = self.tr("Nothing was changed. Your current passphrase still opens your space.")
            self.notice.show_notice(self.tr("Stopped"), told)
            self._make.setFocus()
            return
        if isinstance(error, NotReady):
            told = self.tr("Your space is from an older copy. Choose on Home what to restore, then make new keys.")
            self.notice.show_notice(self.tr("First choose what to restore"), told, NoticeTone.WARNING)
            return
        self.notice.show_error(error)
        if isinstance(error, VaultError) and not self._ws.vault.present:
            # Which keys count is decided by the files when somebody next unlocks.
            self._ws.signals.lock_asked.emit()
