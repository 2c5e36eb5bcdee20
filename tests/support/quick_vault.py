"""A vault that is unlocked in one call: deriving keys and opening databases where nobody waits at a screen."""

from __future__ import annotations

from datetime import UTC, datetime

from app.errors import VaultOlder
from app.models.base import PersonId
from app.storage.creation import Created, NewPerson, UnlockedKeys
from app.storage.keys import Joining
from app.storage.older_vault import OlderVault
from app.storage.vault import Admission, Vault

UPGRADED = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


class QuickVault(Vault):
    """An open vault."""

    def admit(self, unlocked: UnlockedKeys) -> Admission:
        """Let somebody in, with nothing to do meanwhile; their files are upgraded without a question."""
        try:
            with self.admitting(unlocked) as admission:
                return admission
        except VaultOlder:
            OlderVault(self, unlocked).upgrade(UPGRADED)
            with self.admitting(unlocked) as admission:
                return admission

    def join(self, joining: Joining) -> Created:
        """Let a partner join, with nothing to do meanwhile."""
        with self.joining(joining):
            return Created((joining.new.person_id,), (joining.recovery_code,))

    def unlock(self, person_id: PersonId, passphrase: str) -> Admission:
        """Derive and admit."""
        return self.admit(self.keys.derive(person_id, passphrase))

    def unlock_with_recovery(self, person_id: PersonId, code: str, new_passphrase: str) -> Admission:
        """Derive by the recovery code and admit; the code stays the same."""
        return self.admit(self.keys.derive_with_recovery(person_id, code, new_passphrase))

    def join_partner(self, existing_id: PersonId, existing_passphrase: str, new: NewPerson) -> Created:
        """Derive for a partner and let them join."""
        return self.join(self.prepare_join(existing_id, existing_passphrase, new))

    def prepare_join(self, existing_id: PersonId, existing_passphrase: str, new: NewPerson) -> Joining:
        """Derive for a partner, with the passphrases of both."""
        return self.keys.prepare_join(existing_id, self.keys.roots_to_change(existing_id, existing_passphrase), new)

    def renew_code(self, person_id: PersonId, passphrase: str) -> str:
        """Make a new recovery code for somebody who is here, and keep it."""
        new = self.keys.new_recovery_code(person_id, passphrase)
        self.change_entry(new.change)
        return new.code

    def change_passphrase(self, person_id: PersonId, old: str, new: str) -> None:
        """Change a passphrase; whoever is not here yet comes in for it."""
        if person_id not in self.present:
            self.unlock(person_id, old)
        self.change_entry(self.keys.new_passphrase(person_id, old, new))
