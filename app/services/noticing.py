"""Recording the dated facts that *My patterns* is computed from, each in its owner's private space.

Nothing here writes to the shared space or is announced; the facts show only on one private page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.conversation import RUSHED, RUSHED_YES, ConversationAnswer, QuestionSetId, set_of
from app.models.facts import Noticed, NoticeKind, new_session
from app.models.limits import SharedItem
from app.models.outline import Draft
from app.models.pairing import Pairing
from app.services.draft_store import all_drafts
from app.services.shared_list import shared_items
from app.services.units import commit
from app.storage.repositories_private import PrivateRepositories
from app.storage.unit_of_work import UnitOfWork

LOOKING_SINCE = "patterns.on"
"""Preference: set once the person has turned patterns on, to what had been proposed by then; never set by default."""
KEPT_FOR = timedelta(days=200)
"""Sessions older than any rule looks back are deleted."""


def is_looking(own: PrivateRepositories) -> bool:
    """Whether this person's facts are recorded."""
    return own.prefs.get(LOOKING_SINCE) is not None


def start_looking(uow: UnitOfWork, person: PersonId, now: datetime) -> None:
    """Record facts from now on. What is proposed already has no known date, so it is never noticed. No commit."""
    known = sorted(_source_of(noticed) for noticed in _proposed(uow, person, now))
    uow.private(person).prefs.set(LOOKING_SINCE, json.dumps(known))


def stop_looking(own: PrivateRepositories) -> None:
    """Record nothing from now on. No commit."""
    own.prefs.set(LOOKING_SINCE, None)


def look(uow: UnitOfWork, *, person: PersonId, now: datetime) -> Changes:
    """Record what was proposed, or opened again after a talk, since the last look, dated now."""
    own = uow.private(person)
    since = own.prefs.get(LOOKING_SINCE)
    if not uow.has_shared or since is None:
        return Changes()
    noticed = own.noticed.all()
    known, before = {each.id for each in noticed}, set(json.loads(since))
    seen = (*_proposed(uow, person, now), *_raised_again(uow, person, noticed, now))
    fresh = [each for each in seen if each.id not in known and _source_of(each) not in before]
    for each in fresh:
        own.noticed.save(each)
    return commit(uow, ChangeKind.PATTERNS) if fresh else Changes()


def _proposed(uow: UnitOfWork, person: PersonId, now: datetime) -> list[Noticed]:
    """What the partner proposed, or both together."""
    if not uow.has_shared:
        return []
    return [
        _noticed(
            NoticeKind.PROPOSED_TOGETHER if item.proposed_by is None else NoticeKind.PROPOSED,
            item.pairing,
            person,
            now,
            item.id,
        )
        for draft in all_drafts(uow)
        for item in draft.items
        if item.proposed_by != person
    ]


def _raised_again(uow: UnitOfWork, person: PersonId, noticed: Sequence[Noticed], now: datetime) -> Iterator[Noticed]:
    """What is open for a talk although this person declined it in the talk of an earlier opening."""
    declined = [each for each in noticed if each.kind is NoticeKind.DECLINED]
    for key in {each.key for each in declined}:
        for item in shared_items(uow, f"{key.activity_id}|"):
            side = item.pairing.direction_of(person)
            same_opening = f"{NoticeKind.DECLINED}:{item.act}:"
            is_same = any(each.id.startswith(same_opening) for each in declined)
            if item.is_to_discuss and side is key.direction and not is_same:
                yield _noticed(NoticeKind.RAISED, item.pairing, person, now, f"{item.act}:{item.id}")


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
    return commit(uow, ChangeKind.PATTERNS)


def note_declined(own: PrivateRepositories, person: PersonId, item: SharedItem, now: datetime) -> None:
    """Record that this person declined an item in a talk, within the caller's unit of work. No commit."""
    if is_looking(own):
        own.noticed.save(
            _noticed(NoticeKind.DECLINED, item.pairing, person, now, f"{item.act}:{item.id}:{now.isoformat()}")
        )


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


def note_rushed(own: PrivateRepositories, answer: ConversationAnswer) -> None:
    """Record whether this person said that a talk was rushed, within the caller's unit of work. No commit."""
    if answer.question == RUSHED and set_of(answer.subject) is QuestionSetId.TALKING and is_looking(own):
        at = answer.at if answer.choice == RUSHED_YES else None
        own.rushed.save(own.rushed.get().with_answer(answer.subject, at))


def _noticed(kind: NoticeKind, pairing: Pairing, person: PersonId, at: datetime, source: str) -> Noticed:
    return Noticed(id=f"{kind}:{source}", at=at, kind=kind, key=pairing.side_of(person))


def _source_of(noticed: Noticed) -> str:
    return noticed.id.removeprefix(f"{noticed.kind}:")
