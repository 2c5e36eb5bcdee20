"""What is missing before a text becomes an agreement, and whether two yeses to it may meet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

from app.models.agreement import Yes, is_day_allowed
from app.models.base import Model, PersonId
from app.models.clause import Document, field_clause_id
from app.models.outline import DraftField, DraftKind, DraftSection
from app.models.signal import has_speechless_red, has_verbal_red


class Requirement(StrEnum):
    """What an agreement can still wait for."""

    VERBAL_RED = "verbal_red"
    SPEECHLESS_RED = "speechless_red"
    AFTERCARE = "aftercare"
    CAP = "cap"
    DAY = "day"
    READING = "reading"


class Blocker(Model):
    """One missing requirement, and the person it waits for, if it is up to one of them."""

    need: Requirement
    person: PersonId | None = None


def blockers(document: Document, people: Sequence[PersonId], yeses: Iterable[Yes], today: date) -> tuple[Blocker, ...]:
    """Everything that is missing before a document becomes an agreement. `yeses`: those that wait."""
    missing = list(missing_in_document(document, people, today))
    said = {yes.person for yes in yeses if yes.text == document.sealed}
    missing.extend(Blocker(need=Requirement.READING, person=p) for p in people if p not in said)
    return tuple(missing)


def missing_in_document(document: Document, people: Sequence[PersonId], today: date) -> tuple[Blocker, ...]:
    """What the document itself lacks: signals, aftercare, a scene's time limit, a day that can be agreed on."""
    signals = [clause.signal for clause in document.clauses if clause.signal is not None]
    missing: list[Blocker] = []
    if not has_verbal_red(signals):
        missing.append(Blocker(need=Requirement.VERBAL_RED))
    if not has_speechless_red(signals):
        missing.append(Blocker(need=Requirement.SPEECHLESS_RED))
    answered = {c.holder for c in document.clauses if c.section is DraftSection.AFTERCARE}
    missing.extend(Blocker(need=Requirement.AFTERCARE, person=p) for p in people if p not in answered)
    if document.kind is DraftKind.SCENE and document.clause(field_clause_id(DraftField.CAP_MINUTES)) is None:
        missing.append(Blocker(need=Requirement.CAP))
    day = document.review_on
    if day is None or not is_day_allowed(document.kind, document.scope, day, today):
        missing.append(Blocker(need=Requirement.DAY))
    return tuple(missing)


def may_meet(waiting: Iterable[Yes], agreement_id: str, people: Collection[PersonId], today: date) -> bool:
    """Whether both people's yeses of this id wait, and their text lacks nothing."""
    both = [yes for yes in waiting if yes.agreement_id == agreement_id]
    return {yes.person for yes in both} == set(people) and not missing_in_document(both[0].text, tuple(people), today)
