"""The errors a person may be shown; anything else is a bug.

AccordError
 ├─ VaultError                 the folder or one of its files
 │   ├─ VaultMissing           nothing is there
 │   ├─ VaultForeign           something is there, and it is not a vault
 │   ├─ VaultDamaged           it was a vault, and a file is cut short, empty or changed
 │   ├─ VaultPlain             a database that is not encrypted stands in its place
 │   ├─ VaultNewer             written by a newer version of Accord
 │   ├─ VaultInUse             another window has it open
 │   ├─ VaultExists            a new vault was asked for where one is already
 │   └─ VaultUnwritable        the disk is full, read-only or not ours
 ├─ SecretError                passphrases and recovery codes
 │   ├─ WrongPassphrase
 │   ├─ WrongRecoveryCode
 │   └─ WeakPassphrase         empty, or too short to be one
 ├─ RuleError                  a rule of the domain says no; calm, expected
 │   ├─ NotOnSharedList        the one message for anything that cannot be proposed
 │   ├─ OpenedLimit            a limit that both have seen
 │   ├─ NotReady               something is missing before this can be done
 │   ├─ NeedsBoth              both have to be here
 │   ├─ NotYours               only its holder may do this
 │   └─ Stale                  it was changed or ended in the meantime
 ├─ InputError                 a value that could not be taken; says which field and why
 └─ PageError                  a page could not be made; never carries its text

An error carries words for no one: `app.ui.error_text` turns it into sentences. `detail` is a short technical
word (a file name, a field), never content.
"""

from __future__ import annotations


class AccordError(Exception):
    """Base of everything a person may be shown."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class VaultError(AccordError):
    """Something about the vault's folder or files."""


class VaultMissing(VaultError):
    """No vault is at this place."""


class VaultForeign(VaultError):
    """The folder or file is not a vault of ours."""


class VaultDamaged(VaultError):
    """A file of the vault is missing, empty, cut short or changed."""


class VaultPlain(VaultError):
    """A database in the vault is not encrypted; it was not opened."""


class VaultNewer(VaultError):
    """The vault was written by a newer version."""


class VaultInUse(VaultError):
    """Another process has the vault open."""


class VaultExists(VaultError):
    """A vault or other files are already at this place."""


class VaultUnwritable(VaultError):
    """The place cannot be written: full, read-only or not ours."""


class SecretError(AccordError):
    """Something about a passphrase or recovery code."""


class WrongPassphrase(SecretError):
    """The passphrase does not open this person's space."""


class WrongRecoveryCode(SecretError):
    """The recovery code does not open this person's space."""


class WeakPassphrase(SecretError):
    """The passphrase is empty or too short."""


class RuleError(AccordError):
    """A rule of the domain refuses; nothing was changed."""


class NotOnSharedList(RuleError):
    """The item is not on the shared list (whatever the reason is)."""


class OpenedLimit(RuleError):
    """The item is a limit that both have seen."""


class NotReady(RuleError):
    """Something is missing first; `detail` names it."""


class NeedsBoth(RuleError):
    """Both have to be here for this."""


class NotYours(RuleError):
    """Only its holder may do this."""


class Stale(RuleError):
    """What was acted on has changed or ended."""


class InputError(AccordError):
    """A value could not be taken; `detail` is the field's name."""

    def __init__(self, detail: str, reason: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


class PageError(AccordError):
    """A page could not be made; never carries the page's text."""
