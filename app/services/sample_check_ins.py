"""Some weeks of the sample people's check-ins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from app.assets import load_sample_check_ins
from app.models.base import IdSource, PersonId
from app.models.check_in import CheckIn
from app.services.check_ins import save_check_in
from app.storage.unit_of_work import UnitOfWork


def fill_check_ins(
    units: Callable[[str | None], UnitOfWork], person: PersonId, key: str, *, now: datetime, new_id: IdSource
) -> None:
    """The check-ins of the sample person with this key, at local times before now."""
    for kept in load_sample_check_ins().people.get(key, ()):
        day = now.astimezone().date() - timedelta(days=kept.days_ago)
        at = datetime.combine(day, time.fromisoformat(kept.time)).astimezone(now.tzinfo)
        check_in = CheckIn(id=new_id(), at=at, ratings=kept.rated(), note=kept.note, occasion=kept.occasion)
        with units(person) as uow:
            save_check_in(uow, person=person, check_in=check_in)
