"""Notices about files that are older than they have been, or have older pieces in them."""

from __future__ import annotations

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.ui.home.notices.notice import WarningNotices, WarningWords


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
