"""Repositories of the shared space. Rows carry no time of an act and not who did it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.models.agreement import Agreement, Withdrawal, Yes
from app.models.base import PersonId
from app.models.signal import SafetySignal
from app.storage import tables_shared as tables
from app.storage.repository import DocumentTable, KeyedRepository, Part, Repositories, Repository


class Signals(KeyedRepository[SafetySignal]):
    """Signals, in the order they were added."""

    documents = DocumentTable(tables.signal, SafetySignal, lambda s: {"id": s.id, "level": s.level.value})

    def replace(self, signals: Iterable[SafetySignal]) -> None:
        """Make it exactly these signals, in this order."""
        self.delete_all()
        for signal in signals:
            self.save(signal)


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


class SharedRepositories(Repositories):
    """Everything in the shared space."""

    signals = Part(Signals)
    yeses = Part(Yeses)
    agreements = Part(Agreements)
    withdrawals = Part(Withdrawals)
