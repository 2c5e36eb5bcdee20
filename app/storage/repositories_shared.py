"""Repositories of the shared space: models in, models out. Rows carry no times and no authors of acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, func, select

from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, Withdrawal, Yes
from app.models.base import PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.limits import SharedItem, SharedTerm
from app.models.outline import Draft, DraftKind
from app.models.person import Person
from app.models.signal import SafetySignal
from app.storage import tables_shared as tables
from app.storage.documents import Documents, Keyed, Shape
from app.storage.rows import person_from, person_values

_ITEMS = Shape(
    tables.shared_item,
    SharedItem,
    lambda i: {
        "id": i.id,
        "activity_id": i.pairing.activity_id,
        "active": i.pairing.active or "",
        "outcome": i.outcome.value,
        "talk": i.talk.result.value,
    },
)
_TERMS = Shape(tables.shared_term, SharedTerm, lambda t: {"person_id": t.person, "entry_id": t.entry_id})
_ENTRIES = Shape(tables.entry, CatalogueEntry, lambda e: {"id": e.id, "category": e.category})
_CATEGORIES = Shape(tables.category, Category, lambda c: {"id": c.id})
_SIGNALS = Shape(tables.signal, SafetySignal, lambda s: {"id": s.id, "level": s.level.value})
_AFTERCARE = Shape(tables.aftercare, AftercarePlan, lambda p: {"person_id": p.person})
_DRAFTS = Shape(tables.draft, Draft, lambda d: {"id": d.id, "kind": d.kind.value})
_YESES = Shape(tables.yes, Yes, lambda y: {"draft_id": y.draft_id, "person_id": y.person})
_AGREEMENTS = Shape(
    tables.agreement,
    Agreement,
    lambda a: {"id": a.id, "draft_id": a.document.draft_id, "number": a.number},
)
_WITHDRAWALS = Shape(tables.withdrawal, Withdrawal, lambda w: {"id": w.id, "agreement_id": w.agreement_id})


class People:
    """The profiles of the two."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Person, ...]:
        """In the order of joining."""
        table = tables.person
        rows = self._connection.execute(select(table).order_by(table.c.position, table.c.id))
        return tuple(person_from(row) for row in rows)

    def save(self, person: Person) -> None:
        """Change a profile, or add one after the others."""
        table, values = tables.person, person_values(person)
        changed = self._connection.execute(table.update().where(table.c.id == person.id).values(**values)).rowcount
        if not changed:
            last = self._connection.execute(select(func.coalesce(func.max(table.c.position), -1))).scalar_one()
            self._connection.execute(table.insert().values(position=last + 1, **values))


class Items(Documents[SharedItem]):
    """The shared list."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _ITEMS)

    def replace(self, items: Iterable[SharedItem]) -> None:
        """Make the list exactly this, writing only what differs."""
        self._replace(items, "id")

    def limits(self) -> tuple[SharedItem, ...]:
        """Only what is off the table, or not now."""
        return self._where(tables.shared_item.c.outcome.in_(("off", "not_now")))

    def count(self) -> int:
        """How many items there are."""
        return int(self._connection.execute(select(func.count()).select_from(tables.shared_item)).scalar_one())

    def count_open_talks(self) -> int:
        """How many are worth a talk that has not come to an end."""
        item = tables.shared_item.c
        found = select(func.count()).where(item.outcome == "talk", item.talk == "open")
        return int(self._connection.execute(found).scalar_one())


class Terms(Documents[SharedTerm]):
    """Words for terms, side by side."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _TERMS)

    def replace(self, terms: Iterable[SharedTerm]) -> None:
        """Make the table hold exactly these."""
        wanted = {(term.person, term.entry_id): term for term in terms}
        have = {(term.person, term.entry_id): term for term in self.all()}
        table = tables.shared_term.c
        for person, entry_id in have.keys() - wanted.keys():
            self._delete(table.person_id == person, table.entry_id == entry_id)
        for key, term in wanted.items():
            if have.get(key) != term:
                self.save(term)


class Openings:
    """The days on which both accepted an opening."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, on: date) -> None:
        """One more."""
        self._connection.execute(tables.opening.insert().values(day=on.isoformat()))

    def last(self) -> date | None:
        """The latest."""
        day = self._connection.execute(select(func.max(tables.opening.c.day))).scalar_one()
        return date.fromisoformat(day) if day else None


class Signals(Keyed[SafetySignal]):
    """Signals in the order they were added."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _SIGNALS)

    def replace(self, signals: Iterable[SafetySignal]) -> None:
        """Make it exactly this set, in this order."""
        self._connection.execute(tables.signal.delete())
        for signal in signals:
            self.save(signal)


