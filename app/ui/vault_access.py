"""The port through which screens reach the vault; bootstrap implements it, on threads.

Nothing heavy is imported here, so that the unlock window shows before the rest is loaded. Every act takes `done` and
`failed`, both called on the UI thread. With an `owner`, neither is called once that has been deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from app.models.agreement import Yes
    from app.models.base import PersonId
    from app.models.vault_warning import VaultWarning
    from app.services.agreements import Unsigned
    from app.services.vault_service import Arrival
    from app.ui.tasks import Task

Failed = Callable[[Exception], None]


class LockReason(Enum):
    """Why the unlock page is shown."""

    START = "start"
    LOCKED = "locked"
    IDLE = "idle"
    HIDDEN = "hidden"


class ShownMark(NamedTuple):
    """A person as they appear before unlocking: an id and a mark."""

    person_id: str
    shape: str
    hue: str
    initial: str


class Introduction(NamedTuple):
    """What a person says of themselves at set-up."""

    name: str
    pronouns: str
    shape: str
    hue: str
    initial: str
    passphrase: str

    def without_passphrase(self) -> Introduction:
        """What may be kept once the vault was made."""
        return self._replace(passphrase="")


class Weakness(Enum):
    """Why a passphrase would be guessed; what to say of each is the start page's."""

    COMMON = "common"
    WORD = "word"
    NAME = "name"
    KEYS = "keys"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    DATE = "date"
    SWAPPED = "swapped"
    REVERSED = "reversed"
    SHORT = "short"


class Strength(NamedTuple):
    """How well a passphrase resists guessing: 0 to 4, and what is weak about it (None: nothing to say)."""

    score: int
    weakness: Weakness | None


class Made(NamedTuple):
    """A vault was made: each person's id and recovery code, in the order they were introduced."""

    person_ids: tuple[str, ...]
    recovery_codes: tuple[str, ...]


class VaultAccess(Protocol):
    """The way into a vault. Acts asked for before everything is loaded wait until it is."""

    @property
    def is_ready(self) -> bool:
        """Whether everything that unlocking needs has been loaded."""

    @property
    def place(self) -> Path:
        """The folder of the vault, or the one proposed for a new one."""

    def set_place(self, folder: Path) -> None:
        """Use a different folder; it is remembered once its vault was opened."""

    def marks(self) -> tuple[ShownMark, ...]:
        """The marks of the vault at `place`. Raises the `VaultError` that says what was found instead."""

    def demo_note(self) -> str:
        """The banner of the sample vault; empty otherwise."""

    def strength(self, passphrase: str, done: Callable[[Strength], None], *, owner: QObject) -> None:
        """Estimate a passphrase's strength."""

    def create(self, people: tuple[Introduction, ...], done: Callable[[Made], None], failed: Failed) -> None:
        """Make a vault at `place`; nobody is let in by it yet."""

    def enter_made(self, done: Callable[[Arrival], None], failed: Failed) -> None:
        """Let in those who just made the vault, all or none, without asking again."""

    def unlock(self, person_id: str, passphrase: str, done: Callable[[Arrival], None], failed: Failed) -> Task:
        """Let one person in. Cancelled, it lets nobody in."""

    def recover(
        self, person_id: str, code: str, passphrase: str, done: Callable[[Arrival], None], failed: Failed
    ) -> None:
        """Let one person in by their recovery code and set a new passphrase."""

    def extend(
        self,
        person_id: str,
        passphrase: str,
        newcomer: Introduction,
        done: Callable[[Made, Arrival], None],
        failed: Failed,
    ) -> None:
        """A partner joins a vault for one; both are let in, or neither and the vault stays as it was."""

    def save_recovery_page(
        self, code: str, mark: ShownMark, to: Path, done: Callable[[], None], failed: Failed, *, owner: QObject
    ) -> None:
        """Save the page with a recovery code as a PDF."""

    def print_recovery_page(self, code: str, mark: ShownMark, failed: Failed) -> None:
        """Print the page with a recovery code through the system dialog."""


class OpenVault(Protocol):
    """What screens ask of the open vault besides reading and writing. `VaultService` says which lane each needs."""

    @property
    def vault_id(self) -> str:
        """The id of the open vault; part of what a yes signs."""

    def check(self, person: PersonId, passphrase: str) -> bool:
        """Keys lane. Whether the passphrase is this person's."""

    def signer_of_yes(self, person: PersonId, passphrase: str) -> Callable[[bytes], bytes]:
        """Keys lane. What signs a person's yes. Raises `WrongPassphrase`."""

    def verify_yes(self, yes: Yes) -> bool:
        """Whether that person signed it, for this vault."""

    def change_passphrase(self, person: PersonId, old: str, new: str) -> None:
        """Keys lane. Raises `WrongPassphrase` or `WeakPassphrase`; nothing is changed then."""

    def new_recovery_code(self, person: PersonId, passphrase: str) -> str:
        """Keys lane. A fresh code; the one before stops working."""

    def untold(self, people: Iterable[PersonId]) -> tuple[Unsigned, ...]:
        """Agreements that were withdrawn at unlocking for want of a signature, and that these were not told of."""

    def told(self, person: PersonId) -> None:
        """This person was told."""

    def warnings(self, person: PersonId) -> tuple[VaultWarning, ...]:
        """What was odd about the vault when this person came in, and they have not put aside."""

    def note_warning(self, person: PersonId, warning: VaultWarning) -> None:
        """This person has put it aside."""

    def repair(self) -> None:
        """Database lane. Write the valid keyring over its copy that is not. Raises `VaultUnwritable`."""
