"""Repositories of a private space: models in, models out."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, literal_column, select

from app.errors import VaultDamaged
from app.models.base import Model
from app.models.check_in import DimensionArrangement
from app.models.facts import RushedTalks
from app.models.incident import ReadIncidents
from app.models.kept_resource import KeptResource
from app.models.list_place import ListPlace
from app.models.pack_choice import PackChoice
from app.models.prepared import Prepared
from app.models.reading import Reading
from app.models.scene_day import ReadyCheck
from app.models.sealing import SealedAnswers, ShareChoice
from app.models.self_check import KeptSelfChecks
from app.models.therapist import TherapistSheet
from app.models.unadded import UnaddedWords
from app.storage import tables_private as tables
from app.storage.afterwards import EveningsAfter, IncidentNotes
from app.storage.answers import Answers, HiddenCategories, OwnCategories, OwnEntries, OwnTerms
from app.storage.check_ins import CheckIns, OwnDimensions
from app.storage.conversations import BegunTalks, ConversationAnswers, OwnQuestions, SealedConversations
from app.storage.journal import EntryTemplates, Journal, OwnWays
from app.storage.noticed import NoticedFacts, ObservationChoices, OwnSessions
from app.storage.repository import (
    DocumentTable,
    KeyedRepository,
    KeyValues,
    Part,
    PreparedStatement,
    Repository,
    StoredModel,
)

M = TypeVar("M", bound=Model)

_row_id: ColumnElement[int] = literal_column("rowid")
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


class ForgivingRepository(KeyedRepository[M]):
    """What can be asked again: a row that can't be read is none."""

    def all(self) -> tuple[M, ...]:
        """Every model that can be read."""
        rows = self._connection.execute(select(_row_id).select_from(self.documents.table)).scalars().all()
        return tuple(found for row in rows if (found := self._first(_row_id == row)) is not None)

    def _first(self, *conditions: ColumnElement[bool]) -> M | None:
        with suppress(VaultDamaged):
            return super()._first(*conditions)
        return None


class Readings(ForgivingRepository[Reading]):
    """Unfinished readings; what can't be read is asked again."""

    documents = DocumentTable(tables.reading, Reading, lambda r: {"draft_id": r.draft_id})


class ReadyChecks(ForgivingRepository[ReadyCheck]):
    """Answers before a scene, one a scene."""

    documents = DocumentTable(tables.ready_check, ReadyCheck, lambda r: {"agreement_id": r.agreement_id})

    def forget_before(self, day: date) -> None:
        """Delete those of earlier days, and what can't be read."""
        kept = [check for check in self.all() if check.day >= day]
        self.delete_all()
        for check in kept:
            self.save(check)


class Place(StoredModel[ListPlace]):
    """Where the list was left; its beginning if that can't be read."""

    def get(self) -> ListPlace:
        """Where it was left."""
        with suppress(VaultDamaged):
            return super().get()
        return ListPlace()


class Resources(KeyedRepository[KeptResource]):
    """The person's own changes to the resources page."""

    documents = DocumentTable(tables.resource, KeptResource, lambda r: {"id": r.id})


def stored(name: str, model: type[M]) -> Part[StoredModel[M]]:
    """One model that is stored under a name."""
    return Part(lambda connection: StoredModel(connection, tables.pref, name, model))


class PrivateRepositories:
    """Everything in one person's private space."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    answers = Part(Answers)
    terms = Part(OwnTerms)
    entries = Part(OwnEntries)
    categories = Part(OwnCategories)
    hidden = Part(HiddenCategories)
    sharing = Part(Sharing)
    readings = Part(Readings)
    ready_checks = Part(ReadyChecks)
    told_alone = Part(ConversationAnswers)
    questions = Part(OwnQuestions)
    sealed_conversations = Part(SealedConversations)
    begun_talks = Part(BegunTalks)
    resources = Part(Resources)
    journal = Part(Journal)
    templates = Part(EntryTemplates)
    ways = Part(OwnWays)
    sheet = stored("therapist.sheet", TherapistSheet)
    prepared = stored("prepared.own", Prepared)
    check_ins = Part(CheckIns)
    dimensions = Part(OwnDimensions)
    arrangement = stored("check_ins.arrangement", DimensionArrangement)
    noticed = Part(NoticedFacts)
    sessions = Part(OwnSessions)
    rushed = stored("patterns.rushed", RushedTalks)
    set_aside = Part(ObservationChoices)
    self_checks = stored("self_check.kept", KeptSelfChecks)
    afterwards = Part(EveningsAfter)
    incidents = Part(IncidentNotes)
    read_incidents = stored("incident.read", ReadIncidents)
    list_place = Part(lambda connection: Place(connection, tables.pref, "my_list.place", ListPlace))
    packs = stored("my_list.packs", PackChoice)
    unadded = stored("typed.unadded", UnaddedWords)
    prefs = Part(partial(KeyValues, table=tables.pref))
