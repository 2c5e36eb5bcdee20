"""Repositories of the shared space. Rows carry no time of an act and not who did it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, func, select

from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, Withdrawal, Yes
from app.models.base import PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.limits import SharedItem, SharedTerm
from app.models.signal import SafetySignal
from app.storage import tables_shared as tables
from app.storage.repository import DocumentTable, KeyedRepository, Part, Repositories, Repository


class SharedItems(Repository[SharedItem]):
    """The shared list."""

    documents = DocumentTable(
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

    def replace(self, items: Iterable[SharedItem]) -> None:
        """Make the list exactly this, writing only the differences."""
        self._replace(items)

    def limits(self) -> tuple[SharedItem, ...]:
        """Only the items with a limit: off the table, or not now."""
        return self._where(tables.shared_item.c.outcome.in_(("off", "not_now")))

    def count(self) -> int:
        """How many items there are."""
        return int(self._connection.execute(select(func.count()).select_from(tables.shared_item)).scalar_one())

    def count_open_talks(self) -> int:
        """How many items have an open talk."""
        item = tables.shared_item.c
        found = select(func.count()).where(item.outcome == "talk", item.talk == "open")
        return int(self._connection.execute(found).scalar_one())


class SharedTerms(Repository[SharedTerm]):
    """Both people's words for terms."""

    documents = DocumentTable(tables.shared_term, SharedTerm, lambda t: {"person_id": t.person, "entry_id": t.entry_id})

    def replace(self, terms: Iterable[SharedTerm]) -> None:
        """Make the table hold exactly these, writing only the differences."""
        self._replace(terms)


class Openings:
    """Days on which both accepted an opening."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, on: date) -> None:
        """Add a day."""
        self._connection.execute(tables.opening.insert().values(day=on.isoformat()))

    def last(self) -> date | None:
        """The latest day."""
        day = self._connection.execute(select(func.max(tables.opening.c.day))).scalar_one()
        return date.fromisoformat(day) if day else None


class OfferedEntries(KeyedRepository[CatalogueEntry]):
    """Entries that one of them offered to the shared list."""

    documents = DocumentTable(tables.entry, CatalogueEntry, lambda e: {"id": e.id, "category": e.category})


class OfferedCategories(KeyedRepository[Category]):
    """Categories of offered entries."""

    documents = DocumentTable(tables.category, Category, lambda c: {"id": c.id})


class Signals(KeyedRepository[SafetySignal]):
    """Signals, in the order they were added."""

    documents = DocumentTable(tables.signal, SafetySignal, lambda s: {"id": s.id, "level": s.level.value})

    def replace(self, signals: Iterable[SafetySignal]) -> None:
        """Make it exactly these signals, in this order."""
        self.delete_all()
        for signal in signals:
            self.save(signal)


class AftercarePlans(Repository[AftercarePlan]):
    """Each person's plan."""

    documents = DocumentTable(tables.aftercare, AftercarePlan, lambda p: {"person_id": p.person})


class Yeses(Repository[Yes]):
    """Signed yeses: each person's latest to each draft."""

    documents = DocumentTable(tables.yes, Yes, lambda y: {"draft_id": y.draft_id, "person_id": y.person})

    def of(self, draft_id: str) -> tuple[Yes, ...]:
        """The yeses to a draft."""
        found = self._where(tables.yes.c.draft_id == draft_id)
        return tuple(sorted(found, key=lambda yes: yes.person))  # never by who signed first

    def delete(self, draft_id: str, person: PersonId) -> None:
        """Delete a person's yes to a draft."""
        self._delete(tables.yes.c.draft_id == draft_id, tables.yes.c.person_id == person)


class Agreements(KeyedRepository[Agreement]):
    """What both said yes to, version by version."""

    documents = DocumentTable(
        tables.agreement,
        Agreement,
        lambda a: {"id": a.id, "draft_id": a.document.draft_id, "number": a.number},
    )

    def of(self, draft_id: str) -> tuple[Agreement, ...]:
        """The versions of a draft's agreement."""
        return self._where(tables.agreement.c.draft_id == draft_id)

    def end(self, agreement_id: str, on: date) -> None:
        """End a version on a day; an earlier end stays."""
        agreement = self.get(agreement_id)
        if agreement is not None and agreement.ended_on is None:
            self.save(agreement.evolve(ended_on=on))


class Withdrawals(Repository[Withdrawal]):
    """What is no longer agreed: undated and unnamed."""

    documents = DocumentTable(tables.withdrawal, Withdrawal, lambda w: {"id": w.id, "agreement_id": w.agreement_id})


class Approvals:
    """Who approved which page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, page_digest: str) -> frozenset[PersonId]:
        """The people who approved a page."""
        table = tables.approval.c
        found = select(table.person_id).where(table.page_digest == page_digest)
        return frozenset(PersonId(person) for person in self._connection.execute(found).scalars())

    def add(self, person: PersonId, page_digest: str) -> None:
        """Add a person's approval of a page."""
        if person not in self.of(page_digest):
            self._connection.execute(tables.approval.insert().values(page_digest=page_digest, person_id=person))

    def revoke(self, person: PersonId, page_digest: str) -> None:
        """Delete a person's approval of a page."""
        table = tables.approval
        self._connection.execute(table.delete().where(table.c.page_digest == page_digest, table.c.person_id == person))


class SharedRepositories(Repositories):
    """Everything in the shared space."""

    items = Part(SharedItems)
    terms = Part(SharedTerms)
    openings = Part(Openings)
    entries = Part(OfferedEntries)
    categories = Part(OfferedCategories)
    signals = Part(Signals)
    aftercare = Part(AftercarePlans)
    yeses = Part(Yeses)
    agreements = Part(Agreements)
    withdrawals = Part(Withdrawals)
    approvals = Part(Approvals)
