"""Looking into the copies that a synchronised folder left of a person's own file, and bringing back what is only there.

Only what is complete in itself can be brought back: journal entries and check-ins. Everything else of the copies stays
where it is, and the copies are not changed or deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.models.base import IdSource, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.check_in import CheckIn
from app.models.journal import EntryId, JournalEntry, JournalQuery, at_of
from app.services.units import commit
from app.services.vault_service import VaultService
from app.storage.conflict_copies import conflict_copies, read_own_copies
from app.storage.databases import private_space
from app.storage.repositories_private import PrivateRepositories
from app.storage.unit_of_work import UnitOfWork

_AT_A_TIME = 500


class CopiesFound(NamedTuple):
    """What copies there are, and what is in those of a person's own file only."""

    files: int
    unreadable: int
    """Copies of their own file that are damaged, or from before other keys."""
    entries: tuple[JournalEntry, ...]
    """Journal entries that they do not have, or have as they were before."""
    check_ins: tuple[CheckIn, ...]


def look_into(vaults: VaultService, *, person: PersonId) -> CopiesFound:
    """Database lane. Look into the copies of a person's own file. VaultUnwritable, NeedsBoth."""
    vault = vaults.vault
    own = vault.spaces.source(private_space(person))
    found, unreadable = read_own_copies(vault.folder, own, _content)
    with vaults.unit() as uow:
        mine = uow.private(person)
        entries = {(entry.id, entry.text.model_dump_json()): entry for copy in found for entry in copy[0]}
        known = {check_in.id for check_in in mine.check_ins.all()}
        return CopiesFound(
            len(conflict_copies(vault.folder)),
            unreadable,
            tuple(entry for entry in entries.values() if _is_missing(mine, entry)),
            tuple({each.id: each for copy in found for each in copy[1] if each.id not in known}.values()),
        )


def bring_back(uow: UnitOfWork, *, person: PersonId, found: CopiesFound, new_id: IdSource) -> Changes:
    """Add what is only in the copies; later words of an entry become one of their own."""
    own = uow.private(person)
    for entry in found.entries:
        is_new = own.journal.get(entry.id) is None
        added = entry.evolve(at=at_of(own.journal.free_moment(entry.moment)))
        own.journal.save(added if is_new else added.evolve(id=EntryId(new_id())))
    for check_in in found.check_ins:
        own.check_ins.save(check_in.evolve(at=own.check_ins.free_time(check_in)))
    return commit(uow, ChangeKind.JOURNAL, ChangeKind.CHECK_INS)


def _content(copy: PrivateRepositories) -> tuple[tuple[JournalEntry, ...], tuple[CheckIn, ...]]:
    return tuple(_entries(copy)), copy.check_ins.all()


def _entries(copy: PrivateRepositories) -> Iterator[JournalEntry]:
    moments = sorted({*copy.journal.moments(JournalQuery()), *copy.journal.pinned()})
    for first in range(0, len(moments), _AT_A_TIME):
        for entry in copy.journal.of(moments[first : first + _AT_A_TIME]):
            if not entry.text.is_blank:
                yield entry


def _is_missing(mine: PrivateRepositories, entry: JournalEntry) -> bool:
    before = mine.journal.get(entry.id)
    return before is None or (before.text != entry.text and before.changed_at < entry.changed_at)
