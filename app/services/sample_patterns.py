"""A past for the sample people: earlier answers, noticed proposals, past sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.assets import load_sample_patterns
from app.models.base import IdSource, PersonId
from app.models.sample import SampleCouple
from app.services.noticing import start_looking
from app.storage.unit_of_work import UnitOfWork


def add_facts(
    units: Callable[[str | None], UnitOfWork],
    people: tuple[PersonId, PersonId],
    sample: SampleCouple,
    now: datetime,
    new_id: IdSource,
) -> None:
    """Write both people's facts, before their current answers."""
    facts = load_sample_patterns(sample.language).people
    for person, who in zip(people, sample.people, strict=True):
        with units(person) as uow:
            own = uow.private(person)
            for earlier in facts[who.key].earlier:
                change = earlier.change(now)
                own.answers.save(change.answer, change.at)
            for notice in facts[who.key].noticed:
                own.noticed.save(notice.noticed(now, new_id))
            if facts[who.key].noticed or facts[who.key].sessions:
                start_looking(uow, person, now)
            for evening in facts[who.key].sessions:
                own.sessions.save(evening.session(now, new_id))
            uow.commit()
