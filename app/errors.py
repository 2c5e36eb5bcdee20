"""The errors that a person may be shown; any other exception is a bug.

An error carries no sentence; the interface has a sentence for each. `detail` is a short technical word (a file name, a
field), never content.
"""

from __future__ import annotations


class AccordError(Exception):
    """Base of all errors that a person may be shown."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class VaultError(AccordError):
    """Something is wrong with the vault's folder or files."""


class VaultMissing(VaultError):
    """There is nothing at this place."""


class VaultForeign(VaultError):
    """The folder or file is not a vault."""


class VaultDamaged(VaultError):
    """A file of the vault is missing, empty, truncated or changed."""


class VaultAltered(VaultDamaged):
    """A database decrypts, but has other tables, indexes, triggers or views than Accord makes."""


class VaultSwapped(VaultDamaged):
    """In the place of a file is one of a different vault, person or key: nothing in it is this one's."""


class SharedAltered(VaultAltered):
    """Somebody put tables, triggers or the like into the shared file while it was open."""


class BackupForeign(VaultForeign):
    """The file is not a backup."""


class BackupDamaged(VaultDamaged):
    """A backup is cut short or was changed; nothing was restored from it."""


class VaultPlain(VaultError):
    """A database in the vault is not encrypted; it was not opened."""


class VaultNewer(VaultError):
    """The vault was written by a newer version."""


class VaultOlder(VaultError):
    """A database has an older version's format; it was not opened, because upgrading it has to be asked for."""


class VaultInUse(VaultError):
    """Another process has the vault open."""


class VaultFileInUse(VaultError):
    """A different program holds a lock on a database of the vault."""


class NotEnoughMemory(VaultError):
    """Deriving a key needs more memory than the computer has free."""


class VaultExists(VaultError):
    """There are already files at this place."""


class VaultUnwritable(VaultError):
    """The place cannot be written: full, read-only or not ours."""


class VaultOlderReadOnly(VaultUnwritable):
    """A database has an older version's format, and lies where it cannot be upgraded."""


class VaultGone(VaultUnwritable):
    """A file of an open vault is not there any more; it may come back, as on a stick that was pulled."""


class VaultUnsure(VaultUnwritable):
    """Saving failed at its very end, and whether it was saved all the same can't be read now."""


class VaultReplaced(VaultUnwritable):
    """At the place of an open file there is a different one; nothing was written to it."""


class SecretError(AccordError):
    """Something is wrong with a passphrase or recovery code."""


class WrongPassphrase(SecretError):
    """The passphrase does not open this person's space."""


class WrongRecoveryCode(SecretError):
    """The recovery code does not open this person's space."""


class WeakPassphrase(SecretError):
    """The passphrase is empty or too short."""


class RuleError(AccordError):
    """A rule of the domain refuses; nothing was changed."""


class NotOnSharedList(RuleError):
    """The item is not on the shared list, whatever the reason."""


class LeftOut(RuleError):
    """Somebody left the item out of this draft; only they can put it back."""


class ClockInDoubt(RuleError):
    """The clock may be wrong, so no day can be agreed on until somebody says that it is right."""


class OpenedLimit(RuleError):
    """The item is a limit that both have seen."""


class NotReady(RuleError):
    """Something is missing first; `detail` names it."""


class NeedsBoth(RuleError):
    """Both people have to be here for this."""


class NotYours(RuleError):
    """Only its holder may do this."""


class Stale(RuleError):
    """The object of the act was changed or ended meanwhile."""


class InputError(AccordError):
    """A value is invalid; `detail` is the field's name."""

    def __init__(self, detail: str, reason: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


class SameName(InputError):
    """Both people would be called the same."""


class TooManyLines(InputError):
    """A draft has as many lines as it can hold."""


class PageError(AccordError):
    """A page could not be made; never carries the page's text."""
