"""The port through which the start pages reach the vault; bootstrap implements it, on threads.

Nothing heavy is imported here, so that the unlock window shows before the rest is loaded. Every act takes `done` and
`failed`, both called on the UI thread. With an `owner`, neither is called once that has been deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from app.models.strength import Strength
    from app.services.backups import Restoration, RestoreReport
    from app.services.long_work import LongWork
    from app.services.vault_service import Arrival, Joining, NewVault, Roots
    from app.ui.tasks import Task

Failed = Callable[[Exception], None]
Moving = Callable[["LongWork"], None]
"""Gets what tells how far a file is with moving to a new key, and can stop it; it may not have begun."""


class LockReason(Enum):
    """Why the unlock page is shown."""

    START = "start"
    LOCKED = "locked"
    IDLE = "idle"
    SLEEP = "sleep"
    SCREEN = "screen"
    CLOCK = "clock"
    """The wall clock jumped ahead; a sleep, or it was set."""
    HIDDEN = "hidden"
    UNSAVED = "unsaved"
    """For any of these reasons, and what was done last could not be saved."""


class ShownMark(NamedTuple):
    """A person as they appear before unlocking: an id and a mark."""

    person_id: str
    shape: str
    hue: str
    initial: str


class Introduction(NamedTuple):
    """What a person says about themselves at set-up."""

    name: str
    pronouns: str
    shape: str
    hue: str
    initial: str
    passphrase: str


class Upgrading(NamedTuple):
    """Somebody agreed to upgrade an older vault; `work` shows how far it is and can stop it."""

    work: LongWork
    carry: Path | None = None
    """Where a backup is saved first, beside the one in the vault's folder."""


class VaultAccess(Protocol):
    """The way into a vault. Acts asked for before everything is loaded wait until it is."""

    place: Path
    """The folder of the vault, or the one proposed for a new one; it is remembered once its vault was opened."""

    def marks(self) -> tuple[ShownMark, ...]:
        """The marks of the vault at `place`. Raises the `VaultError` that says what was found instead."""

    def strength(self, passphrase: str, done: Callable[[Strength], None], *, owner: QObject) -> None:
        """Estimate a passphrase's strength."""

    def introduce(
        self,
        begun: NewVault | int,
        newcomer: Introduction,
        done: Callable[[NewVault, str], object],
        failed: Failed,
    ) -> None:
        """Derive somebody's keys for a vault that is being set up; nothing is written.

        `begun`: that vault, or for how many it will be. `done` gets it, and the newcomer's recovery code.
        """

    def create(
        self, new: NewVault, without_code: tuple[int, ...], done: Callable[[Arrival], object], failed: Failed
    ) -> None:
        """Write a vault to `place`, whole or not at all, and let its people in, all or none.

        `without_code`: the places of those who declined their recovery code.
        """

    def unlock(
        self,
        person_id: str,
        passphrase: str,
        done: Callable[[Arrival], None],
        failed: Failed,
        upgrading: Upgrading | None = None,
        moving: Moving | None = None,
    ) -> Task:
        """Let one person in. Cancelled, it lets nobody in. VaultOlder if their files have to be upgraded first.

        `moving` is told if their file gets a new key first, as their partner has left; Stopped if that was stopped.
        """

    def recover(
        self,
        person_id: str,
        code: str,
        passphrase: str,
        done: Callable[[Arrival], None],
        failed: Failed,
        upgrading: Upgrading | None = None,
        moving: Moving | None = None,
    ) -> None:
        """Let one person in by their recovery code and set a new passphrase; see `unlock`."""

    def begin_join(self, person_id: str, passphrase: str, done: Callable[[Roots], object], failed: Failed) -> None:
        """Whose vault it is agrees, by their passphrase, that a partner joins."""

    def prepare_join(
        self, person_id: str, roots: Roots, newcomer: Introduction, done: Callable[[Joining], object], failed: Failed
    ) -> None:
        """Derive the partner's keys and recovery code; nothing is written."""

    def join(self, joining: Joining, done: Callable[[Arrival], object], failed: Failed) -> None:
        """The partner joins: both are let in, or neither and the vault stays as it was."""

    def look_at_backup(self, path: Path, done: Callable[[Restoration], object], failed: Failed) -> None:
        """Look what a backup says about itself."""

    def restore(
        self,
        restoration: Restoration,
        person_id: str,
        passphrase: str,
        folder: Path,
        work: LongWork,
        done: Callable[[RestoreReport], object],
        failed: Failed,
        *,
        owner: QObject,
    ) -> None:
        """Restore a backup into a new folder, all of it or nothing; `work` shows how far it is and can stop it."""

    def save_recovery_page(
        self, code: str, to: Path, done: Callable[[None], object], failed: Failed, *, owner: QObject
    ) -> None:
        """Save the page with a recovery code as a PDF."""

    def print_recovery_page(self, code: str) -> Path | None:
        """Print the page with a recovery code through the system dialog, or return the file that was chosen there."""
