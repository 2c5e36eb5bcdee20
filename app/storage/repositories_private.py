"""Repositories of a private space: models in, models out."""

from __future__ import annotations

import json
from functools import cached_property

from sqlalchemy import Connection, select

from app.models.agreement import OwnWithdrawal
from app.models.base import PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.clause import Document
from app.models.person import Person
from app.models.reading import Reading
from app.models.sealing import SealedAnswers, ShareChoice
from app.storage import tables_private as tables
from app.storage.answers import CATEGORIES, ENTRIES, Answers, Hidden, Terms
from app.storage.check_ins import CheckIns, OwnDimensions
from app.storage.documents import Documents, Keyed, Prefs, Prepared, Shape, unquoted
from app.storage.journal import Journal, OwnWays, Templates
from app.storage.noticed import NoticedFacts, ObservationChoices, OwnSessions, SelfChecks
from app.storage.rows import person_from, person_values
from app.storage.therapist import Sheets

_SEALED = Shape(tables.sealed, SealedAnswers, lambda s: {"person_id": s.person})
_READINGS = Shape(tables.reading, Reading, lambda r: {"draft_id": r.draft_id})
_SIGNED = Shape(tables.signed_document, Document, lambda d: {"draft_id": d.draft_id})
_WITHDRAWALS = Shape(
    tables.own_withdrawal,
    OwnWithdrawal,
    lambda w: {"id": w.withdrawal.id, "agreement_id": w.withdrawal.agreement_id},
)
# With a condition, as without one SQLite empties the table by writing its pages anew, even if nothing was in it.
_UNSEAL = Prepared(tables.sealed.delete().where(tables.sealed.c.person_id.is_not(None)))


class Profile:
    """One's own profile."""

    def __init__(self, connection: Connection, person_id: PersonId) -> None:
        self._connection = connection
        self._person_id = person_id

    def get(self) -> Person:
        """The profile; it is written when the space is made."""
        found = select(tables.person).where(tables.person.c.id == self._person_id)
        return person_from(self._connection.execute(found).one())

    def save(self, person: Person) -> None:
        """Replace it."""
        if person.id != self._person_id:
            raise ValueError("a private space holds its own person's profile")
        self._connection.execute(tables.person.delete())
        self._connection.execute(tables.person.insert().values(position=0, **person_values(person)))


class Sharing(Documents[SealedAnswers]):
    """What becomes of each row at the next opening, and the sealed snapshot."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _SEALED)

    def choices(self) -> dict[tuple[str, str], ShareChoice]:
        """The choices that were made by hand, by entry and direction."""
        rows = self._connection.execute(select(tables.share_choice))
        return {(row.entry_id, row.direction): ShareChoice(row.choice) for row in rows}

    def set_choice(self, key: tuple[str, str], choice: ShareChoice | None) -> None:
        """Make a choice, or go back to what is usual."""
        table = tables.share_choice
        entry_id, direction = key
        self._connection.execute(table.delete().where(table.c.entry_id == entry_id, table.c.direction == direction))
        if choice is not None:
            row = {"entry_id": entry_id, "direction": direction, "choice": choice.value}
            self._connection.execute(table.insert().values(row))

    def sealed(self) -> SealedAnswers | None:
        """The snapshot, while it is ready."""
        return next(iter(self.all()), None)

    def seal(self, sealed: SealedAnswers) -> None:
        """Keep a snapshot; it is ready from now on."""
        self.save(sealed)

    def unseal(self) -> bool:
        """Take the snapshot away; whether there was one."""
        return bool(_UNSEAL.run(self._connection, {}))


class Readings(Keyed[Reading]):
    """Readings on the way, and what was signed last."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _READINGS)
        self._signed = Keyed(connection, _SIGNED)

    def signed(self, draft_id: str) -> Document | None:
        """The text as this person last signed it."""
        return self._signed.get(draft_id)

    def save_signed(self, document: Document) -> None:
        """Keep the text that was signed."""
        self._signed.save(document)


