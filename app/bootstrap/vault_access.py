"""The way into the vault: keys are derived on the keys lane, files opened on the database lane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject

from app.ui.tasks import Lane, Task, Tasks
from app.ui.vault_access import Failed, Introduction, ShownMark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from app.bootstrap.warm_up import WarmUp
    from app.models.base import PersonId
    from app.models.strength import Strength
    from app.services.vault_service import Arrival, VaultService
    from app.storage.creation import Created, NewPerson, UnlockedKeys
    from app.storage.keys import Joining

T = TypeVar("T")


def utc_now() -> datetime:
    """The program's clock."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def new_id() -> str:
    """A random id."""
    from uuid import uuid4

    return uuid4().hex


class ThreadedVaultAccess(QObject):
    """Implements `app.ui.vault_access.VaultAccess` for the vault at `place`."""

    def __init__(
        self, place: Path, tasks: Tasks, warm_up: WarmUp, *, demo: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.place = place
        """The folder of the vault, or the one proposed for a new one."""
        self.note = ""
        """What is said below the unlock page of the sample vault."""
        self._tasks = tasks
        self._warm_up = warm_up
        self._demo = demo
        self._service: VaultService | None = None
        self._created: Created | None = None
        self._joined: Joining | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the warm-up is over."""
        return self._warm_up.is_ready

    @property
    def service(self) -> VaultService:
        """The one `VaultService`; only once everything has been loaded."""
        if self._service is None:
            from app.services.vault_service import VaultService
            from app.storage.slots import DEFAULT_POLICY, MINIMUM_POLICY

            policy = MINIMUM_POLICY if self._demo else DEFAULT_POLICY
            self._service = VaultService(policy=policy, ids=new_id)
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

    def create(self, people: tuple[Introduction, ...], done: Callable[[list[str]], None], failed: Failed) -> None:
        """Make a vault at `place`."""

        def work() -> Created:
            return self.service.create(self.place, list(map(_new_person, people)))

        def made(created: Created) -> None:
            self._created = created
            done(list(created.recovery_codes))

        self._once_ready(Lane.KEYS, work, made, failed)

    def enter_made(self, without_code: tuple[int, ...], done: Callable[[Arrival], None], failed: Failed) -> None:
        """Let in those who just made the vault; some of them declined a recovery code."""
        created, self._created = self._created, None
        assert created is not None, "nothing was made, or its people were let in already"

        def work() -> Arrival:
            self.service.open(self.place)
            return self.service.admit_created(created, [created.person_ids[number] for number in without_code])

        self._tasks.run(Lane.DATABASE, work, done, failed)

    def unlock(self, person_id: str, passphrase: str, done: Callable[[Arrival], None], failed: Failed) -> Task:
        """Let one person in."""
        person = cast("PersonId", person_id)
        return self._let_in(person, lambda: self.service.derive(person, passphrase), done, failed)

    def recover(
        self, person_id: str, code: str, passphrase: str, done: Callable[[Arrival], None], failed: Failed
    ) -> None:
        """Let one person in by their recovery code, with a new passphrase."""
        person = cast("PersonId", person_id)
        self._let_in(person, lambda: self.service.derive_with_recovery(person, code, passphrase), done, failed)

    def extend(
        self,
        person_id: str,
        passphrase: str,
        newcomer: Introduction,
        done: Callable[[str, Arrival], None],
        failed: Failed,
    ) -> None:
        """Let a partner join a vault for one."""

        def work() -> Joining:
            return self.service.prepare_join(cast("PersonId", person_id), passphrase, _new_person(newcomer))

        def join(joining: Joining) -> None:
            def joined(arrival: Arrival) -> None:
                self._joined = joining
                done(joining.recovery_code, arrival)

            self._tasks.run(Lane.DATABASE, partial(self.service.join, joining), joined, failed)

        self._once_ready(Lane.KEYS, work, join, failed)

    def finish_joining(self, *, with_code: bool, done: Callable[[], None], failed: Failed) -> None:
        """The person who just joined wrote down their recovery code, or declined one."""
        joined = self._joined
        assert joined is not None, "nobody just joined"

        def finished(_none: object = None) -> None:
            self._joined = None
            done()

        if with_code:
            finished()
        else:
            self._tasks.run(Lane.DATABASE, partial(self.service.decline_code, joined), finished, failed)

    def save_recovery_page(
        self, code: str, to: Path, done: Callable[[None], object], failed: Failed, *, owner: QObject
    ) -> None:
        """Save the page with a recovery code."""
        from app.bootstrap.recovery_sheet import save_sheet

        self._tasks.run(Lane.PAGES, partial(save_sheet, to, code), done, failed, owner=owner)

    def print_recovery_page(self, code: str) -> None:
        """Print the page with a recovery code."""
        from app.bootstrap.recovery_sheet import print_sheet

        print_sheet(code)

    def make_sample(self, done: Callable[[str], None], failed: Failed) -> None:
        """Make and fill the sample vault; `done` gets names and passphrases in one line."""

        def work() -> str:
            from app.bootstrap.sample import make_sample_vault

            catalogue, texts = self._warm_up.catalogue, self._warm_up.texts
            return make_sample_vault(self.service, self.place, catalogue, texts, now=utc_now(), new_id=new_id)

        self._once_ready(Lane.DATABASE, work, done, failed)

    def turn_away(self) -> None:
        """Let nobody in whose passphrase is being tried, even if they have just been admitted."""

        def work() -> None:
            if self.is_anybody_here:
                self.service.close()

        self._joined = None
        self._tasks.next_epoch()
        if self.is_ready:
            self._tasks.run(Lane.DATABASE, work, keep=True)

    @property
    def is_anybody_here(self) -> bool:
        """Whether somebody's admission is finished."""
        return self._service is not None and bool(self._service.present)

    def _let_in(
        self, person: PersonId, derive: Callable[[], UnlockedKeys], done: Callable[[Arrival], None], failed: Failed
    ) -> Task:
        entering = Task()

        def work() -> UnlockedKeys:
            if not self.service.present:
                self.service.open(self.place)
            return derive()

        def admit(unlocked: UnlockedKeys) -> None:
            if not entering.is_cancelled:
                self._tasks.run(Lane.DATABASE, lambda: self.service.admit(unlocked), entered, refused)

        def entered(arrival: Arrival) -> None:
            if entering.is_cancelled:
                self._tasks.run(Lane.DATABASE, lambda: self.service.leave(person), keep=True)
            else:
                done(arrival)

        def refused(error: Exception) -> None:
            if not entering.is_cancelled:
                failed(error)

        self._once_ready(Lane.KEYS, work, admit, refused)
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
