"""The open vault: making one, unlocking, joining, leaving.

Deriving keys takes about a second and belongs on the keys lane; the rest is quick and belongs on the database lane.
Each method says which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from app.errors import VaultFileInUse, VaultMissing, WrongPassphrase
from app.models.base import IdSource, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.person import Person, PersonMark
from app.models.vault_warning import VaultWarning
from app.services.backups import Backups, Restoration
from app.services.last_opened import last_opened, note_opened
from app.services.long_work import LongWork
from app.services.part_check import check_part
from app.services.people import people
from app.services.visits import Visits
from app.storage.ages import Mirror
from app.storage.creation import Created, NewPerson, NewVault, UnlockedKeys, create_vault
from app.storage.databases import file_name
from app.storage.key_hierarchy import Roots
from app.storage.keyring import EntryChange
from app.storage.keys import Joining, NewCode
from app.storage.moves import bytes_to_handle
from app.storage.slots import KdfPolicy
from app.storage.spaces import SHARED, SpaceId, private_space
from app.storage.stop_note import renew_note
from app.storage.tidying import tidy
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Vault
from app.storage.watching import UNWATCHED, Watch

__all__ = ["Arrival", "EntryChange", "Joining", "NewCode", "NewVault", "Roots", "VaultService"]

MAX_PAGES_AT_LOCK = 4096
"""Pages of a file (16 MiB) that are rewritten in a fifth of a second, so that locking may wait for it."""

_ABOUT_SHARED = {
    VaultWarning.SHARED_MADE_AGAIN,
    VaultWarning.SHARED_SWAPPED,
    VaultWarning.SHARED_NOT_OPEN,
    VaultWarning.PARTNER_UNREADABLE,
}


class Arrival(NamedTuple):
    """What the screens need to know once somebody was let in."""

    people: tuple[Person, ...]
    """Everyone whose vault it is."""
    here: tuple[PersonId, ...]
    """Everyone who is here now."""


class VaultService:
    """Holds the one vault that is open."""

    def __init__(self, *, policy: KdfPolicy, ids: IdSource, mirror: Path | None = None) -> None:
        """`mirror`: the folder outside every vault in which it is noted how new their files are."""
        self._policy = policy
        self._ids = ids
        self._mirror = Mirror(mirror)
        self._vault: Vault | None = None
        self.visits = Visits()
        """What is known of those who are here."""
        self.backups = Backups(lambda: self.vault)
        """Backups of the open vault."""
        self.moving: LongWork | None = None
        """An act that rewrites files under new keys, while there is one."""

    @property
    def vault(self) -> Vault:
        """The open vault. Raises `VaultMissing` while none is open."""
        if self._vault is None:
            raise VaultMissing()
        return self._vault

    @property
    def present(self) -> tuple[PersonId, ...]:
        """Those who are here: whose admission is finished."""
        return self.vault.present if self._vault is not None else ()

    def create(self, folder: Path, people: Sequence[NewPerson]) -> Created:
        """Keys lane. Make a vault for one or two people, all at once."""
        return create_vault(folder, people=people, policy=self._policy, ids=self._ids)

    def begin(self, people: int) -> NewVault:
        """Any lane. A vault for one or two that is set up one by one; `add` belongs on the keys lane."""
        return NewVault(people, self._policy, self._ids)

    def finish(self, folder: Path, new: NewVault, without_code: Collection[int] = ()) -> Arrival:
        """Database lane. Write a new vault, and let its people in, all or none of them.

        `without_code`: the places of those who declined their recovery code.
        """
        created = new.create(folder, without_code)
        self.open(folder)
        return self.admit_created(created)

    def restoration(self, backup: Path, *beside: Path) -> Restoration:
        """Any lane. A backup to restore; `beside`: the vault it is from, perhaps, and a second place. VaultError."""
        return Restoration(backup, self._policy, self._ids, beside)

    def open(self, folder: Path, *, is_sample: bool = False) -> Vault:
        """Take the lock of a vault's folder; unlocks nothing. Nothing outside it is noted of a sample."""
        self.close()
        mirror = Mirror(None) if is_sample else self._mirror
        self._vault = Vault.open(folder, policy=self._policy, ids=self._ids, mirror=mirror)
        return self._vault

    def close(self) -> None:
        """Database lane. Close everything and release the folder."""
        self.visits.clear()
        self.backups.stop()
        self.backups.failure = self.backups.second_failure = None
        self.tidy(max_pages=MAX_PAGES_AT_LOCK)
        if self._vault is not None:
            vault, self._vault = self._vault, None
            vault.close()

    def interrupt(self) -> None:
        """Any thread. Interrupt a running statement, so that locking need not wait for it."""
        self.backups.interrupt()
        if self.moving is not None:
            self.moving.stop()
        if self._vault is not None:
            self._vault.spaces.interrupt()

    def derive(self, person: PersonId, passphrase: str) -> UnlockedKeys:
        """Keys lane. Raises `WrongPassphrase`."""
        self.vault.files.ages.read_ahead(person)
        unlocked = self.vault.keys.derive(person, passphrase)
        self.visits.note_typed(person)
        return unlocked

    def derive_with_recovery(self, person: PersonId, code: str, new_passphrase: str) -> UnlockedKeys:
        """Keys lane. Raises `WrongRecoveryCode`; the code is proven before the passphrase changes."""
        unlocked = self.vault.keys.derive_with_recovery(person, code, new_passphrase)
        self.visits.note_typed(person)
        return unlocked

    def admit(self, unlocked: UnlockedKeys, work: LongWork | None = None) -> Arrival:
        """Database lane. Let one person in; if anything fails, they are not here and nothing of theirs is open.

        After a partner has left, their file is rewritten first: `work` shows how far that is and can stop it. Stopped.
        """
        if unlocked.renewal is None:
            return self._admit((unlocked,))
        with self.moving_files(work, private_space(unlocked.person_id)) as watch:
            return self._admit((unlocked,), watch)

    def admit_created(self, created: Created) -> Arrival:
        """Database lane. Let in those who just made the vault, all or none of them."""
        self.visits.note_typed(*created.person_ids)
        return self._admit(created.unlocked)

    @contextmanager
    def moving_files(self, work: LongWork | None, *spaces: SpaceId) -> Iterator[Watch]:
        """Database lane. Watch files being rewritten under new keys; locking stops that, too."""
        self.backups.stop()
        self.moving = work = work or LongWork()
        try:
            yield Watch(work.counting(bytes_to_handle(self.vault, *spaces)), work.decide)
        finally:
            self.moving = None

    def _admit(self, arriving: Sequence[UnlockedKeys], watch: Watch = UNWATCHED) -> Arrival:
        with ExitStack() as admissions:
            found = [admissions.enter_context(self.vault.admitting(unlocked, watch)) for unlocked in arriving]
            renew_note(self.vault.folder)
            for admission in found:
                self.visits.begin(admission.person_id, admission.warnings)
            if len(found) + len(self.present) > 1:
                self.visits.forget_warning(VaultWarning.PARTNER_UNREADABLE)
            with self.unit() as uow:
                for one in arriving:
                    self.visits.note_opened(one.person_id, last_opened(uow, person=one.person_id), by_code=one.by_code)
            return self._arrival(*(admission.person_id for admission in found))

    def _arrival(self, *arriving: PersonId) -> Arrival:
        here = {*self.present, *arriving}
        return Arrival(self.profiles(), tuple(person for person in self.vault.spaces.people if person in here))

    def check_part(self, person: PersonId, today: date) -> bool:
        """Database lane. Look at a person's part of the shared file; whether there is something to tell them."""
        if person not in self.present or not self.vault.spaces.has(SHARED) or self.vault.spaces.has_stand_in:
            return False
        warnings = self.vault.files.check_shared()
        for each in self.present if warnings else ():
            self.visits.warn(each, warnings)
        if not self.vault.spaces.has_stand_in:
            with self.unit(SHARED) as uow:
                self.visits.note_findings(person, check_part(uow, person=person, today=today))
        return bool(warnings) or any(self.visits.findings(person))

    def open_shared_again(self, today: date) -> Changes:
        """Database lane. Try again to open the shared file. Raises `VaultFileInUse` if it still cannot be opened.

        What people said meanwhile is copied to it.
        """
        for person in self.present:
            found = self.vault.files.open_shared_again(person)
            if VaultWarning.SHARED_NOT_OPEN in found:
                raise VaultFileInUse(file_name(SHARED))
            self.visits.warn(person, found, instead_of=_ABOUT_SHARED)
        for person in self.present:
            self.check_part(person, today)
        return changed(*ChangeKind)

    @property
    def is_behind(self) -> bool:
        """Any lane. Whether something that was said waits to be copied to the shared file."""
        return self._vault is not None and self._vault.spaces.is_behind

    def has_recovery_code(self, person: PersonId) -> bool:
        """Any lane. Whether a recovery code opens this person's space."""
        return self.vault.keys.keyring.person(person).recovery is not None

    def note_opened(self, person: PersonId, now: datetime) -> None:
        """Database lane. Note in a person's space that they opened it, for the next time."""
        if person in self.present:
            with self.unit(person) as uow:
                before, by_code = self.visits.opened_before(person), self.visits.came_by_code(person)
                note_opened(uow, person=person, before=before, now=now, by_code=by_code)
            self.vault.files.ages.count_session(person)

    def repair(self) -> None:
        """Database lane. Overwrite the invalid copy of the keyring with the valid one. Raises `VaultUnwritable`."""
        self.vault.keys.repair()
        self.visits.forget_warning(VaultWarning.KEYRING_COPY)

    def leave(self, person: PersonId) -> None:
        """Database lane. Close one person's space; the last one closes the shared one."""
        self.visits.end(person)
        self.backups.stop()
        self.vault.leave(person)

    def tidy(self, *, max_pages: int | None = None) -> None:
        """Database lane. Overwrite deleted content in spaces where that is due; it stays due where it fails.

        `max_pages`: skip larger files, as they would take longer.
        """
        if self._vault is not None:
            for space in sorted(self._vault.spaces.ids):
                tidy(self._vault.spaces, space, max_pages=max_pages)

    def roots(self, person: PersonId, passphrase: str) -> Roots:
        """Keys lane. What a person lets a partner join with. Raises `WrongPassphrase`."""
        return self.vault.keys.roots_to_change(person, passphrase)

    def prepare_join(self, existing: PersonId, roots: Roots, new: NewPerson) -> Joining:
        """Keys lane. Derive everything for the partner; nothing is written."""
        return self.vault.keys.prepare_join(existing, roots, new)

    def join(self, joining: Joining) -> Arrival:
        """Database lane. Write the partner's and the shared space, and let both in; all of it or nothing."""
        self.visits.note_typed(joining.existing.person_id, joining.new.person_id)
        with self.vault.joining(joining):
            return self._arrival(joining.existing.person_id, joining.new.person_id)

    def check(self, person: PersonId, passphrase: str) -> bool:
        """Keys lane. Whether the passphrase is this person's; opens nothing."""
        if is_right := self.vault.keys.check(person, passphrase):
            self.visits.note_typed(person)
        return is_right

    def require_passphrase(self, person: PersonId, passphrase: str) -> None:
        """Keys lane. Raises `WrongPassphrase` unless it is this person's; opens nothing."""
        if not self.check(person, passphrase):
            raise WrongPassphrase

    def new_passphrase(self, person: PersonId, old: str, new: str) -> EntryChange:
        """Keys lane. The change to a new passphrase. Raises `WrongPassphrase` or `WeakPassphrase`."""
        return self.vault.keys.new_passphrase(person, old, new)

    def new_recovery_code(self, person: PersonId, passphrase: str) -> NewCode:
        """Keys lane. A new code; the old one works until its change is made. Raises `WrongPassphrase`."""
        return self.vault.keys.new_recovery_code(person, passphrase)

    def no_recovery_code(self, person: PersonId, passphrase: str) -> EntryChange:
        """Keys lane. The change to having no recovery code. Raises `WrongPassphrase`."""
        return self.vault.keys.no_recovery_code(person, passphrase)

    def new_mark(self, person: PersonId, passphrase: str, mark: PersonMark) -> EntryChange:
        """Keys lane. The change to a different mark. Raises `WrongPassphrase`."""
        return self.vault.keys.new_mark(person, passphrase, mark)

    def change_entry(self, change: EntryChange) -> Changes:
        """Database lane. Make a change of somebody's passphrase, code or mark. Raises `VaultUnwritable`."""
        self.vault.change_entry(change)
        return changed(ChangeKind.PEOPLE)

    def mark(self, person: PersonId) -> PersonMark:
        """Any lane. A person's mark as it shows before unlocking."""
        return self.vault.keys.keyring.person(person).mark

    def unit(self, write: str | None = None) -> UnitOfWork:
        """A unit of work that may write one space ("shared" or a person's id) and read the others."""
        return UnitOfWork(self.vault.spaces, SpaceId(write) if write is not None else None)

    def profiles(self) -> tuple[Person, ...]:
        """Database lane. The profile of everyone whose vault it is."""
        with self.unit() as uow:
            return people(uow)
