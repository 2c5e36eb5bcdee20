"""What the start pages ask for: a place, a look at the marks, a way in. Bootstrap gives it to them.

Nothing heavy is imported here, so that the unlock window can show before the rest is loaded. Every act takes
`done` and `failed`; both are called on the UI thread. What is only said to a view takes the view as `owner`: once
that is gone, neither is called.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

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


class Door(QObject):
    """The way in. `ready` is emitted once everything that unlocking needs has been loaded."""

    ready = Signal()

    @property
    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the warm-up is over; acts asked for earlier wait for it."""

    @property
    @abstractmethod
    def place(self) -> Path:
        """The folder of the vault that is looked at, or the one proposed for a new one."""

    @abstractmethod
    def set_place(self, folder: Path) -> None:
        """Look at another folder; remembered once it was opened."""

    @abstractmethod
    def marks(self) -> tuple[ShownMark, ...]:
        """The marks of the vault at `place`. Raises the `VaultError` that says what was found."""

    @abstractmethod
    def demo_note(self) -> str:
        """What the banner of the sample vault says; empty otherwise."""

    @abstractmethod
    def strength(self, passphrase: str, done: Callable[[Strength], None], *, owner: QObject) -> None:
        """Estimate a passphrase's strength."""

    @abstractmethod
    def create(self, people: tuple[Introduction, ...], done: Callable[[Made], None], failed: Failed) -> None:
        """Make a vault at `place`; nobody is let in by it yet."""

    @abstractmethod
    def enter_made(self, done: Callable[[tuple[str, ...]], None], failed: Failed) -> None:
        """Let in those who just made the vault, without asking again."""

    @abstractmethod
    def unlock(self, person_id: str, passphrase: str, done: Callable[[tuple[str, ...]], None], failed: Failed) -> Task:
        """Let one person in; `done` gets the ids of all who are here. Cancelled, it lets nobody in."""

    @abstractmethod
    def recover(
        self, person_id: str, code: str, passphrase: str, done: Callable[[tuple[str, ...]], None], failed: Failed
    ) -> None:
        """Let one person in by their recovery code and set a new passphrase."""

    @abstractmethod
    def extend(
        self, person_id: str, passphrase: str, newcomer: Introduction, done: Callable[[Made], None], failed: Failed
    ) -> None:
        """A partner joins a vault for one; both are let in."""

    @abstractmethod
    def save_recovery_page(
        self, code: str, mark: ShownMark, to: Path, done: Callable[[], None], failed: Failed, *, owner: QObject
    ) -> None:
        """Save the page with a recovery code as a PDF."""

    @abstractmethod
    def print_recovery_page(self, code: str, mark: ShownMark, failed: Failed) -> None:
        """Print the page with a recovery code through the system dialog."""
