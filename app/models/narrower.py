"""What one person adds beside an agreed text, alone and at once. It only narrows, and is never in the text."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from app.models.answer import Ceiling
from app.models.base import Model, PersonId
from app.models.clause import Clause, field_clause_id
from app.models.outline import DraftField
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
    """Whether something is narrower than its clause; check-ins can be added where none were agreed."""
    if clause_id in (CAP, CHECK_IN):
        agreed = clause.minutes if clause is not None else None
        if body.minutes is None or (agreed is None and clause_id == CAP):
            return False
        return agreed is None or body.minutes < agreed
    if clause is None or clause.item is None or body.ceiling is None:
        return False
    return body.ceiling < (clause.item.ceiling or Ceiling.STRONG)
