"""The journals of the sample people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.models.base import IdSource, PersonId
from app.models.journal import EntryTemplate, OwnWay
from app.models.sample import SampleJournal
from app.services import journal
from app.storage.unit_of_work import UnitOfWork

Units = Callable[[str | None], UnitOfWork]


def write_journals(
    units: Units, sample: SampleJournal, people: dict[str, PersonId], now: datetime, new_id: IdSource
) -> None:
    """Write everybody's entries, templates and ways; `people` maps keys of the sample to ids."""
    for way in sample.ways:
        person = people[way.by]
        with units(person) as uow:
            journal.save_way(uow, person=person, way=OwnWay(id=new_id(), need=way.need, text=way.text))
    for template in sample.templates:
        person = people[template.by]
        with units(person) as uow:
            made = EntryTemplate(id=new_id(), name=template.name, text=template.text)
            journal.save_template(uow, person=person, template=made)
    for entry in sorted(sample.entries, key=lambda each: -each.hours_ago):
        person, at = people[entry.by], now - timedelta(hours=entry.hours_ago)
        with units(person) as uow:
            saved = journal.new_entry(uow, person=person, text=entry.text, now=at, new_id=new_id).entry
        with units(person) as uow:
            if entry.pinned:
                journal.pin(uow, person=person, entry_id=saved.id, pinned=True)
            if entry.binned:
                journal.bin_entry(uow, person=person, entry_id=saved.id, now=at)
