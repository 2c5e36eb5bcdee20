"""Errors in words: what happened, what was kept, what to do. Never content, never a hint about the other person."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app import errors
from app.ui.wording import fill_from


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a person is told."""

    title: str
    happened: str
    kept: str
    next_step: str
    is_refusal: bool = False

    @property
    def text(self) -> str:
        """All but the title, in one paragraph."""
        return " ".join(part for part in (self.happened, self.kept, self.next_step) if part)


def sentences(error: Exception) -> Sentences:
    """The sentences for an error; for a bug, the ones that say it is one."""
    texts = {**_vault(), **_secrets(), **_rules(), **_others()}
    for kind in type(error).__mro__:
        if kind in texts:
            words = texts[kind]
            detail = error.detail if isinstance(error, errors.AccordError) else type(error).__name__
            return Sentences(
                words[0],
                fill_from(words[1], {"detail": detail}),
                words[2],
                words[3],
                isinstance(error, errors.RuleError),
            )
    raise AssertionError("every exception derives from Exception")


_Words = dict[type[BaseException], tuple[str, str, str, str]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Errors", text)


def _vault() -> _Words:
    nothing = _tr("Nothing was changed.")
    return {
        errors.VaultMissing: (
            _tr("No vault here"),
            _tr("There is no vault in this folder."),
            nothing,
            _tr("Choose another folder, or create a new vault."),
        ),
        errors.VaultForeign: (
            _tr("This is not a vault"),
            _tr("What was found in this folder does not belong to Accord."),
            nothing,
            _tr("Choose another folder. Accord writes only into empty folders and its own vaults."),
        ),
        errors.VaultDamaged: (
            _tr("A file of this vault is damaged"),
            _tr("A file is missing, empty, cut short or was changed outside Accord: {detail}."),
            _tr("Nothing was changed or created anew."),
            _tr("Keep this folder as it is, make a copy of it, and restore a backup into a new folder."),
        ),
        errors.VaultPlain: (
            _tr("A file of this vault is not encrypted"),
            _tr("A plain database stands where an encrypted one should be, so it was not opened: {detail}."),
            nothing,
            _tr("Keep the folder as it is and restore a backup into a new folder."),
        ),
        errors.VaultNewer: (
            _tr("Made by a newer Accord"),
            _tr("This vault was written by a newer version, which this one does not understand."),
            nothing,
            _tr("Install the newer version and open it again."),
        ),
        errors.VaultInUse: (
            _tr("Already open"),
            _tr("Another window or another account has this vault open."),
            nothing,
            _tr("Close it there, then try again."),
        ),
        errors.VaultExists: (
            _tr("Something is there already"),
            _tr("This folder already holds a vault or other files."),
            _tr("Nothing was written."),
            _tr("Choose an empty folder, or open the vault that is there."),
        ),
        errors.VaultUnwritable: (
            _tr("This could not be saved"),
            _tr("The disk is full, read-only, or does not let Accord write here."),
            _tr("What was saved before is as it was."),
            _tr("Make room or choose another place, then try again."),
        ),
        errors.VaultError: (
            _tr("The vault could not be used"),
            _tr("Something about its files was not as it should be."),
            nothing,
            _tr("Close Accord, make a copy of the folder, then try again."),
        ),
    }


def _secrets() -> _Words:
    return {
        errors.WrongPassphrase: (
            _tr("That passphrase does not open this space"),
            _tr("Nothing was changed."),
            "",
            _tr("Check the keyboard layout and capital letters, and try again."),
        ),
        errors.WrongRecoveryCode: (
            _tr("That recovery code does not open this space"),
            _tr("Nothing was changed."),
            "",
            _tr("Compare it with what you wrote down; dashes and capital letters do not matter."),
        ),
        errors.WeakPassphrase: (
            _tr("This passphrase is too short"),
            _tr("Nothing was changed."),
            "",
            _tr("Several words that do not belong together are easy to remember and hard to guess."),
        ),
        errors.SecretError: (
            _tr("This could not be opened"),
            _tr("The passphrase or code was not accepted."),
            _tr("Nothing was changed."),
            _tr("Try again."),
        ),
    }


def _rules() -> _Words:
    return {
        errors.NotOnSharedList: (
            _tr("Not on your shared list yet"),
            _tr("Only what you opened together can be proposed."),
            _tr("Nothing was added."),
            "",
        ),
        errors.OpenedLimit: (
            _tr("This stays out"),
            _tr("One of you said no to it on your shared list, so it cannot be part of this."),
            _tr("Nothing was added."),
            "",
        ),
        errors.NotReady: (
            _tr("Not quite yet"),
            _tr("Something is missing before this can be done."),
            _tr("Everything so far is saved."),
            "",
        ),
        errors.NeedsBoth: (
            _tr("This needs both of you"),
            _tr("It can be done when both of you are here."),
            _tr("Nothing was changed."),
            "",
        ),
        errors.NotYours: (
            _tr("Only its owner can do this"),
            _tr("This belongs to one of you, and only that person can change it."),
            _tr("Nothing was changed."),
            "",
        ),
        errors.Stale: (
            _tr("This has changed in the meantime"),
            _tr("What you were looking at is no longer the latest."),
            _tr("Nothing was changed."),
            _tr("Look at it again as it is now."),
        ),
        errors.RuleError: (
            _tr("That is not possible here"),
            _tr("A rule you both rely on stands against it."),
            _tr("Nothing was changed."),
            "",
        ),
    }


def _others() -> _Words:
    return {
        errors.InputError: (
            _tr("This could not be taken as it is"),
            _tr("Something about what was written does not fit."),
            _tr("What you wrote is still there."),
            _tr("Change it a little and try again."),
        ),
        errors.PageError: (
            _tr("The page could not be made"),
            _tr("Something in it could not be set."),
            _tr("Your texts are unchanged."),
            _tr("Leave out one part after another to find which it is, then try again."),
        ),
        errors.AccordError: (
            _tr("That did not work"),
            _tr("Something was not as it should be."),
            _tr("What was saved before is as it was."),
            _tr("Try again."),
        ),
        Exception: (
            _tr("Something went wrong inside Accord"),
            _tr("This is a mistake in the program, not of yours ({detail})."),
            _tr("What was saved before is as it was."),
            _tr("Lock and unlock once; if it happens again, close Accord and start it anew."),
        ),
    }
