"""New keys, leaving, and deleting everything: acts on the whole vault.

Deriving keys belongs on the keys lane, all else on the database lane. Each act is whole or not done, even if killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.models.agreement import YES
from app.models.base import IdSource, PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import Clause, ClauseKind
from app.models.ending import Ending
from app.models.journal import EntryId, EntryText, JournalEntry, at_of, moment_of
from app.models.outline import DraftKind, DraftSection
from app.models.said_kinds import AFTERCARE, CAN_GIVE, CONTACTS, HEALTH, NEEDS, ROLE
from app.services.drafts import forget_out_of_sight
from app.services.long_work import LongWork
from app.services.part_check import forget_partner
from app.services.vault_service import VaultService
from app.storage import moves
from app.storage.creation import KeyRenewal
from app.storage.leaving import Going
from app.storage.renewing import PARTED
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork

__all__ = ["Going", "Keeping", "Keepsake", "KeyRenewal"]

_LEFT = "partner_left"


class Keepsake(NamedTuple):
    """What somebody keeps of a shared space as an entry of their journal.

    Either a text that both agreed to, without anybody's own words or limits, or what they had said for themselves.
    """

    clauses: tuple[Clause, ...]
    kind: DraftKind | None = None
    """None for what they had said for themselves."""
    title: str = ""
    day: date | None = None
    draft_id: str = ""
    own_entries: tuple[CatalogueEntry, ...] = ()
    own_categories: tuple[Category, ...] = ()
    """What the person added to the catalogue, so that it has a title."""


Keeping = Callable[[Keepsake], EntryText]
"""Puts a keepsake into words."""


def new_keys(vaults: VaultService, *, person: PersonId, passphrase: str, new_passphrase: str) -> KeyRenewal:
    """Keys lane. New keys with a new passphrase and recovery code. WrongPassphrase, WeakPassphrase."""
    return vaults.vault.keys.new_keys(person, passphrase, new_passphrase)


def renew(vaults: VaultService, *, renewal: KeyRenewal, work: LongWork | None = None) -> Changes:
    """Move a person to their new keys; everything agreed waits for a new yes of both.

    `work` can stop it until the new files are complete. VaultError, NotReady, Stopped.
    """
    spaces = [private_space(renewal.person_id), *((SHARED,) if vaults.vault.shared else ())]
    with vaults.moving_files(work, *spaces) as watch:  # a backup would hold what the old keys open
        moves.renew(vaults.vault, renewal, watch)
    return changed(*ChangeKind)


def own_vault(vaults: VaultService, *, person: PersonId, passphrase: str) -> KeyRenewal:
    """Keys lane. The keys of a vault of their own, with the same passphrase. WrongPassphrase."""
    return vaults.vault.keys.own_vault(person, passphrase)


def going(vaults: VaultService, *, person: PersonId, passphrase: str) -> Going:
    """Keys lane. How somebody leaves a vault for two. WrongPassphrase, NeedsBoth."""
    return vaults.vault.keys.going(person, passphrase)


def take_along(
    vaults: VaultService,
    *,
    place: Path,
    own: KeyRenewal,
    keeping: Keeping,
    now: datetime,
    new_id: IdSource,
    work: LongWork | None = None,
) -> None:
    """Make a vault of their own from somebody's space and what they keep. VaultExists, VaultUnwritable, Stopped."""
    settle = partial(settle_parted, person=own.person_id, keeping=keeping, now=now, new_id=new_id)
    with vaults.moving_files(work, private_space(own.person_id)) as watch:
        moves.take_along(vaults.vault, place, own, settle, watch)


def go(vaults: VaultService, *, going: Going) -> None:
    """End everything and take one's own words back, then remove one's keys and files. Nothing is open afterwards."""
    vaults.backups.stop()
    with vaults.unit(SHARED) as uow:
        end_and_take_back(uow, going.person_id)
    moves.go(vaults.vault, going)
    vaults.close()


def delete_everything(vaults: VaultService) -> None:
    """Delete the vault, keys first, while everyone whose it is is here. NeedsBoth, VaultUnwritable."""
    vaults.backups.stop()
    moves.delete(vaults.vault)
    vaults.close()


def end_and_take_back(uow: UnitOfWork, person: PersonId) -> None:
    """End all that a person said yes to, and erase all that they say but who they are, everywhere."""
    uow.let_copy_wait()
    uow.parts.end(person, [Ending(said.key.rpartition("/")[2]) for said in uow.parts.of(person, YES)])
    uow.parts.erase_all(person)
    uow.commit(erase=True)


