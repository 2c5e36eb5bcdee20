"""Repositories of a private space: models in, models out."""

from __future__ import annotations

import json
from functools import partial

from sqlalchemy import Connection, select

from app.models.reading import Reading
from app.models.sealing import SealedAnswers, ShareChoice
from app.storage import tables_private as tables
from app.storage.answers import Answers, HiddenCategories, OwnCategories, OwnEntries, OwnTerms
from app.storage.check_ins import CheckIns, OwnDimensions
from app.storage.journal import EntryTemplates, Journal, OwnWays
from app.storage.noticed import NoticedFacts, ObservationChoices, OwnSessions, SelfChecks
from app.storage.repository import (
    DocumentTable,
    KeyedRepository,
    KeyValues,
    Part,
    PreparedStatement,
    Repositories,
    Repository,
    decoded,
)
from app.storage.therapist import TherapistSheets

# With a condition: without one, SQLite rewrites the pages of the table even if it is empty.
_UNSEAL = PreparedStatement(tables.sealed.delete().where(tables.sealed.c.person_id.is_not(None)))


class Sharing(Repository[SealedAnswers]):
    """What to disclose at the next opening, and the sealed snapshot."""

    documents = DocumentTable(tables.sealed, SealedAnswers, lambda s: {"person_id": s.person})

    def choices(self) -> dict[tuple[str, str], ShareChoice]:
        """The choices that the person made, by entry and direction."""
        rows = self._connection.execute(select(tables.share_choice))
        return {(row.entry_id, row.direction): ShareChoice(row.choice) for row in rows}

    def set_choice(self, key: tuple[str, str], choice: ShareChoice | None) -> None:
        """Make a choice; None goes back to the default."""
        table = tables.share_choice
        entry_id, direction = key
        self._connection.execute(table.delete().where(table.c.entry_id == entry_id, table.c.direction == direction))
        if choice is not None:
            row = {"entry_id": entry_id, "direction": direction, "choice": choice.value}
            self._connection.execute(table.insert().values(row))

    def sealed(self) -> SealedAnswers | None:
        """The snapshot, if the person is ready."""
        return next(iter(self.all()), None)

    def seal(self, sealed: SealedAnswers) -> None:
        """Save a snapshot; the person is ready."""
        self.save(sealed)

    def unseal(self) -> bool:
        """Delete the snapshot; whether there was one."""
        return bool(_UNSEAL.run(self._connection, {}))


class Readings(KeyedRepository[Reading]):
    """Unfinished readings."""

    documents = DocumentTable(tables.reading, Reading, lambda r: {"draft_id": r.draft_id})


class Resources:
    """The person's own changes to the resources page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[dict[str, str], ...]:
        """Every changed resource."""
        found = select(tables.resource.c.data)
        return decoded(
            tables.resource.name,
            lambda: tuple(json.loads(data) for data in self._connection.execute(found).scalars()),
        )

    def save(self, resource_id: str, values: dict[str, str]) -> None:
        """Save a changed resource."""
        self.delete(resource_id)
        self._connection.execute(tables.resource.insert().values(id=resource_id, data=json.dumps(values)))

    def delete(self, resource_id: str) -> None:
        """Delete a change."""
        self._connection.execute(tables.resource.delete().where(tables.resource.c.id == resource_id))


class PrivateRepositories(Repositories):
    """Everything in one person's private space."""

    answers = Part(Answers)
    terms = Part(OwnTerms)
    entries = Part(OwnEntries)
    categories = Part(OwnCategories)
    hidden = Part(HiddenCategories)
    sharing = Part(Sharing)
    readings = Part(Readings)
    resources = Part(Resources)
    journal = Part(Journal)
    templates = Part(EntryTemplates)
    ways = Part(OwnWays)
    sheets = Part(TherapistSheets)
    check_ins = Part(CheckIns)
    dimensions = Part(OwnDimensions)
    noticed = Part(NoticedFacts)
    sessions = Part(OwnSessions)
    set_aside = Part(ObservationChoices)
    self_checks = Part(SelfChecks)
    prefs = Part(partial(KeyValues, table=tables.pref))
