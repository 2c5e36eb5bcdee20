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
        "What is in this folder does not belong to Accord. Nothing was changed. Choose another folder. Accord only "
        "writes into empty folders and its own vaults.",
    ),
    errors.VaultDamaged: (
        "A file of this vault is damaged",
        "A file is missing, empty, cut short, or was changed outside Accord: {detail}. Nothing was changed or created. "
        "Leave this folder as it is, make a copy of it, and choose “Restore a backup…” on the unlock page.",
    ),
    errors.VaultSwapped: (
        "This is not the file that belongs here",
        "In the place of a file of this vault is one of a different vault, of a different person, from before its keys "
        "were changed, or one damaged from beginning to end: {detail}. Nothing was changed. If you have the right "
        "file, put it back. Otherwise choose “Restore a backup…” on the unlock page.",
    ),
    errors.VaultAltered: (
        "A file of this vault was changed outside Accord",
        "A file contains something that Accord did not put there, so it was not opened: {detail}. Nothing was "
        "changed. Leave this folder as it is, make a copy of it, and choose “Restore a backup…” on the unlock page.",
    ),
    errors.BackupForeign: (
        "This is not a backup",
        "This file is not a backup made by Accord. Nothing was changed. Backups end in “.accord”; those of a vault "
        "are in its folder “backups”.",
    ),
    errors.BackupDamaged: (
        "This backup is damaged",
        "It is incomplete or was changed, or the part you need is not in it: {detail}. Nothing was restored. Try "
        "another backup; the ones with higher numbers are newer.",
    ),
    errors.SharedAltered: (
        "The shared file was changed outside Accord",
        "While it was open, something other than Accord wrote to it: {detail}. It is no longer used. What each of "
        "you said is kept in your own spaces, and you can still withdraw. Lock and unlock, and Accord will make the "
        "shared file again.",
    ),
    errors.VaultPlain: (
        "A file of this vault is not encrypted",
        "There is a plain database where an encrypted one should be, so it was not opened: {detail}. Nothing was "
        "changed. Leave the folder as it is, and choose “Restore a backup…” on the unlock page.",
    ),
    errors.VaultNewer: (
        "Made by a newer version of Accord",
        "This version of Accord cannot read this vault, because a newer one wrote it. Nothing was changed. Install the "
        "newer version and open the vault again.",
    ),
    errors.VaultOlder: (
        "Made by an older version of Accord",
        "A file has an older format: {detail}. Nothing was changed. Lock, then unlock with the mark of the person it "
        "belongs to, and Accord will ask whether to upgrade it.",
    ),
    errors.VaultOlderReadOnly: (
        "Made by an older version of Accord",
        "This vault has an older format, and its folder is read-only. To show it, Accord makes an encrypted copy among "
        "the temporary files of this computer, and that failed. Nothing was changed. Free some disk space, or copy the "
        "folder to a place where Accord can write, and open the copy.",
    ),
    errors.VaultInUse: (
        "Already open",
        "This vault is open in another window or another account. Nothing was changed. Close it there, then try again.",
    ),
    errors.VaultFileInUse: (
        "Another program is using a file of this vault",
        "Another program, such as one for backups, has locked this file: {detail}. Nothing was changed. Close that "
        "program or wait until it has finished, then try again.",
    ),
    errors.NotEnoughMemory: (
        "There is not enough free memory",
        "Checking a passphrase needs a few hundred megabytes of memory for a moment, to make guessing slow. Nothing "
        "was changed. Close other programs, then try again.",
    ),
    errors.VaultExists: (
        "This folder is not empty",
        "It already holds a vault or other files. Nothing was written. Choose an empty folder, or open the vault that "
        "is there.",
    ),
    errors.VaultGone: (
        "The vault is not there at the moment",
        "Its folder, or the drive it is on, is no longer there: {detail}. This was not saved; what you typed is still "
        "on screen. Put it back, then try again.",
    ),
    errors.VaultReplaced: (
        "A file was replaced while it was open",
        "A different one is in its place: {detail}. Nothing was written to it, and this was not saved; what you "
        "typed is still on screen. Put back the right folder or drive and try again. If a synchronised folder "
        "replaced the file, copy what you typed, then lock and unlock.",
    ),
    errors.VaultUnsure: (
        "This may not have been saved",
        "The disk failed at the very end, and Accord can't read now whether this was saved: {detail}. Once the disk "
        "works again, lock and unlock. Then look whether it is there before you write it again.",
    ),
    errors.VaultUnwritable: (
        "This could not be saved",
        "The disk is full or read-only, or Accord is not allowed to write here. What was saved before is unchanged. "
        "Make room or choose another place, then try again.",
    ),
    errors.VaultError: (
        "The vault could not be used",
        "Something is wrong with its files. Nothing was changed. Close Accord, make a copy of the folder, then try "
        "again.",
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
        "One of you left it out here, and only that person can put it back. Nothing was added.",
    ),
    errors.ClockInDoubt: (
        "Is this computer’s clock right?",
        "Your own Home asks you about it. Nothing with a date can be agreed until you have answered.",
    ),
    errors.OpenedLimit: (
        "This stays out",
        "One of you said no to it on your shared list, so it cannot be part of this. Nothing was added.",
    ),
    errors.NotReady: (
        "Not quite yet",
        "Something is still missing. Everything so far is saved.",
    ),
    errors.NeedsBoth: (
        "This needs both of you",
        "You can do it when you are both here. Nothing was changed.",
    ),
    errors.NotYours: (
        "Only its owner can do this",
        "This belongs to one of you, and only that person can change it. Nothing was changed.",
    ),
    errors.Stale: (
        "This has changed since you opened it",
        "What you were looking at is out of date. Nothing was changed. Look at the latest version, then try again.",
    ),
    errors.RuleError: (
        "That cannot be done here",
        "It would break a rule that you both rely on. Nothing was changed.",
    ),
    errors.TooManyLines: (
        "This text is full",
        "Each of you can add up to 400 lines. Nothing was added. Take something out first, or start a new one.",
    ),
    errors.SameName: (
        "Your partner already has that name",
        "Names say who does what, so yours has to be different. Nothing was changed. Any other name will do.",
    ),
    errors.InputError: (
        "This could not be saved as it is",
        "Something in what you wrote cannot be saved. What you wrote is still there. Change it a little and try again.",
    ),
    errors.PageError: (
        "The page could not be made",
        "Something on it could not be laid out. Your texts are unchanged. Leave out one part at a time to find out "
        "which, then try again.",
    ),
    errors.AccordError: (
        "That did not work",
        "What was saved before is unchanged. Try again.",
    ),
    Exception: (
        "Something went wrong inside Accord",
        "This is a fault in the program, not something you did ({detail}). What was saved before is unchanged. Lock "
        "and unlock once; if it happens again, close Accord and start it again.",
    ),
}
