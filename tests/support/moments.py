"""Which journal entries are found, by their moments."""

from __future__ import annotations

from app.models.base import PersonId
from app.models.journal import JournalQuery
from app.storage.unit_of_work import UnitOfWork


def listed_moments(
    uow: UnitOfWork, *, person: PersonId, query: JournalQuery, most: int = -1, before: int | None = None
) -> tuple[int, ...]:
    """Moments of the entries that match, newest first; pinned ones come first if the query asks for everything."""
    journal = uow.private(person).journal
    found = journal.moments(query, most=most, before=before)
    return (*journal.pinned(), *found) if query.is_everything and before is None else found


def binned_moments(uow: UnitOfWork, *, person: PersonId) -> tuple[int, ...]:
    """Moments of the entries in the bin, newest first."""
    return uow.private(person).journal.binned()
