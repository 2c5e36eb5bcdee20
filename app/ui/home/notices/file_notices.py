"""Notices about the vault’s files and their folder: changed, older than they were, made again or out of reach."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services.agreements import withdraw_everything
from app.ui.home.copies import LookIntoCopies
from app.ui.home.notices.notice import NoticeAnswer, WarningNotices, WarningWords
from app.ui.tasks import Lane
from app.ui.workspace import SHARED, Workspace


class KeyFileNotices(WarningNotices):
    """What is odd about the keyring, of which there are two copies."""

    grave = (VaultWarning.KEYRING_CHANGED, VaultWarning.ENTRY_CHANGED)

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        return {
            VaultWarning.KEYRING_CHANGED: WarningWords(
                self.tr("The key file was changed outside Accord"),
                self.tr(
                    "“keyring.json” does not carry the mark Accord left on it. It may be damaged, or somebody may have "
                    "changed it. Your spaces opened with the right keys, and this changed nothing in them. If you have "
                    "an earlier copy of the vault’s folder, put that file back from there."
                ),
            ),
            VaultWarning.ENTRY_CHANGED: WarningWords(
                self.tr("Your part of the key file is not as you left it"),
                self.tr(
                    "Your mark, passphrase or recovery code in “keyring.json” was changed, or an older copy of the "
                    "file was put back. Accord opened your space with the right key, and nothing in it was changed. "
                    "In Settings, see whether your mark is right, and choose a new passphrase and a new recovery code: "
                    "they replace what is in the file."
                ),
            ),
            VaultWarning.KEYRING_COPY: WarningWords(
                self.tr("Something is wrong with one of the two key files"),
                self.tr("The intact one was used. Accord can restore the damaged one from it."),
                (NoticeAnswer(self.tr("Write it again"), self._mend),),
            ),
        }

    def _mend(self) -> None:
        def done(_none: object) -> None:
            self._ws.toast(self.tr("Both key files are fine again"), None)
            self._changed()

        self._ws.tasks.run(Lane.DATABASE, self._ws.vault.repair, done, owner=self)


class OlderCopyNotices(WarningNotices):
    """Files that somebody, or a program, may have put back."""

    grave = (
        VaultWarning.OWN_OLDER,
        VaultWarning.OWN_CHANGED,
        VaultWarning.KEYRING_OLDER,
        VaultWarning.SHARED_OLDER,
    )

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        own = self.tr(
            "It is a copy from before it was last used on this computer, so what you wrote since then is not in it. "
            "Somebody may have put it back, or a synchronised folder did. If you did not, look for a newer one: lock, "
            "and choose “Restore a backup…” on the unlock page."
        )
        changed = self.tr(
            "It is not as Accord left it on this computer. Earlier pieces of it may have been put back, so some of "
            "what you wrote or deleted may be as it was before. If something is wrong, lock, and choose “Restore a "
            "backup…” on the unlock page."
        )
        if not self._ws.is_solo:
            needs = " " + self.tr("Everything agreed needs a new yes from both of you.")
            own, changed = own + needs, changed + needs
        return {
            VaultWarning.OWN_OLDER: WarningWords(self.tr("Your own file is an older copy"), own),
            VaultWarning.OWN_CHANGED: WarningWords(self.tr("Your own file was changed while it was closed"), changed),
            VaultWarning.KEYRING_OLDER: WarningWords(
                self.tr("The key file is an older copy"),
                self.tr(
                    "“keyring.json” is from before you were last here, so a passphrase or code that was changed since "
                    "may work again. Your spaces opened with the right keys. If you changed yours, change it once more "
                    "in Settings."
                ),
            ),
            VaultWarning.SHARED_OLDER: WarningWords(
                self.tr("What your partner said is shown from an older copy"),
                self.tr(
                    "The shared file is older than the one you last saw. What you said yourself is current. What your "
                    "partner changed since is missing until they unlock, so please do not rely on what is shown as "
                    "agreed until then."
                ),
            ),
        }


class SharedFileNotices(WarningNotices):
    """What keeps it from being read, and what can be done meanwhile."""

    def __init__(
        self, ws: Workspace, changed: Callable[[], None], resources: Callable[[], None], parent: QObject | None = None
    ) -> None:
        """`resources`: shows where to find help."""
        super().__init__(ws, changed, parent)
        self._resources = resources

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        return {
            VaultWarning.SHARED_MADE_AGAIN: WarningWords(
                self.tr("The shared file was made again"),
                self.tr(
                    "It could not be used as it was. A damaged disk, an interrupted copy or a change made outside "
                    "Accord can cause this. What you said is in your own space, and is in the shared file again. The "
                    "old file was set aside and will be deleted once both of you have been here."
                ),
            ),
            VaultWarning.SHARED_SWAPPED: WarningWords(
                self.tr("A different file was in the place of the shared one"),
                self.tr(
                    "It is of a different vault or person, or was damaged from beginning to end. Accord made the "
                    "shared file again. What you said is in your own space, and is in the shared file again. The other "
                    "file was set aside and will be deleted once both of you have been here."
                ),
            ),
            VaultWarning.SHARED_NOT_OPEN: WarningWords(
                self.tr("The shared file cannot be opened at the moment"),
                self.tr(
                    "Another program may be using it, such as one for backups. Your own space is open. What you say or "
                    "end now is saved in it, and copied to the shared file once that can be opened."
                ),
                (NoticeAnswer(self.tr("Try again"), self._open_shared),),
            ),
            VaultWarning.PARTNER_UNREADABLE: WarningWords(
                self.tr("What your partner said cannot be read at the moment"),
                self.tr(
                    "It comes back when they are next here. Until then nothing is shown as agreed. You do not have to "
                    "wait to withdraw: this ends everything you said yes to, and only a new yes from each of you can "
                    "change that."
                ),
                (NoticeAnswer(self.tr("Withdraw everything"), lambda: self._withdraw(me)),),
            ),
        }

    def _open_shared(self) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("The shared file is open"), None)
            self._changed()

        today = self._ws.today
        self._ws.act(lambda _units: self._ws.vault.open_shared_again(today), by=self, done=done)

    def _withdraw(self, me: PersonId) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("Everything you said yes to has been withdrawn"), None)

        self._ws.prompts.confirm(
            self.tr("Withdraw everything?"),
            self.tr("Everything you said yes to ends, in every agreement. No reason is needed, and none is asked for."),
            self.tr("Withdraw everything"),
            lambda: self._ws.write(SHARED, lambda uow: withdraw_everything(uow, person=me), by=self, done=done),
            danger=True,
            resources=self._resources,
        )


class FolderNotices(WarningNotices):
    """That nothing can be written to it, or that it has copies of files which Accord did not make."""

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(ws, changed, parent)
        self._copies = LookIntoCopies(ws, self)

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        return {
            VaultWarning.READ_ONLY: WarningWords(
                self.tr("This vault can only be read"),
                self.tr(
                    "Accord cannot write to its folder, or to the drive it is on. You can look at everything, export "
                    "it, and save it as one file to carry (in Settings). Nothing that you change here is saved."
                ),
            ),
            VaultWarning.CONFLICT_COPIES: WarningWords(
                self.tr("There are extra copies of files in the vault’s folder"),
                self.tr(
                    "Programs that synchronise folders leave them when a file was changed in two places. Accord does "
                    "not use or change them. If something you wrote is missing, it may be in one of them. Keep the "
                    "vault out of synchronised folders, or use it on one computer at a time."
                ),
                (NoticeAnswer(self.tr("Look into them…"), self._copies.look),),
            ),
        }
