"""Notices about the key file: changed by somebody else, or damaged."""

from __future__ import annotations

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.ui.home.notices.notice import NoticeAnswer, WarningNotices, WarningWords
from app.ui.tasks import Lane


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
