"""Errors in words: what happened, what was kept, what to do. Never content, never a hint about the partner."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app import errors
from app.ui.wording import fill_from


class ErrorText(NamedTuple):
    """What a person is told about an error."""

    title: str
    text: str
    """What happened, what was kept, what to do."""
    is_refusal: bool


def error_text(error: Exception) -> ErrorText:
    """The text for an error; for a bug, the one that says it is one."""
    kind = next(kind for kind in type(error).__mro__ if kind in _TEXTS)
    detail = error.detail if isinstance(error, errors.AccordError) else type(error).__name__
    title, text = (QCoreApplication.translate("Errors", part) for part in _TEXTS[kind])
    return ErrorText(title, fill_from(text, {"detail": detail}), isinstance(error, errors.RuleError))


_TEXTS: dict[type[BaseException], tuple[str, str]] = {
    errors.VaultMissing: (
        "No vault here",
        "There is no vault in this folder. Nothing was changed. Choose another folder, or create a new vault.",
    ),
    errors.VaultForeign: (
        "This is not a vault",
        "What was found in this folder does not belong to Accord. Nothing was changed. Choose another folder. Accord "
        "writes only into empty folders and its own vaults.",
    ),
    errors.VaultDamaged: (
        "A file of this vault is damaged",
        "A file is missing, empty, cut short or was changed outside Accord: {detail}. Nothing was changed or "
        "created. Keep this folder as it is, make a copy of it, and restore a backup into a new folder.",
    ),
    errors.VaultAltered: (
        "A file of this vault was altered",
        "A file holds something that Accord did not put there, so it was not opened: {detail}. Nothing was changed. "
        "Keep this folder as it is, make a copy of it, and restore a backup into a new folder.",
    ),
    errors.SharedAltered: (
        "The shared file was altered",
        "While it was open, somebody put something into it that is not Accord's: {detail}. It is not used any more. "
        "What each of you said stands in your own spaces, and you can still withdraw. Lock and unlock, and Accord "
        "makes the shared file again.",
    ),
    errors.VaultPlain: (
        "A file of this vault is not encrypted",
        "A plain database stands where an encrypted one should be, so it was not opened: {detail}. Nothing was "
        "changed. Keep the folder as it is and restore a backup into a new folder.",
    ),
    errors.VaultNewer: (
        "Made by a newer Accord",
        "This vault was written by a newer version, which this one does not understand. Nothing was changed. Install "
        "the newer version and open it again.",
    ),
    errors.VaultInUse: (
        "Already open",
        "Another window or another account has this vault open. Nothing was changed. Close it there, then try again.",
    ),
    errors.VaultFileInUse: (
        "Another program is using a file of this vault",
        "A program other than Accord, such as one for backups, has locked this file: {detail}. Nothing was changed. "
        "Close that program or wait until it is done, then try again.",
    ),
    errors.NotEnoughMemory: (
        "There is not enough free memory",
        "Trying a passphrase takes some hundred megabytes of memory for a moment, so that guessing is slow. Nothing "
        "was changed. Close other programs, then try again.",
    ),
    errors.VaultExists: (
        "Something is there already",
        "This folder already holds a vault or other files. Nothing was written. Choose an empty folder, or open the "
        "vault that is there.",
    ),
    errors.VaultUnwritable: (
        "This could not be saved",
        "The disk is full, read-only, or does not let Accord write here. What was saved before is as it was. Make "
        "room or choose another place, then try again.",
    ),
    errors.VaultError: (
        "The vault could not be used",
        "Something about its files was not as it should be. Nothing was changed. Close Accord, make a copy of the "
        "folder, then try again.",
    ),
    errors.WrongPassphrase: (
        "That passphrase does not open this space",
        "Nothing was changed. Check the keyboard layout and capital letters, and try again.",
    ),
    errors.WrongRecoveryCode: (
        "That recovery code does not open this space",
        "Nothing was changed. Compare it with what you wrote down; dashes and capital letters do not matter.",
    ),
    errors.WeakPassphrase: (
        "This passphrase is too short",
        "Nothing was changed. Several words that do not belong together are easy to remember and hard to guess.",
    ),
    errors.SecretError: (
        "This could not be opened",
        "The passphrase or code was not accepted. Nothing was changed. Try again.",
    ),
    errors.NotOnSharedList: (
        "Not on your shared list yet",
        "Only what you opened together can be proposed. Nothing was added.",
    ),
    errors.LeftOut: (
        "Left out of this one",
        "One of you left it out here, and only they can put it back. Nothing was added.",
    ),
    errors.ClockInDoubt: (
        "Is the clock of this computer right?",
        "Your own Home asks about it. Until it is answered, nothing that has a day can be agreed.",
    ),
    errors.OpenedLimit: (
        "This stays out",
        "One of you said no to it on your shared list, so it cannot be part of this. Nothing was added.",
    ),
    errors.NotReady: (
        "Not quite yet",
        "Something is missing before this can be done. Everything so far is saved.",
    ),
    errors.NeedsBoth: (
        "This needs both of you",
        "It can be done when both of you are here. Nothing was changed.",
    ),
    errors.NotYours: (
        "Only its owner can do this",
        "This belongs to one of you, and only that person can change it. Nothing was changed.",
    ),
    errors.Stale: (
        "This has changed in the meantime",
        "What you were looking at is no longer the latest. Nothing was changed. Look at it again as it is now.",
    ),
    errors.RuleError: (
        "That is not possible here",
        "A rule you both rely on stands against it. Nothing was changed.",
    ),
    errors.TooManyLines: (
        "This text is full",
        "Each of you can say 400 lines in it, and nothing was added. Take something out first, or begin another one.",
    ),
    errors.InputError: (
        "This could not be taken as it is",
        "Something about what was written does not fit. What you wrote is still there. Change it a little and try "
        "again.",
    ),
    errors.PageError: (
        "The page could not be made",
        "Something in it could not be set. Your texts are unchanged. Leave out one part after another to find which "
        "it is, then try again.",
    ),
    errors.AccordError: (
        "That did not work",
        "Something was not as it should be. What was saved before is as it was. Try again.",
    ),
    Exception: (
        "Something went wrong inside Accord",
        "This is a mistake in the program, not of yours ({detail}). What was saved before is as it was. Lock and "
        "unlock once; if it happens again, close Accord and start it again.",
    ),
}
