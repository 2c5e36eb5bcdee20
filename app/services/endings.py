"""What ends in agreements and waiting yeses when a limit meets them, or when somebody takes words back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from app.models.base import PersonId
from app.models.clause import Clause
from app.models.outline import DraftSection
from app.models.said_kinds import Disclosed
from app.models.shared_list import ListRows
from app.models.withdrawal import endings_about, endings_of_clauses, endings_of_waiting, ends_above
from app.services.agreement_store import filled, in_sight
from app.storage.unit_of_work import UnitOfWork


def end_what_is_met(uow: UnitOfWork, before: ListRows, after: ListRows) -> None:
    """End what new disclosures conflict with, in the part of the person who disclosed them. No commit.

    A limit and a new condition end the activity; a lower ceiling ends it above that ceiling.
    """
    _, agreements, lone = in_sight(uow)
    for place, body in after.disclosed.items():
        if before.disclosed.get(place) != body:
            meets = partial(_met, uow, place.person, body)
            uow.parts.end(place.person, endings_about(place.key, agreements, lone, meets))


def end_pairing(uow: UnitOfWork, person: PersonId, key: str, within: Collection[str] | None = None) -> None:
    """End an activity in everything that holds the pairing of that key, or in these agreements. No commit."""
    _, agreements, lone = in_sight(uow)
    endings = endings_about(key, agreements, lone, lambda _clause: "")
    uow.parts.end(person, [each for each in endings if within is None or each.agreement in within])


def end_words(uow: UnitOfWork, person: PersonId, slot: str) -> None:
    """End every clause that reads a person's own words of that slot, with what it protects. No commit."""

    def reading(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        return tuple(
            clause
            for clause in clauses
            if clause.section is not DraftSection.LIMITS
            and any((own.holder, own.slot) == (person, slot) for own in clause.own)
        )

    yeses, agreements, lone = in_sight(uow)
    for agreement in agreements:
        uow.parts.end(person, endings_of_clauses(agreement, reading(agreement.document.all_clauses), yeses))
    uow.parts.end(person, endings_of_waiting(yes for yes in lone if reading(yes.text.all_clauses)))


def _met(uow: UnitOfWork, person: PersonId, body: Disclosed, clause: Clause) -> str | None:
    return ends_above(filled(uow, (clause,))[0], person, body)
