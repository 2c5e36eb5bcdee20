"""What ends in agreements and waiting yeses when a limit meets them, or when somebody takes words back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.ending import Ending
from app.models.outline import DraftSection
from app.models.said_kinds import Disclosed
from app.models.shared_list import ListRows
from app.models.withdrawal import endings_of_clauses, endings_of_waiting
from app.services.agreement_store import InSight, filled, in_sight
from app.storage.unit_of_work import UnitOfWork


def end_what_is_met(uow: UnitOfWork, before: ListRows, after: ListRows) -> None:
    """End what new disclosures conflict with, in the part of the person who disclosed them. No commit.

    A limit and a new condition end the activity; a lower ceiling ends it above that ceiling.
    """
    seen = in_sight(uow)
    for place, body in after.disclosed.items():
        if before.disclosed.get(place) != body:
            uow.parts.end(place.person, _endings(seen, place.key, partial(_met, uow, place.person, body)))


def end_pairing(uow: UnitOfWork, person: PersonId, key: str, within: Collection[str] | None = None) -> None:
    """End an activity in everything that holds the pairing of that key, or in these agreements. No commit."""
    endings = _endings(in_sight(uow), key, lambda _clause: "")
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
        uow.parts.end(person, endings_of_clauses(agreement, reading(agreement.document.clauses), yeses))
    uow.parts.end(person, endings_of_waiting(yes for yes in lone if reading(yes.text.clauses)))


def _endings(seen: InSight, key: str, meets: Callable[[Clause], str | None]) -> tuple[Ending, ...]:
    """The endings of clauses about a pairing. `meets`: above which ceiling one ends, empty for all of it, or None.

    A yes that waits ends as a whole: its text is no longer the one that the partner would read.
    """
    found = [
        Ending(agreement.id, clause.id, above)
        for agreement in seen.agreements
        for clause in _about(key, agreement.document.clauses)
        if (above := meets(clause)) is not None
    ]
    met = (yes for yes in seen.lone if any(meets(clause) is not None for clause in _about(key, yes.text.clauses)))
    return (*found, *endings_of_waiting(met))


def _about(key: str, clauses: Iterable[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.item is not None and clause.item.pairing.key == key]


def _met(uow: UnitOfWork, person: PersonId, body: Disclosed, clause: Clause) -> str | None:
    assert clause.item is not None
    words = body.conditions.strip()
    if body.stance.is_limit or (words and words not in _conditions(uow, clause, person)):
        return ""
    if body.ceiling is not None and body.ceiling < (clause.item.ceiling or Ceiling.STRONG):
        return str(int(body.ceiling))
    return None


def _conditions(uow: UnitOfWork, clause: Clause, person: PersonId) -> set[str]:
    item = filled(uow, (clause,))[0].item
    return set() if item is None else {c.words.strip() for c in item.conditions if c.person == person}
