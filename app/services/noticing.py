"""Recording the dated facts that *My patterns* is computed from, each in its owner's private space.

Nothing here writes to the shared space or is announced; the facts show only on one private page.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.facts import Noticed, NoticeKind, new_session
from app.models.limits import SharedItem
from app.models.outline import Draft
from app.models.pairing import Pairing
from app.services.draft_store import all_drafts
from app.storage.repositories_private import PrivateRepositories
from app.storage.unit_of_work import UnitOfWork

OFF = "patterns.off"
"""Preference: set while the person has turned patterns off."""
KEPT_FOR = timedelta(days=200)
"""Sessions older than any rule looks back are deleted."""


def is_looking(own: PrivateRepositories) -> bool:
    """Whether this person's facts are recorded."""
    return own.prefs.get(OFF) is None


def look(uow: UnitOfWork, *, person: PersonId, now: datetime) -> Changes:
    """Record what the partner has proposed since the last look, dated now."""
    own = uow.private(person)
    if not uow.has_shared or not is_looking(own):
        return Changes()
    known = {noticed.id for noticed in own.noticed.all()}
    fresh = [
        noticed
        for draft in all_drafts(uow)
        for item in draft.items
        if item.proposed_by not in (None, person)
        and (noticed := _noticed(NoticeKind.PROPOSED, item.pairing, person, now, item.id)).id not in known
    ]
    for noticed in fresh:
        own.noticed.save(noticed)
    return _kept(uow, bool(fresh))


def be_here(uow: UnitOfWork, *, person: PersonId, session_id: str, now: datetime, together: bool) -> Changes:
    """Record activity; the first call begins a session. After a kill the session ends at the last call."""
    own = uow.private(person)
    if not is_looking(own):
        return Changes()
    session = own.sessions.get(session_id)
    if session is None:
        own.sessions.delete_before((now - KEPT_FOR).isoformat())
        own.sessions.save(new_session(session_id, now, together))
    else:
        own.sessions.save(session.extended(now, together))
    return _kept(uow, True)


def note_declined(own: PrivateRepositories, person: PersonId, item: SharedItem, now: datetime) -> None:
    """Record that this person declined an item in a talk, within the caller's unit of work. No commit."""
    if is_looking(own):
        own.noticed.save(_noticed(NoticeKind.DECLINED, item.pairing, person, now, f"{item.id}:{now.isoformat()}"))


def note_taken_out(own: PrivateRepositories, person: PersonId, before: Draft, after: Draft, now: datetime) -> None:
    """Record what a reading took out, within the caller's unit of work. No commit."""
    left = {item.id for item in after.items}
    gone = [item for item in before.items if item.id not in left]
    if gone and is_looking(own):
        for item in gone:
            own.noticed.save(_noticed(NoticeKind.TAKEN_OUT, item.pairing, person, now, item.id))


def note_withdrew(own: PrivateRepositories, person: PersonId, pairing: Pairing, now: datetime, source: str) -> None:
    """Record that this person ended their yes to an activity, within the caller's unit of work. No commit."""
    if is_looking(own):
        own.noticed.save(_noticed(NoticeKind.WITHDREW, pairing, person, now, source))


def _noticed(kind: NoticeKind, pairing: Pairing, person: PersonId, at: datetime, source: str) -> Noticed:
    return Noticed(
        id=f"{kind}:{source}",
        at=at,
        kind=kind,
        activity_id=pairing.activity_id,
        direction=pairing.direction_of(person),
    )


def _kept(uow: UnitOfWork, fresh: bool) -> Changes:
    if not fresh:
        return Changes()
    uow.commit()
    return changed(ChangeKind.PATTERNS)
