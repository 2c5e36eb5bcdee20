"""At each unlock: the copy of a part is corrected, what has ended is noted, and what was accepted is said."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from app.models.base import ItemId, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.said_kinds import ERA, PROFILE
from app.services.answers import shared_catalogue
from app.services.clock_check import doubted_since, note_visit
from app.services.conversation_opening import finish_accepted
from app.services.draft_store import all_drafts
from app.services.endings_seen import end_expired, note_ended
from app.services.units import commit
from app.storage.restoring import OfferedRow as OfferedRow
from app.storage.unit_of_work import UnitOfWork

_SEEN_NAME = "partner_name"
_SEEN_ERA = "partner_era"


class PartFindings(NamedTuple):
    """What to tell a person, on their own Home."""

    kinds: tuple[str, ...] = ()
    """The kinds of things in which the shared file differed from what they had said."""
    former_name: str = ""
    """Their partner's name as they knew it, if it has changed."""
    last_visit: date | None = None
    """The day of their last visit, if the clock is before it or far after it."""
    restored: tuple[str, ...] = ()
    """The kinds of things in which their own space, an older copy, differs from what they said last."""
    partner_began_again: bool = False
    """Whether their partner's part has begun a new era, with new keys or from an older copy."""
    partner_left: bool = False
    """Whether their partner has left the vault."""


def check_part(uow: UnitOfWork, *, person: PersonId, today: date) -> PartFindings:
    """Correct a person's part in the shared file, check the clock and the partner's name, and note what ended."""
    restoring = uow.restoring(person)
    restored = tuple(dict.fromkeys(row.kind for row in restoring.offered())) if restoring.is_pending else ()
    if restoring.is_pending and not restored:
        restoring.choose(())
    kinds = uow.parts.put_right(person)
    prefs, name = uow.private(person).prefs, _name_of_partner(uow, person)
    seen = prefs.get(_SEEN_NAME)
    if seen is None and name:
        prefs.set(_SEEN_NAME, name)
    seen_era, era = prefs.get(_SEEN_ERA), _era_of_partner(uow, person)
    if seen_era is None and era:
        prefs.set(_SEEN_ERA, era)
    last_visit = doubted_since(uow, person, today)
    if last_visit is None:
        note_visit(uow, person, today)
    note_ended(uow, today)
    end_expired(uow, today)
    uow.commit()
    if not restored:
        finish_accepted(uow)
    former_name = seen if seen and name and seen != name else ""
    return PartFindings(kinds, former_name, last_visit, restored, bool(seen_era and era and seen_era != era))


class RestoredRow(NamedTuple):
    """One thing in which an older own space differs from what its person said last."""

    row: OfferedRow
    about: str
    """The title or the first words of it; empty where its kind says enough."""


def restored_rows(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> tuple[RestoredRow, ...]:
    """What a person can choose about, row by row."""
    catalogue = shared_catalogue(uow, base)
    titles = {draft.id: draft.title for draft in all_drafts(uow)}
    return tuple(RestoredRow(row, _about(row, catalogue, titles)) for row in uow.restoring(person).offered())


def _about(row: OfferedRow, catalogue: Catalogue, titles: Mapping[ItemId, str]) -> str:
    entry = catalogue.find(row.key.partition("|")[0])
    if entry is not None:
        return entry.title
    said = json.loads(row.data)
    body = said.get("signal") or said
    words = next((body[name] for name in _TELLING if body.get(name)), "")
    return " · ".join(part for part in (titles.get(ItemId(row.key.partition("/")[0]), ""), str(words)) if part)


_TELLING = ("title", "expression", "text", "words", "notes", "name")
"""The fields of what somebody says that tell best what it is, the first of them first."""


def choose_restored(
    uow: UnitOfWork, *, person: PersonId, as_said_last: Collection[OfferedRow] | None = None
) -> Changes:
    """Choose which rows of a person's older space become as they said them last (None: all); it keeps the others.

    Either way it is copied to the shared file again.
    """
    restoring = uow.restoring(person)
    if restoring.is_pending:
        restoring.choose(restoring.offered() if as_said_last is None else as_said_last)
        uow.parts.put_right(person)
        uow.commit(erase=True)
    return changed(*ChangeKind)


def trust_clock(uow: UnitOfWork, *, person: PersonId, today: date) -> Changes:
    """The person says that the clock is right: its days count from now on."""
    note_visit(uow, person, today)
    note_ended(uow, today)
    end_expired(uow, today)
    return commit(uow, ChangeKind.PREFS, ChangeKind.AGREEMENTS, ChangeKind.DRAFTS)


def note_name(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Remember the partner's name as it is now, since the person has been told."""
    uow.private(person).prefs.set(_SEEN_NAME, _name_of_partner(uow, person) or None)
    return commit(uow, ChangeKind.PREFS)


def note_era(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Remember the era of the partner's part, since the person has been told."""
    uow.private(person).prefs.set(_SEEN_ERA, _era_of_partner(uow, person) or None)
    return commit(uow, ChangeKind.PREFS)


def forget_partner(uow: UnitOfWork, person: PersonId) -> None:
    """Forget what was seen of a partner who is not there any more. No commit."""
    for name in (_SEEN_NAME, _SEEN_ERA):
        uow.private(person).prefs.set(name, None)


def _partner(uow: UnitOfWork, person: PersonId) -> PersonId | None:
    return next((other for other in uow.parts.people if other != person), None)


def _era_of_partner(uow: UnitOfWork, person: PersonId) -> str:
    partner = _partner(uow, person)
    said = uow.parts.get(partner, ERA) if partner is not None else None
    return "" if said is None else said.body.era


def _name_of_partner(uow: UnitOfWork, person: PersonId) -> str:
    partner = _partner(uow, person)
    said = uow.parts.get(partner, PROFILE) if partner is not None else None
    return "" if said is None or said.body.id != said.author else said.body.name
