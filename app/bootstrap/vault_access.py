"""The way into the vault: keys are derived on the keys lane, files opened on the database lane."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, QStandardPaths, Signal

from app.ui.tasks import Lane, Task, Tasks
from app.ui.vault_access import Failed, Introduction, Moving, ShownMark, Upgrading

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.bootstrap.warm_up import WarmUp
    from app.models.base import PersonId
    from app.models.strength import Strength
    from app.services.backups import Restoration, RestoreKeys, RestoreReport
    from app.services.long_work import LongWork
    from app.services.vault_service import Arrival, Joining, NewVault, Roots, VaultService
    from app.storage.creation import NewPerson, UnlockedKeys

T = TypeVar("T")


def utc_now() -> datetime:
    """The program's clock."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def new_id() -> str:
    """A random id."""
    from uuid import uuid4

    return uuid4().hex


def _seen() -> Path:
    """Where it is noted how new the files of each vault are; outside all of them."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "seen"


class ThreadedVaultAccess(QObject):
    """Implements `app.ui.vault_access.VaultAccess` for the vault at `place`."""

    entering = Signal()  # the keys of somebody who wants to come in are being derived

    def __init__(self, place: Path, tasks: Tasks, warm_up: WarmUp, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        """The folder of the vault, or the one proposed for a new one."""
        self._tasks = tasks
        self._warm_up = warm_up
        self.beside: Callable[[], tuple[Path, ...]] = lambda: (self.place,)
        self._service: VaultService | None = None
        self._sample_place: Path | None = None
        self._rewriting: tuple[LongWork, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether the warm-up is over."""
        return self._warm_up.is_ready

    @property
    def service(self) -> VaultService:
        """The one `VaultService`; only once everything has been loaded."""
        if self._service is None:
            from app.services.vault_service import VaultService
            from app.storage.slots import DEFAULT_POLICY

            self._service = VaultService(policy=DEFAULT_POLICY, ids=new_id, mirror=_seen())
        return self._service

    def marks(self) -> tuple[ShownMark, ...]:
        """The marks of the vault at `place`; raises VaultError."""
        from app.storage.keyring_file import read_people

        people = read_people(self.place)
        return tuple(ShownMark(each.person_id, each.shape, each.hue, each.initial) for each in people)

    def strength(self, passphrase: str, done: Callable[[Strength], None], *, owner: QObject) -> None:
        """Estimate a passphrase's strength."""

        def work() -> Strength:
            from app.services.strength import estimate

            return estimate(passphrase)

        self._once_ready(Lane.KEYS, work, done, lambda _error: None, owner)

    def introduce(
        self, begun: NewVault | int, newcomer: Introduction, done: Callable[[NewVault, str], object], failed: Failed
    ) -> None:
        """Derive somebody's keys for a vault that is being set up."""

        def work() -> tuple[NewVault, str]:
            new = self.service.begin(begun) if isinstance(begun, int) else begun
            return new, new.add(_new_person(newcomer))

        self._once_ready(Lane.KEYS, work, lambda made: done(*made), failed)

    def create(
        self, new: NewVault, without_code: tuple[int, ...], done: Callable[[Arrival], object], failed: Failed
    ) -> None:
        """Write a vault to `place`, and let its people in."""
        self._tasks.run(Lane.DATABASE, lambda: self.service.finish(self.place, new, without_code), done, failed)

    def unlock(
        self,
        person_id: str,
        passphrase: str,
        done: Callable[[Arrival], None],
        failed: Failed,
        upgrading: Upgrading | None = None,
        moving: Moving | None = None,
    ) -> Task:
        """Let one person in."""
        person = cast("PersonId", person_id)
        return self._let_in(person, lambda: self.service.derive(person, passphrase), done, failed, upgrading, moving)

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
        """Let one person in by their recovery code, with a new passphrase."""
        person = cast("PersonId", person_id)
        derive = partial(self.service.derive_with_recovery, person, code, passphrase)
        self._let_in(person, derive, done, failed, upgrading, moving)

    def begin_join(self, person_id: str, passphrase: str, done: Callable[[Roots], object], failed: Failed) -> None:
        """Whose vault it is agrees that a partner joins."""
        self._tasks.run(Lane.KEYS, lambda: self.service.roots(cast("PersonId", person_id), passphrase), done, failed)

    def prepare_join(
        self, person_id: str, roots: Roots, newcomer: Introduction, done: Callable[[Joining], object], failed: Failed
    ) -> None:
        """Derive the partner's keys and recovery code."""
        work = partial(self.service.prepare_join, cast("PersonId", person_id), roots, _new_person(newcomer))
        self._tasks.run(Lane.KEYS, work, done, failed)

    def join(self, joining: Joining, done: Callable[[Arrival], object], failed: Failed) -> None:
        """Let a partner join a vault for one."""
        self._tasks.run(Lane.DATABASE, partial(self.service.join, joining), done, failed)

    def look_at_backup(self, path: Path, done: Callable[[Restoration], object], failed: Failed) -> None:
        """Look what a backup says about itself."""
        beside = self.beside()
        self._once_ready(Lane.COPIES, lambda: self.service.restoration(path, *beside), done, failed)

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
        """Restore a backup into a new folder."""
        person, run = cast("PersonId", person_id), self._tasks.run

        def close() -> None:
            # After a wrong passphrase the vault is still ours; its later endings are wanted.
            if not self.service.present:
                self.service.close()

        def write(keys: RestoreKeys) -> None:
            run(Lane.COPIES, lambda: restoration.into(folder, person, keys, work), done, failed, owner=owner)

        def derive(_closed: None) -> None:
            run(Lane.KEYS, lambda: restoration.derive(person, passphrase), write, failed, owner=owner)

        run(Lane.DATABASE, close, derive, failed, owner=owner)

    def save_recovery_page(
        self, code: str, to: Path, done: Callable[[None], object], failed: Failed, *, owner: QObject
    ) -> None:
        """Save the page with a recovery code."""
        from app.ui.start.recovery_sheet import save_sheet

        self._tasks.run(Lane.PAGES, partial(save_sheet, to, code), done, failed, owner=owner)

    def print_recovery_page(self, code: str) -> Path | None:
        """Print the page with a recovery code, or return the file that it is to be saved to."""
        from app.ui.start.recovery_sheet import print_sheet

        return print_sheet(code)

    def make_sample(self, done: Callable[[str], None], failed: Failed) -> None:
        """Make and fill the sample vault; `done` gets names and passphrases in one line."""
        place = self._sample_place = self.place

        def work() -> str:
            from app.bootstrap.sample import make_sample_vault

            catalogue, texts = self._warm_up.catalogue, self._warm_up.texts
            return make_sample_vault(place, catalogue, texts, now=utc_now(), new_id=new_id)

        self._once_ready(Lane.DATABASE, work, done, failed)

    def turn_away(self) -> None:
        """Let nobody in whose passphrase is being tried, even if they have just been admitted."""

        def work() -> None:
            if self.is_anybody_here:
                self.service.close()

        self.stop_moving()
        self._tasks.next_epoch()
        if self.is_ready:
            self._tasks.run(Lane.DATABASE, work, keep=True)

    @property
    def is_anybody_here(self) -> bool:
        """Whether somebody's admission is finished."""
        return self._service is not None and bool(self._service.present)

    def stop_moving(self) -> None:
        """Stop what rewrites files of somebody who is being let in; each file is as it was, or done."""
        for work in self._rewriting:
            work.stop()

    def _let_in(
        self,
        person: PersonId,
        derive: Callable[[], UnlockedKeys],
        done: Callable[[Arrival], None],
        failed: Failed,
        upgrading: Upgrading | None,
        moving: Moving | None,
    ) -> Task:
        from app.services.long_work import LongWork

        entering, renewal = Task(), LongWork()
        self._rewriting = (renewal,) if upgrading is None else (upgrading.work, renewal)

        def work() -> UnlockedKeys:
            if not self.service.present:
                self.service.open(self.place, is_sample=self.place == self._sample_place)
            return derive()

        def admit(unlocked: UnlockedKeys) -> None:
            if entering.is_cancelled:
                return
            if unlocked.renewal is not None and moving is not None:
                moving(renewal)
            self._tasks.run(Lane.DATABASE, lambda: _admit(self.service, unlocked, upgrading, renewal), entered, refused)

        def entered(arrival: Arrival) -> None:
            if entering.is_cancelled:
                self._tasks.run(Lane.DATABASE, lambda: self.service.leave(person), keep=True)
            else:
                done(arrival)

        def refused(error: Exception) -> None:
            if not entering.is_cancelled:
                failed(error)

        self._once_ready(Lane.KEYS, work, admit, refused)
        self.entering.emit()
        return entering

    def _once_ready(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed,
        owner: QObject | None = None,
    ) -> None:
        """Run as soon as everything needed has been loaded."""
        if self.is_ready:
            self._tasks.run(lane, work, done, failed, owner=owner)
            return

        epoch = self._tasks.epoch

        def later() -> None:
            self._warm_up.ready.disconnect(later)
            if epoch == self._tasks.epoch:
                self._tasks.run(lane, work, done, failed, owner=owner)

        self._warm_up.ready.connect(later)


def _new_person(said: Introduction) -> NewPerson:
    from app.models.person import Hue, MarkShape, PersonMark
    from app.storage.creation import NewPerson

    mark = PersonMark(shape=MarkShape(said.shape), hue=Hue(said.hue), initial=said.initial)
    return NewPerson(mark, said.passphrase, said.name, said.pronouns)


def _admit(service: VaultService, unlocked: UnlockedKeys, upgrading: Upgrading | None, renewal: LongWork) -> Arrival:
    if upgrading is None:
        return service.admit(unlocked, renewal)
    from app.services.upgrading import upgrade_and_admit
    from app.ui.local_zone import LOCAL

    now, (work, carry) = utc_now().astimezone(LOCAL), upgrading
    return upgrade_and_admit(service, unlocked, now=now, work=work, carry=carry, moving=renewal)