class OwnWithdrawals(Documents[OwnWithdrawal]):
    """This person's own withdrawals."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _WITHDRAWALS)

    def add(self, withdrawal: OwnWithdrawal) -> None:
        """Keep one."""
        self.save(withdrawal)


class Resources:
    """One's own changes to the resources page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[dict[str, str], ...]:
        """Every changed entry."""
        found = select(tables.resource.c.data)
        return unquoted(
            tables.resource.name,
            lambda: tuple(json.loads(data) for data in self._connection.execute(found).scalars()),
        )

    def save(self, resource_id: str, values: dict[str, str]) -> None:
        """Keep one."""
        self.delete(resource_id)
        self._connection.execute(tables.resource.insert().values(id=resource_id, data=json.dumps(values)))

    def delete(self, resource_id: str) -> None:
        """Delete one."""
        self._connection.execute(tables.resource.delete().where(tables.resource.c.id == resource_id))


class PrivateRepos:
    """Everything kept in one person's private space; each part is made when it is asked for."""

    def __init__(self, connection: Connection, person_id: PersonId) -> None:
        self._connection = connection
        self._person_id = person_id

    @cached_property
    def profile(self) -> Profile:
        """Name, pronouns, mark."""
        return Profile(self._connection, self._person_id)

    @cached_property
    def answers(self) -> Answers:
        """Answers and their history."""
        return Answers(self._connection)

    @cached_property
    def terms(self) -> Terms:
        """Own words for terms."""
        return Terms(self._connection)

    @cached_property
    def entries(self) -> Keyed[CatalogueEntry]:
        """Own entries."""
        return Keyed(self._connection, ENTRIES)

    @cached_property
    def categories(self) -> Keyed[Category]:
        """Own categories."""
        return Keyed(self._connection, CATEGORIES)

    @cached_property
    def hidden(self) -> Hidden:
        """Hidden categories."""
        return Hidden(self._connection)

    @cached_property
    def sharing(self) -> Sharing:
        """Choices and the sealed snapshot."""
        return Sharing(self._connection)

    @cached_property
    def readings(self) -> Readings:
        """Readings on the way."""
        return Readings(self._connection)

    @cached_property
    def withdrawals(self) -> OwnWithdrawals:
        """Own withdrawals."""
        return OwnWithdrawals(self._connection)

    @cached_property
    def resources(self) -> Resources:
        """Changes to the resources page."""
        return Resources(self._connection)

    @cached_property
    def journal(self) -> Journal:
        """Journal entries."""
        return Journal(self._connection)

    @cached_property
    def templates(self) -> Templates:
        """Own templates for entries."""
        return Templates(self._connection)

    @cached_property
    def ways(self) -> OwnWays:
        """Own ways to meet a need."""
        return OwnWays(self._connection)

    @cached_property
    def sheets(self) -> Sheets:
        """What is brought to a therapist."""
        return Sheets(self._connection)

    @cached_property
    def check_ins(self) -> CheckIns:
        """Check-ins."""
        return CheckIns(self._connection)

    @cached_property
    def dimensions(self) -> OwnDimensions:
        """Own dimensions, and how all of them are arranged."""
        return OwnDimensions(self._connection)

    @cached_property
    def noticed(self) -> NoticedFacts:
        """What was noticed."""
        return NoticedFacts(self._connection)

    @cached_property
    def sessions(self) -> OwnSessions:
        """Own sessions."""
        return OwnSessions(self._connection)

    @cached_property
    def set_aside(self) -> ObservationChoices:
        """Observations that were set aside."""
        return ObservationChoices(self._connection)

    @cached_property
    def self_checks(self) -> SelfChecks:
        """Answers to the self-check that were kept."""
        return SelfChecks(self._connection)

    @cached_property
    def prefs(self) -> Prefs:
        """Small private things."""
        return Prefs(self._connection, tables.pref)