def settle_parted(uow: UnitOfWork, *, person: PersonId, keeping: Keeping, now: datetime, new_id: IdSource) -> bool:
    """Turn what somebody said in a shared space that they are out of into what they keep; whether that was due."""
    own = uow.private(person)
    if own.prefs.get(PARTED) is None:
        return False
    for kept in keepsakes(uow, person):
        moment = own.journal.free_moment(moment_of(keepsake_time(kept, now)))
        entry = JournalEntry(id=EntryId(new_id()), at=at_of(moment), text=keeping(kept), changed_at=now)
        own.journal.save(entry)
    uow.parts.erase_all(person)
    uow.parts.forget_endings(person)
    own.readings.delete_all()
    own.ready_checks.delete_all()
    own.sealed_conversations.delete_all()
    own.begun_talks.delete_all()
    own.sharing.unseal()
    forget_partner(uow, person)
    forget_out_of_sight(uow, person)
    own.prefs.set(PARTED, None)
    uow.commit(erase=True)
    return True


def settle_left(vaults: VaultService, *, person: PersonId, keeping: Keeping, now: datetime, new_id: IdSource) -> bool:
    """Settle the part of somebody whose partner left; whether there is anything to tell them."""
    if vaults.vault.keys.keyring.shared is not None or person not in vaults.present:
        return False
    with vaults.unit(person) as uow:
        prefs = uow.private(person).prefs
        if prefs.get(PARTED) is not None:
            prefs.set(_LEFT, "1")
            settle_parted(uow, person=person, keeping=keeping, now=now, new_id=new_id)
        is_left = prefs.get(_LEFT) is not None
    vaults.visits.note_findings(person, vaults.visits.findings(person)._replace(partner_left=is_left))
    return is_left


def note_left(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """The person has been told that their partner left."""
    uow.private(person).prefs.set(_LEFT, None)
    uow.commit()
    return changed(ChangeKind.PREFS)


def keepsakes(uow: UnitOfWork, person: PersonId) -> tuple[Keepsake, ...]:
    """The last text of each draft that both agreed to, and what the person had said for themselves."""
    last: dict[str, tuple[int, Keepsake]] = {}
    for said in uow.parts.of(person, YES):
        text, met = said.body.text, said.body.met
        if met is not None and said.n >= last.get(said.body.draft_id, (-1, None))[0]:
            last[said.body.draft_id] = (
                said.n,
                Keepsake(_common(text.clauses), text.kind, text.title, met, text.draft_id),
            )
    agreed = [kept for _n, kept in last.values()]
    own, mine = tuple(_own(uow, person)), uow.private(person)
    kept = (*agreed, *((Keepsake(own),) if own else ()))
    added = {"own_entries": mine.entries.all(), "own_categories": mine.categories.all()}
    return tuple(each._replace(**added) for each in kept)


def _common(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """What belongs to both: nothing that one person holds, and no limit of either."""
    return tuple(each for each in clauses if each.holder is None and each.section is not DraftSection.LIMITS)


def _own(uow: UnitOfWork, person: PersonId) -> Iterator[Clause]:
    make = partial(Clause, kind=ClauseKind.WORDS, holder=person)
    for needs in uow.parts.of(person, NEEDS):
        yield make(id=f"needs:{needs.key}", section=DraftSection.NEEDS, needs=needs.body)
    for role in uow.parts.of(person, ROLE):
        yield make(id=f"role:{role.key}", section=DraftSection.ROLES, role=role.body)
    for kind, section in ((CONTACTS, DraftSection.CONTACTS), (HEALTH, DraftSection.HEALTH)):
        for words in uow.parts.of(person, kind):
            yield make(id=f"{section}:{words.key}", section=section, text=words.body.text)
    for given in uow.parts.of(person, CAN_GIVE):
        if given.body.words:
            yield make(id=f"can_give:{given.key}", section=DraftSection.AFTERCARE, text=given.body.words)
    for plan in uow.parts.of(person, AFTERCARE):
        yield make(id="aftercare", section=DraftSection.AFTERCARE, aftercare=plan.body)


def keepsake_time(kept: Keepsake, now: datetime) -> datetime:
    """When it is dated: the day of an agreement, or now."""
    return now if kept.day is None else datetime.combine(kept.day, time(12), UTC)
