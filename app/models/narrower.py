"""What one person added beside an agreed text, alone and at once: it only narrows, and is never in the text."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from app.models.answer import Ceiling
from app.models.base import Model, PersonId
from app.models.clause import Clause, ClauseKind, field_clause_id
from app.models.outline import DraftField, DraftSection
from app.models.said import Said, SaidKind

CAP = field_clause_id(DraftField.CAP_MINUTES)
CHECK_IN = field_clause_id(DraftField.CHECK_IN_MINUTES)


class Narrower(Model):
    """A shorter cap or more frequent check-ins (`minutes`), or a lower ceiling for an activity."""

    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    ceiling: Ceiling | None = None


NARROWER = SaidKind("narrower", Narrower)
"""Key: the agreement's id and the clause's, with a slash between."""


class Beside(Model):
    """Something narrower beside a clause, and who added it."""

    person: PersonId
    clause_id: str
    body: Narrower


def narrower_key(agreement_id: str, clause_id: str) -> str:
    """The key of something narrower beside a clause of an agreement."""
    return f"{agreement_id}/{clause_id}"


def beside_of(clauses: Iterable[Clause], said: Iterable[Said[Narrower]]) -> tuple[Beside, ...]:
    """What narrows clauses that count. A row that would widen one, or is about none, counts for nothing."""
    by_id = {clause.id: clause for clause in clauses}
    found = (Beside(person=row.author, clause_id=row.key.partition("/")[2], body=row.body) for row in said)
    return tuple(each for each in found if narrows(by_id.get(each.clause_id), each.clause_id, each.body))


def narrows(clause: Clause | None, clause_id: str, body: Narrower) -> bool:
    """Whether something is narrower than the clause that it stands beside; check-ins may stand beside none."""
    if clause_id in (CAP, CHECK_IN):
        agreed = clause.minutes if clause is not None else None
        if body.minutes is None or (agreed is None and clause_id == CAP):
            return False
        return agreed is None or body.minutes < agreed
    if clause is None or clause.item is None or body.ceiling is None:
        return False
    return body.ceiling < (clause.item.ceiling or Ceiling.STRONG)


def narrowed(clauses: Iterable[Clause], beside: Iterable[Beside]) -> tuple[Clause, ...]:
    """The clauses as what happens goes by them: each as narrow as either of them asks."""
    added = tuple(beside)
    found = [_narrowed(clause, added) for clause in clauses]
    check_ins = [each.body.minutes for each in added if each.clause_id == CHECK_IN and each.body.minutes is not None]
    if check_ins and all(clause.id != CHECK_IN for clause in found):
        cap = next((place for place, clause in enumerate(found, start=1) if clause.id == CAP), len(found))
        found.insert(cap, _check_in(min(check_ins)))
    return tuple(found)


def _check_in(minutes: int) -> Clause:
    field, section = DraftField.CHECK_IN_MINUTES, DraftSection.PLACE_TIME
    return Clause(id=CHECK_IN, section=section, kind=ClauseKind.PROTECTION, field=field, minutes=minutes)


def _narrowed(clause: Clause, beside: Iterable[Beside]) -> Clause:
    bodies = [each.body for each in beside if each.clause_id == clause.id]
    minutes = [body.minutes for body in bodies if body.minutes is not None]
    ceilings = [body.ceiling for body in bodies if body.ceiling is not None]
    if minutes and clause.minutes is not None:
        return clause.evolve(minutes=min(*minutes, clause.minutes))
    if ceilings and clause.item is not None:
        return clause.evolve(item=clause.item.evolve(ceiling=min(*ceilings, clause.item.ceiling or Ceiling.STRONG)))
    return clause