class Aftercare(Documents[AftercarePlan]):
    """Each person's plan."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _AFTERCARE)


class Drafts(Keyed[Draft]):
    """Ground rules and scene outlines."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _DRAFTS)

    def ground_rules(self) -> Draft | None:
        """The one draft of the ground rules."""
        return self._first(tables.draft.c.kind == DraftKind.GROUND_RULES.value)


class Yeses(Documents[Yes]):
    """Signed yeses, the latest of each person to each draft."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _YESES)

    def of(self, draft_id: str) -> tuple[Yes, ...]:
        """The yeses to a draft."""
        found = self._where(tables.yes.c.draft_id == draft_id)
        return tuple(sorted(found, key=lambda yes: yes.person))  # never by who signed first

    def delete(self, draft_id: str, person: PersonId) -> None:
        """Take one back."""
        self._delete(tables.yes.c.draft_id == draft_id, tables.yes.c.person_id == person)


class Agreements(Documents[Agreement]):
    """What both said yes to, version by version."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _AGREEMENTS)

    def of(self, draft_id: str) -> tuple[Agreement, ...]:
        """The versions of a draft's agreement."""
        return self._where(tables.agreement.c.draft_id == draft_id)

    def get(self, agreement_id: str) -> Agreement | None:
        """One version."""
        return self._first(tables.agreement.c.id == agreement_id)

    def add(self, agreement: Agreement) -> None:
        """Keep a new version."""
        self.save(agreement)

    def end(self, agreement_id: str, on: date) -> None:
        """It ended on a day; the first such day stays."""
        agreement = self.get(agreement_id)
        if agreement is not None and agreement.ended_on is None:
            self.save(agreement.evolve(ended_on=on))


class Withdrawals(Documents[Withdrawal]):
    """What is no longer agreed: undated and unnamed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _WITHDRAWALS)

    def add(self, withdrawal: Withdrawal) -> None:
        """Append one; the same one twice is one."""
        self.save(withdrawal)


class Approvals:
    """Who approved exactly which page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, page_digest: str) -> frozenset[PersonId]:
        """Those who approved a page."""
        table = tables.approval.c
        found = select(table.person_id).where(table.page_digest == page_digest)
        return frozenset(PersonId(person) for person in self._connection.execute(found).scalars())

    def add(self, person: PersonId, page_digest: str) -> None:
        """One approves."""
        if person not in self.of(page_digest):
            self._connection.execute(tables.approval.insert().values(page_digest=page_digest, person_id=person))

    def revoke(self, person: PersonId, page_digest: str) -> None:
        """One takes it back."""
        table = tables.approval
        self._connection.execute(table.delete().where(table.c.page_digest == page_digest, table.c.person_id == person))


class SharedRepos:
    """Everything kept in the shared space; each part is made when it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def people(self) -> People:
        """The two."""
        return People(self._connection)

    @cached_property
    def items(self) -> Items:
        """The shared list."""
        return Items(self._connection)

    @cached_property
    def terms(self) -> Terms:
        """Words for terms."""
        return Terms(self._connection)

    @cached_property
    def openings(self) -> Openings:
        """Days of openings."""
        return Openings(self._connection)

    @cached_property
    def entries(self) -> Keyed[CatalogueEntry]:
        """Offered entries."""
        return Keyed(self._connection, _ENTRIES)

    @cached_property
    def categories(self) -> Keyed[Category]:
        """Categories of offered entries."""
        return Keyed(self._connection, _CATEGORIES)

    @cached_property
    def signals(self) -> Signals:
        """Signals."""
        return Signals(self._connection)

    @cached_property
    def aftercare(self) -> Aftercare:
        """Aftercare plans."""
        return Aftercare(self._connection)

    @cached_property
    def drafts(self) -> Drafts:
        """Ground rules and scenes."""
        return Drafts(self._connection)

    @cached_property
    def yeses(self) -> Yeses:
        """Signed yeses."""
        return Yeses(self._connection)

    @cached_property
    def agreements(self) -> Agreements:
        """Agreements."""
        return Agreements(self._connection)

    @cached_property
    def withdrawals(self) -> Withdrawals:
        """Withdrawals."""
        return Withdrawals(self._connection)

    @cached_property
    def approvals(self) -> Approvals:
        """Approvals of pages."""
        return Approvals(self._connection)
