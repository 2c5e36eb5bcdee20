"""A vault access that opens at once, or refuses what it was told to refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import AccordError
from app.models.base import PersonId
from app.models.strength import Strength, Weakness
from app.services.backups import Restoration, RestoreReport
from app.services.long_work import LongWork
from app.services.vault_service import Arrival, Joining, NewVault, Roots
from app.storage.slots import KdfPolicy, Secret
from app.ui.tasks import Task
from app.ui.vault_access import Failed, Introduction, Moving, ShownMark, Upgrading
from tests.support.clock import FakeIds

CHEAP = KdfPolicy(1, 1024, 1)
CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-ABCD"


class FakeVaultAccess(QObject):
    """Remembers what was asked of it; `refuse` is what the next act fails with."""

    def __init__(self, place: Path, marks: tuple[ShownMark, ...] | Exception) -> None:
        super().__init__()
        self.place = place
        self._marks = marks
        self.refuse: Exception | None = None
        self.created: tuple[Introduction, ...] = ()
        self.unlocked: list[tuple[str, str]] = []
        self.recovered: list[tuple[str, str, str]] = []
        self.saved: list[Path] = []
        self.without_code: tuple[int, ...] = ()
        self.made = 0
        self.upgraded: tuple[Upgrading, ...] = ()
        self.moves: LongWork | None = None
        """What moves somebody's file before they are let in, until `arrive`."""
        self.arrive: Callable[[], None] = lambda: None

    def marks(self) -> tuple[ShownMark, ...]:
        if isinstance(self._marks, Exception):
            raise self._marks
        return self._marks

    def strength(self, passphrase: str, done: Callable[[Strength], None], *, owner: QObject) -> None:
        done(Strength(min(4, len(passphrase) // 6), Weakness.WORD if len(passphrase) < 18 else None))

    def _refused(self, failed: Failed) -> bool:
        error, self.refuse = self.refuse, None
        if error is not None:
            failed(error)
        return error is not None

    def introduce(
        self, begun: NewVault | int, newcomer: Introduction, done: Callable[[NewVault, str], object], failed: Failed
    ) -> None:
        if not self._refused(failed):
            self.created = (newcomer,) if isinstance(begun, int) else (*self.created, newcomer)
            done(NewVault(begun, CHEAP, FakeIds(1)) if isinstance(begun, int) else begun, CODE)

    def create(
        self, new: NewVault, without_code: tuple[int, ...], done: Callable[[Arrival], object], failed: Failed
    ) -> None:
        if not self._refused(failed):
            self.made, self.without_code = self.made + 1, without_code
            done(self.arrival(*("ab"[n] * 32 for n in range(len(self.created)))))

    def _let_in(self, person_id: str, done: Callable[[Arrival], None], failed: Failed, moving: Moving | None) -> bool:
        def arrive() -> None:
            if not self._refused(failed):
                done(self.arrival(person_id))

        if self._refused(failed):
            return False
        if self.moves is not None and moving is not None:
            moving(self.moves)
            self.arrive = arrive
        else:
            arrive()
        return True

    def unlock(
        self,
        person_id: str,
        passphrase: str,
        done: Callable[[Arrival], None],
        failed: Failed,
        upgrading: Upgrading | None = None,
        moving: Moving | None = None,
    ) -> Task:
        self.upgraded += (upgrading,) if upgrading is not None else ()
        if self._let_in(person_id, done, failed, moving):
            self.unlocked.append((person_id, passphrase))
        return Task()

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
        self.upgraded += (upgrading,) if upgrading is not None else ()
        if self._let_in(person_id, done, failed, moving):
            self.recovered.append((person_id, code, passphrase))

    def begin_join(self, person_id: str, passphrase: str, done: Callable[[Roots], object], failed: Failed) -> None:
        if not self._refused(failed):
            done(Roots("", Secret(b""), None))

    def prepare_join(
        self, person_id: str, roots: Roots, newcomer: Introduction, done: Callable[[Joining], object], failed: Failed
    ) -> None:
        raise NotImplementedError

    def join(self, joining: Joining, done: Callable[[Arrival], object], failed: Failed) -> None:
        raise NotImplementedError

    def arrival(self, *here: str) -> Arrival:
        """Those who are here, without profiles."""
        return Arrival((), tuple(PersonId(person) for person in here))

    def look_at_backup(self, path: Path, done: Callable[[Restoration], object], failed: Failed) -> None:
        if not self._refused(failed):
            done(Restoration(path, CHEAP, FakeIds(2), (self.place,)))

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
        if not self._refused(failed):
            person = PersonId(person_id)
            try:
                done(restoration.into(folder, person, restoration.derive(person, passphrase), work))
            except AccordError as error:
                failed(error)

    def save_recovery_page(
        self, code: str, to: Path, done: Callable[[None], object], failed: Failed, *, owner: QObject
    ) -> None:
        self.saved.append(to)
        done(None)

    def print_recovery_page(self, code: str) -> None: ...
