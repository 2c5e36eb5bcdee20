"""When a person's own space was opened before, for that person alone; kept in the space itself."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from app.models.base import Model, PersonId
from app.storage.unit_of_work import UnitOfWork

_OPENED = "opened"


class LastOpened(Model):
    """`at`: the last opening; None if there was none. `code_used`: the last time with a recovery code.

    `said`: how often the person's part of the shared space had changed by then. `changed`: the opening after which it
    last changed; the day of a change itself is stored nowhere.
    """

    at: datetime | None = None
    code_used: datetime | None = None
    said: int = 0
    changed: datetime | None = None


def last_opened(uow: UnitOfWork, *, person: PersonId) -> LastOpened:
    """The opening before this one."""
    stored = uow.private(person).prefs.get(_OPENED)
    try:
        before = LastOpened() if stored is None else LastOpened.model_validate_json(stored)
    except ValidationError:
        before = LastOpened()
    said = uow.parts.times_said(person)
    return before if said == before.said else before.evolve(said=said, changed=before.at)


def note_opened(uow: UnitOfWork, *, person: PersonId, before: LastOpened, now: datetime, by_code: bool) -> None:
    """Note this opening, for the next time."""
    opened = before.evolve(at=now, code_used=now if by_code else before.code_used)
    uow.private(person).prefs.set(_OPENED, opened.model_dump_json())
    uow.commit()
